/** Pure functions from the kernel's bytes and text to values; they run on any OS. */
package dev.flowtruth.platform.linux.decoder;
