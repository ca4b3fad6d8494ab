/** Values: what a socket, an endpoint, a process, an owner and a snapshot are. All immutable. */
package dev.flowtruth.core.model;
