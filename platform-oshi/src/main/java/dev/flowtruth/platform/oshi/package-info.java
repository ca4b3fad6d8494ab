/** The provider {@code oshi}: from OSHI's connections to sockets with owners. */
package dev.flowtruth.platform.oshi;
