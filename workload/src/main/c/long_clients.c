#define _GNU_SOURCE
#include "scenarios.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AT_ONCE 20

static void say_ready(void)
{
	printf("ready 0\n");
	fflush(stdout);
}

/* Opens COUNT sockets, and uses them when our input ends. */
void held_client(const struct job *job)
{
	struct hold *holds = calloc(job->count, sizeof *holds);
	for (int i = 0; i < job->count; i++)
		holds[i] = open_client(job->type, NULL, &job->at);
	say_ready();
	wait_for_end();
	for (int i = 0; i < job->count; i++) {
		talk_for(&holds[i], job->life_ms);
		hold_end(&holds[i]);
	}
	free(holds);
}

static int has_input_ended(void)
{
	struct pollfd input = { .fd = 0, .events = POLLIN };
	return poll(&input, 1, 0) != 0;
}

/* Opens, uses and closes without a pause: twenty are open at any time, each by its turn. */
void restless_client(const struct job *job)
{
	struct hold holds[AT_ONCE] = { 0 };
	long i = 0;
	say_ready();
	for (; !has_input_ended(); i++) {
		struct hold *h = &holds[i % AT_ONCE];
		if (i >= AT_ONCE)
			hold_end(h);
		*h = open_client(job->type, NULL, &job->at);
		talk(h);
		wait_ms(job->life_ms);
	}
	for (long k = i < AT_ONCE ? i : AT_ONCE; k > 0; k--)
		hold_end(&holds[(i - k) % AT_ONCE]);
}
