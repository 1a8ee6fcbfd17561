/* SPDX-License-Identifier: MIT
**
** One recorded activity, as the device wrote it: nothing is cleaned, sorted
** or filled in here, only units are made equal.
**
** Channels are a structure of arrays, float32 with NaN for "not recorded"
** (device files carry float32 expansions: the device's value comes back
** exactly). A channel that the file never had is a NULL array. Positions are
** doubles and never reach a rule.
**
** Everything lives in the activity's arena. An activity is built by a reader
** through the hl_activity_* calls below and is read-only afterwards.
*/
#ifndef HL_ACTIVITY_ACTIVITY_H
#define HL_ACTIVITY_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/report.h"
#include "base/arena.h"
#include "base/status.h"

/* X(enumerator, SQL and manual name, unit, meaning) */
#define HL_CHANNELS(X)                                                         \
  X(HL_DISTANCE, "distance_m", "m", "distance since the start")                \
  X(HL_SPEED, "speed_mps", "m/s", "speed as recorded")                         \
  X(HL_ALTITUDE, "altitude_m", "m", "altitude above sea level")                \
  X(HL_HEART_RATE, "heart_rate_bpm", "bpm", "heart rate; 0 is not recorded")   \
  X(HL_CADENCE, "cadence_spm", "steps/min", "steps of both legs")              \
  X(HL_POWER, "power_w", "W", "running or cycling power")                      \
  X(HL_TEMPERATURE, "temperature_c", "deg C", "as the device felt it")         \
  X(HL_CONTACT, "ground_contact_ms", "ms", "ground contact time")              \
  X(HL_OSCILLATION, "vertical_oscillation_mm", "mm", "vertical oscillation")   \
  X(HL_STEP_LENGTH, "step_length_mm", "mm", "step length as recorded")         \
  X(HL_BALANCE, "contact_balance_pct", "%", "left share of ground contact")

typedef enum hl_channel {
#define HL_CHANNEL_ENUM(id, name, unit, meaning) id,
  HL_CHANNELS(HL_CHANNEL_ENUM)
#undef HL_CHANNEL_ENUM
  HL_CHANNEL_COUNT
} hl_channel;

typedef enum hl_sport {
  HL_SPORT_UNKNOWN = 0,
  HL_SPORT_RUN,
  HL_SPORT_OTHER, /* recorded as something that is not running */
} hl_sport;

/* Where the local time of an activity comes from, best first. */
typedef enum hl_offset_source {
  HL_OFFSET_NONE = 0, /* unknown: day rules use UTC and say so */
  HL_OFFSET_HOST,     /* the host stores the local time */
  HL_OFFSET_FILE,     /* an offset was written in the file */
  HL_OFFSET_SETTING,  /* setting `timezone` */
  HL_OFFSET_SYSTEM,   /* this machine's zone, assumed */
} hl_offset_source;

typedef struct hl_lap {
  int64_t start_ms;              /* UTC */
  double duration_s, distance_m; /* the device's own totals, NaN: none */
  float mean_bpm, max_bpm;       /* the device's own, NaN: none */
  size_t first, count;           /* its points; count 0: lap without points */
  bool is_rest;                  /* Intensity "Resting" */
  const char *trigger, *notes;   /* NULL: none */
} hl_lap;

typedef struct hl_activity {
  hl_arena arena;

  size_t n;         /* points, in file order */
  int64_t start_ms; /* UTC of the first point; of the header without one */
  int64_t *time_ms; /* UTC per point */
  float *channel[HL_CHANNEL_COUNT];     /* n values, NULL: never recorded */
  double *latitude_deg, *longitude_deg; /* NULL: no positions */

  hl_lap *lap;
  size_t lap_n;
  size_t
      *segment; /* first point of each track; [0] is 0. A pause lies between */
  size_t segment_n;

  hl_sport sport;
  bool sport_guessed;     /* not written in the file; see sport_reason */
  const char *sport_name; /* as written; NULL: none */
  const char *sport_reason;
  const char *format;                 /* "tcx", "gpx", "fit" ... static text */
  const char *file_id;                /* the file's own id, NULL: none */
  const char *device, *title, *notes; /* NULL: none; UTF-8 */
  const char *keywords;               /* a host's, beside the notes; NULL */
  float weight_kg;                    /* of the athlete that day; 0: not said */
  bool is_indoor;                     /* treadmill: no positions expected */
  bool distance_computed;             /* from positions, not recorded */
  int32_t utc_offset_s;
  hl_offset_source offset_source;
  hl_report report; /* what the file says the runner reported (FIT feel, RPE) */

  bool is_truncated; /* the file ended early; what is here is complete */
  size_t dropped;    /* points refused, e.g. without a readable time */
  const char *dropped_reason; /* of the first one */
  int64_t dropped_line;

  size_t point_capacity, lap_capacity, segment_capacity; /* builder's own */
  bool text_lost; /* builder's own: hl_activity_text() ran out of memory */
} hl_activity;

