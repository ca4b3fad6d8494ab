/** The command who: who owns or owned an endpoint, a flow, or what a process has open. */
package dev.flowtruth.cli.who;
