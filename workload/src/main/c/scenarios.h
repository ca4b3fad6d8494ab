/* What flowload can do. Servers print "ready PORT" and end with their input. */
#ifndef FLOWLOAD_SCENARIOS_H
#define FLOWLOAD_SCENARIOS_H

#include "net.h"

/* What the command line says. */
struct job {
	int type, count, life_ms;
	struct sockaddr_storage at, local;
	int has_local;
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

/* Sends, and waits. */
void talk_for(struct hold *h, int life_ms);

/* Until there are no children any more. */
void wait_children(void);

#endif
