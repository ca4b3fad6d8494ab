/*
 * The truth about very many sockets: kept in memory while they come and go, because writing would
 * become the storm; written as columns, PID.storm, when all is over. StormLog.java reads it.
 */
#ifndef FLOWLOAD_LEDGER_H
#define FLOWLOAD_LEDGER_H

#include <netinet/in.h>
#include <stdint.h>

union end {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* One socket that this process held. Times are monotonic ns. */
struct entry {
	int64_t opening, opened; /* before and after the calls that made it and gave it its ends */
	int64_t closing, closed; /* before and after close() */
	uint64_t cookie, peer_cookie; /* of the other end: each sends its own as its data */
	union end local, peer; /* no peer: family 0 */
};

struct ledger {
	const char *protocol, *role;
	struct entry *entries;
	int count, capacity;
};

/* Room for so many; touched at once when asked, so that the storm has no page faults of ours. */
struct ledger ledger_open(const char *protocol, const char *role, int capacity, int touched);

/* The next entry; ends the process when there is no room. */
struct entry *ledger_next(struct ledger *l);

/* Writes all into the truth's directory, if there is one. */
void ledger_write(const struct ledger *l);

#endif
