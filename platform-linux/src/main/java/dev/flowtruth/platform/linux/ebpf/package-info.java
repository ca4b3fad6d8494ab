/** What the BPF programs tell, kept as a ledger of sockets and processes and told on as events. */
package dev.flowtruth.platform.linux.ebpf;
