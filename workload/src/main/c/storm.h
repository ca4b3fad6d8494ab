/*
 * As many sockets as the cores can make, over loopback, and what each of them was.
 *
 * A family is a lane: IPv4 and IPv6 side by side, each with clients and a server of its own. The
 * TCP server's workers accept from one socket that they inherited. The UDP server is one process,
 * and so is the client: an ephemeral port comes again within a millisecond, which is all that most
 * flow files tell, so two clients could not be told apart by anybody.
 */
#ifndef FLOWLOAD_STORM_H
#define FLOWLOAD_STORM_H

#include "ledger.h"

#include <stdatomic.h>

struct lane {
	int family, listener;
	union end server; /* for IPv4 the first of SERVER_ADDRESSES */
	int64_t listening, listened; /* before and after the calls that gave the listener its port */
	atomic_uint ports; /* given out to clients of IPv6 */
	atomic_int over;   /* the clients are done */
};

/* Each client goes round the addresses, so that 28,000 ephemeral ports last. */
#define SERVER_ADDRESSES 64

/* The lane's server as the client's socket number i finds it. */
union end server_of(const struct lane *lane, int i);

/* storm tcp|udp COUNT [CLIENTS WORKERS]: COUNT / 2 of each family, by CLIENTS processes a lane. */
int storm(char **arguments, int count);

/* A socket that the lane's clients can reach; notes where. */
void storm_listen(struct lane *lane, int type);

/* What the processes do between start and end; each fills its ledger and says when it was done. */
int64_t storm_tcp_client(struct lane *lane, struct ledger *l);
int64_t storm_tcp_worker(struct lane *lane, struct ledger *l);
int64_t storm_udp_client(struct lane *lane, struct ledger *l);
int64_t storm_udp_worker(struct lane *lane, struct ledger *l);

#endif
