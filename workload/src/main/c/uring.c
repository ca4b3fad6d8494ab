#define _GNU_SOURCE
#include "scenarios.h"

#include <linux/io_uring.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ENTRIES 8

/* Without liburing: the two rings as the kernel maps them. */
static struct {
	int fd;
	_Atomic unsigned *sq_tail, *cq_head, *cq_tail;
	unsigned *sq_mask, *sq_array, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
} ring;

enum { INPUT, ACCEPT, RECEIVE, CLOSE };

static void *map(size_t size, off_t what)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring.fd, what);
	if (at == MAP_FAILED)
		die("mmap of io_uring");
	return at;
}

static void ring_open(void)
{
	struct io_uring_params p = { 0 };
	ring.fd = (int)syscall(SYS_io_uring_setup, ENTRIES, &p);
	if (ring.fd < 0)
		die("io_uring_setup");
	char *sq = map(p.sq_off.array + p.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING);
	char *cq = map(p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe),
		       IORING_OFF_CQ_RING);
	ring.sqes = map(p.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	ring.sq_tail = (void *)(sq + p.sq_off.tail);
	ring.sq_mask = (void *)(sq + p.sq_off.ring_mask);
	ring.sq_array = (void *)(sq + p.sq_off.array);
	ring.cq_head = (void *)(cq + p.cq_off.head);
	ring.cq_tail = (void *)(cq + p.cq_off.tail);
	ring.cq_mask = (void *)(cq + p.cq_off.ring_mask);
	ring.cqes = (void *)(cq + p.cq_off.cqes);
}

static void submit(int opcode, int fd, void *data, unsigned size, int what)
{
	unsigned tail = atomic_load(ring.sq_tail), index = tail & *ring.sq_mask;
	ring.sqes[index] = (struct io_uring_sqe){ .opcode = opcode, .fd = fd,
		.addr = (uintptr_t)data, .len = size, .user_data = what };
	ring.sq_array[index] = index;
	atomic_store(ring.sq_tail, tail + 1);
	if (syscall(SYS_io_uring_enter, ring.fd, 1, 0, 0, NULL, 0) != 1)
		die("io_uring_enter");
}

/* Waits for something to be done: what, and with which result. */
static int next(int *result)
{
	unsigned head = atomic_load(ring.cq_head);
	while (head == atomic_load(ring.cq_tail))
		if (syscall(SYS_io_uring_enter, ring.fd, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
			die("io_uring_enter");
	const struct io_uring_cqe *done = &ring.cqes[head & *ring.cq_mask];
	int what = (int)done->user_data;
	*result = done->res;
	atomic_store(ring.cq_head, head + 1);
	return what;
}

static void take(struct hold *h, int what, int result)
{
	if (result < 0)
		die("accept by io_uring");
	if (what == RECEIVE) {
		h->used = 1;
		return;
	}
	*h = hold_begin("acceptor"); /* it was accepted while we slept */
	hold_got(h, result);
}

/* Accepts, receives and closes; one connection after the other. */
void uring_server(const struct job *job)
{
	static char input, data[4096];
	struct hold h;
	int listener = open_server(job->type, &job->at, 0);
	ring_open();
	submit(IORING_OP_READ, 0, &input, 1, INPUT);
	submit(IORING_OP_ACCEPT, listener, NULL, 0, ACCEPT);
	ready(listener);
	for (int result, what; (what = next(&result)) != INPUT;) {
		if (what == CLOSE) {
			hold_leave(&h);
			submit(IORING_OP_ACCEPT, listener, NULL, 0, ACCEPT);
		} else if (what == RECEIVE && result <= 0) {
			submit(IORING_OP_CLOSE, h.fd, NULL, 0, CLOSE);
		} else {
			take(&h, what, result);
			submit(IORING_OP_RECV, h.fd, data, sizeof data, RECEIVE);
		}
	}
}

/* Ends with a sentence where the kernel refuses io_uring. */
void uring_probe(const struct job *job)
{
	(void)job;
	ring_open();
}
