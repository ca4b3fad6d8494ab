/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/* Who sends and receives: a socket's real owner, whoever made it. */
#ifndef FLOWTRUTH_USE_H
#define FLOWTRUTH_USE_H

#include "owners.h"

/*
 * typed: see fill_socket; sk is its address either way. What calls with an address that is no more than that is called
 * before the packet goes out.
 */
static __always_inline void tell_use(struct sock *sk, __u64 cookie, struct entry *e, bool typed)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct socket_record *r;
	bool first;
	__u32 place;

	if (task->flags & PF_KTHREAD)
		return; /* it serves somebody (vhost, nbd): the socket is not the kernel's for that */
	if (!e || e->cookie != cookie) {
		if (!begin_entry(sk, cookie, 0, 0, 0, 0))
			return;
		e = find_entry(sk);
		if (!e)
			return;
	}
	first = !e->users[0];
	place = add_user(e, task->tgid);
	r = reserve(sizeof(*r), first ? count_of_first(e) : COUNT_OWNERS);
	if (!r) {
		forget_user(e, place);
		return;
	}
	r->kind = KIND_USE;
	r->time = bpf_ktime_get_ns();
	r->cookie = cookie;
	r->since = first || e->flags & ENTRY_MOVED ? e->since : 0;
	r->slack = e->slack;
	r->flags = (e->flags & ENTRY_ACCEPTED ? FLAG_ACCEPTED : 0) |
		   (e->flags & ENTRY_FIRST_USED ? FLAG_FIRST_USED : 0) | (typed ? 0 : FLAG_SENDING) |
		   (first ? flag_of_first(e) : 0);
	e->flags &= ~ENTRY_MOVED;
	e->since = 0;
	fill_process(r, task);
	fill_socket(r, sk, typed);
	submit(r);
}

static __always_inline int used(struct sock *sk)
{
	__u16 family = sk->__sk_common.skc_family;
	__u64 cookie = sk->__sk_common.skc_cookie.counter;
	__u32 pid = current_pid();
	struct entry *e;

	if (family != AF_INET && family != AF_INET6)
		return 0;
	if (is_settled(cookie, pid))
		return 0;
	e = find_entry(sk);
	if (e && e->cookie == cookie && is_known_user(e, pid)) {
		settle(e, pid);
		return 0;
	}
	tell_use(sk, bpf_get_socket_cookie(sk), e, true);
	return 0;
}

SEC("tp_btf/sock_send_length")
int sent(__u64 *ctx)
{
	return used((struct sock *)ctx[0]);
}

SEC("tp_btf/sock_recv_length")
int received(__u64 *ctx)
{
	return used((struct sock *)ctx[0]);
}

#endif
