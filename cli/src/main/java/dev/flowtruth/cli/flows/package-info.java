/** The flows of a capture, for somebody who has no flow tool. */
package dev.flowtruth.cli.flows;
