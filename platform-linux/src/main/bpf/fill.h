/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/* Copies a socket and a process into a record. */
#ifndef FLOWTRUTH_FILL_H
#define FLOWTRUTH_FILL_H

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "record.h"

static __always_inline __u64 start_of(struct task_struct *leader)
{
	if (bpf_core_field_exists(leader->start_boottime))
		return leader->start_boottime;
	return BPF_CORE_READ((struct task_struct___old *)leader, real_start_time);
}

static __always_inline void fill_process(struct socket_record *r, struct task_struct *task)
{
	struct task_struct *leader = task->group_leader;

	r->pid = task->tgid;
	r->start = start_of(leader);
	r->uid = task->real_cred->euid.val;
	bpf_probe_read_kernel(r->comm, sizeof(r->comm), leader->comm);
	if (task->flags & PF_KTHREAD)
		r->flags |= FLAG_KERNEL_THREAD;
}

/*
 * A field of a kernel structure. Where the verifier knows the pointer's type that is a plain load, a quarter cheaper
 * over a whole record than the helper that any other address needs.
 */
#define LOAD(typed, pointer, ...) ((typed) ? LOAD_PLAIN(pointer, __VA_ARGS__) : BPF_CORE_READ(pointer, __VA_ARGS__))
#define LOAD_PLAIN(pointer, ...) ___arrow(pointer, __VA_ARGS__)

static __always_inline void fill_addresses(struct socket_record *r, struct sock_common *c, bool typed)
{
	if (r->family == AF_INET) {
		__builtin_memset(r->local, 0, sizeof(r->local));
		__builtin_memset(r->peer, 0, sizeof(r->peer));
		*(__be32 *)r->local = LOAD(typed, c, skc_rcv_saddr);
		*(__be32 *)r->peer = LOAD(typed, c, skc_daddr);
	} else {
		bpf_core_read(r->local, sizeof(r->local), &c->skc_v6_rcv_saddr);
		bpf_core_read(r->peer, sizeof(r->peer), &c->skc_v6_daddr);
		if (BPF_CORE_READ_BITFIELD_PROBED(c, skc_ipv6only))
			r->flags |= FLAG_V6ONLY;
	}
}

/* skc_num is 0 at the end of a socket's life, and after a failed connect; inet_sport lies beyond struct sock. */
static __always_inline __be16 local_port(struct sock *sk, __u16 number)
{
	return number ? bpf_htons(number) : BPF_CORE_READ((struct inet_sock *)sk, inet_sport);
}

static __always_inline __u64 inode_of(struct sock *sk, bool typed)
{
	struct socket *socket = LOAD(typed, sk, sk_socket);
	struct file *file;

	if (!socket)
		return 0;
	file = LOAD(typed, socket, file);
	return file ? LOAD(typed, file, f_inode, i_ino) : 0;
}

/*
 * typed: the verifier knows sk as a struct sock.
 */
static __always_inline void fill_socket(struct socket_record *r, struct sock *sk, bool typed)
{
	struct sock_common *c = &sk->__sk_common;

	r->family = LOAD(typed, c, skc_family);
	r->state = LOAD(typed, c, skc_state);
	r->protocol = LOAD(typed, sk, sk_protocol);
	r->netns = LOAD(typed, c, skc_net.net, ns.inum);
	r->interface = LOAD(typed, c, skc_bound_dev_if);
	r->socket_uid = LOAD(typed, sk, sk_uid.val);
	r->peer_port = LOAD(typed, c, skc_dport);
	r->local_port = local_port(sk, LOAD(typed, c, skc_num));
	r->inode = inode_of(sk, typed);
	if (LOAD(typed, sk, sk_type) == SOCK_RAW)
		r->flags |= FLAG_RAW;
	fill_addresses(r, c, typed);
}

#endif
