#define _GNU_SOURCE
#include "scenarios.h"

#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct hold open_one(const struct job *job)
{
	return open_client(job->type, job->has_local ? &job->local : NULL, &job->at);
}

void talk_for(struct hold *h, int life_ms)
{
	talk(h);
	wait_ms(life_ms);
}

/* One process, one connection after the other. */
void plain_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = open_one(job);
		talk_for(&h, job->life_ms);
		hold_end(&h);
	}
}

/* A process for each connection, one after the other; with a local port: that port at once. */
void each_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		if (fork() == 0) {
			struct hold h = open_one(job);
			talk_for(&h, job->life_ms);
			hold_end(&h);
			_exit(0);
		}
		wait_children();
	}
}

/* Processes that are gone at once, without closing: count in a second, for life_ms. */
void vanish_client(const struct job *job)
{
	int64_t start = now_monotonic(), step = 1000000000LL / job->count;
	int64_t total = (int64_t)job->count * job->life_ms / 1000;
	signal(SIGCHLD, SIG_IGN);
	for (int64_t i = 0; i < total; i++) {
		wait_until(start + i * step);
		if (fork() == 0) {
			struct hold h = open_one(job);
			talk(&h);
			hold_leave(&h);
			_exit(0);
		}
	}
	wait_children();
}

/* The child goes on talking; the parent lets go, keeps it silently, or talks too, in turn. */
void fork_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = open_one(job);
		if (i % 3 == 2)
			talk(&h);
		if (fork() == 0) {
			struct hold mine = hold_begin("holder");
			hold_got(&mine, h.fd);
			talk_for(&mine, job->life_ms);
			hold_end(&mine);
			_exit(0);
		}
		if (i % 3 == 0)
			hold_end(&h);
		wait_children();
		if (i % 3 != 0)
			hold_end(&h);
	}
}

static void talk_passed(int channel, int life_ms)
{
	for (int fd; (fd = receive_fd(channel)) >= 0;) {
		struct hold h = hold_begin("holder");
		hold_got(&h, fd);
		talk_for(&h, life_ms);
		hold_end(&h);
	}
}

/* Connects, and passes the connection to a worker, which talks. */
void scm_client(const struct job *job)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		die("socketpair");
	if (fork() == 0) {
		close(pair[0]);
		talk_passed(pair[1], job->life_ms);
		_exit(0);
	}
	close(pair[1]);
	for (int i = 0; i < job->count; i++) {
		struct hold h = open_one(job);
		send_fd(pair[0], h.fd);
		hold_end(&h);
		wait_ms(job->life_ms / 2);
	}
	close(pair[0]);
	wait_children();
}

/* Another program takes over in the middle, under the same pid. */
void exec_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		if (fork() == 0) {
			struct hold h = open_one(job);
			char fd[16], life[16];
			talk_for(&h, job->life_ms / 2);
			snprintf(fd, sizeof fd, "%d", h.fd);
			snprintf(life, sizeof life, "%d", job->life_ms / 2);
			hold_leave(&h);
			execl(getenv("FLOWLOAD_NEXT"), "next", "resume-talk", fd, life, NULL);
			die("exec");
		}
		wait_children();
	}
}

/* A child with a pid of our choice (0: any); needs CAP_CHECKPOINT_RESTORE. */
static pid_t fork_as(pid_t pid)
{
	struct clone_args how = { .exit_signal = SIGCHLD };
	if (pid != 0) {
		how.set_tid = (uintptr_t)&pid;
		how.set_tid_size = 1;
	}
	return (pid_t)syscall(SYS_clone3, &how, sizeof how);
}

/* Processes after each other that have the same pid; every other one is another program. */
void pid_reuse_client(const struct job *job)
{
	pid_t pid = 0;
	char fd[16], life[16];
	for (int i = 0; i < job->count; i++) {
		pid_t child = fork_as(pid);
		if (child < 0)
			die("clone3");
		if (child == 0) {
			struct hold h = open_one(job);
			if (i % 2 == 1) {
				snprintf(fd, sizeof fd, "%d", h.fd);
				snprintf(life, sizeof life, "%d", job->life_ms);
				execl(getenv("FLOWLOAD_NEXT"), "next", "resume-talk", fd, life,
				      NULL);
				die("exec");
			}
			talk_for(&h, job->life_ms);
			hold_end(&h);
			_exit(0);
		}
		pid = child;
		wait_children();
	}
}
