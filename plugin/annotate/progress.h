/* SPDX-License-Identifier: MIT
**
** May the work go on, and how far is it?
**
** Between two pieces of work the database thread calls hl_progress_step(). At
** most ten times a second it steps a small prepared statement: after
** sqlite3_interrupt() that statement fails, and so the command ends cleanly.
** Where the application registered heavylegs_progress(json) the statement
** calls it; an error that it raises also ends the command.
*/
#ifndef HL_ANNOTATE_PROGRESS_H
#define HL_ANNOTATE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct sqlite3;
struct sqlite3_stmt;

typedef struct hl_progress {
  struct sqlite3_stmt *stmt;
  bool has_function;
  int64_t next_ms;   /* of the monotonic clock */
  const char *phase; /* the last one: a new one is told at once */
} hl_progress;

void hl_progress_open(hl_progress *progress, struct sqlite3 *db);
void hl_progress_close(hl_progress *progress);

/* HL_OK, HL_E_CANCEL or HL_E_NOMEM. `phase` is a literal. */
hl_status hl_progress_step(hl_progress *progress, const char *phase,
                           int64_t done, int64_t total, hl_error *err);

#endif
