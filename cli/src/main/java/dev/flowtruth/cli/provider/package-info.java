/** Which source of sockets is used, and what each can see here. */
package dev.flowtruth.cli.provider;
