/** Native calls by JNA; nothing here knows what the bytes mean. */
package dev.flowtruth.platform.macos.calls;
