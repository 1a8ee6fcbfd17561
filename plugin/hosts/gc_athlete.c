/* SPDX-License-Identifier: MIT
**
** See gc_athlete.h: which files there are, and days from measures.
*/
#include "hosts/gc_athlete.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "store/report.h"

enum {
  FILE_MOST = 32 << 20
};

typedef struct reading {
  const hl_gc_calendar *calendar;
  hl_gc_athlete *athlete;
} reading;

typedef hl_status read_text(const reading *r, const char *bytes, size_t length,
                            hl_error *err);

static hl_status read_measures(const reading *r, const char *bytes,
                               size_t length, hl_error *err) {
  return hl_gc_measures_read(bytes, length, r->calendar, r->athlete, err);
}

static hl_status read_zones(const reading *r, const char *bytes, size_t length,
                            hl_error *err) {
  return hl_gc_zones_read(bytes, length, r->athlete, err);
}

/* A file that cannot be read is told of and stops nothing. */
static hl_status read_file(const reading *r, const char *path, read_text *read,
                           hl_error *err) {
  hl_error why = {0};
  char *bytes = NULL;
  size_t length = 0;
  hl_status status = hl_file_load(path, FILE_MOST, &bytes, &length, &why);
  if (!status) status = read(r, bytes, length, &why);
  free(bytes);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  if (status) r->calendar->refused(r->calendar->ctx, path, &why);
  return HL_OK;
}

static hl_status visit(void *ctx, const char *path, hl_error *err) {
  const reading *r = ctx;
  bool is_measures = hl_ends_with(path, "measures.json");
  return is_measures ? read_file(r, path, read_measures, err) : HL_OK;
}

static hl_status find_zones(const reading *r, const char *config,
                            hl_error *err) {
  static const char *const names[] = {"run-hr.zones", "hr.zones"};
  hl_status status = HL_OK;
  for (size_t i = 0; i < 2 && !status && !r->athlete->heart_n; i++) {
    hl_text path = {0};
    hl_text_format(&path, "%s/%s", config, names[i]);
    status = hl_text_status(&path) ? hl_nomem(err) : HL_OK;
    if (!status && hl_path_exists(path.bytes))
      status = read_file(r, path.bytes, read_zones, err);
    hl_text_free(&path);
  }
  return status;
}

/* ---- into days ----------------------------------------------------------- */

static int by_day(const void *left, const void *right) {
  const hl_gc_measure *a = left, *b = right;
  if (a->day.day != b->day.day) return a->day.day < b->day.day ? -1 : 1;
  if (a->when_ms != b->when_ms) return a->when_ms < b->when_ms ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

static hl_status settle_days(hl_gc_athlete *a, hl_error *err) {
  if (!a->measure_n) return HL_OK;
  qsort(a->measure, a->measure_n, sizeof *a->measure, by_day);
  a->day = hl_arena_alloc(a->arena, a->measure_n, sizeof *a->day);
  if (!a->day) return hl_nomem(err);
  for (size_t i = 0; i < a->measure_n; i++) {
    const hl_day *day = &a->measure[i].day;
    if (!hl_day_says_something(day)) continue;
    if (a->day_n && a->day[a->day_n - 1].day == day->day)
      hl_day_fill(&a->day[a->day_n - 1], day);
    else
      a->day[a->day_n++] = *day;
  }
  return HL_OK;
}

hl_status hl_gc_athlete_read(const char *folder, const hl_gc_calendar *calendar,
                             hl_gc_athlete *athlete, hl_error *err) {
  reading r = {calendar, athlete};
  hl_text config = {0};
  hl_text_format(&config, "%s/config", folder);
  hl_status status = hl_text_status(&config) ? hl_nomem(err) : HL_OK;
  if (!status) status = hl_walk(config.bytes, visit, NULL, &r, err);
  if (!status) status = find_zones(&r, config.bytes, err);
  if (!status) status = settle_days(athlete, err);
  hl_text_free(&config);
  return status;
}
