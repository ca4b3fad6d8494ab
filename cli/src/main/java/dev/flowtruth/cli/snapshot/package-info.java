/** The command snapshot: one look at all sockets. */
package dev.flowtruth.cli.snapshot;
