#define _GNU_SOURCE
#include "ledger.h"

#include "notes.h"
#include "self.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct ledger ledger_open(const char *protocol, const char *role, int capacity, int touched)
{
	struct ledger l = { .protocol = protocol, .role = role, .capacity = capacity };
	int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (touched ? MAP_POPULATE : 0);
	l.entries = mmap(NULL, capacity * sizeof(struct entry), PROT_READ | PROT_WRITE, how, -1, 0);
	if (l.entries == MAP_FAILED)
		die("mmap of the ledger");
	return l;
}

struct entry *ledger_next(struct ledger *l)
{
	if (l->count == l->capacity) {
		errno = ENOBUFS;
		die("the ledger");
	}
	return &l->entries[l->count++];
}

static void write_end(FILE *f, const union end *e)
{
	char ip[INET6_ADDRSTRLEN];
	if (e->any.sa_family == AF_INET)
		fprintf(f, " %s %d", inet_ntop(AF_INET, &e->v4.sin_addr, ip, sizeof ip),
			ntohs(e->v4.sin_port));
	else if (e->any.sa_family == AF_INET6)
		fprintf(f, " %s %d", inet_ntop(AF_INET6, &e->v6.sin6_addr, ip, sizeof ip),
			ntohs(e->v6.sin6_port));
	else
		fputs(" - 0", f);
}

static void write_entry(FILE *f, const struct entry *e)
{
	fputs("socket", f);
	write_end(f, &e->local);
	write_end(f, &e->peer);
	fprintf(f, " %llu %llu %lld %lld %lld %lld\n", (unsigned long long)e->cookie,
		(unsigned long long)e->peer_cookie, (long long)e->opening, (long long)e->opened,
		(long long)e->closing, (long long)e->closed);
}

void ledger_write(const struct ledger *l)
{
	char path[4096];
	if (!truth_directory())
		return;
	snprintf(path, sizeof path, "%s/%d.storm", truth_directory(), (int)getpid());
	FILE *f = fopen(path, "wxe");
	if (!f)
		die(path);
	fprintf(f, "process %d %lld %ld %lld %s %s %s\n", (int)getpid(), self_start_ticks(),
		self_netns(), (long long)wall_less_monotonic(), l->protocol, l->role, self_name());
	for (int i = 0; i < l->count; i++)
		write_entry(f, &l->entries[i]);
	if (fclose(f) != 0)
		die(path);
}
