/** Native calls: JNA direct mappings, and the few objects that own a descriptor. */
package dev.flowtruth.platform.linux.calls;
