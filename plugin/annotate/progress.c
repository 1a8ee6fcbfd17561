/* SPDX-License-Identifier: MIT
**
** See progress.h. The clock decides only when to ask, never a result.
*/
#include "annotate/progress.h"

#include <time.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/text.h"

enum {
  STEP_MS = 100
};

static int64_t now_ms(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void hl_progress_open(hl_progress *progress, sqlite3 *db) {
  *progress = (hl_progress){0};
  progress->has_function =
      sqlite3_prepare_v2(db, "SELECT heavylegs_progress(?1)", -1,
                         &progress->stmt, NULL) == SQLITE_OK;
  if (!progress->has_function)
    sqlite3_prepare_v2(db, "SELECT 1", -1, &progress->stmt, NULL);
}

void hl_progress_close(hl_progress *progress) {
  sqlite3_finalize(progress->stmt);
  *progress = (hl_progress){0};
}

static void bind_json(hl_progress *progress, int64_t done, int64_t total) {
  hl_text json = {0};
  hl_json_open(&json, NULL, '{');
  hl_json_text(&json, "phase", progress->phase);
  hl_json_int(&json, "done", done);
  hl_json_int(&json, "total", total);
  hl_json_close(&json, '}');
  sqlite3_bind_text(progress->stmt, 1, hl_text_cstr(&json), -1,
                    SQLITE_TRANSIENT);
  hl_text_free(&json);
}

hl_status hl_progress_step(hl_progress *progress, const char *phase,
                           int64_t done, int64_t total, hl_error *err) {
  int64_t now = now_ms();
  if (!progress->stmt || (phase == progress->phase && now < progress->next_ms))
    return HL_OK;
  progress->next_ms = now + STEP_MS;
  progress->phase = phase;
  if (progress->has_function) bind_json(progress, done, total);
  int code = sqlite3_step(progress->stmt);
  sqlite3_reset(progress->stmt);
  if (code == SQLITE_ROW || code == SQLITE_DONE) return HL_OK;
  if (code == SQLITE_NOMEM) return hl_nomem(err);
  return hl_fail(err, HL_E_CANCEL, "cancelled");
}
