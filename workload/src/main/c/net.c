#define _GNU_SOURCE
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sockaddr_storage address(const char *ip, int port)
{
	struct sockaddr_storage a = { 0 };
	struct sockaddr_in *v4 = (void *)&a;
	struct sockaddr_in6 *v6 = (void *)&a;
	if (inet_pton(AF_INET, ip, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(port);
		return a;
	}
	char bare[INET6_ADDRSTRLEN + IF_NAMESIZE + 2];
	strncpy(bare, ip, sizeof bare - 1);
	bare[sizeof bare - 1] = 0;
	char *scope = strchr(bare, '%');
	if (scope)
		*scope++ = 0;
	if (inet_pton(AF_INET6, bare, &v6->sin6_addr) != 1)
		die(ip);
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons(port);
	v6->sin6_scope_id = scope ? if_nametoindex(scope) : 0;
	return a;
}

void set_port(struct sockaddr_storage *a, int port)
{
	if (a->ss_family == AF_INET)
		((struct sockaddr_in *)a)->sin_port = htons(port);
	else
		((struct sockaddr_in6 *)a)->sin6_port = htons(port);
}

socklen_t size_of(const struct sockaddr_storage *a)
{
	return a->ss_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
}

static void set(int fd, int name)
{
	int on = 1;
	if (setsockopt(fd, SOL_SOCKET, name, &on, sizeof on) != 0)
		die("setsockopt");
}

int open_server(int type, const struct sockaddr_storage *at, int reuseport)
{
	int fd = socket(at->ss_family, type | SOCK_NONBLOCK, 0);
	if (fd < 0)
		die("socket");
	set(fd, reuseport ? SO_REUSEPORT : SO_REUSEADDR);
	if (bind(fd, (const void *)at, size_of(at)) != 0)
		die("bind");
	if (type == SOCK_STREAM && listen(fd, 1024) != 0)
		die("listen");
	return fd;
}

int port_of(int fd)
{
	struct sockaddr_storage a;
	socklen_t size = sizeof a;
	if (getsockname(fd, (void *)&a, &size) != 0)
		die("getsockname");
	return ntohs(a.ss_family == AF_INET ? ((struct sockaddr_in *)&a)->sin_port
					    : ((struct sockaddr_in6 *)&a)->sin6_port);
}

/* From an endpoint of our choice: closed by a reset, so that the next can have it at once. */
static void bind_client(int fd, const struct sockaddr_storage *local)
{
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	set(fd, SO_REUSEADDR);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
	if (bind(fd, (const void *)local, size_of(local)) != 0)
		die("bind");
}

struct hold open_client(int type, const struct sockaddr_storage *local,
			const struct sockaddr_storage *peer)
{
	struct hold h = hold_begin("creator");
	int fd = socket(peer->ss_family, type, 0);
	if (fd < 0)
		die("socket");
	if (local)
		bind_client(fd, local);
	if (connect(fd, (const void *)peer, size_of(peer)) != 0)
		die("connect");
	hold_got(&h, fd);
	return h;
}

int wait_for_work(int fd)
{
	struct pollfd both[2] = { { .fd = fd, .events = POLLIN }, { .fd = 0, .events = POLLIN } };
	for (;;) {
		if (poll(both, 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (both[0].revents)
			return 1;
		if (both[1].revents)
			return 0;
	}
}

void wait_for_end(void)
{
	char bytes[64];
	while (read(0, bytes, sizeof bytes) > 0)
		;
}

int next_connection(int listener, struct hold *accepted)
{
	while (wait_for_work(listener)) {
		*accepted = hold_begin("acceptor");
		int fd = accept4(listener, NULL, NULL, 0);
		if (fd >= 0) {
			hold_got(accepted, fd);
			return 1;
		}
		if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
			die("accept");
	}
	return 0;
}

void talk(struct hold *h)
{
	if (send(h->fd, "flowload", 8, MSG_NOSIGNAL) != 8)
		die("send");
	h->used = 1;
}

void serve(struct hold *h)
{
	char buffer[4096];
	while (recv(h->fd, buffer, sizeof buffer, 0) > 0)
		h->used = 1;
}

void answer_all(struct hold *h)
{
	char buffer[4096];
	struct sockaddr_storage from;
	while (wait_for_work(h->fd)) {
		socklen_t size = sizeof from;
		ssize_t got = recvfrom(h->fd, buffer, sizeof buffer, 0, (void *)&from, &size);
		if (got >= 0) {
			sendto(h->fd, buffer, got, 0, (void *)&from, size);
			h->used = 1;
		}
	}
}

void send_fd(int channel, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 }, byte = 'x';
	struct iovec data = { &byte, 1 };
	struct msghdr m = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
			    .msg_controllen = sizeof control };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof fd);
	if (sendmsg(channel, &m, 0) != 1)
		die("sendmsg SCM_RIGHTS");
}

int receive_fd(int channel)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec data = { &byte, 1 };
	struct msghdr m = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
			    .msg_controllen = sizeof control };
	if (recvmsg(channel, &m, 0) <= 0)
		return -1;
	int fd;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
	return fd;
}
