#define _GNU_SOURCE
#include "scenarios.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WORKERS 3

void ready(int fd)
{
	printf("ready %d\n", port_of(fd));
	fflush(stdout);
}

static void accept_all(int listener)
{
	struct hold h;
	while (next_connection(listener, &h)) {
		serve(&h);
		hold_end(&h);
	}
}

static void answer(int fd)
{
	struct hold h = hold_begin("creator");
	hold_got(&h, fd);
	answer_all(&h);
	hold_end(&h);
}

/* Children that accept on one inherited socket. */
void prefork(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0);
	for (int i = 0; i < WORKERS; i++) {
		if (fork() == 0) {
			accept_all(listener);
			_exit(0);
		}
	}
	ready(listener);
	wait_children();
}

/* Processes with a socket each on one port. */
void reuseport(const struct job *job)
{
	int first = open_server(job->type, &job->at, 1);
	struct sockaddr_storage at = job->at;
	set_port(&at, port_of(first));
	for (int i = 0; i < WORKERS; i++) {
		int fd = i == 0 ? first : open_server(job->type, &at, 1);
		if (fork() == 0) {
			job->type == SOCK_STREAM ? accept_all(fd) : answer(fd);
			_exit(0);
		}
		if (i > 0)
			close(fd);
	}
	ready(first);
	close(first);
	wait_children();
}

/* A child for each connection; the parent lets go. */
void fork_server(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0);
	struct hold h;
	signal(SIGCHLD, SIG_IGN);
	ready(listener);
	while (next_connection(listener, &h)) {
		if (fork() == 0) {
			struct hold mine = hold_begin("holder");
			hold_got(&mine, h.fd);
			close(listener);
			serve(&mine);
			hold_end(&mine);
			_exit(0);
		}
		hold_end(&h);
	}
	wait_children();
}

/* As inetd: each connection goes to another program. */
void exec_server(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0);
	struct hold h;
	signal(SIGCHLD, SIG_IGN);
	ready(listener);
	while (next_connection(listener, &h)) {
		if (fork() == 0) {
			struct hold mine = hold_begin("holder");
			char fd[16];
			hold_got(&mine, h.fd);
			close(listener);
			snprintf(fd, sizeof fd, "%d", h.fd);
			hold_leave(&mine);
			execl(getenv("FLOWLOAD_NEXT"), "next", "resume-serve", fd, NULL);
			die("exec");
		}
		hold_end(&h);
	}
	wait_children();
}

static void serve_passed(int channel)
{
	for (int fd; (fd = receive_fd(channel)) >= 0;) {
		struct hold h = hold_begin("holder");
		hold_got(&h, fd);
		serve(&h);
		hold_end(&h);
	}
}

/* Accepts, and passes each connection to a worker. */
void scm_server(const struct job *job)
{
	int listener = open_server(job->type, &job->at, 0), pair[2];
	struct hold h;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		die("socketpair");
	if (fork() == 0) {
		close(listener);
		close(pair[0]);
		serve_passed(pair[1]);
		_exit(0);
	}
	close(pair[1]);
	ready(listener);
	while (next_connection(listener, &h)) {
		send_fd(pair[0], h.fd);
		hold_end(&h);
	}
	close(pair[0]);
	wait_children();
}

void plain_server(const struct job *job)
{
	int fd = open_server(job->type, &job->at, 0);
	ready(fd);
	job->type == SOCK_STREAM ? accept_all(fd) : answer(fd);
}
