/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * Every socket descriptor of every process, at one look: whole for sockets that the reader does not know, or as a glance
 * that tells whether anything is new. Memory decides what a look costs, so a glance touches little of each socket.
 */
#ifndef FLOWTRUTH_SNAPSHOT_H
#define FLOWTRUTH_SNAPSHOT_H

#include "owners.h"

static __always_inline struct sock *internet_socket(struct file *file)
{
	struct socket *socket = bpf_sock_from_file(file);
	struct sock *sk;
	__u16 family;

	if (!socket)
		return NULL;
	sk = socket->sk;
	if (!sk)
		return NULL;
	family = sk->__sk_common.skc_family;
	return family == AF_INET || family == AF_INET6 ? sk : NULL;
}

/* The helper gives a cookie to a socket that has none. */
static __always_inline __u64 cookie_of(struct sock *sk)
{
	__u64 cookie = sk->__sk_common.skc_cookie.counter;
	return cookie ? cookie : bpf_get_socket_cookie(sk);
}

static __always_inline __u32 flags_for(struct entry *e, struct task_struct *task)
{
	return (e->flags & ENTRY_ACCEPTED ? FLAG_ACCEPTED : 0) |
	       (e->flags & ENTRY_FIRST_USED && e->users[0] == task->tgid ? FLAG_FIRST_USED : 0);
}

SEC("iter/task_file")
int snapshot(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct socket_record r;
	struct entry *e;
	struct sock *sk;

	if (!task || !file)
		return 0;
	sk = internet_socket(file);
	if (!sk)
		return 0;
	__builtin_memset(&r, 0, sizeof(r));
	r.kind = KIND_DESCRIPTOR;
	r.cookie = cookie_of(sk);
	r.slack = ctx->fd;
	e = find_entry(sk);
	if (e && e->cookie == r.cookie) {
		r.since = e->since;
		r.flags = flags_for(e, task);
	}
	fill_process(&r, task);
	fill_socket(&r, sk, true);
	bpf_seq_write(ctx->meta->seq, &r, sizeof(r));
	return 0;
}

static __always_inline __u32 fold(const __u32 *words)
{
	return words[0] ^ words[1] ^ words[2] ^ words[3];
}

static __always_inline __u32 fold_addresses(struct sock_common *c)
{
	if (c->skc_family == AF_INET)
		return c->skc_rcv_saddr ^ c->skc_daddr;
	return fold(c->skc_v6_rcv_saddr.in6_u.u6_addr32) ^ fold(c->skc_v6_daddr.in6_u.u6_addr32);
}

SEC("iter/task_file")
int glance(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct glance_record g = {};
	struct sock_common *c;
	struct entry *e;
	struct sock *sk;

	if (!task || !file)
		return 0;
	sk = internet_socket(file);
	if (!sk)
		return 0;
	c = &sk->__sk_common;
	g.cookie = cookie_of(sk);
	e = find_entry(sk);
	if (e && e->cookie == g.cookie)
		g.flags = flags_for(e, task);
	g.pid = task->tgid;
	g.start = start_of(task->group_leader);
	g.state = c->skc_state;
	g.local_port = local_port(sk, c->skc_num);
	g.peer_port = c->skc_dport;
	g.interface = c->skc_bound_dev_if;
	g.addresses = fold_addresses(c);
	bpf_seq_write(ctx->meta->seq, &g, sizeof(g));
	return 0;
}

#endif
