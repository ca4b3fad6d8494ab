/** The command doctor: what this host can see with these rights, what not, and what to expect. */
package dev.flowtruth.cli.doctor;
