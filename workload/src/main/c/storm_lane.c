#define _GNU_SOURCE
#include "storm.h"

#include "net.h"

#include <fcntl.h>
#include <string.h>

#define BUFFER_BYTES (8 << 20)

union end server_of(const struct lane *lane, int i)
{
	union end at = lane->server;
	if (lane->family == AF_INET)
		at.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + i % SERVER_ADDRESSES);
	return at;
}

void storm_listen(struct lane *lane, int type)
{
	struct sockaddr_storage at = address(lane->family == AF_INET ? "0.0.0.0" : "::1", 0);
	int size = BUFFER_BYTES;
	lane->listening = now_monotonic();
	lane->listener = open_server(type, &at, 0);
	lane->listened = now_monotonic();
	if (fcntl(lane->listener, F_SETFL, 0) != 0)
		die("fcntl F_SETFL");
	if (type == SOCK_DGRAM) /* needs root; without it more datagrams are dropped */
		setsockopt(lane->listener, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
	set_port(&at, port_of(lane->listener));
	memcpy(&lane->server, &at, sizeof lane->server);
}
