#define _GNU_SOURCE
#include "storm.h"

#include "notes.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Every other socket is connected; the others send to an address and stay bound to the wildcard. */
static void send_cookie(int fd, struct entry *e, int connected)
{
	ssize_t sent;
	if (connected && connect(fd, &e->peer.any, sizeof e->peer) != 0)
		die("connect");
	if (connected)
		sent = send(fd, &e->cookie, sizeof e->cookie, 0);
	else
		sent = sendto(fd, &e->cookie, sizeof e->cookie, 0, &e->peer.any, sizeof e->peer);
	if (sent != sizeof e->cookie)
		die("sendto");
}

/* Without it the port would be taken for IPv4 too, and the other lane's client may have it next. */
static void keep_to_family(int fd, int family)
{
	int on = 1;
	if (family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0)
		die("setsockopt IPV6_V6ONLY");
}

int64_t storm_udp_client(struct lane *lane, struct ledger *l)
{
	while (l->count < l->capacity) {
		struct entry *e = ledger_next(l);
		socklen_t size = sizeof e->cookie, local = sizeof e->local;
		e->peer = server_of(lane, l->count);
		e->opening = now_monotonic();
		int fd = socket(lane->family, SOCK_DGRAM, 0);
		if (fd < 0 || getsockopt(fd, SOL_SOCKET, SO_COOKIE, &e->cookie, &size) != 0)
			die("socket");
		keep_to_family(fd, lane->family);
		send_cookie(fd, e, l->count % 2);
		e->opened = now_monotonic();
		if (getsockname(fd, &e->local.any, &local) != 0)
			die("getsockname");
		e->closing = now_monotonic();
		close(fd);
		e->closed = now_monotonic();
	}
	return now_monotonic();
}

/* Full speed as long as there is something; looks up from time to time. */
static int64_t receive_all(int fd, const atomic_int *over)
{
	struct timeval patience = { .tv_usec = 50000 };
	uint64_t cookie;
	int64_t last = now_monotonic();
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0)
		die("setsockopt SO_RCVTIMEO");
	for (;;) {
		if (recv(fd, &cookie, sizeof cookie, 0) > 0)
			last = now_monotonic();
		else if (errno != EAGAIN)
			die("recv");
		else if (atomic_load(over))
			return last;
	}
}

/* One entry, of the server's socket itself. */
int64_t storm_udp_worker(struct lane *lane, struct ledger *l)
{
	struct entry *e = ledger_next(l);
	socklen_t size = sizeof e->cookie, local = sizeof e->local;
	e->opening = lane->listening;
	e->opened = lane->listened;
	if (getsockopt(lane->listener, SOL_SOCKET, SO_COOKIE, &e->cookie, &size) != 0)
		die("getsockopt SO_COOKIE");
	if (getsockname(lane->listener, &e->local.any, &local) != 0)
		die("getsockname");
	int64_t last = receive_all(lane->listener, &lane->over);
	e->closing = now_monotonic();
	close(lane->listener);
	e->closed = now_monotonic();
	return last;
}
