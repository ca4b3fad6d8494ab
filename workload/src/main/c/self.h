/* What a process says of itself in the truth. */
#ifndef FLOWLOAD_SELF_H
#define FLOWLOAD_SELF_H

#include <stdint.h>

/* The file name of the executable: what it is called, whatever comm was set to. */
const char *self_name(void);

/* Inode number of the network namespace. */
long self_netns(void);

/* When the process started, in clock ticks since the boot: field 22 of /proc/self/stat. */
long long self_start_ticks(void);

/* Where this run writes its truth; NULL when nobody wants it. */
const char *truth_directory(void);

#endif
