/** The command line itself: the root command, the wiring, and what a failure looks like. */
package dev.flowtruth.cli;
