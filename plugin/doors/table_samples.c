/* SPDX-License-Identifier: MIT
**
** The recorded points of a file, as the device wrote them.
**
**     SELECT elapsed_s, heart_rate_bpm FROM heavylegs_samples('run.fit', 0);
**
** The second argument chooses one activity of a file that holds several
** (counted from 0, as in heavylegs_activities.part); without it all are given.
** What was not recorded is NULL. The activities stay in memory while the
** statement runs and a value is made only where it is asked for.
** Thread class: db thread.
*/
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "doors/source.h"
#include "doors/table.h"

SQLITE_EXTENSION_INIT3

typedef struct kept {
  hl_activity activity;
  int part;
  struct kept *next;
} kept;

typedef struct samples { /* hl_cursor.state */
  kept *first, **last;
  kept *now;  /* the activity whose points are the batch */
  int wanted; /* part; -1: all */
} samples;

enum { /* columns in front of the channels and behind them */
  COL_PART,
  COL_POINT,
  COL_TIME,
  COL_ELAPSED_S,
  COL_SEGMENT,
  COL_LAP,
  COL_CHANNELS,
  COL_LATITUDE = COL_CHANNELS + HL_CHANNEL_COUNT,
  COL_LONGITUDE,
  COL_COUNT
};

/* The activity changes hands with its arena; the reader goes on with an empty
** one. */
static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  samples *s = ctx;
  kept *k;

  if (s->wanted >= 0 && part != s->wanted) return HL_OK;
  k = sqlite3_malloc64(sizeof *k);
  if (k == NULL) return hl_nomem(err);
  k->activity = *activity;
  k->part = part;
  k->next = NULL;
  hl_activity_init(activity, k->activity.format);
  *s->last = k;
  s->last = &k->next;
  return HL_OK;
}

static hl_status open_samples(hl_cursor *cursor, sqlite3_value **argument,
                              hl_error *err) {
  samples *s = sqlite3_malloc64(sizeof *s);
  hl_read_sink sink = {.take = take, .ctx = s};

  if (s == NULL) return hl_nomem(err);
  cursor->state = s;
  s->first = s->now = NULL;
  s->last = &s->first;
  s->wanted = argument[1] ? sqlite3_value_int(argument[1]) : -1;
  return hl_source_value_read(argument[0], &sink, err);
}

/* Each activity is one batch. */
static hl_status more_samples(hl_cursor *cursor, hl_error *err) {
  samples *s = cursor->state;

  (void)err;
  s->now = s->now ? s->now->next : s->first;
  cursor->row_n = s->now ? s->now->activity.n : 0;
  cursor->done = s->now == NULL || s->now->next == NULL;
  return HL_OK;
}

static void close_samples(hl_cursor *cursor) {
  samples *s = cursor->state;
  kept *k, *next;

  if (s == NULL) return;
  for (k = s->first; k != NULL; k = next) {
    next = k->next;
    hl_activity_free(&k->activity);
    sqlite3_free(k);
  }
  sqlite3_free(s);
}

/* 1-based number of the track that holds a point. */
static size_t segment_of(const hl_activity *a, size_t point) {
  size_t low = 0, high = a->segment_n;

  while (low < high) { /* last segment that begins at or before the point */
    size_t middle = low + (high - low) / 2;
    if (a->segment[middle] <= point)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static size_t lap_of(const hl_activity *a, size_t point) {
  size_t i;

  for (i = a->lap_n; i-- > 0;)
    if (a->lap[i].count > 0 && a->lap[i].first <= point &&
        point < a->lap[i].first + a->lap[i].count)
      return i + 1;
  return 0;
}

static void give_real(sqlite3_context *context, double value) {
  if (!isnan(value)) sqlite3_result_double(context, value);
}

static void give_count(sqlite3_context *context, size_t value) {
  if (value > 0) sqlite3_result_int64(context, (sqlite3_int64)value);
}

static void give_time(sqlite3_context *context, int64_t ms) {
  char text[40];

  hl_print_datetime(text, sizeof text, ms);
  sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static void sample(const hl_cursor *cursor, sqlite3_context *context, int i) {
  const samples *s = cursor->state;
  const hl_activity *a = &s->now->activity;
  size_t at = cursor->row;

  if (i >= COL_CHANNELS && i < COL_LATITUDE) {
    const float *channel = a->channel[i - COL_CHANNELS];
    if (channel != NULL) give_real(context, (double)channel[at]);
    return;
  }
  switch (i) {
  case COL_PART: sqlite3_result_int(context, s->now->part); break;
  case COL_POINT: give_count(context, at + 1); break;
  case COL_TIME: give_time(context, a->time_ms[at]); break;
  case COL_ELAPSED_S:
    give_real(context, (double)(a->time_ms[at] - a->start_ms) / HL_MS_PER_S);
    break;
  case COL_SEGMENT: give_count(context, segment_of(a, at)); break;
  case COL_LAP: give_count(context, lap_of(a, at)); break;
  case COL_LATITUDE:
    if (a->latitude_deg != NULL) give_real(context, a->latitude_deg[at]);
    break;
  case COL_LONGITUDE:
    if (a->longitude_deg != NULL) give_real(context, a->longitude_deg[at]);
    break;
  default: break;
  }
}

#define CHANNEL_COLUMN(id, name, unit, meaning) name " REAL, "

const hl_table hl_table_samples = {
    .name = "heavylegs_samples",
    .columns = "part INTEGER, point INTEGER, time TEXT, elapsed_s REAL,"
               " segment INTEGER, lap INTEGER, " HL_CHANNELS(
                   CHANNEL_COLUMN) "latitude_deg REAL, longitude_deg REAL, "
                                   "source HIDDEN, n HIDDEN",
    .width = COL_COUNT,
    .argument_n = 2,
    .needed_n = 1,
    .needs = HL_NEEDS_SOURCE,
    .open = open_samples,
    .more = more_samples,
    .column = sample,
    .close = close_samples,
};
