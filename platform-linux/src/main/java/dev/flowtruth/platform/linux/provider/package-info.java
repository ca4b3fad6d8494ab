/** The Linux providers, and how tables, owners, events and addresses become snapshots. */
package dev.flowtruth.platform.linux.provider;
