/* SPDX-License-Identifier: MIT
**
** What the runner or coach thinks of a finding. Keyed by athlete and the
** second at which the run started, so that a new import, a rebuild of the
** tables or a better recording of the same run keep it.
*/
#ifndef HL_STORE_VERDICT_H
#define HL_STORE_VERDICT_H

#include "store/db.h"

typedef struct hl_verdict_row {
  const char *athlete;
  int64_t start_ms;
  const char *rule, *slot;
  const char *verdict; /* "agree", "disagree" */
  const char *words;   /* NULL: none */
  const char *source;  /* "command" or a host's field */
} hl_verdict_row;

/* Returns whether anything was written. */
bool hl_verdict_put(hl_store *store, const hl_verdict_row *verdict);
/* "agree", "disagree" or NULL for (athlete, start, rule, slot) of `key`. */
const char *hl_verdict_get(hl_store *store, const hl_verdict_row *key,
                           hl_arena *arena);
/* A verdict of a host's field, given of the run and not of one finding: NULL
** takes it back. It is kept under rule and slot "", and when it is a new one
** counts for the findings that stand now: those the runner saw. */
void hl_verdict_of_run(hl_store *store, const hl_verdict_row *verdict,
                       int64_t run_id);
/* Such a verdict that was of no finding yet, since none stood when it was
** read, counts for those that stand now. */
void hl_verdict_spread(hl_store *store, const char *athlete);
/* The file was mended and its run now starts at another second. */
void hl_verdict_move(hl_store *store, const char *athlete, int64_t from_ms,
                     int64_t to_ms);

#endif
