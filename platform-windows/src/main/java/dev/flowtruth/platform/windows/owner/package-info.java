/** From process ids to processes. */
package dev.flowtruth.platform.windows.owner;
