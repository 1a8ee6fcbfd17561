/* SPDX-License-Identifier: MIT
**
** See rows.h.
*/
#include "hosts/rows.h"

#include <math.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/calendar.h"
#include "hosts/merge.h"

/* No year outside 1900 to 2199. */
static const double least_s = -2208988800.0, most_s = 7258118399.0;

int hl_row_find(sqlite3_stmt *stmt, const char *name) {
  for (int i = 0; i < sqlite3_column_count(stmt); i++)
    if (hl_same_word(sqlite3_column_name(stmt, i), name)) return i;
  return -1;
}

double hl_row_number(sqlite3_stmt *stmt, int at) {
  if (at < 0) return NAN;
  int type = sqlite3_column_type(stmt, at);
  if (type == SQLITE_TEXT)
    type = sqlite3_value_numeric_type(sqlite3_column_value(stmt, at));
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT
             ? sqlite3_column_double(stmt, at)
             : NAN;
}

const char *hl_row_text(sqlite3_stmt *stmt, int at, hl_arena *arena,
                        bool *failed) {
  if (at < 0 || sqlite3_column_type(stmt, at) == SQLITE_NULL) return NULL;
  const char *old = (const char *)sqlite3_column_text(stmt, at);
  hl_text cut = {0};
  hl_error err = {0};
  const char *copy = NULL;
  hl_merge_change change = {.old = old, .tag = HL_HOST_TAG};
  change.old_length = (size_t)sqlite3_column_bytes(stmt, at);
  if (old && hl_merge(&change, &cut, &err)) *failed = true;
  if (cut.length) copy = hl_arena_text(arena, cut.bytes, cut.length);
  if ((cut.length && !copy) || cut.failed) *failed = true;
  hl_text_free(&cut);
  return copy;
}

bool hl_row_time_at(sqlite3_stmt *stmt, int at, hl_row_time *time) {
  double seconds = hl_row_number(stmt, at);
  hl_instant instant;
  *time = (hl_row_time){0};
  if (seconds >= least_s && seconds <= most_s) {
    time->ms = (int64_t)(seconds * HL_MS_PER_S);
    return true;
  }
  if (at < 0 || sqlite3_column_type(stmt, at) != SQLITE_TEXT) return false;
  const char *word = (const char *)sqlite3_column_text(stmt, at);
  if (!word || !hl_parse_datetime(word, strlen(word), &instant)) return false;
  *time = (hl_row_time){instant.ms, instant.has_zone, instant.offset_s};
  return true;
}

int64_t hl_row_utc_ms(const hl_row_clock *clock, const hl_row_time *time) {
  if (time->has_zone || !clock->is_local) return time->ms;
  if (clock->has_offset)
    return time->ms - (int64_t)clock->offset_s * HL_MS_PER_S;
  return clock->link->zone ? hl_zone_utc_ms(clock->link->zone, time->ms)
                           : time->ms;
}
