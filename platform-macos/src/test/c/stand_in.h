/*
 * A stand-in for macOS' libSystem, to be built as libSystem.so on Linux: answers the calls of libproc in macOS' layout
 * from this machine's real processes and sockets. Each socket is duplicated with pidfd_getfd and asked by getsockname,
 * getpeername and getsockopt, which is a way that no provider for Linux goes.
 *
 * It shows that the provider calls, grows, reads and joins as it should; it shows nothing of Apple's kernel.
 *
 * Settings, by the function stand_in or before the start by STAND_IN="NAME=VALUE,...":
 *   deny=PID    this process may not be read (EPERM), though it may be named
 *   crowd=N     every list begins with N more elements: processes that are gone, descriptors that are files
 *   swell=1     every list fills whatever buffer it is given
 *   close=PID   the descriptors of this process are closed between their listing and their reading (EBADF)
 */
#ifndef STAND_IN_H
#define STAND_IN_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

/* macOS' structures, as far as somebody reads them; the asserts hold them to the sizes of sys/proc_info.h. */

struct mac_fdinfo {
	int32_t fd;
	uint32_t type;
};

struct mac_in_sockinfo {
	int32_t fport, lport;
	uint64_t gencnt;
	uint32_t flags, flow;
	uint8_t vflag, ttl;
	uint32_t reserved;
	uint8_t faddr[16], laddr[16];
	uint8_t rest[16];
};

struct mac_socket_fdinfo {
	uint8_t file[24], stat[136];
	uint64_t so, pcb;
	int32_t type, protocol, family;
	int16_t options, linger, state, qlen, incqlen, qlimit, timeo;
	uint16_t error;
	uint32_t oobmark;
	uint8_t buffers[48];
	int32_t kind;
	uint32_t reserved;
	struct mac_in_sockinfo in;
	int32_t tcp_state;
	uint8_t rest[444];
};

struct mac_bsdinfo {
	uint32_t flags, status, xstatus, pid, ppid, uid, gid, ruid, rgid, svuid, svgid, reserved;
	char comm[16], name[32];
	uint32_t nfiles, pgid, pjobc, tdev, tpgid;
	int32_t nice;
	uint64_t start_seconds, start_micros;
};

struct mac_bsdshortinfo {
	uint32_t pid, ppid, pgid, status;
	char comm[16];
	uint32_t flags, uid, gid, ruid, rgid, svuid, svgid, reserved;
};

_Static_assert(sizeof(struct mac_fdinfo) == 8, "proc_fdinfo");
_Static_assert(sizeof(struct mac_in_sockinfo) == 80, "in_sockinfo");
_Static_assert(sizeof(struct mac_socket_fdinfo) == 792, "socket_fdinfo");
_Static_assert(offsetof(struct mac_socket_fdinfo, kind) == 256, "soi_kind");
_Static_assert(offsetof(struct mac_socket_fdinfo, in) == 264, "soi_proto");
_Static_assert(offsetof(struct mac_socket_fdinfo, in.laddr) == 312, "insi_laddr");
_Static_assert(offsetof(struct mac_socket_fdinfo, tcp_state) == 344, "tcpsi_state");
_Static_assert(sizeof(struct mac_bsdinfo) == 136, "proc_bsdinfo");
_Static_assert(sizeof(struct mac_bsdshortinfo) == 64, "proc_bsdshortinfo");

enum { ALL_PIDS = 1, LISTFDS = 1, TBSDINFO = 3, SHORTBSDINFO = 13, SOCKETINFO = 3 };
enum { FDTYPE_VNODE = 1, FDTYPE_SOCKET = 2 };
enum { KIND_GENERIC = 0, KIND_IN = 1, KIND_TCP = 2, KIND_UN = 3 };
enum { MAC_AF_UNIX = 1, MAC_AF_INET = 2, MAC_AF_INET6 = 30 };
enum { VFLAG_V4 = 1, VFLAG_V6 = 2 };

struct settings {
	int deny, crowd, swell, close;
};

extern struct settings settings;

/* As libproc: 0, and errno says why. */
static inline int refuse(int error)
{
	errno = error;
	return 0;
}

/* What was done in between does not show in errno. */
static inline int answer(int before, int bytes)
{
	errno = before;
	return bytes;
}

#endif
