/** Events: from the snapshots and event streams of a source to one ordered stream for listeners. */
package dev.flowtruth.core.watch;
