/* SPDX-License-Identifier: MIT
**
** An allocator that fails when it is told to, counts, and otherwise is the C
** library's (glibc). Two ways to use it:
**
** Linked into a test program, for loops that fail the first, second, third ...
** allocation until none is left to fail:
**
**     hl_failmalloc_arm(n, false);
**     status = what_is_tested();
**     failed = hl_failmalloc_disarm();
**
** As build/tests/failmalloc.so, preloaded into a host:
**
**     LD_PRELOAD=$PWD/build/tests/failmalloc.so HL_FAIL_AT=17 sqlite3 ...
**     HL_FAIL_FOREVER=1    not only that allocation, all from then on
**     HL_FAIL_IN=a:b       count only calls from shared objects whose path ends
**                          in one of these: heavylegs.so:libxml2.so.2
**     HL_FAIL_LOG=FILE     at the end "allocations N failed N live N"
**
** Allocations of libraries count as ours: libxml2, SQLite and Lua run out of
** memory on our behalf. Not together with a sanitizer, which has its own.
*/
#ifndef FAILMALLOC_H
#define FAILMALLOC_H

#include <stdbool.h>

/* The n-th allocation from now fails, n 1 or more; with `forever` every one
** after it too. */
void hl_failmalloc_arm(long n, bool forever);
/* Back to normal; returns how many failed. */
long hl_failmalloc_disarm(void);
/* Allocated and not freed, by the whole process. */
long hl_failmalloc_live(void);

#endif
