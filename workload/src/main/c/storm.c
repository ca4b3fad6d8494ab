#define _GNU_SOURCE
#include "storm.h"

#include "notes.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LANES 2

/* What a process tells its parent; in memory that both see. */
struct result {
	int64_t ended, cpu;
	int sockets;
};

struct part {
	int is_tcp, is_client, count;
	struct lane *lane;
	struct result *result;
};

#define PARTS 256

static struct {
	struct lane lanes[LANES];
	struct result results[PARTS];
} *shared;

static pid_t children[PARTS];
static int parts;

static int start[2], end[2], told[2]; /* pipes: start and end are told by being closed */

static int64_t cpu_nanos(void)
{
	struct rusage r;
	getrusage(RUSAGE_SELF, &r);
	return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000000LL +
	       (r.ru_utime.tv_usec + r.ru_stime.tv_usec) * 1000LL;
}

static void tell(void)
{
	if (write(told[1], "x", 1) != 1)
		die("write to the parent");
}

static void await_close(const int pipe[2])
{
	char byte;
	close(pipe[1]);
	if (read(pipe[0], &byte, 1) != 0)
		die("read from the parent");
}

static int64_t act(const struct part *p, struct ledger *l)
{
	if (p->is_tcp)
		return p->is_client ? storm_tcp_client(p->lane, l) : storm_tcp_worker(p->lane, l);
	return p->is_client ? storm_udp_client(p->lane, l) : storm_udp_worker(p->lane, l);
}

static void play(const struct part *p)
{
	const char *role = p->is_client ? "creator" : p->is_tcp ? "acceptor" : "server";
	struct ledger l = ledger_open(p->is_tcp ? "tcp" : "udp", role, p->count, p->is_client);
	if (p->is_client && p->is_tcp)
		close(p->lane->listener);
	if (!p->is_client && !p->is_tcp)
		storm_listen(p->lane, SOCK_DGRAM);
	tell();
	await_close(start);
	int64_t cpu = cpu_nanos();
	p->result->ended = act(p, &l);
	p->result->cpu = cpu_nanos() - cpu;
	p->result->sockets = l.count;
	tell();
	await_close(end);
	ledger_write(&l);
}

static void begin(struct part p)
{
	if (parts == PARTS) {
		errno = E2BIG;
		die("clients and workers");
	}
	p.result = &shared->results[parts];
	pid_t child = fork();
	if (child < 0)
		die("fork");
	if (child == 0) {
		signal(SIGCHLD, SIG_DFL);
		play(&p);
		_exit(0);
	}
	children[parts++] = child;
}

/* A child that failed has said why; the others would wait for it for ever. */
static void check(int status)
{
	if (status == 0)
		return;
	for (int i = 0; i < parts; i++)
		kill(children[i], SIGKILL);
	_exit(1);
}

static void on_child_end(int signal)
{
	int status;
	(void)signal;
	while (waitpid(-1, &status, WNOHANG) > 0)
		check(status);
}

static void await_children(void)
{
	for (;;) {
		int status = 0;
		if (wait(&status) < 0 && errno != EINTR)
			return;
		check(status);
	}
}

/* As many have told us something. */
static void await_told(int count)
{
	char byte;
	while (count-- > 0)
		while (read(told[0], &byte, 1) != 1)
			if (errno != EINTR)
				die("read from the children");
}

static void report(const char *protocol, int64_t started)
{
	int64_t last = started, cpu = 0;
	int sockets = 0;
	for (int i = 0; i < parts; i++) {
		last = shared->results[i].ended > last ? shared->results[i].ended : last;
		cpu += shared->results[i].cpu;
		sockets += shared->results[i].sockets;
	}
	printf("storm protocol %s sockets %d wall_ms %.1f cpu_ms %.1f\n", protocol, sockets,
	       (last - started) / 1e6, cpu / 1e6);
}

static void run(int is_tcp, int clients, int workers)
{
	int64_t started = now_monotonic();
	close(start[0]);
	close(start[1]);
	await_told(LANES * clients);
	for (int i = 0; i < LANES; i++) {
		atomic_store(&shared->lanes[i].over, 1);
		if (is_tcp) /* accept() fails from now on */
			shutdown(shared->lanes[i].listener, SHUT_RD);
	}
	await_told(LANES * workers);
	report(is_tcp ? "tcp" : "udp", started);
	fflush(stdout);
	close(end[1]);
	await_children();
}

int storm(char **arguments, int count)
{
	int is_tcp = strcmp(arguments[2], "tcp") == 0, total = atoi(arguments[3]);
	int clients = count > 4 ? atoi(arguments[4]) : is_tcp ? 2 : 1;
	int workers = count > 5 ? atoi(arguments[5]) : is_tcp ? 2 : 1;
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || pipe(start) != 0 || pipe(end) != 0 || pipe(told) != 0)
		die("pipe");
	signal(SIGCHLD, on_child_end);
	for (int i = 0; i < LANES; i++) {
		struct lane *lane = &shared->lanes[i];
		lane->family = i == 0 ? AF_INET : AF_INET6;
		lane->listener = -1;
		if (is_tcp)
			storm_listen(lane, SOCK_STREAM);
		for (int w = 0; w < workers; w++)
			begin((struct part){ is_tcp, 0, is_tcp ? total : 1, lane, NULL });
		for (int c = 0; c < clients; c++)
			begin((struct part){ is_tcp, 1, total / LANES / clients, lane, NULL });
	}
	await_told(LANES * (clients + workers));
	run(is_tcp, clients, workers);
	return 0;
}
