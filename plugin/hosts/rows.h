/* SPDX-License-Identifier: MIT
**
** Values of a host's row by the names of its columns. Rows may hold anything:
** NULL and values of another type are "not recorded".
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_ROWS_H
#define HL_HOSTS_ROWS_H

#include "hosts/link.h"

/* What marks our block in a host's text. */
#define HL_HOST_TAG "heavy-legs"

/* Which column has the name, ASCII case aside; -1: none. */
int hl_row_find(struct sqlite3_stmt *stmt, const char *name);

/* A number, or a text that is one; else NaN. at -1: NaN. */
double hl_row_number(struct sqlite3_stmt *stmt, int at);

/* Text of any value without our block, in `arena`; NULL for what is empty
** then. *failed when out of memory. */
const char *hl_row_text(struct sqlite3_stmt *stmt, int at, hl_arena *arena,
                        bool *failed);

/* A time: seconds since 1970, or a dateTime of base/calendar.h. */
typedef struct hl_row_time {
  int64_t ms;    /* as it stands, read as UTC where it has no zone */
  bool has_zone; /* it is UTC, since a zone was written; offset_s too */
  int32_t offset_s;
} hl_row_time;

/* False where there is none, or none between 1900 and 2199. */
bool hl_row_time_at(struct sqlite3_stmt *stmt, int at, hl_row_time *time);

/* What a clock on the wall is in UTC: by the activity's own offset where it has
** one, else by the link's zone. */
typedef struct hl_row_clock {
  const hl_host_link *link;
  bool is_local;   /* times without a zone are the runner's clock */
  bool has_offset; /* known of this activity */
  int32_t offset_s;
} hl_row_clock;
int64_t hl_row_utc_ms(const hl_row_clock *clock, const hl_row_time *time);

#endif
