/* SPDX-License-Identifier: GPL-2.0 OR BSD-2-Clause */
/*
 * flowtruth's view into the kernel: which process owns which socket, told as it happens.
 *
 * Nothing is changed and nothing refused by these programs; they read, and write records into a ring. Programs that a
 * kernel cannot load are left out by the loader, which says what is not seen then. One file for the compiler; a file
 * for each matter for the reader:
 */
#include "kernel.h"
#include "record.h"   /* what is told */
#include "ring.h"     /* how it gets out */
#include "fill.h"     /* a socket and a process in a record */
#include "owners.h"   /* what was told already */
#include "tcp.h"      /* connect, listen, accept */
#include "datagram.h" /* bind, connect, sendto */
#include "use.h"      /* send and receive */
#include "close.h"
#include "process.h"  /* fork, exec, exit */
#include "snapshot.h" /* what is open now */

char LICENSE[] SEC("license") = "Dual BSD/GPL";
