/* The stand-in's processes and their descriptors, from /proc; stand_in.h says what it is. */
#define _GNU_SOURCE
#include "stand_in.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SLACK = 20, GONE = 99999000 };

struct settings settings;
static struct timespec boot;

void stand_in(const char *name, int value)
{
	if (strcmp(name, "deny") == 0)
		settings.deny = value;
	else if (strcmp(name, "crowd") == 0)
		settings.crowd = value;
	else if (strcmp(name, "swell") == 0)
		settings.swell = value;
	else if (strcmp(name, "close") == 0)
		settings.close = value;
}

__attribute__((constructor)) static void begin(void)
{
	struct timespec now, since;
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since);
	boot.tv_sec = now.tv_sec - since.tv_sec - (now.tv_nsec < since.tv_nsec);
	boot.tv_nsec = now.tv_nsec - since.tv_nsec + (now.tv_nsec < since.tv_nsec ? 1000000000L : 0);

	const char *given = getenv("STAND_IN");
	char copy[256], *rest = copy;
	snprintf(copy, sizeof copy, "%s", given == NULL ? "" : given);
	for (char *one = strtok_r(copy, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
		char *value = strchr(one, '=');
		if (value != NULL) {
			*value = 0;
			stand_in(one, atoi(value + 1));
		}
	}
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
	return (count < room && !settings.swell ? count : room) * element;
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
	for (int i = 0; i < settings.crowd || (settings.swell && i < room); i++, count++)
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
	for (int i = 0; i < settings.crowd || (settings.swell && i < room); i++, count++)
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
	if (pid == settings.deny)
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
