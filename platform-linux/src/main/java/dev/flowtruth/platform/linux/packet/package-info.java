/** Packets as the trigger of a search: which are taken, whose they are, and who holds that. */
package dev.flowtruth.platform.linux.packet;
