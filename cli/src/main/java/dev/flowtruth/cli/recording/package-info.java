/** The command record: a recording of what the watcher sees, alone or around a command. */
package dev.flowtruth.cli.recording;
