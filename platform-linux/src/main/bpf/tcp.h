/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * How TCP sockets begin. sock_ops runs some nine times in a connection's life, so what is not ours leaves at once.
 *
 * connect() and listen() run in the context of the process that calls. The end of a handshake on the accepting side
 * runs in whatever is interrupted: it gives the time, and the first use the owner.
 */
#ifndef FLOWTRUTH_TCP_H
#define FLOWTRUTH_TCP_H

#include "owners.h"

static __always_inline void tell_begin(struct bpf_sock_ops *ctx, struct sock *sk, __u32 kind)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	struct socket_record *r;

	if (!begin_entry(sk, cookie, 0, 0, 0, current_pid()))
		return;
	r = reserve(sizeof(*r), COUNT_OPENS);
	if (!r) {
		struct entry *e = find_entry(sk);
		if (e)
			forget_user(e, 0);
		return;
	}
	r->kind = kind;
	r->time = bpf_ktime_get_ns();
	r->cookie = cookie;
	r->since = 0;
	r->flags = FLAG_FIRST;
	r->slack = 0;
	fill_process(r, bpf_get_current_task_btf());
	fill_socket(r, sk, true);
	submit(r);
}

SEC("sockops")
int tcp_begin(struct bpf_sock_ops *ctx)
{
	__u32 op = ctx->op;
	struct bpf_sock *short_sk;
	struct sock *sk;

	if (op != BPF_SOCK_OPS_TCP_CONNECT_CB && op != BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB &&
	    op != BPF_SOCK_OPS_TCP_LISTEN_CB)
		return 1;
	short_sk = ctx->sk;
	if (!short_sk)
		return 1;
	if (op == BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB) {
		count(COUNT_TCP_ACCEPTS);
		begin_entry(short_sk, bpf_get_socket_cookie(ctx), bpf_ktime_get_ns(), ENTRY_ACCEPTED, ctx->srtt_us >> 3, 0);
		return 1;
	}
	sk = (struct sock *)bpf_skc_to_tcp_sock(short_sk);
	if (!sk)
		return 1;
	if (op == BPF_SOCK_OPS_TCP_CONNECT_CB)
		count(COUNT_TCP_CONNECTS);
	tell_begin(ctx, sk, op == BPF_SOCK_OPS_TCP_CONNECT_CB ? KIND_CONNECT : KIND_LISTEN);
	return 1;
}

#endif
