/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * How datagram sockets begin, before their first packet: bind() gives them a port, connect() a peer, and sendto() to
 * a peer tells of the socket before the packet is on its way. A connect() that has yet to choose a port gives the time
 * alone, and the first use the rest.
 */
#ifndef FLOWTRUTH_DATAGRAM_H
#define FLOWTRUTH_DATAGRAM_H

#include "use.h"

/* Always 1: these hooks could refuse the call, and we only watch. */
#define ALLOW 1

static __always_inline int bound(struct bpf_sock *ctx)
{
	__u64 cookie;
	struct socket_record *r;

	if (ctx->protocol == IPPROTO_TCP)
		return ALLOW; /* it is told when it connects or listens */
	cookie = bpf_get_socket_cookie(ctx);
	if (!begin_entry(ctx, cookie, 0, 0, 0, current_pid()))
		return ALLOW;
	r = reserve(sizeof(*r), COUNT_OPENS);
	if (!r) {
		struct entry *e = find_entry(ctx);
		if (e)
			forget_user(e, 0);
		return ALLOW;
	}
	r->kind = KIND_BIND;
	r->time = bpf_ktime_get_ns();
	r->cookie = cookie;
	r->since = 0;
	r->flags = FLAG_FIRST;
	r->slack = 0;
	fill_process(r, bpf_get_current_task_btf());
	fill_socket(r, (struct sock *)ctx, false);
	submit(r);
	return ALLOW;
}

SEC("cgroup/post_bind4")
int bound4(struct bpf_sock *ctx)
{
	return bound(ctx);
}

SEC("cgroup/post_bind6")
int bound6(struct bpf_sock *ctx)
{
	return bound(ctx);
}

static __always_inline struct sock *kernel_sock(struct bpf_sock_addr *ctx)
{
	struct sock *sk = NULL;
	bpf_core_read(&sk, sizeof(sk), &((struct bpf_sock_addr_kern *)ctx)->sk);
	return sk;
}

static __always_inline int connected(struct bpf_sock_addr *ctx)
{
	struct sock *sk;
	struct entry *e;
	__u64 cookie;

	if (ctx->type != SOCK_DGRAM)
		return ALLOW;
	sk = kernel_sock(ctx);
	cookie = bpf_get_socket_cookie(ctx);
	e = find_entry(sk);
	unsettle(cookie);
	if (e && e->cookie == cookie) {
		e->since = bpf_ktime_get_ns();
		e->flags |= ENTRY_MOVED;
	} else {
		begin_entry(sk, cookie, bpf_ktime_get_ns(), 0, 0, 0);
	}
	return ALLOW;
}

SEC("cgroup/connect4")
int connected4(struct bpf_sock_addr *ctx)
{
	return connected(ctx);
}

SEC("cgroup/connect6")
int connected6(struct bpf_sock_addr *ctx)
{
	return connected(ctx);
}

static __always_inline int addressed(struct bpf_sock_addr *ctx)
{
	struct sock *sk = kernel_sock(ctx);
	__u64 cookie = bpf_get_socket_cookie(ctx);
	__u32 pid = current_pid();
	struct entry *e;

	if (is_settled(cookie, pid))
		return ALLOW;
	e = find_entry(sk);
	if (e && e->cookie == cookie && is_known_user(e, pid)) {
		settle(e, pid);
		return ALLOW;
	}
	tell_use(sk, cookie, e, false);
	return ALLOW;
}

SEC("cgroup/sendmsg4")
int sending4(struct bpf_sock_addr *ctx)
{
	return addressed(ctx);
}

SEC("cgroup/sendmsg6")
int sending6(struct bpf_sock_addr *ctx)
{
	return addressed(ctx);
}

/* Attached only where the kernel has no sock_recv_length. */
SEC("cgroup/recvmsg4")
int receiving4(struct bpf_sock_addr *ctx)
{
	return addressed(ctx);
}

SEC("cgroup/recvmsg6")
int receiving6(struct bpf_sock_addr *ctx)
{
	return addressed(ctx);
}

#endif
