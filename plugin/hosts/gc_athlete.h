/* SPDX-License-Identifier: MIT
**
** What an athlete's folder of GoldenCheetah says beside its activities:
**
**   config/...measures.json   resting heart rate, HRV, weight, and those fields
**                             of the athlete's own groups that are named like a
**                             field of the diary (activity/day.h)
**   config/run-hr.zones       maximum, resting and threshold heart rate from a
**                             date on; without it hr.zones, as GoldenCheetah
**
** GoldenCheetah writes 0 for "not measured". Several measures of one day are
** laid over each other, the earliest first. A field with any value outside of
** the diary's range is on another scale and not taken at all.
*/
#ifndef HL_HOSTS_GC_ATHLETE_H
#define HL_HOSTS_GC_ATHLETE_H

#include "activity/report.h"
#include "base/arena.h"
#include "store/heart.h"

#define HL_GC_SOURCE "goldencheetah" /* of days and heart rates */

enum {
  HL_GC_HEARTS = 1000 /* most ranges that are taken */
};

/* Which local day an instant belongs to. */
typedef struct hl_gc_calendar {
  int32_t (*day_of)(void *ctx, int64_t ms);
  void *ctx;
  /* A file that cannot be read, and why. */
  void (*refused)(void *ctx, const char *path, const hl_error *why);
} hl_gc_calendar;

typedef struct hl_gc_measure {
  int64_t when_ms;
  size_t order; /* in which they were read */
  hl_day day;
} hl_gc_measure;

typedef struct hl_gc_athlete {
  hl_gc_measure *measure;
  size_t measure_n, measure_room;
  hl_day *day; /* the measures by day, ascending, source HL_GC_SOURCE */
  size_t day_n;
  hl_heart *heart; /* ascending */
  size_t heart_n, heart_room;
  hl_arena *arena; /* of all of it */
} hl_gc_athlete;

/* Read it; `athlete` begins with its arena alone. HL_E_NOMEM only. */
hl_status hl_gc_athlete_read(const char *folder, const hl_gc_calendar *calendar,
                             hl_gc_athlete *athlete, hl_error *err);

/* One file's text, for tests. HL_E_INPUT with the line, HL_E_NOMEM. */
hl_status hl_gc_measures_read(const char *bytes, size_t length,
                              const hl_gc_calendar *calendar,
                              hl_gc_athlete *athlete, hl_error *err);
hl_status hl_gc_zones_read(const char *bytes, size_t length,
                           hl_gc_athlete *athlete, hl_error *err);

#endif
