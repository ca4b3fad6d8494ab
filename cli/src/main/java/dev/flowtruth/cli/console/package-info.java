/** Where output goes: results to stdout, all else to stderr, files to whom they belong. */
package dev.flowtruth.cli.console;
