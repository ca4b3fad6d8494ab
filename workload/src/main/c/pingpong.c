#define _GNU_SOURCE
#include "scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MESSAGE_BYTES 64
#define ROUND_TRIPS (1 << 20)

/* Sends back what comes, one connection after the other. */
void echo_server(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0);
	struct hold h;
	ready(listener);
	while (next_connection(listener, &h)) {
		char buffer[4096];
		ssize_t got;
		while ((got = recv(h.fd, buffer, sizeof buffer, 0)) > 0) {
			if (send(h.fd, buffer, got, MSG_NOSIGNAL) != got)
				die("send");
			h.used = 1;
		}
		hold_end(&h);
	}
}

static void round_trip(int fd)
{
	char message[MESSAGE_BYTES] = { 0 };
	if (send(fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message)
		die("send");
	if (recv(fd, message, sizeof message, MSG_WAITALL) != sizeof message)
		die("recv");
}

static int by_value(const void *a, const void *b)
{
	int left = *(const int *)a, right = *(const int *)b;
	return left < right ? -1 : left > right;
}

/* Request and response for the connection's life; says how many, and how long half of them took. */
void pingpong_client(const struct job *job)
{
	int *nanos = calloc(ROUND_TRIPS, sizeof *nanos), count = 0;
	struct hold h = open_client(job->type, NULL, &job->at);
	int64_t start = now_monotonic(), last = start, end = start + job->life_ms * 1000000LL;
	for (; last < end && count < ROUND_TRIPS; count++) {
		round_trip(h.fd);
		int64_t now = now_monotonic();
		nanos[count] = (int)(now - last);
		last = now;
	}
	h.used = 1;
	hold_end(&h);
	qsort(nanos, count, sizeof *nanos, by_value);
	printf("pingpong round_trips %d wall_ms %.1f p50_us %.2f p99_us %.2f\n", count,
	       (last - start) / 1e6, nanos[count / 2] / 1e3, nanos[count * 99LL / 100] / 1e3);
	free(nanos);
}
