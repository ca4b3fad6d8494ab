/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * The end: the last descriptor is gone, by close() or by the exit of its process. Who closes is told, but owns nothing
 * for that: it may be a process that only looked at another one's descriptors.
 */
#ifndef FLOWTRUTH_CLOSE_H
#define FLOWTRUTH_CLOSE_H

#include "owners.h"

/* An accepted socket that nobody ever used: this is the last chance to tell who had it. */
static __always_inline void tell_unused(struct bpf_sock *ctx, struct entry *e)
{
	struct socket_record *r = reserve(sizeof(*r), count_of_first(e));

	if (!r)
		return;
	r->kind = KIND_UNUSED;
	r->time = bpf_ktime_get_ns();
	r->cookie = e->cookie;
	r->since = e->since;
	r->slack = e->slack;
	r->flags = FLAG_ACCEPTED | flag_of_first(e);
	fill_process(r, bpf_get_current_task_btf());
	fill_socket(r, (struct sock *)ctx, false);
	submit(r);
}

static __always_inline void fill_bytes(struct close_record *r, struct sock *sk)
{
	struct tcp_sock *tcp = (struct tcp_sock *)sk;

	r->sent = BPF_CORE_READ(tcp, bytes_sent) - BPF_CORE_READ(tcp, bytes_retrans);
	r->received = BPF_CORE_READ(tcp, bytes_received);
	/* The kernel counts the peer's FIN as a byte. */
	if (r->received && BPF_CORE_READ(sk, __sk_common.skc_flags) & 1UL << bpf_core_enum_value(enum sock_flags, SOCK_DONE))
		r->received--;
}

SEC("cgroup/sock_release")
int closed(struct bpf_sock *ctx)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	struct entry *e = find_entry(ctx);
	struct close_record *r;
	__u32 flags = 0;

	if (e && e->cookie == cookie) {
		if (e->flags & ENTRY_ACCEPTED && !e->users[0])
			tell_unused(ctx, e);
		if (e->flags & ENTRY_FIRST_USED)
			flags = FLAG_FIRST_USED;
	}
	if (e) {
		e->cookie = 0;
		e->users[0] = 0;
	}
	r = reserve(sizeof(*r), COUNT_RELEASES);
	if (!r)
		return 1;
	r->kind = KIND_CLOSE;
	r->pid = current_pid();
	r->time = bpf_ktime_get_ns();
	r->cookie = cookie;
	r->flags = flags;
	r->protocol = ctx->protocol;
	r->sent = 0;
	r->received = 0;
	if (r->protocol == IPPROTO_TCP)
		fill_bytes(r, (struct sock *)ctx);
	submit(r);
	return 1;
}

#endif
