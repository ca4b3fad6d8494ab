/** The kernel's numbers and offsets, each with the header that it comes from. */
package dev.flowtruth.platform.linux.layout;
