/* SPDX-License-Identifier: MIT
**
** Days and heart rates from an athlete's folder of GoldenCheetah into the
** tables: see import.h. What stands there of this source is what the folder
** says; a measure that was taken away is taken away here.
*/
#include "annotate/import.h"
#include "base/calendar.h"
#include "store/report.h"

static int32_t day_of(void *ctx, int64_t ms) {
  const hl_import *im = ctx;
  const hl_zone *zone =
      im->clock.setting ? im->clock.setting : im->clock.system;
  return hl_local_day(ms, zone ? hl_zone_offset_s(zone, ms) : 0);
}

static void refused(void *ctx, const char *path, const hl_error *why) {
  hl_source_row row = {.name = path, .message = why->text, .line = why->line};
  hl_import_failed(ctx, &row);
}

/* What is stored, and how far it and the folder's list agree. */
typedef struct standing {
  hl_arena arena;
  hl_day *day;
  hl_heart *heart;
  size_t day_n, heart_n;
} standing;

static void read_standing(const hl_import *im, standing *s) {
  hl_heart_of of = {im->athlete, HL_GC_SOURCE};
  *s = (standing){.day_n = 0};
  if (!im->has_tables) return;
  s->day = hl_day_of_source(im->store, im->athlete, HL_GC_SOURCE, &s->arena,
                            &s->day_n);
  s->heart = hl_heart_all(im->store, &of, &s->arena, &s->heart_n);
}

static bool same_days(const hl_import *im, const standing *s) {
  bool same = im->gc.day_n == s->day_n;
  for (size_t i = 0; i < s->day_n && same; i++)
    same = im->gc.day[i].day == s->day[i].day &&
           hl_day_same(&im->gc.day[i], &s->day[i]);
  return same;
}

static bool same_hearts(const hl_import *im, const standing *s) {
  bool same = im->gc.heart_n == s->heart_n;
  for (size_t i = 0; i < s->heart_n && same; i++)
    same = hl_heart_same(&im->gc.heart[i], &s->heart[i]);
  return same;
}

hl_status hl_import_gc_read(hl_import *im, const char *folder, hl_error *err) {
  hl_gc_calendar calendar = {day_of, im, refused};
  standing s;
  im->gc.arena = im->arena;
  im->has_gc = true;
  hl_status status = hl_import_open_clock(im, err);
  if (!status) status = hl_gc_athlete_read(folder, &calendar, &im->gc, err);
  if (status) return status;
  read_standing(im, &s);
  im->gc_is_news = !same_days(im, &s) || !same_hearts(im, &s);
  hl_arena_free(&s.arena);
  return hl_store_status(im->store, err);
}

static void write_days(hl_import *im, const standing *s) {
  hl_about about = {im->athlete, 0};
  for (size_t i = 0; i < im->gc.day_n; i++)
    if (hl_day_put(im->store, about, &im->gc.day[i])) im->count.days++;
  for (size_t i = 0, k = 0; i < s->day_n; i++) {
    while (k < im->gc.day_n && im->gc.day[k].day < s->day[i].day)
      k++;
    if (k < im->gc.day_n && im->gc.day[k].day == s->day[i].day) continue;
    hl_day nothing;
    hl_day_clear(&nothing);
    nothing.day = s->day[i].day;
    nothing.source = HL_GC_SOURCE;
    if (hl_day_put(im->store, about, &nothing)) im->count.days++;
  }
}

void hl_import_gc_write(hl_import *im) {
  hl_heart_of of = {im->athlete, HL_GC_SOURCE};
  standing s;
  if (!im->has_gc) return;
  read_standing(im, &s);
  write_days(im, &s);
  if (!same_hearts(im, &s))
    hl_heart_replace(im->store, &of, im->gc.heart, im->gc.heart_n);
  hl_arena_free(&s.arena);
}
