/** Other people's evidence as a recording. */
package dev.flowtruth.cli.convert;
