/* Sockets, as the scenarios need them. Every call that fails ends the process with a sentence. */
#ifndef FLOWLOAD_NET_H
#define FLOWLOAD_NET_H

#include "notes.h"

/* An address in text, IPv4 or IPv6 with %interface, and a port. */
struct sockaddr_storage address(const char *ip, int port);

/* How much of it its family uses. */
socklen_t size_of(const struct sockaddr_storage *a);

void set_port(struct sockaddr_storage *a, int port);

/* A socket that is bound there, and listens when it is TCP; non-blocking. */
int open_server(int type, const struct sockaddr_storage *at, int reuseport);
int port_of(int fd);

/* A connected socket, from any local endpoint or (local not NULL) from that one at once. */
struct hold open_client(int type, const struct sockaddr_storage *local,
			const struct sockaddr_storage *peer);

/* True when there is work on the socket, false when our input ended. */
int wait_for_work(int fd);

/* Ends when our input does. */
void wait_for_end(void);

/* The next connection; 0 when our input ended: whoever started us wants us to stop. */
int next_connection(int listener, struct hold *accepted);

/* Sends something. */
void talk(struct hold *h);

/* Reads until the other end closes or resets. */
void serve(struct hold *h);

/* Answers each datagram until our input ends. */
void answer_all(struct hold *h);

/* A descriptor through a Unix socket (SCM_RIGHTS); receive_fd gives -1 at its end. */
void send_fd(int channel, int fd);
int receive_fd(int channel);

#endif
