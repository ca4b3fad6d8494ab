/** Flow files of other tools: read row by row, and written again with owners added. */
package dev.flowtruth.formats.flows;
