/* SPDX-License-Identifier: MIT
**
** Daily values of an Apple Health export, see apple_health.h. There is one slot
** for every day from 2000 to 2099: Apple's records come by kind, not by day.
*/
#include "read/apple_health.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"

enum {
  FIRST_DAY = 10957, /* 2000-01-01 */
  DAYS = 36525,
  SLEEP_LIMIT = 500000,
  NIGHT_MS = 6 * 3600 * 1000, /* 18:00 begins the next day's night */
  DAY_MS = HL_S_PER_DAY * HL_MS_PER_S
};

typedef struct slot {
  float sum[HL_APPLE_DAILIES];
  uint16_t n[HL_APPLE_DAILIES];
  float sleep_h;
} slot;

typedef struct interval {
  int64_t from_ms, to_ms; /* local */
} interval;

struct hl_apple_days {
  slot slot[DAYS];
  interval *sleep;
  size_t sleep_n, capacity;
};

hl_apple_days *hl_apple_days_new(void) {
  return calloc(1, sizeof(hl_apple_days));
}

void hl_apple_days_free(hl_apple_days *days) {
  if (days) free(days->sleep);
  free(days);
}

void hl_apple_days_add(hl_apple_days *days, int32_t day, hl_apple_daily what,
                       double value) {
  if (day < FIRST_DAY || day >= FIRST_DAY + DAYS) return;
  slot *to = &days->slot[day - FIRST_DAY];
  if (to->n[what] == UINT16_MAX) return;
  to->sum[what] += (float)value;
  to->n[what]++;
}

hl_status hl_apple_days_slept(hl_apple_days *days, int64_t from_local_ms,
                              int64_t to_local_ms, hl_error *err) {
  if (to_local_ms <= from_local_ms || to_local_ms - from_local_ms > DAY_MS)
    return HL_OK;
  if (days->sleep_n == SLEEP_LIMIT)
    return hl_fail(err, HL_E_LIMIT, "more than %d times asleep", SLEEP_LIMIT);
  if (days->sleep_n == days->capacity) {
    size_t count = days->capacity ? days->capacity * 2 : 1024;
    interval *grown = realloc(days->sleep, count * sizeof *grown);
    if (!grown) return hl_nomem(err);
    days->sleep = grown;
    days->capacity = count;
  }
  days->sleep[days->sleep_n++] = (interval){from_local_ms, to_local_ms};
  return HL_OK;
}

static int by_begin(const void *left, const void *right) {
  const interval *a = left, *b = right;
  if (a->from_ms != b->from_ms) return a->from_ms < b->from_ms ? -1 : 1;
  return a->to_ms < b->to_ms ? -1 : a->to_ms > b->to_ms;
}

/* Watch, phone and apps tell of the same night: what overlaps counts once. */
static void add_up_sleep(hl_apple_days *days) {
  int64_t slept_to = INT64_MIN;
  if (days->sleep_n > 0)
    qsort(days->sleep, days->sleep_n, sizeof *days->sleep, by_begin);
  for (size_t i = 0; i < days->sleep_n; i++) {
    interval *s = &days->sleep[i];
    int64_t from = s->from_ms > slept_to ? s->from_ms : slept_to;
    if (s->to_ms <= from) continue;
    slept_to = s->to_ms;
    int32_t day = hl_local_day(from + NIGHT_MS, 0);
    if (day >= FIRST_DAY && day < FIRST_DAY + DAYS)
      days->slot[day - FIRST_DAY].sleep_h +=
          (float)((double)(s->to_ms - from) / (3600 * HL_MS_PER_S));
  }
  days->sleep_n = 0;
}

static float mean_of(const slot *from, hl_apple_daily what) {
  return from->n[what] ? from->sum[what] / (float)from->n[what] : NAN;
}

hl_status hl_apple_days_each(hl_apple_days *days, const hl_read_sink *sink,
                             size_t *given, hl_error *err) {
  *given = 0;
  add_up_sleep(days);
  for (int32_t i = 0; i < DAYS; i++) {
    const slot *from = &days->slot[i];
    hl_day day;
    hl_day_clear(&day);
    day.day = FIRST_DAY + i;
    day.resting_bpm = mean_of(from, HL_APPLE_RESTING);
    day.hrv_ms = mean_of(from, HL_APPLE_HRV);
    day.weight_kg = mean_of(from, HL_APPLE_WEIGHT);
    if (from->sleep_h > 0) day.sleep_h = from->sleep_h;
    if (isnan(day.resting_bpm) && isnan(day.hrv_ms) && isnan(day.weight_kg) &&
        isnan(day.sleep_h))
      continue;
    day.source = "file:apple-health";
    ++*given;
    hl_status status =
        sink->take_day ? sink->take_day(sink->ctx, &day, err) : HL_OK;
    if (status) return status;
  }
  return HL_OK;
}
