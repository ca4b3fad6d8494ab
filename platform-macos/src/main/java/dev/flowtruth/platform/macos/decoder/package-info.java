/** From bytes to rows; pure, and the same on every machine. */
package dev.flowtruth.platform.macos.decoder;