/* One point handed over by a reader. Channels not seen stay NaN. */
typedef struct hl_point {
  int64_t time_ms;
  float value[HL_CHANNEL_COUNT];
  double latitude_deg, longitude_deg; /* NaN: none */
} hl_point;

void hl_point_clear(hl_point *point); /* everything "not recorded" */

/* Constructor: all zero, offsets unknown. Call hl_activity_free() at the end;
** hl_activity_reset() readies it for the next activity of a file. */
void hl_activity_init(hl_activity *activity, const char *format);
void hl_activity_reset(hl_activity *activity, const char *format);
void hl_activity_free(hl_activity *activity);

/* Builder. HL_E_NOMEM, or HL_E_LIMIT past HL_MAX_POINTS / HL_MAX_LAPS. A value
** that is not finite or is absurd for its channel is taken as not recorded.
** Texts of a lap come from hl_activity_text(). A lap whose `count` is 0 gets
** its points by time when the activity is finished: from its start to the
** start of the next lap; a reader that knows them sets first and count. */
enum {
  HL_MAX_POINTS = 2000000,
  HL_MAX_LAPS = 10000,
  HL_MAX_TEXT = 4096
};
hl_status hl_activity_add_point(hl_activity *activity, const hl_point *point,
                                hl_error *err);
hl_status hl_activity_add_lap(hl_activity *activity, const hl_lap *lap,
                              hl_error *err);
/* The next point begins a new track (a pause came before it). */
hl_status hl_activity_begin_segment(hl_activity *activity, hl_error *err);
/* The same behind the points, for files that list pauses last: the first point
** at or after `time_ms` begins a track. Times must ascend for it to be found.
** HL_E_LIMIT past HL_MAX_LAPS pauses. */
hl_status hl_activity_segment_at(hl_activity *activity, int64_t time_ms,
                                 hl_error *err);
/* A copy in the arena, cut at HL_MAX_TEXT on a character, trimmed; NULL for
** empty text. Text that is not UTF-8 has its bad bytes replaced. NULL also
** when out of memory, which hl_activity_finish() then returns. */
const char *hl_activity_text(hl_activity *activity, const char *text,
                             size_t length);
/* Settle start_ms and the laps' point ranges; call once after the last point.
** HL_E_NOMEM when a text was lost on the way. */
hl_status hl_activity_finish(hl_activity *activity, hl_error *err);
/* Where no distance was recorded but positions were: the distance channel as
** the great-circle way (haversine, mean earth radius 6,371,008.8 m, IUGG) along
** the points of each segment, and distance_computed. A way over a pause counts
** nothing; a point without a position has no distance. Call after the last
** point; does nothing for other activities. Position noise makes such a
** distance some percent too long. HL_E_NOMEM. */
hl_status hl_activity_distance_from_positions(hl_activity *activity,
                                              hl_error *err);

/* Is this name a kind of running ("Running", "trail_run", "TrailRun",
** "Treadmill" ...)? NULL, "", "Other", "generic" and bare numbers say nothing:
** HL_SPORT_UNKNOWN. [any thread] */
hl_sport hl_sport_from_name(const char *name);

const char *hl_channel_name(hl_channel channel);
const char *hl_channel_unit(hl_channel channel);
const char *hl_offset_source_name(hl_offset_source source);

/* Of the whole activity: last minus first time in s; largest distance in m (NaN
** where none was recorded). */
double hl_activity_duration_s(const hl_activity *activity);
double hl_activity_distance_m(const hl_activity *activity);

#endif
