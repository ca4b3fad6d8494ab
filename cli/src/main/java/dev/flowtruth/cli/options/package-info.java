/** Option groups that commands share, and what the words of option values mean. */
package dev.flowtruth.cli.options;
