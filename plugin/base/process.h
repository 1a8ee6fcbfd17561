/* SPDX-License-Identifier: MIT
**
** Which programs are running.
*/
#ifndef HL_BASE_PROCESS_H
#define HL_BASE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

/* Does this user run a program whose name begins so (at most 15 bytes)? The
** process `except` does not count; 0: all do. Where it cannot be told: true.
** [any thread] */
bool hl_process_runs(const char *name, int64_t except);

#endif
