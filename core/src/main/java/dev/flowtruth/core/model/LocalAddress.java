package dev.flowtruth.core.model;

/**
 * An address that the host itself has.
 *
 * @param ip the address; link-local ones with the scope of their interface
 * @param prefixLength bits of the network part, for broadcast and subnet tests
 * @param netns inode number of the network namespace, 0 where the OS has none
 * @param interfaceName for people
 * @param interfaceIndex as in scope ids
 */
public record LocalAddress(
    IpAddress ip, int prefixLength, long netns, String interfaceName, int interfaceIndex) {}
