#define _GNU_SOURCE
#include "storm.h"

#include "net.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_PORT 32768
#define PORTS 28000

static void note(int fd, struct entry *e)
{
	socklen_t size = sizeof e->cookie, local = sizeof e->local;
	if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &e->cookie, &size) != 0)
		die("getsockopt SO_COOKIE");
	if (getsockname(fd, &e->local.any, &local) != 0)
		die("getsockname");
}

/* Sends its cookie, gets the other's, closes first. */
static void talk_once(int fd, struct entry *e)
{
	if (send(fd, &e->cookie, sizeof e->cookie, MSG_NOSIGNAL) != sizeof e->cookie)
		die("send");
	if (recv(fd, &e->peer_cookie, sizeof e->peer_cookie, MSG_WAITALL) != sizeof e->cookie)
		die("recv");
}

/* Answers with its own. */
static void answer_once(int fd, struct entry *e)
{
	char byte;
	if (recv(fd, &e->peer_cookie, sizeof e->peer_cookie, MSG_WAITALL) < 0)
		die("recv");
	if (send(fd, &e->cookie, sizeof e->cookie, MSG_NOSIGNAL) < 0)
		die("send");
	while (recv(fd, &byte, 1, 0) > 0)
		;
}

static void close_noting(int fd, struct entry *e)
{
	e->closing = now_monotonic();
	close(fd);
	e->closed = now_monotonic();
}

/*
 * A local port that nobody had in this run. IPv6 has one loopback address, and a port that comes again within a
 * millisecond makes two rows that no file of milliseconds can tell apart; IPv4 has addresses enough to leave that to
 * the kernel.
 */
static void take_port(int fd, struct lane *lane)
{
	struct sockaddr_storage at = address("::1", 0);
	int on = 1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	do
		set_port(&at, FIRST_PORT + atomic_fetch_add(&lane->ports, 1) % PORTS);
	while (bind(fd, (struct sockaddr *)&at, sizeof(struct sockaddr_in6)) != 0 && errno == EADDRINUSE);
}

int64_t storm_tcp_client(struct lane *lane, struct ledger *l)
{
	while (l->count < l->capacity) {
		struct entry *e = ledger_next(l);
		e->peer = server_of(lane, l->count);
		e->opening = now_monotonic();
		int fd = socket(lane->family, SOCK_STREAM, 0);
		if (fd >= 0 && lane->family == AF_INET6)
			take_port(fd, lane);
		if (fd < 0 || connect(fd, &e->peer.any, sizeof e->peer) != 0)
			die("connect");
		e->opened = now_monotonic();
		note(fd, e);
		talk_once(fd, e);
		close_noting(fd, e);
	}
	return now_monotonic();
}

/* Until the listening socket is shut down. */
int64_t storm_tcp_worker(struct lane *lane, struct ledger *l)
{
	for (;;) {
		union end peer;
		socklen_t size = sizeof peer;
		int64_t opening = now_monotonic();
		int fd = accept4(lane->listener, &peer.any, &size, SOCK_CLOEXEC);
		if (fd < 0 && errno == EINVAL)
			return opening;
		if (fd < 0)
			die("accept");
		struct entry *e = ledger_next(l);
		e->opening = opening;
		e->opened = now_monotonic();
		e->peer = peer;
		note(fd, e);
		answer_once(fd, e);
		close_noting(fd, e);
	}
}
