/* What flowload can do. Servers print "ready PORT" and end with their input. */
#ifndef FLOWLOAD_SCENARIOS_H
#define FLOWLOAD_SCENARIOS_H

#include "net.h"

/* What the command line says. */
struct job {
	int type, count, life_ms;
	struct sockaddr_storage at, local;
	int has_local;
	char **words; /* as they were given: IP PORT ... */
};

void prefork(const struct job *job);
void reuseport(const struct job *job);
void fork_server(const struct job *job);
void exec_server(const struct job *job);
void scm_server(const struct job *job);
void plain_server(const struct job *job);

void plain_client(const struct job *job);
void each_client(const struct job *job);
void vanish_client(const struct job *job);
void fork_client(const struct job *job);
void scm_client(const struct job *job);
void exec_client(const struct job *job);
void pid_reuse_client(const struct job *job);

/* odd_servers.c: what is seldom done, and easily missed. */
void deaf_server(const struct job *job);
void recv_server(const struct job *job);
void shared_server(const struct job *job);

/* uring.c: a server that makes no call but io_uring_enter. */
void uring_server(const struct job *job);
void uring_probe(const struct job *job);

/* odd_clients.c */
void refused_client(const struct job *job);
void unanswered_client(const struct job *job);
void nonblocking_client(const struct job *job);
void dup_client(const struct job *job);
void many_peers_client(const struct job *job);
void sendmmsg_client(const struct job *job);
void brief_client(const struct job *job);

/* long_clients.c: print "ready 0" and end with their input. */
void held_client(const struct job *job);
void restless_client(const struct job *job);

/* pingpong.c: steady traffic on one connection. */
void echo_server(const struct job *job);
void pingpong_client(const struct job *job);

/* Prints "ready" with the port of this socket. */
void ready(int fd);

/* Sends, and waits. */
void talk_for(struct hold *h, int life_ms);

/* Until there are no children any more. */
void wait_children(void);

#endif
