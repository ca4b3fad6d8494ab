/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * What the programs tell. The Java side reads these bytes at the offsets of the classes SocketRecord, CloseRecord and
 * ProcessRecord in layout; a test compares them with the BTF of the compiled object. Numbers are in the machine's
 * byte order, ports and addresses in the network's.
 */
#ifndef FLOWTRUTH_RECORD_H
#define FLOWTRUTH_RECORD_H

#include "kernel.h"

/* Every record begins with its kind. */
enum kind {
	KIND_CONNECT = 1, /* TCP: connect(), before the SYN */
	KIND_LISTEN = 2,  /* TCP: listen() */
	KIND_BIND = 3,	  /* a datagram or raw socket got its port by bind() */
	KIND_USE = 4,	  /* somebody uses a socket for the first time, or at another endpoint */
	KIND_UNUSED = 5,  /* an accepted socket is about to be closed, and nobody used it; pid is the closer's */
	KIND_CLOSE = 6,
	KIND_FORK = 7,
	KIND_EXEC = 8,
	KIND_EXIT = 9,
	KIND_ARGUMENTS = 10,
	KIND_DESCRIPTOR = 11, /* one descriptor of one process, from the iterator */
};

enum socket_flags {
	FLAG_V6ONLY = 1,
	FLAG_KERNEL_THREAD = 2, /* the process is a thread of the kernel */
	FLAG_ACCEPTED = 4,	/* it came from a listener; since is when its handshake was over */
	FLAG_FIRST_USED = 8,	/* the first owner that was told has sent or received by now */
	FLAG_RAW = 32,
	FLAG_FIRST = 64,	/* the socket is told for the first time */
	FLAG_REPEATED = 128,	/* the same, after the ring was full when it was to be told */
	FLAG_SENDING = 16,	/* its first packet is yet to come: the port was chosen just now */
};

struct socket_record {
	__u32 kind;
	__u32 pid;
	__u64 time;	  /* CLOCK_MONOTONIC, ns */
	__u64 cookie;
	__u64 since;	  /* accepted, or UDP connect() called, at that time; 0: at no other than time */
	__u64 inode;	  /* 0: no file */
	__u64 start;	  /* of the process, CLOCK_BOOTTIME, ns */
	__u32 netns;
	__u32 uid;	  /* of the process */
	__u16 protocol;
	__u8 family;
	__u8 state;
	__be16 local_port;
	__be16 peer_port;
	__u8 local[16];
	__u8 peer[16];
	char comm[16];	  /* of the process's first thread */
	__u32 interface;  /* to which the socket is bound */
	__u32 flags;
	__u32 slack;	  /* iterator: the descriptor; accepted: it began up to so many microseconds before since */
	__u32 socket_uid;
};

/* What one descriptor of one process shows at a glance: enough to see that nothing is new. */
struct glance_record {
	__u64 cookie;
	__u64 start; /* as in socket_record */
	__u32 pid;
	__u32 flags; /* FLAG_ACCEPTED, FLAG_FIRST_USED */
	__be16 local_port;
	__be16 peer_port;
	__u32 state;
	__u32 interface;
	__u32 addresses; /* the words of both, folded by exclusive or */
};

struct close_record {
	__u32 kind;
	__u32 pid; /* whoever closed it: not always an owner */
	__u64 time;
	__u64 cookie;
	__u64 sent; /* TCP: payload bytes, each once */
	__u64 received;
	__u32 flags; /* FLAG_FIRST_USED */
	__u32 protocol;
};

/* fork, exec and exit. A fork has the child's pid and start. */
struct process_record {
	__u32 kind;
	__u32 pid;
	__u64 time;
	__u64 start;
	__u64 cgroup; /* id in the unified hierarchy */
	__u32 parent;
	__u32 uid;
	char comm[16];
};

#define PATH_SIZE 1024
#define NAME_SIZE 256 /* NAME_MAX + 1 */

/* The executable's path as names from the file upwards, each with a final 0; a path that ends early is truncated. */
struct exec_record {
	struct process_record process;
	__u32 path_length;
	__u32 path_truncated;
	char path[PATH_SIZE];
};

#define ARGUMENTS_SIZE 4096

struct arguments_record {
	__u32 kind;
	__u32 pid;
	__u64 time;
	__u32 length;	/* as far as they are here */
	__u32 complete; /* 0: there were more */
	char text[ARGUMENTS_SIZE];
};

/* The offsets that the Java side reads at: RecordLayoutTest compares these lines with its constants. */
#define AT(record, field, offset) _Static_assert(__builtin_offsetof(struct record, field) == (offset), #field)
#define SIZE(record, size) _Static_assert(sizeof(struct record) == (size), #record)

AT(socket_record, kind, 0);
AT(socket_record, pid, 4);
AT(socket_record, time, 8);
AT(socket_record, cookie, 16);
AT(socket_record, since, 24);
AT(socket_record, inode, 32);
AT(socket_record, start, 40);
AT(socket_record, netns, 48);
AT(socket_record, uid, 52);
AT(socket_record, protocol, 56);
AT(socket_record, family, 58);
AT(socket_record, state, 59);
AT(socket_record, local_port, 60);
AT(socket_record, peer_port, 62);
AT(socket_record, local, 64);
AT(socket_record, peer, 80);
AT(socket_record, comm, 96);
AT(socket_record, interface, 112);
AT(socket_record, flags, 116);
AT(socket_record, slack, 120);
AT(socket_record, socket_uid, 124);
SIZE(socket_record, 128);

AT(glance_record, cookie, 0);
AT(glance_record, start, 8);
AT(glance_record, pid, 16);
AT(glance_record, flags, 20);
AT(glance_record, local_port, 24);
AT(glance_record, peer_port, 26);
AT(glance_record, state, 28);
AT(glance_record, interface, 32);
AT(glance_record, addresses, 36);
SIZE(glance_record, 40);

AT(close_record, kind, 0);
AT(close_record, pid, 4);
AT(close_record, time, 8);
AT(close_record, cookie, 16);
AT(close_record, sent, 24);
AT(close_record, received, 32);
AT(close_record, flags, 40);
AT(close_record, protocol, 44);
SIZE(close_record, 48);

AT(process_record, kind, 0);
AT(process_record, pid, 4);
AT(process_record, time, 8);
AT(process_record, start, 16);
AT(process_record, cgroup, 24);
AT(process_record, parent, 32);
AT(process_record, uid, 36);
AT(process_record, comm, 40);
SIZE(process_record, 56);

AT(exec_record, path_length, 56);
AT(exec_record, path_truncated, 60);
AT(exec_record, path, 64);
SIZE(exec_record, 1088);

AT(arguments_record, kind, 0);
AT(arguments_record, pid, 4);
AT(arguments_record, time, 8);
AT(arguments_record, length, 16);
AT(arguments_record, complete, 20);
AT(arguments_record, text, 24);
SIZE(arguments_record, 4120);

#endif
