/** The command watch: events as they happen; and the run of a watcher, which record shares. */
package dev.flowtruth.cli.watch;
