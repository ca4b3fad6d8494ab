/* The stand-in's sockets, each duplicated and asked; stand_in.h says what it is. */
#define _GNU_SOURCE
#include "stand_in.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int option(int fd, int level, int name)
{
	int value = 0;
	socklen_t size = sizeof value;
	return getsockopt(fd, level, name, &value, &size) == 0 ? value : 0;
}

static int is_mapped(const struct sockaddr_storage *name)
{
	const struct sockaddr_in6 *six = (const void *)name;
	return name->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&six->sin6_addr);
}

static int is_any(const struct sockaddr_storage *name)
{
	const struct sockaddr_in6 *six = (const void *)name;
	return name->ss_family != AF_INET6 || IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr);
}

/* XNU keeps IPv4 in the last four bytes with zeros before, and the interface in bytes 2 and 3 of a link's address. */
static void put_name(const struct sockaddr_storage *name, int32_t *port, uint8_t *address)
{
	const struct sockaddr_in *four = (const void *)name;
	const struct sockaddr_in6 *six = (const void *)name;
	if (name->ss_family == AF_INET) {
		*port = four->sin_port;
		memcpy(address + 12, &four->sin_addr, 4);
	} else if (name->ss_family == AF_INET6) {
		*port = six->sin6_port;
		memcpy(address, &six->sin6_addr, 16);
		if (is_mapped(name))
			memset(address, 0, 12);
		if (IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&six->sin6_addr)) {
			address[2] = (uint8_t)(six->sin6_scope_id >> 8);
			address[3] = (uint8_t)six->sin6_scope_id;
		}
	}
}

static uint8_t families(int fd, const struct sockaddr_storage *local, const struct sockaddr_storage *peer)
{
	if (local->ss_family == AF_INET || is_mapped(local) || is_mapped(peer))
		return VFLAG_V4;
	return is_any(local) && !option(fd, IPPROTO_IPV6, IPV6_V6ONLY) ? VFLAG_V4 | VFLAG_V6 : VFLAG_V6;
}

static int32_t tcp_state(int fd)
{
	/* By Linux' number: established 1, syn_sent, syn_recv, fin_wait1, fin_wait2, time_wait, close, close_wait,
	 * last_ack, listen, closing. */
	static const int states[] = { 0, 4, 2, 3, 6, 9, 10, 0, 5, 8, 1, 7 };
	struct tcp_info info;
	socklen_t size = sizeof info;
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || info.tcpi_state > 11)
		return 0;
	return states[info.tcpi_state];
}

static void fill_ip(int fd, struct mac_socket_fdinfo *info)
{
	struct sockaddr_storage local = { 0 }, peer = { 0 };
	socklen_t size = sizeof local;
	getsockname(fd, (void *)&local, &size);
	size = sizeof peer;
	if (getpeername(fd, (void *)&peer, &size) != 0)
		memset(&peer, 0, sizeof peer);
	info->family = local.ss_family == AF_INET6 ? MAC_AF_INET6 : MAC_AF_INET;
	info->in.gencnt = info->pcb;
	info->in.vflag = families(fd, &local, &peer);
	put_name(&local, &info->in.lport, info->in.laddr);
	put_name(&peer, &info->in.fport, info->in.faddr);
	if (info->kind == KIND_TCP)
		info->tcp_state = tcp_state(fd);
}

static void fill(int fd, struct mac_socket_fdinfo *info)
{
	int domain = option(fd, SOL_SOCKET, SO_DOMAIN);
	uint64_t cookie = 0;
	socklen_t size = sizeof cookie;
	getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &size);
	info->so = 0xffffff8000000000u + cookie * 8;
	info->pcb = cookie;
	info->type = option(fd, SOL_SOCKET, SO_TYPE);
	info->protocol = option(fd, SOL_SOCKET, SO_PROTOCOL);
	info->family = domain == AF_UNIX ? MAC_AF_UNIX : domain;
	info->kind = domain == AF_UNIX ? KIND_UN : KIND_GENERIC;
	int is_ip = domain == AF_INET || domain == AF_INET6;
	int is_known = info->protocol == IPPROTO_TCP || info->protocol == IPPROTO_UDP ||
		       info->protocol == IPPROTO_ICMP || info->protocol == IPPROTO_ICMPV6;
	if (!is_ip || (!is_known && info->type != SOCK_RAW))
		return;
	info->kind = info->type == SOCK_STREAM ? KIND_TCP : KIND_IN;
	fill_ip(fd, info);
}

/* Linux' numbers 38 and 102 mean something else: these are macOS' own. */
enum { MAC_EOPNOTSUPP = 102 };

int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int size)
{
	int before = errno;
	struct stat what;
	if (pid == settings.deny)
		return refuse(EPERM);
	if (flavor != SOCKETINFO)
		return refuse(EINVAL);
	if (size < (int)sizeof(struct mac_socket_fdinfo))
		return refuse(ENOMEM);
	if (pid == settings.close)
		return refuse(EBADF);
	int process = (int)syscall(SYS_pidfd_open, pid, 0);
	if (process < 0)
		return refuse(errno);
	int copy = (int)syscall(SYS_pidfd_getfd, process, fd, 0);
	int error = errno;
	close(process);
	if (copy < 0)
		return refuse(error);
	if (fstat(copy, &what) != 0 || !S_ISSOCK(what.st_mode)) {
		close(copy);
		return refuse(MAC_EOPNOTSUPP);
	}
	struct mac_socket_fdinfo info;
	memset(&info, 0, sizeof info);
	fill(copy, &info);
	close(copy);
	memcpy(buffer, &info, sizeof info);
	return answer(before, sizeof info);
}
