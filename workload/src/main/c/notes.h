/* What a process writes down about the sockets it held; the same lines as Truth.java. */
#ifndef FLOWLOAD_NOTES_H
#define FLOWLOAD_NOTES_H

#include <stdint.h>
#include <sys/socket.h>

/* One process holds one socket, from the call that gave it to the one that takes it. */
struct hold {
	int fd;
	const char *role; /* creator, acceptor, listener, holder */
	int used;         /* has it sent or received? */
	int64_t opened_wall, opened_monotonic;
	int64_t closed_wall, closed_monotonic; /* 0 until it is closed */
	int protocol, has_peer; /* from here on: known once it is bound or connected */
	uint64_t cookie;
	struct sockaddr_storage local, peer;
};

int64_t now_monotonic(void);

/* What to add to a monotonic time to get the wall clock's. */
int64_t wall_less_monotonic(void);

/* Waits until then; up to 3 ms by a busy wait, because sleeping is not that exact. */
void wait_until(int64_t monotonic);
void wait_ms(int ms);

/* Takes the time, before the call that gives the socket. */
struct hold hold_begin(const char *role);

/* The call gave it: reads its ends now, because after a reset nobody can. */
void hold_got(struct hold *h, int fd);

/* The same where the kernel does not tell the peer: not yet connected, or never to be. */
void hold_towards(struct hold *h, int fd, const struct sockaddr_storage *peer);

/* Closes the descriptor and takes the time. */
void hold_close(struct hold *h);

/* Closes the descriptor and writes the line. */
void hold_end(struct hold *h);

/* Writes the line; a descriptor that was not closed stays open: exec or exit follow. */
void hold_leave(const struct hold *h);

/* Ends with a sentence that names the call and errno's text. */
void die(const char *call);

#endif
