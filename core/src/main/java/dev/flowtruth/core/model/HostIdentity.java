package dev.flowtruth.core.model;

/**
 * Which host, and which of its boots.
 *
 * @param name host name
 * @param id what stays the same over boots (Linux: machine-id); empty when unknown
 * @param bootId what changes at each boot; pids, cookies and monotonic times mean nothing beyond it
 * @param os {@code linux}, {@code windows}, {@code macos} or the JVM's name of it
 * @param kernel release
 */
public record HostIdentity(String name, String id, String bootId, String os, String kernel) {}
