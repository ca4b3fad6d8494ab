/** One socket, one line: the same fields and filters in every command. */
package dev.flowtruth.cli.sockets;
