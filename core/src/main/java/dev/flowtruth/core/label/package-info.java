/** Labels: from ownership intervals and a flow to owners, basis and certainty, or a reason. */
package dev.flowtruth.core.label;
