/** macOS' structures and numbers, each with the header that it is from. */
package dev.flowtruth.platform.macos.layout;
