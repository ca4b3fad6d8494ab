/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/* The way to user space, and the counts of what took it and what did not. */
#ifndef FLOWTRUTH_RING_H
#define FLOWTRUTH_RING_H

#include <bpf/bpf_helpers.h>

#include "record.h"

/* The loader sets the real size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
} ring SEC(".maps");

enum count {
	COUNT_OPENS,	 /* sockets that were to be told for the first time, by event */
	COUNT_OWNERS,	 /* further users and endpoints of them */
	COUNT_RELEASES,	 /* closed sockets */
	COUNT_PROCESSES, /* forks, execs, exits */
	COUNT_REPEATS,	 /* sockets that are told again for the first time, since the ring was full when they were to be */
	/* Of each of these, how many found the ring full. */
	COUNT_LOST_OPENS,
	COUNT_LOST_OWNERS,
	COUNT_LOST_RELEASES,
	COUNT_LOST_PROCESSES,
	COUNT_LOST_REPEATS,
	COUNT_TCP_CONNECTS, /* for the audit: as the kernel's own counters do */
	COUNT_TCP_ACCEPTS,
	COUNTS,
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, COUNTS);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

static __always_inline void count(__u32 what)
{
	__u64 *n = bpf_map_lookup_elem(&counts, &what);
	if (n)
		(*n)++;
}

/* Room for a record, or NULL, which is counted. */
static __always_inline void *reserve(__u64 size, __u32 what)
{
	count(what);
	void *record = bpf_ringbuf_reserve(&ring, size, 0);
	if (!record)
		count(what + COUNT_LOST_OPENS - COUNT_OPENS);
	return record;
}

/* The reader sleeps and looks: a wake-up for each record would cost more than the record. */
static __always_inline void submit(void *record)
{
	bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
}

#endif
