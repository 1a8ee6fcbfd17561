/* SPDX-License-Identifier: MIT
**
** Which local time a run has: its host's, then the file's, then the setting
** `timezone`, then this machine's zone, written down as assumed.
**
** An assumed offset stays as it is when the database travels to a machine in
** another zone; the setting replaces it.
*/
#ifndef HL_ANNOTATE_CLOCK_H
#define HL_ANNOTATE_CLOCK_H

#include "base/zone.h"
#include "store/run.h"

typedef struct hl_local_clock {
  hl_zone *setting; /* NULL: not set */
  hl_zone *system;  /* NULL: unknown */
} hl_local_clock;

/* For one athlete. HL_E_USAGE when the setting names no zone that exists. */
hl_status hl_local_clock_open(hl_local_clock *clock, hl_store *store,
                              bool has_tables, const char *athlete,
                              hl_error *err);
void hl_local_clock_close(hl_local_clock *clock);

/* The offset that `run` should have, given the one it has: returns true and
** changes it when that differs. */
bool hl_local_clock_settle(const hl_local_clock *clock, hl_run_row *run);

#endif
