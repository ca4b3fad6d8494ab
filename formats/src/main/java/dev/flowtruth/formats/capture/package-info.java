/** Packet captures: read, labelled packet by packet, and read as evidence of who owned what. */
package dev.flowtruth.formats.capture;
