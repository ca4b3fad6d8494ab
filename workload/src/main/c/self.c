#define _GNU_SOURCE
#include "self.h"

#include "notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *self_name(void)
{
	static char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	if (length < 0)
		die("readlink /proc/self/exe");
	path[length] = 0;
	return strrchr(path, '/') + 1;
}

long self_netns(void)
{
	struct stat s;
	if (stat("/proc/self/ns/net", &s) != 0)
		die("stat /proc/self/ns/net");
	return (long)s.st_ino;
}

/* The second field is the name in brackets, which may hold spaces and brackets itself. */
long long self_start_ticks(void)
{
	char line[1024];
	FILE *f = fopen("/proc/self/stat", "re");
	size_t length = f ? fread(line, 1, sizeof line - 1, f) : 0;
	if (length == 0)
		die("read /proc/self/stat");
	fclose(f);
	line[length] = 0;
	char *field = strrchr(line, ')');
	for (int i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');
	if (!field)
		die("parse /proc/self/stat");
	return atoll(field + 1);
}

const char *truth_directory(void)
{
	return getenv("FLOWLOAD_TRUTH");
}
