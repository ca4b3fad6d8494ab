/*
 * flowload: what Java cannot do. Processes that fork, pass descriptors on, exec, take over a port
 * or a pid, and live for a millisecond. Each writes down its own sockets (notes.h) in the directory
 * $FLOWLOAD_TRUTH, under the case $FLOWLOAD_CASE.
 *
 * Build: gcc -O2 -Wall -o flowload *.c
 *
 * Servers print "ready PORT" and end with their input; clients end when they are done:
 *   flowload SERVER IP PORT
 *   flowload CLIENT IP PORT COUNT LIFE_MS [LOCAL_IP LOCAL_PORT]
 * A name that ends in -udp does the same with UDP. $FLOWLOAD_NEXT is the program that the
 * scenarios with exec go on as (a copy of this one under another name).
 *   flowload storm tcp|udp COUNT [CLIENTS WORKERS]
 * is another matter, see storm.h.
 */
#define _GNU_SOURCE
#include "scenarios.h"
#include "storm.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

void wait_children(void)
{
	while (wait(NULL) > 0 || errno == EINTR)
		;
}

/* What an exec goes on as. */
static int resume(char **arguments, int count)
{
	struct hold h = hold_begin("holder");
	hold_got(&h, atoi(arguments[2]));
	if (count > 3)
		talk_for(&h, atoi(arguments[3]));
	else
		serve(&h);
	hold_end(&h);
	return 0;
}

static const struct scenario {
	const char *name;
	void (*run)(const struct job *job);
} scenarios[] = {
	{ "server", plain_server },	{ "prefork", prefork },
	{ "reuseport", reuseport },	{ "fork-server", fork_server },
	{ "exec-server", exec_server }, { "scm-server", scm_server },
	{ "client", plain_client },	{ "each-client", each_client },
	{ "vanish-client", vanish_client }, { "fork-client", fork_client },
	{ "scm-client", scm_client },	{ "exec-client", exec_client },
	{ "pid-reuse-client", pid_reuse_client },
	{ "deaf-server", deaf_server },	{ "recv-server", recv_server },
	{ "shared-server", shared_server }, { "uring-server", uring_server },
	{ "uring-probe", uring_probe },	{ "refused-client", refused_client },
	{ "unanswered-client", unanswered_client },
	{ "nonblocking-client", nonblocking_client },
	{ "dup-client", dup_client },	{ "many-peers-client", many_peers_client },
	{ "sendmmsg-client", sendmmsg_client }, { "brief-client", brief_client },
	{ "held-client", held_client },	{ "restless-client", restless_client },
	{ "echo-server", echo_server },	{ "pingpong-client", pingpong_client },
};

static struct job job_of(char **arguments, int count)
{
	struct job job = { .type = SOCK_STREAM, .words = arguments + 2 };
	char *udp = strstr(arguments[1], "-udp");
	if (udp) {
		job.type = SOCK_DGRAM;
		*udp = 0;
	}
	job.at = address(arguments[2], atoi(arguments[3]));
	if (count > 5) {
		job.count = atoi(arguments[4]);
		job.life_ms = atoi(arguments[5]);
	}
	if (count > 7) {
		job.local = address(arguments[6], atoi(arguments[7]));
		job.has_local = 1;
	}
	return job;
}

int main(int count, char **arguments)
{
	if (count > 2 && strncmp(arguments[1], "resume", 6) == 0)
		return resume(arguments, count);
	if (count > 3 && strcmp(arguments[1], "storm") == 0)
		return storm(arguments, count);
	if (count < 4) {
		fprintf(stderr, "usage: flowload SCENARIO IP PORT [COUNT LIFE_MS [IP PORT]]\n");
		return 2;
	}
	struct job job = job_of(arguments, count);
	for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
		if (strcmp(arguments[1], scenarios[i].name) == 0) {
			scenarios[i].run(&job);
			return 0;
		}
	}
	fprintf(stderr, "flowload: no scenario %s\n", arguments[1]);
	return 2;
}
