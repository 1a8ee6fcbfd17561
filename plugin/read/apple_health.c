/* SPDX-License-Identifier: MIT
**
** Apple Health: export.xml, as a file, in its folder or in export.zip.
**
** Read are the running workouts with their routes and samples, and daily values
** (resting heart rate, heart-rate variability, sleep, weight). Other workouts
** and the hundred other kinds of record are passed over.
**
** Memory is bounded by constants (apple_samples.c 16 MiB, days 10 MiB, at most
** 50,000 workouts), whatever the length of the export; there is no limit on
** its size. Cost: one XML pass, plus reading the noted samples again.
*/
#include "read/apple_health.h"

#include <stdlib.h>
#include <string.h>

#include "read/formats.h"
#include "read/xml_cut.h"

enum {
  LATE_MS = 10000 /* the last samples may come after the workout's end */
};

static int by_start(const void *left, const void *right) {
  const hl_apple_workout *a = left, *b = right;
  if (a->start_ms != b->start_ms) return a->start_ms < b->start_ms ? -1 : 1;
  if (a->end_ms != b->end_ms) return a->end_ms < b->end_ms ? -1 : 1;
  return a->source < b->source ? -1 : a->source > b->source;
}

typedef struct giving {
  hl_apple *apple;
  hl_reading *in; /* the caller's */
} giving;

static hl_status give_workout(void *ctx, const hl_apple_found *found,
                              hl_error *err) {
  giving *g = ctx;
  const hl_apple_workout *workout = &g->apple->workout[found->span];
  hl_status status = hl_reading_check(g->in, err);
  if (!status) status = hl_apple_build(g->in, workout, found, err);
  if (status) return status;
  g->in->activity->is_truncated = g->apple->in.ended_early;
  return hl_reading_take(g->in, err);
}

static hl_status give_workouts(hl_apple *a, hl_reading *in, hl_error *err) {
  giving g = {a, in};
  if (a->workout_n == 0) return HL_OK;
  qsort(a->workout, a->workout_n, sizeof *a->workout, by_start);
  hl_apple_span *span = calloc(a->workout_n, sizeof *span);
  if (!span) return hl_nomem(err);
  for (size_t i = 0; i < a->workout_n; i++) {
    span[i].from_ms = a->workout[i].start_ms;
    span[i].to_ms = a->workout[i].end_ms + LATE_MS;
  }
  const hl_apple_wanted wanted = {span, a->workout_n, give_workout, &g};
  hl_status status = hl_apple_samples_each(a->samples, &wanted, err);
  free(span);
  return status;
}

static hl_status read_export(hl_apple *a, hl_reading *in, hl_source *source,
                             hl_error *err) {
  hl_source *clean = NULL;
  size_t days = 0;
  hl_status status = hl_apple_clean(&clean, source, err);
  if (!status)
    status = hl_xml_read(&hl_apple_xml, &a->in, clean, HL_READ_NO_LIMIT, err);
  hl_source_close(clean);
  if (!status) status = hl_apple_days_each(a->days, in->sink, &days, err);
  if (!status) status = give_workouts(a, in, err);
  if (!status && days == 0 && a->workout_n == 0)
    status = hl_fail(err, HL_E_INPUT,
                     "no activity: no running workout and no daily value in "
                     "the Apple Health export");
  /* Days have no mark for it as activities have, and workouts come last. */
  if (!status && a->in.ended_early && a->workout_n == 0)
    status = hl_fail(err, HL_E_INPUT,
                     "the export ends early, before its workouts; the daily "
                     "values were read");
  return status;
}

static hl_status read_apple(hl_reading *in, hl_source *source, hl_error *err) {
  hl_apple a = {.in = *in};
  a.days = hl_apple_days_new();
  a.samples = hl_apple_samples_new();
  hl_status status =
      a.days && a.samples ? read_export(&a, in, source, err) : hl_nomem(err);
  hl_apple_samples_free(a.samples);
  hl_apple_days_free(a.days);
  free(a.workout);
  hl_arena_free(&a.arena);
  return status;
}

/* The DOCTYPE is longer than what is looked at, so the root is not seen. */
static bool sniff_apple(const unsigned char *head, size_t length) {
  static const char doctype[] = "<!DOCTYPE HealthData";
  int lines = 0;
  size_t at = hl_xml_leading(head, length, &lines);
  if (at >= length || head[at] != '<') return false;
  for (size_t i = at; i + sizeof doctype <= length && i < at + 256; i++)
    if (memcmp(head + i, doctype, sizeof doctype - 1) == 0) return true;
  return false;
}

const hl_format_reader hl_read_apple_health = {
    .about = {"apple-health", ".xml", "Apple Health export"},
    .root = "HealthData",
    .sniff = sniff_apple,
    .read_source = read_apple,
};
