/** Recordings: core's events as JSON Lines and back, one file or many of them together. */
package dev.flowtruth.formats.recording;
