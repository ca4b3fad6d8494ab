#define _GNU_SOURCE
#include "scenarios.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MESSAGES 16

static int new_socket(const struct job *job, int flags)
{
	int fd = socket(job->at.ss_family, job->type | flags, 0);
	if (fd < 0)
		die("socket");
	return fd;
}

/* Nobody listens there. */
void refused_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = hold_begin("creator");
		int fd = new_socket(job, 0);
		if (connect(fd, (const void *)&job->at, size_of(&job->at)) == 0 || errno != ECONNREFUSED)
			die("connect was not refused");
		hold_towards(&h, fd, &job->at);
		wait_ms(job->life_ms);
		hold_end(&h);
	}
}

/* Begins to connect, for its life; is done when it is connected, if ever. */
static struct hold begin_to_connect(const struct job *job)
{
	struct hold h = hold_begin("creator");
	int fd = new_socket(job, SOCK_NONBLOCK);
	if (connect(fd, (const void *)&job->at, size_of(&job->at)) == 0 || errno != EINPROGRESS)
		die("connect was not in progress");
	hold_towards(&h, fd, &job->at);
	return h;
}

/* Nobody answers there. */
void unanswered_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = begin_to_connect(job);
		wait_ms(job->life_ms);
		hold_end(&h);
	}
}

void nonblocking_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = begin_to_connect(job);
		struct pollfd p = { .fd = h.fd, .events = POLLOUT };
		if (poll(&p, 1, 5000) != 1)
			die("poll");
		talk_for(&h, job->life_ms);
		hold_end(&h);
	}
}

/* Two descriptors of one socket; it lives until the second is closed. */
void dup_client(const struct job *job)
{
	for (int i = 0; i < job->count; i++) {
		struct hold h = open_client(job->type, NULL, &job->at);
		int copy = dup(h.fd);
		if (copy < 0)
			die("dup");
		close(h.fd);
		h.fd = copy;
		wait_ms(job->life_ms);
		talk(&h);
		hold_end(&h);
	}
}

/* The loopback address number i, with the server's port. */
static struct sockaddr_storage loopback(const struct job *job, int i)
{
	struct sockaddr_storage to = job->at;
	((struct sockaddr_in *)&to)->sin_addr.s_addr = htonl(INADDR_LOOPBACK + i);
	return to;
}

/* A line of truth for each peer of one socket, all with the same end. */
static void end_with_peers(const struct job *job, struct hold *h, int peers)
{
	hold_close(h);
	for (int i = 0; i < peers; i++) {
		h->peer = loopback(job, i);
		h->has_peer = 1;
		hold_leave(h);
	}
}

/* One unconnected socket, as many peers as COUNT says. */
void many_peers_client(const struct job *job)
{
	struct hold h = hold_begin("creator");
	int fd = new_socket(job, 0);
	for (int i = 0; i < job->count; i++) {
		struct sockaddr_storage to = loopback(job, i);
		if (sendto(fd, "flowload", 8, 0, (const void *)&to, size_of(&to)) != 8)
			die("sendto");
	}
	h.used = 1;
	hold_got(&h, fd);
	wait_ms(job->life_ms);
	end_with_peers(job, &h, job->count);
}

/* Datagrams to several peers by one call. */
void sendmmsg_client(const struct job *job)
{
	struct sockaddr_storage to[MESSAGES];
	struct mmsghdr messages[MESSAGES] = { 0 };
	struct iovec data = { "flowload", 8 };
	for (int i = 0; i < job->count; i++) {
		struct hold h = hold_begin("creator");
		int fd = new_socket(job, 0);
		for (int m = 0; m < MESSAGES; m++) {
			to[m] = loopback(job, m);
			messages[m].msg_hdr = (struct msghdr){ .msg_name = &to[m],
				.msg_namelen = size_of(&to[m]), .msg_iov = &data, .msg_iovlen = 1 };
		}
		if (sendmmsg(fd, messages, MESSAGES, 0) != MESSAGES)
			die("sendmmsg");
		h.used = 1;
		hold_got(&h, fd);
		wait_ms(job->life_ms);
		end_with_peers(job, &h, MESSAGES);
	}
}

static int by_value(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
	return left < right ? -1 : left > right;
}

/* Programs that are started, connect, send and end at once; says how long half of them lived. */
void brief_client(const struct job *job)
{
	char *program = getenv("FLOWLOAD_NEXT");
	char *words[] = { program, "client", job->words[0], job->words[1], "1", "0", NULL };
	int64_t *lives = calloc(job->count, sizeof *lives);
	for (int i = 0; i < job->count; i++) {
		pid_t child;
		int status;
		lives[i] = now_monotonic();
		if (posix_spawn(&child, program, NULL, NULL, words, environ) != 0)
			die("posix_spawn");
		if (waitpid(child, &status, 0) != child || status != 0)
			die("the program");
		lives[i] = now_monotonic() - lives[i];
	}
	qsort(lives, job->count, sizeof *lives, by_value);
	printf("%lld\n", (long long)lives[job->count / 2] / 1000);
	free(lives);
}
