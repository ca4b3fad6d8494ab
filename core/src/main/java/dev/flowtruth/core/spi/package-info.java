/** What a platform implements to enumerate sockets, and how it is found and chosen. */
package dev.flowtruth.core.spi;
