/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * Who has used which socket, as far as that was told: so that a socket is told once, and again only when somebody else
 * uses it. Processes are named by a hook that runs in their own context, never by what runs in an interrupt.
 *
 * The key is the address of the socket in the kernel. The allocator gives the same addresses again and again, so an
 * entry is emptied at the end of a socket's life and not deleted, which spares the next one an insertion. The cookie
 * tells a stale entry (a connection that nobody accepted has no end that we see).
 *
 * An entry that the map drops for lack of room is no loss: its socket is told once more.
 */
#ifndef FLOWTRUTH_OWNERS_H
#define FLOWTRUTH_OWNERS_H

#include "fill.h"
#include "ring.h"

#define USERS 8 /* a power of two */

enum entry_flags {
	ENTRY_FIRST_USED = 1, /* users[0] has sent or received */
	ENTRY_ACCEPTED = 2,
	ENTRY_MOVED = 4, /* connect() of a datagram socket: whoever uses it next tells its new peer */
	ENTRY_TRIED = 8, /* it was to be told, and the ring was full */
	ENTRY_NEXT = 16, /* from this bit on: the user to be replaced when there are too many */
};

struct entry {
	__u64 cookie;
	__u64 since; /* see socket_record, while that was not told */
	__u32 flags;
	__u32 slack;
	__u32 users[USERS]; /* pids; 0: nobody */
};

/* The loader sets the real number. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1 << 16);
	__type(key, __u64);
	__type(value, struct entry);
} owners SEC(".maps");

static __always_inline __u32 current_pid(void)
{
	return bpf_get_current_pid_tgid() >> 32;
}

static __always_inline struct entry *find_entry(void *sk)
{
	__u64 key = (__u64)sk;
	return bpf_map_lookup_elem(&owners, &key);
}

/*
 * Steady traffic asks again and again for the same socket and the same user. Each slot holds one such pair of which
 * nothing new is to be told, as one number, so that the answer costs a comparison instead of a search. Only for sockets
 * with a single user: several would write the slot by turns.
 */
#define SLOTS 1024
#define PID_BITS 22 /* PID_MAX_LIMIT of 64-bit kernels */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SLOTS);
	__type(key, __u32);
	__type(value, __u64);
} settled SEC(".maps");

static __always_inline __u64 *slot_of(__u64 cookie)
{
	__u32 slot = cookie & (SLOTS - 1);
	return bpf_map_lookup_elem(&settled, &slot);
}

static __always_inline __u64 pair_of(__u64 cookie, __u32 pid)
{
	return cookie << PID_BITS | pid;
}

static __always_inline bool is_settled(__u64 cookie, __u32 pid)
{
	__u64 *slot = slot_of(cookie);
	return slot && cookie && *slot == pair_of(cookie, pid);
}

static __always_inline void settle(struct entry *e, __u32 pid)
{
	__u64 *slot = slot_of(e->cookie);
	if (slot && !e->users[1])
		*slot = pair_of(e->cookie, pid);
}

static __always_inline void unsettle(__u64 cookie)
{
	__u64 *slot = slot_of(cookie);
	if (slot && *slot)
		*slot = 0;
}

/* A new life at this address. Returns false when the map has no room for it. */
static __always_inline bool begin_entry(void *sk, __u64 cookie, __u64 since, __u32 flags, __u32 slack, __u32 pid)
{
	__u64 key = (__u64)sk;
	struct entry *e = bpf_map_lookup_elem(&owners, &key);
	struct entry fresh = {};

	unsettle(cookie);
	if (!e) {
		fresh.cookie = cookie;
		fresh.since = since;
		fresh.flags = flags;
		fresh.slack = slack;
		fresh.users[0] = pid;
		return !bpf_map_update_elem(&owners, &key, &fresh, BPF_ANY);
	}
	e->cookie = cookie;
	e->since = since;
	e->flags = flags;
	e->slack = slack;
	e->users[0] = pid;
	for (int i = 1; i < USERS; i++)
		e->users[i] = 0;
	return true;
}

/* True when nothing new is to be told of this user. Notes that the first one uses it. */
static __always_inline bool is_known_user(struct entry *e, __u32 pid)
{
	if (e->flags & ENTRY_MOVED)
		return false;
	if (e->users[0] == pid) {
		if (!(e->flags & ENTRY_FIRST_USED))
			e->flags |= ENTRY_FIRST_USED;
		return true;
	}
	for (int i = 1; i < USERS; i++)
		if (e->users[i] == pid)
			return true;
	return false;
}

/* Returns the place that the user got; with more users than places they take turns, but for the first one. */
static __always_inline __u32 add_user(struct entry *e, __u32 pid)
{
	__u32 place;

	if (!e->users[0]) {
		e->users[0] = pid;
		e->flags |= ENTRY_FIRST_USED;
		return 0;
	}
	for (place = 0; place < USERS; place++) {
		if (e->users[place] == pid) /* it told of this socket before, at another endpoint */
			return place;
		if (!e->users[place]) {
			e->users[place] = pid;
			return place;
		}
	}
	place = e->flags / ENTRY_NEXT & (USERS - 1);
	e->flags += ENTRY_NEXT;
	if (!place)
		place = 1;
	e->users[place & (USERS - 1)] = pid;
	return place;
}

/* What was told did not get out: the next use tells it. */
static __always_inline void forget_user(struct entry *e, __u32 place)
{
	e->users[place & (USERS - 1)] = 0;
	if (!place)
		e->flags |= ENTRY_TRIED;
}

/* How the first word of a socket is counted: a socket counts once, however often it was tried to tell it. */
static __always_inline __u32 count_of_first(struct entry *e)
{
	return e->flags & ENTRY_TRIED ? COUNT_REPEATS : COUNT_OPENS;
}

static __always_inline __u32 flag_of_first(struct entry *e)
{
	return e->flags & ENTRY_TRIED ? FLAG_REPEATED : FLAG_FIRST;
}

#endif
