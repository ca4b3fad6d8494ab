/** From process ids to processes. */
package dev.flowtruth.platform.macos.owner;
