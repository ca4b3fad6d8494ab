/** Recordings as ownership histories, for the commands that ask who owned what. */
package dev.flowtruth.cli.history;
