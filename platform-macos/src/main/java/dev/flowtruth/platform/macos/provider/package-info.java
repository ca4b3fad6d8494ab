/** The provider {@code macos-libproc} and what it remembers from look to look. */
package dev.flowtruth.platform.macos.provider;
