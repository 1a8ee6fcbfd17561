/* SPDX-License-Identifier: MIT
**
** Inside of the Apple Health reader. Only apple_*.c include this.
**
** One pass over export.xml feeds three things, each bounded in memory however
** long the export is: the days (apple_days.c), the samples that may belong to a
** run (apple_samples.c, spilled to a temporary file without a name), and the
** running workouts (apple_health.c), which stand behind all records. Then the
** workouts are built one after the other (apple_workout.c).
*/
#ifndef HL_READ_APPLE_HEALTH_H
#define HL_READ_APPLE_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "read/format.h"

/* ---- the bytes ---------------------------------------------------------- */

/* What Apple writes is not always XML: since iOS 16 its DOCTYPE is broken, and
** names of sources may hold control characters. This source blanks out both,
** line ends kept. `inner` stays the caller's. */
hl_status hl_apple_clean(hl_source **source, hl_source *inner, hl_error *err);

/* ---- samples ------------------------------------------------------------ */

typedef enum hl_apple_kind {
  HL_APPLE_HEART_RATE, /* bpm */
  HL_APPLE_SPEED,      /* m/s */
  HL_APPLE_POWER,      /* W */
  HL_APPLE_CONTACT,    /* ms */
  HL_APPLE_RISE,       /* m: vertical oscillation */
  HL_APPLE_STEP,       /* m: "stride length", which Apple counts per step */
  HL_APPLE_STEPS,      /* steps/min, of the interval that ends at `ms` */
  HL_APPLE_DISTANCE,   /* m, of the interval that ends at `ms` */
  HL_APPLE_KINDS
} hl_apple_kind;

typedef struct hl_apple_sample {
  int64_t ms; /* UTC */
  float value;
  uint8_t kind, source; /* source: number of the name in hl_apple */
} hl_apple_sample;

typedef struct hl_apple_samples hl_apple_samples; /* in the order of the file */

hl_apple_samples *hl_apple_samples_new(void); /* NULL when out of memory */
void hl_apple_samples_free(hl_apple_samples *samples); /* NULL is fine */
hl_status hl_apple_samples_add(hl_apple_samples *samples,
                               const hl_apple_sample *sample, hl_error *err);

/* A time in which samples are wanted, first and last ms included. */
typedef struct hl_apple_span {
  int64_t from_ms, to_ms;
} hl_apple_span;

/* Give the samples of every span, sorted by time, kind, source and value, so
** that the order of the file does not matter. `span` is sorted by from_ms.
** Samples in two spans are given to both. At most HL_APPLE_HELD are held at
** once: the samples are gone over as often as that needs. Where one span alone
** has more, `lost` tells how many could not be held. */
enum {
  HL_APPLE_HELD = 1 << 19
};
typedef struct hl_apple_found {
  size_t span; /* its index */
  const hl_apple_sample *sample;
  size_t n, lost;
} hl_apple_found;
typedef struct hl_apple_wanted {
  const hl_apple_span *span;
  size_t n;
  hl_status (*take)(void *ctx, const hl_apple_found *found, hl_error *err);
  void *ctx;
} hl_apple_wanted;
hl_status hl_apple_samples_each(hl_apple_samples *samples,
                                const hl_apple_wanted *wanted, hl_error *err);

/* ---- days --------------------------------------------------------------- */

typedef enum hl_apple_daily {
  HL_APPLE_RESTING, /* bpm */
  HL_APPLE_HRV,     /* ms, SDNN */
  HL_APPLE_WEIGHT,  /* kg */
  HL_APPLE_DAILIES
} hl_apple_daily;

typedef struct hl_apple_days hl_apple_days;

hl_apple_days *hl_apple_days_new(void); /* NULL when out of memory */
void hl_apple_days_free(hl_apple_days *days);
/* Values of one local day are averaged. */
void hl_apple_days_add(hl_apple_days *days, int32_t day, hl_apple_daily what,
                       double value);
/* A time asleep, as local ms. Times that overlap count once; sleep that begins
** after 18:00 belongs to the next day. HL_E_LIMIT past 500,000. */
hl_status hl_apple_days_slept(hl_apple_days *days, int64_t from_local_ms,
                              int64_t to_local_ms, hl_error *err);
/* Every day that has something, in order; *given counts them. */
hl_status hl_apple_days_each(hl_apple_days *days, const hl_read_sink *sink,
                             size_t *given, hl_error *err);

/* ---- workouts ----------------------------------------------------------- */

typedef struct hl_apple_workout {
  int64_t start_ms, end_ms;      /* UTC */
  double duration_s, distance_m; /* the watch's own, NaN: none */
  int32_t offset_s;
  hl_offset_source offset_source;
  const char *type, *device, *route, *zone; /* NULL: none */
  const int64_t *resumed_ms;                /* ends of pauses */
  size_t resumed_n;
  uint8_t source;
  bool is_indoor;
} hl_apple_workout;

/* Build in->activity from a workout, its samples and its route. Words of the
** workout are copied. */
hl_status hl_apple_build(hl_reading *in, const hl_apple_workout *workout,
                         const hl_apple_found *found, hl_error *err);

/* ---- the XML pass ------------------------------------------------------- */

/* Sources of samples told apart; further names share the last number. */
enum {
  HL_APPLE_SOURCES = 256
};

typedef struct hl_apple {
  hl_reading in; /* of the XML pass; must be first */
  hl_arena arena;
  hl_apple_days *days;
  hl_apple_samples *samples;
  hl_apple_workout *workout;
  size_t workout_n, capacity;
  const char *source[HL_APPLE_SOURCES];
  size_t source_n;
} hl_apple;

/* Its hooks find the hl_apple around the hl_reading they are given. */
extern const hl_xml_format hl_apple_xml;

#endif
