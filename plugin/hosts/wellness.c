/* SPDX-License-Identifier: MIT
**
** See wellness.h.
*/
#include "hosts/wellness.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "activity/day.h"
#include "base/calendar.h"
#include "hosts/rows.h"
#include "store/report.h"

typedef struct dated {
  hl_day day;
  size_t at; /* in which order it came */
} dated;

typedef struct gathering {
  const hl_host_link *link;
  hl_arena *arena;
  dated *row;
  size_t n, room;
} gathering;

/* A date is the runner's day; an instant belongs to the day of the zone. */
static bool take_date(const hl_host_link *link, sqlite3_stmt *stmt, int at,
                      int32_t *day) {
  hl_row_time time;
  if (at < 0 || !hl_row_time_at(stmt, at, &time)) {
    const char *text =
        at < 0 ? NULL : (const char *)sqlite3_column_text(stmt, at);
    return text && hl_parse_day(text, strlen(text), day);
  }
  bool is_instant =
      time.has_zone || sqlite3_column_type(stmt, at) != SQLITE_TEXT;
  int32_t offset_s =
      is_instant && link->zone ? hl_zone_offset_s(link->zone, time.ms) : 0;
  *day = hl_local_day(time.ms, offset_s);
  return true;
}

static bool take_field(gathering *g, sqlite3_stmt *stmt, int at, hl_day *day) {
  const hl_day_field *field = hl_day_field_find(sqlite3_column_name(stmt, at));
  bool failed = false;
  if (!field) return true;
  const char *word = hl_row_text(stmt, at, g->arena, &failed);
  /* A whole number is one however SQL computed it. */
  if (word && hl_ends_with(word, ".0"))
    word = hl_arena_text(g->arena, word, strlen(word) - 2);
  if (word) hl_day_field_set(field, day, word);
  return !failed;
}

static hl_status add(gathering *g, const hl_day *day, hl_error *err) {
  dated *list = hl_arena_more(g->arena, g->row, g->n, &g->room, sizeof *list);
  if (!list) return hl_nomem(err);
  g->row = list;
  list[g->n] = (dated){*day, g->n};
  g->n++;
  return HL_OK;
}

static hl_status take_row(gathering *g, sqlite3_stmt *stmt, hl_error *err) {
  hl_day day;
  hl_day_clear(&day);
  if (!take_date(g->link, stmt, hl_row_find(stmt, "day"), &day.day))
    return HL_OK;
  for (int i = 0; i < sqlite3_column_count(stmt); i++)
    if (!take_field(g, stmt, i, &day)) return hl_nomem(err);
  day.source = "host";
  return hl_day_says_something(&day) ? add(g, &day, err) : HL_OK;
}

static hl_status ask(gathering *g, const hl_binding_query *query,
                     hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  hl_status status = hl_host_prepare(g->link, query, NULL, &stmt, err);
  if (status) return status;
  int code = SQLITE_ROW;
  while (!status && (code = sqlite3_step(stmt)) == SQLITE_ROW)
    status = take_row(g, stmt, err);
  if (!status && code != SQLITE_DONE)
    status = hl_host_fail(hl_host_db_of(g->link, query), code, err);
  sqlite3_finalize(stmt);
  return status;
}

static int by_day(const void *a, const void *b) {
  const dated *x = a, *y = b;
  if (x->day.day != y->day.day) return x->day.day < y->day.day ? -1 : 1;
  return x->at < y->at ? -1 : 1;
}

/* Rows of one day laid over each other. */
static hl_status settle(gathering *g, hl_host_days *days, hl_error *err) {
  if (!g->n) return HL_OK;
  qsort(g->row, g->n, sizeof *g->row, by_day);
  days->list = hl_arena_alloc(g->arena, g->n, sizeof *days->list);
  if (!days->list) return hl_nomem(err);
  for (size_t i = 0; i < g->n; i++) {
    if (days->n && days->list[days->n - 1].day == g->row[i].day.day)
      hl_day_fill(&days->list[days->n - 1], &g->row[i].day);
    else
      days->list[days->n++] = g->row[i].day;
  }
  return HL_OK;
}

hl_status hl_host_wellness(const hl_host_link *link, hl_arena *arena,
                           hl_host_days *days, hl_error *err) {
  const hl_binding_queries *list = &link->binding->wellness;
  gathering g = {.link = link, .arena = arena};
  hl_status status = HL_OK;
  *days = (hl_host_days){0};
  for (size_t i = 0; i < list->n && !status; i++) {
    if (!hl_host_meets(link, &list->item[i])) continue;
    days->is_told = true;
    status = ask(&g, &list->item[i], err);
  }
  return status ? status : settle(&g, days, err);
}
