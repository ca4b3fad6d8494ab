/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/* Every socket descriptor of every process, at one look. */
#ifndef FLOWTRUTH_SNAPSHOT_H
#define FLOWTRUTH_SNAPSHOT_H

#include "owners.h"

SEC("iter/task_file")
int snapshot(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct socket_record r;
	struct socket *socket;
	struct entry *e;
	struct sock *sk;
	__u16 family;

	if (!task || !file)
		return 0;
	socket = bpf_sock_from_file(file);
	if (!socket)
		return 0;
	sk = socket->sk;
	if (!sk)
		return 0;
	family = sk->__sk_common.skc_family;
	if (family != AF_INET && family != AF_INET6)
		return 0;
	__builtin_memset(&r, 0, sizeof(r));
	r.kind = KIND_DESCRIPTOR;
	r.cookie = bpf_get_socket_cookie(sk);
	r.slack = ctx->fd;
	e = find_entry(sk);
	if (e && e->cookie == r.cookie) {
		r.since = e->since;
		r.flags = (e->flags & ENTRY_ACCEPTED ? FLAG_ACCEPTED : 0) |
			  (e->flags & ENTRY_FIRST_USED && e->users[0] == task->tgid ? FLAG_FIRST_USED : 0);
	}
	fill_process(&r, task);
	fill_socket(&r, sk, true);
	bpf_seq_write(ctx->meta->seq, &r, sizeof(r));
	return 0;
}

#endif
