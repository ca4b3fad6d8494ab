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
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

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
enum { SLACK = 20, MOST = 1 << 16, GONE = 99999000 };

static int denied, crowd, swell, closed;
static struct timespec boot;

void stand_in(const char *name, int value)
{
	if (strcmp(name, "deny") == 0)
		denied = value;
	else if (strcmp(name, "crowd") == 0)
		crowd = value;
	else if (strcmp(name, "swell") == 0)
		swell = value;
	else if (strcmp(name, "close") == 0)
		closed = value;
}

__attribute__((constructor)) static void begin(void)
{
	struct timespec now, since;
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since);
	boot.tv_sec = now.tv_sec - since.tv_sec - (now.tv_nsec < since.tv_nsec);
	boot.tv_nsec = now.tv_nsec - since.tv_nsec + (now.tv_nsec < since.tv_nsec ? 1000000000L : 0);

	const char *settings = getenv("STAND_IN");
	char copy[256], *rest = copy;
	snprintf(copy, sizeof copy, "%s", settings == NULL ? "" : settings);
	for (char *one = strtok_r(copy, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
		char *value = strchr(one, '=');
		if (value != NULL) {
			*value = 0;
			stand_in(one, atoi(value + 1));
		}
	}
}

/* As libproc: 0, and errno says why. */
static int refuse(int error)
{
	errno = error;
	return 0;
}

/* What was done in between does not show in errno. */
static int answer(int before, int bytes)
{
	errno = before;
	return bytes;
}

static int by_number(const struct dirent *entry)
{
	return entry->d_name[0] >= '0' && entry->d_name[0] <= '9';
}

static int count_to_bytes(int count, int element, const void *buffer, int size)
{
	if (buffer == NULL)
		return (count + SLACK) * element;
	int room = size / element;
	return (count < room && !swell ? count : room) * element;
}

int proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int size)
{
	int before = errno, count = 0, room = buffer == NULL ? 0 : size / (int)sizeof(int);
	int *pids = buffer;
	struct dirent **entries;
	(void)typeinfo;
	if (type != ALL_PIDS)
		return refuse(EINVAL);
	int found = scandir("/proc", &entries, by_number, NULL);
	if (found < 0)
		return refuse(errno);
	for (int i = 0; i < crowd || (swell && i < room); i++, count++)
		if (count < room)
			pids[count] = GONE + i % 1000;
	for (int i = found - 1; i >= 0; i--, count++) {
		if (count < room)
			pids[count] = atoi(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return answer(before, count_to_bytes(count, sizeof(int), buffer, size));
}

static int is_socket(int folder, const char *fd)
{
	struct stat what;
	return fstatat(folder, fd, &what, 0) == 0 && S_ISSOCK(what.st_mode);
}

static int list_fds(int pid, struct mac_fdinfo *fds, int size)
{
	int before = errno, count = 0, room = fds == NULL ? 0 : size / (int)sizeof *fds;
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/fd", pid);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return refuse(errno == ENOENT ? ESRCH : EPERM);
	for (int i = 0; i < crowd || (swell && i < room); i++, count++)
		if (count < room)
			fds[count] = (struct mac_fdinfo){ 100000 + i, FDTYPE_VNODE };
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (!by_number(entry))
			continue;
		if (count < room) {
			uint32_t type = is_socket(dirfd(folder), entry->d_name) ? FDTYPE_SOCKET : FDTYPE_VNODE;
			fds[count] = (struct mac_fdinfo){ atoi(entry->d_name), type };
		}
		count++;
	}
	closedir(folder);
	return answer(before, count_to_bytes(count, sizeof *fds, fds, size));
}

static int executable(int pid, char *path, int size)
{
	char link[32];
	snprintf(link, sizeof link, "/proc/%d/exe", pid);
	int length = (int)readlink(link, path, size - 1);
	if (length < 0)
		return -1;
	path[length] = 0;
	const char *gone = " (deleted)";
	int tail = (int)strlen(gone);
	if (length > tail && strcmp(path + length - tail, gone) == 0) {
		errno = ENOENT;
		return -1;
	}
	return length;
}

struct process {
	char comm[16];
	unsigned ppid, uid, gid;
	uint64_t ticks;
};

static int read_process(int pid, struct process *process)
{
	char path[32], text[1024];
	struct stat owner;
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int length = (int)read(fd, text, sizeof text - 1);
	int known = fstat(fd, &owner);
	close(fd);
	if (length <= 0 || known != 0)
		return -1;
	text[length] = 0;
	char *open = strchr(text, '('), *end = strrchr(text, ')');
	if (open == NULL || end == NULL)
		return -1;
	snprintf(process->comm, sizeof process->comm, "%.*s", (int)(end - open - 1), open + 1);
	unsigned long long ticks = 0;
	sscanf(end + 2, "%*c %u %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
	       &process->ppid, &ticks);
	process->ticks = ticks;
	process->uid = owner.st_uid;
	process->gid = owner.st_gid;
	return 0;
}

static int bsd_info(int pid, void *buffer, int size)
{
	int before = errno;
	struct process process;
	if (size < (int)sizeof(struct mac_bsdinfo))
		return refuse(ENOMEM);
	if (read_process(pid, &process) != 0)
		return refuse(ESRCH);
	struct mac_bsdinfo info = { .pid = pid, .ppid = process.ppid, .uid = process.uid, .gid = process.gid };
	memcpy(info.comm, process.comm, sizeof info.comm);
	char path[4096];
	if (executable(pid, path, sizeof path) > 0)
		snprintf(info.name, sizeof info.name, "%s", strrchr(path, '/') + 1);
	uint64_t hz = (uint64_t)sysconf(_SC_CLK_TCK);
	uint64_t micros = (uint64_t)boot.tv_nsec / 1000 + process.ticks % hz * 1000000 / hz;
	info.start_seconds = (uint64_t)boot.tv_sec + process.ticks / hz + micros / 1000000;
	info.start_micros = micros % 1000000;
	memcpy(buffer, &info, sizeof info);
	return answer(before, sizeof info);
}

static int short_info(int pid, void *buffer, int size)
{
	int before = errno;
	struct process process;
	if (size < (int)sizeof(struct mac_bsdshortinfo))
		return refuse(ENOMEM);
	if (read_process(pid, &process) != 0)
		return refuse(ESRCH);
	struct mac_bsdshortinfo info = { .pid = pid, .ppid = process.ppid, .uid = process.uid, .gid = process.gid };
	memcpy(info.comm, process.comm, sizeof info.comm);
	memcpy(buffer, &info, sizeof info);
	return answer(before, sizeof info);
}

int proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int size)
{
	(void)arg;
	if (flavor == SHORTBSDINFO)
		return short_info(pid, buffer, size);
	if (pid == denied)
		return refuse(EPERM);
	if (flavor == LISTFDS)
		return list_fds(pid, buffer, size);
	return flavor == TBSDINFO ? bsd_info(pid, buffer, size) : refuse(EINVAL);
}

int proc_pidpath(int pid, void *buffer, uint32_t size)
{
	int before = errno;
	int length = executable(pid, buffer, (int)size);
	return length < 0 ? refuse(errno) : answer(before, length);
}

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
	if (pid == denied)
		return refuse(EPERM);
	if (flavor != SOCKETINFO)
		return refuse(EINVAL);
	if (size < (int)sizeof(struct mac_socket_fdinfo))
		return refuse(ENOMEM);
	if (pid == closed)
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

int sysctlbyname(const char *name, void *value, size_t *size, void *new_value, size_t new_size)
{
	(void)new_value, (void)new_size;
	int is_boot = strcmp(name, "kern.bootsessionuuid") == 0;
	int fd = open(is_boot ? "/proc/sys/kernel/random/boot_id" : "/etc/machine-id", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || (!is_boot && strcmp(name, "kern.uuid") != 0)) {
		if (fd >= 0)
			close(fd);
		errno = ENOENT;
		return -1;
	}
	int length = (int)read(fd, value, *size - 1);
	close(fd);
	char *text = value;
	while (length > 0 && text[length - 1] == '\n')
		length--;
	text[length > 0 ? length : 0] = 0;
	*size = (size_t)(length > 0 ? length : 0) + 1;
	return 0;
}
