/** The command label: flow files with their owners added. */
package dev.flowtruth.cli.label;
