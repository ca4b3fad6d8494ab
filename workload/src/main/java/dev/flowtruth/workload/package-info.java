/** Sockets of known life, opened by processes of their own, and the truth about them. */
package dev.flowtruth.workload;
