/*
 * What a BPF iterator costs when C reads it: the yardstick for the snapshot of linux-ebpf.
 *
 *   gcc -O2 -Wall -o read_iterator read_iterator.c -lbpf
 *   ./read_iterator OBJECT PROGRAM [PASSES [RECORD_BYTES]]
 *
 * Loads one program of an object file, an iterator, reads it to its end PASSES times (50) and
 * prints the median. A pass is what a snapshot does: a new descriptor of the iterator, all reads,
 * close. The bytes are not looked at. Needs CAP_BPF and CAP_PERFMON, and libbpf-dev to build.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BUFFER_BYTES (256 * 1024)

static void die(const char *what)
{
	fprintf(stderr, "read_iterator: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* Of all programs in the file only this one is loaded. */
static struct bpf_link *attach(const char *path, const char *name)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	if (!object)
		die(path);
	struct bpf_program *one, *wanted = bpf_object__find_program_by_name(object, name);
	if (!wanted)
		die(name);
	bpf_object__for_each_program(one, object)
		bpf_program__set_autoload(one, one == wanted);
	if (bpf_object__load(object) != 0)
		die("bpf_object__load");
	struct bpf_link *link = bpf_program__attach_iter(wanted, NULL);
	if (!link)
		die("bpf_program__attach_iter");
	return link;
}

static long read_all(const struct bpf_link *link)
{
	static char buffer[BUFFER_BYTES];
	long bytes = 0;
	int fd = bpf_iter_create(bpf_link__fd(link));
	if (fd < 0)
		die("bpf_iter_create");
	for (;;) {
		ssize_t got = read(fd, buffer, sizeof buffer);
		if (got == 0)
			break;
		if (got > 0)
			bytes += got;
		else if (errno != EAGAIN && errno != EINTR)
			die("read");
	}
	close(fd);
	return bytes;
}

static int by_value(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
	return left < right ? -1 : left > right;
}

int main(int count, char **arguments)
{
	if (count < 3) {
		fprintf(stderr, "usage: read_iterator OBJECT PROGRAM [PASSES [RECORD_BYTES]]\n");
		return 2;
	}
	int passes = count > 3 ? atoi(arguments[3]) : 50;
	int record = count > 4 ? atoi(arguments[4]) : 1;
	struct bpf_link *link = attach(arguments[1], arguments[2]);
	int64_t *nanos = calloc(passes, sizeof *nanos);
	long bytes = read_all(link); /* once in vain, to warm up */
	for (int i = 0; i < passes; i++) {
		int64_t start = now();
		bytes = read_all(link);
		nanos[i] = now() - start;
	}
	qsort(nanos, passes, sizeof *nanos, by_value);
	printf("passes %d %s %ld median_ms %.3f min_ms %.3f\n", passes,
	       record > 1 ? "records" : "bytes", bytes / record, nanos[passes / 2] / 1e6,
	       nanos[0] / 1e6);
	bpf_link__destroy(link);
	return 0;
}
