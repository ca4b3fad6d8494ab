/** Who holds which socket, and what kind of process that is: everything read from /proc/PID. */
package dev.flowtruth.platform.linux.owner;
