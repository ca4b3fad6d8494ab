/** From bytes to rows: pure functions that take any bytes. */
package dev.flowtruth.platform.windows.decoder;
