#define _GNU_SOURCE
#include "scenarios.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define WORKERS 4

/* Accepts, and closes without ever using what it got. */
void deaf_server(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0);
	struct hold h;
	ready(listener);
	while (next_connection(listener, &h))
		hold_end(&h);
}

/* Until our input ends; does not ask who sent it. */
static void receive_all(struct hold *h, int pause_ms)
{
	char buffer[4096];
	while (wait_for_work(h->fd)) {
		if (recv(h->fd, buffer, sizeof buffer, MSG_DONTWAIT) < 0)
			continue;
		h->used = 1;
		wait_ms(pause_ms);
	}
}

/* Takes datagrams by recv(), without an address. */
void recv_server(const struct job *job)
{
	struct hold h = hold_begin("creator");
	hold_got(&h, open_server(job->type, &job->at, 0));
	ready(h.fd);
	receive_all(&h, 0);
	hold_end(&h);
}

/* One socket, from which four workers take in turn: whoever has got one is busy for a while. */
void shared_server(const struct job *job)
{
	struct hold h = hold_begin("creator");
	hold_got(&h, open_server(job->type, &job->at, 0));
	for (int i = 0; i < WORKERS; i++) {
		if (fork() == 0) {
			struct hold mine = hold_begin("holder");
			hold_got(&mine, h.fd);
			receive_all(&mine, 5);
			hold_end(&mine);
			_exit(0);
		}
	}
	ready(h.fd);
	wait_children();
	hold_end(&h);
}
