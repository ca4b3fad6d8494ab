/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/* Processes: who begot whom, what they execute, when they end. So one of a millisecond still has its name and path. */
#ifndef FLOWTRUTH_PROCESS_H
#define FLOWTRUTH_PROCESS_H

#include "fill.h"
#include "ring.h"

/* The loader sets it: command lines may hold secrets. */
const volatile bool tell_arguments = false;

static __always_inline void fill(struct process_record *r, __u32 kind, struct task_struct *task)
{
	r->kind = kind;
	r->pid = task->tgid;
	r->time = bpf_ktime_get_ns();
	r->start = start_of(task->group_leader);
	r->cgroup = task->cgroups->dfl_cgrp->kn->id;
	r->parent = task->group_leader->real_parent->tgid;
	r->uid = task->real_cred->euid.val;
	bpf_probe_read_kernel(r->comm, sizeof(r->comm), task->group_leader->comm);
}

SEC("tp_btf/sched_process_fork")
int forked(__u64 *ctx)
{
	struct task_struct *parent = (struct task_struct *)ctx[0];
	struct task_struct *child = (struct task_struct *)ctx[1];
	struct process_record *r;

	if (child->pid != child->tgid)
		return 0; /* a thread */
	r = reserve(sizeof(*r), COUNT_PROCESSES);
	if (!r)
		return 0;
	fill(r, KIND_FORK, child);
	/* With CLONE_PARENT the child's parent is another; what it runs it has from this one. */
	r->parent = parent->tgid;
	submit(r);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int exited(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct process_record *r;

	if (task->signal->live.counter)
		return 0; /* other threads go on */
	r = reserve(sizeof(*r), COUNT_PROCESSES);
	if (!r)
		return 0;
	fill(r, KIND_EXIT, task);
	submit(r);
	return 0;
}

#define DEEPEST 48

/* Names from the file upwards, over mount points, to the root of its mount namespace. */
static __always_inline void read_path(struct exec_record *r, struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	struct vfsmount *mnt = BPF_CORE_READ(file, f_path.mnt);
	struct mount *mount = (void *)mnt - bpf_core_field_offset(struct mount, mnt);
	__u32 length = 0;

	r->path_truncated = 1;
	for (int i = 0; i < DEEPEST; i++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root) || dentry == parent) {
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);
			if (above == mount) {
				r->path_truncated = 0;
				break;
			}
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		/* The verifier forgets how it came here, or it would follow every way of getting here. */
		asm volatile("" : "+r"(length));
		length &= PATH_SIZE - 1;
		if (length > PATH_SIZE - NAME_SIZE)
			break;
		const unsigned char *name = BPF_CORE_READ(dentry, d_name.name);
		long n = bpf_probe_read_kernel_str(r->path + length, NAME_SIZE, name);
		if (n <= 0 || n > NAME_SIZE)
			break;
		length += n;
		dentry = parent;
	}
	r->path_length = length;
}

static __always_inline void tell_arguments_of(struct task_struct *task)
{
	struct arguments_record *r = reserve(sizeof(*r), COUNT_PROCESSES);
	unsigned long begin, length;

	if (!r)
		return;
	begin = task->mm->arg_start;
	length = task->mm->arg_end - begin;
	r->kind = KIND_ARGUMENTS;
	r->pid = task->tgid;
	r->time = bpf_ktime_get_ns();
	r->complete = length <= ARGUMENTS_SIZE;
	if (length > ARGUMENTS_SIZE)
		length = ARGUMENTS_SIZE;
	r->length = bpf_probe_read_user(r->text, length, (void *)begin) ? 0 : length;
	submit(r);
}

SEC("tp_btf/sched_process_exec")
int executed(__u64 *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx[0];
	struct exec_record *r = reserve(sizeof(*r), COUNT_PROCESSES);

	if (r) {
		fill(&r->process, KIND_EXEC, task);
		read_path(r, task->mm->exe_file);
		submit(r);
	}
	if (tell_arguments)
		tell_arguments_of(task);
	return 0;
}

#endif
