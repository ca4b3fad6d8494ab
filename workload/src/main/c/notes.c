#define _GNU_SOURCE
#include "notes.h"

#include "self.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NANOS 1000000000LL
#define BUSY_NANOS 3000000LL

void die(const char *call)
{
	fprintf(stderr, "flowload: %s: %s\n", call, strerror(errno));
	exit(1);
}

static int64_t now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return t.tv_sec * NANOS + t.tv_nsec;
}

int64_t now_monotonic(void)
{
	return now(CLOCK_MONOTONIC);
}

int64_t wall_less_monotonic(void)
{
	int64_t before = now_monotonic(), wall = now(CLOCK_REALTIME);
	return wall - (before + now_monotonic()) / 2;
}

void wait_until(int64_t monotonic)
{
	int64_t left = monotonic - now_monotonic();
	if (left > BUSY_NANOS) {
		struct timespec t = { left / NANOS, left % NANOS };
		while (nanosleep(&t, &t) != 0 && errno == EINTR)
			;
	}
	while (now_monotonic() < monotonic)
		;
}

void wait_ms(int ms)
{
	wait_until(now_monotonic() + ms * 1000000LL);
}

struct hold hold_begin(const char *role)
{
	struct hold h = { .fd = -1, .role = role };
	h.opened_wall = now(CLOCK_REALTIME);
	h.opened_monotonic = now_monotonic();
	return h;
}

/* Ends of a socket as the truth writes them: v4-mapped as IPv4, link-local with its interface. */
static void write_end(FILE *f, const char *end, const struct sockaddr_storage *a)
{
	char ip[INET6_ADDRSTRLEN + IF_NAMESIZE + 2] = "";
	int port;
	if (a->ss_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)a;
		inet_ntop(AF_INET, &in->sin_addr, ip, sizeof ip);
		port = ntohs(in->sin_port);
	} else {
		const struct sockaddr_in6 *in = (const void *)a;
		if (IN6_IS_ADDR_V4MAPPED(&in->sin6_addr))
			inet_ntop(AF_INET, &in->sin6_addr.s6_addr[12], ip, sizeof ip);
		else
			inet_ntop(AF_INET6, &in->sin6_addr, ip, sizeof ip);
		char interface[IF_NAMESIZE];
		if (in->sin6_scope_id != 0 && if_indextoname(in->sin6_scope_id, interface)) {
			strcat(ip, "%");
			strcat(ip, interface);
		}
		port = ntohs(in->sin6_port);
	}
	fprintf(f, "\"%s_ip\":\"%s\",\"%s_port\":%d,", end, ip, end, port);
}

static void write_name(FILE *f)
{
	fputs("\"name\":\"", f);
	for (const char *c = self_name(); *c; c++) {
		if (*c == '"' || *c == '\\')
			fputc('\\', f);
		if ((unsigned char)*c < 0x20)
			fprintf(f, "\\u%04x", *c);
		else
			fputc(*c, f);
	}
	fputs("\",", f);
}

static int option(int fd, int name)
{
	int value = 0;
	socklen_t size = sizeof value;
	getsockopt(fd, SOL_SOCKET, name, &value, &size);
	return value;
}

static const char *environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);
	return value ? value : otherwise;
}

void hold_got(struct hold *h, int fd)
{
	socklen_t local_size = sizeof h->local, peer_size = sizeof h->peer;
	socklen_t cookie_size = sizeof h->cookie;
	h->fd = fd;
	h->protocol = option(fd, SO_PROTOCOL);
	if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &h->cookie, &cookie_size) != 0)
		die("getsockopt SO_COOKIE");
	if (getsockname(fd, (void *)&h->local, &local_size) != 0)
		die("getsockname");
	h->has_peer = getpeername(fd, (void *)&h->peer, &peer_size) == 0;
}

void hold_towards(struct hold *h, int fd, const struct sockaddr_storage *peer)
{
	hold_got(h, fd);
	h->peer = *peer;
	h->has_peer = 1;
}

static void write_fields(FILE *f, const struct hold *h)
{
	fprintf(f, "{\"case\":\"%s\",", environment("FLOWLOAD_CASE", ""));
	fprintf(f, "\"kind\":\"%s\",", h->protocol == IPPROTO_TCP ? "tcp" : "udp");
	fprintf(f, "\"role\":\"%s\",\"used\":%s,", h->role, h->used ? "true" : "false");
	fprintf(f, "\"protocol\":%d,", h->protocol);
	write_end(f, "local", &h->local);
	if (h->has_peer)
		write_end(f, "peer", &h->peer);
	fprintf(f, "\"netns\":%ld,\"socket\":\"cookie:%llu\",", self_netns(),
		(unsigned long long)h->cookie);
	fprintf(f, "\"pid\":%d,", (int)getpid());
	write_name(f);
	int open = h->closed_wall == 0;
	fprintf(f, "\"life\":-1,\"opened\":%lld,\"closed\":%lld,", (long long)h->opened_wall,
		(long long)(open ? now(CLOCK_REALTIME) : h->closed_wall));
	fprintf(f, "\"opened_monotonic\":%lld,\"closed_monotonic\":%lld}\n",
		(long long)h->opened_monotonic,
		(long long)(open ? now_monotonic() : h->closed_monotonic));
}

/* A file for each pid: processes that fork share nothing but the directory. */
static void append(const char *line, size_t size)
{
	char path[4096];
	const char *directory = truth_directory();
	if (!directory)
		return;
	snprintf(path, sizeof path, "%s/flowload-%d.jsonl", directory, (int)getpid());
	int out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (out < 0 || write(out, line, size) != (ssize_t)size)
		die(path);
	close(out);
}

void hold_leave(const struct hold *h)
{
	char *line;
	size_t size;
	FILE *f = open_memstream(&line, &size);
	write_fields(f, h);
	fclose(f);
	append(line, size);
	free(line);
}

void hold_close(struct hold *h)
{
	close(h->fd);
	h->closed_wall = now(CLOCK_REALTIME);
	h->closed_monotonic = now_monotonic();
	h->fd = -1;
}

void hold_end(struct hold *h)
{
	hold_close(h);
	hold_leave(h);
}
