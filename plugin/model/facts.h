/* SPDX-License-Identifier: MIT
**
** What one run's epochs say before any comparison: usable or the typed reason
** why not, the window statistics of method.md part A2 items 1 to 3, and the
** summaries that load, prediction and cadence need.
** Fixed in size, so that a history of facts is judged again without its
** epochs. A pure function of the epochs. [any thread]
*/
#ifndef HL_MODEL_FACTS_H
#define HL_MODEL_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "signal/epochs.h"

/* Heart rate that no running adds to: taken as this for everybody (method.md
** B 9). Efficiency, speed over heart rate above it, and so every per cent of
** loss, rests on it. */
#define HL_RESTING_BPM 55.0

enum {
  HL_FACTS_VERSION = 3
};

/* Why something was not judged. Names are stable: stored, shown, tested. */
#define HL_REASONS(X)                                                          \
  X(HL_REASON_NONE, "")                                                        \
  X(HL_REASON_NOT_A_RUN, "not_a_run")                                          \
  X(HL_REASON_DUPLICATE, "duplicate")                                          \
  X(HL_REASON_NO_EPOCHS, "no_speed")           /* no distance, no speed */     \
  X(HL_REASON_NO_HEART_RATE, "no_heart_rate")  /* under a minute of it */      \
  X(HL_REASON_SHORT, "short")                  /* under 15 moving minutes */   \
  X(HL_REASON_LONG, "long")                    /* over 6 hours */              \
  X(HL_REASON_COVERAGE, "heart_rate_coverage") /* under 80 % of moving */      \
  X(HL_REASON_QUALITY, "quality")              /* under half clean */          \
  X(HL_REASON_NOT_STEADY, "not_steady")        /* intervals, race, strides */  \
  X(HL_REASON_WINDOW, "window")                /* too little in the window */  \
  X(HL_REASON_HISTORY, "history")              /* fewer than 20 past values */ \
  X(HL_REASON_SPARSE, "too_few_runs_lately")   /* under 8 in 28 days */        \
  X(HL_REASON_FASTER, "faster_than_usual")                                     \
  X(HL_REASON_UNLIKE, "unlike_own_past") /* beyond any loss: someone else? */  \
  X(HL_REASON_LATE, "late_sensor")       /* pulse not found there */           \
  X(HL_REASON_NO_REPORT, "no_report")                                          \
  X(HL_REASON_RULE, "rule") /* the rule's own words */

typedef enum hl_reason {
#define HL_REASON_ENUM(id, name) id,
  HL_REASONS(HL_REASON_ENUM)
#undef HL_REASON_ENUM
  HL_REASON_COUNT
} hl_reason;

const char *hl_reason_name(hl_reason reason);
/* HL_REASON_COUNT for a name that is none. */
hl_reason hl_reason_from_name(const char *name);

/* How far a recording, or a window of it, can be trusted. */
typedef enum hl_quality {
  HL_QUALITY_NONE = 0, /* nothing there */
  HL_QUALITY_POOR,     /* may not be judged */
  HL_QUALITY_FAIR,     /* judged; the doubt is named */
  HL_QUALITY_GOOD
} hl_quality;

const char *hl_quality_name(hl_quality quality); /* "none" "poor" ... */
/* Of a window of which this share can be used: poor under half. */
hl_quality hl_quality_of_share(double share);

/* One window statistic, at 8 bpm per km/h of lagged grade-adjusted speed. */
typedef struct hl_statistic {
  bool has;
  double value_bpm;
  double speed_kmh;  /* start, midway: speed difference; entire: the speed */
  double effort_bpm; /* heart rate over 55 bpm in the judged window */
  double from_min, to_min; /* the judged window, moving minutes */
  hl_quality quality;      /* of the worst of its windows */
} hl_statistic;

enum {
  HL_PULSE_LOW_BPM = 45, /* bins of 5 bpm from here; the last one is open */
  HL_PULSE_BIN_BPM = 5,
  HL_PULSE_BINS = 34,
  HL_FACTS_ROWS = 60
};

/* Means over 2 min of clean epochs; wider where a run has over 60 of them. */
typedef struct hl_row {
  float moving_min, speed_kmh, heart_rate_bpm; /* speed: lagged, graded */
} hl_row;

typedef struct hl_facts {
  int64_t start_ms;
  int32_t utc_offset_s;
  bool offset_known;
  uint32_t device;  /* as in the epochs */
  hl_reason reason; /* HL_REASON_NONE: usable, may be judged */
  hl_quality quality;
  double moving_min; /* T */
  double duration_s, distance_m;
  double coverage;    /* share of moving epochs with heart rate */
  double clean_share; /* share of moving epochs that are clean */
  /* Of moving epochs, see hl_epoch_flag. */
  double lock_share, flat_share, astray_share;
  double speed_cv; /* of 60 s mean plain speed after minute 8; NaN: unknown */
  double late_min; /* until then the sensor was astray; 0: its start is fine */
  /* A workout's even opening lasts from minute 3 until here, where the pace
  ** first rises: that much of it can be compared (window.h). NaN: steady runs,
  ** and openings of under nine minutes. */
  double opening_min;
  double fastest_part; /* the fastest five minutes over the median five */
  hl_statistic start, midway, entire;
  /* Means over clean epochs after minute 2; NaN where there are none. */
  double mean_bpm, mean_speed_mps, mean_gas_mps;
  double cadence_spm, step_length_m, temperature_c;
  double ascent_m; /* of the smoothed altitude; NaN without altitude */
  float pulse_min[HL_PULSE_BINS]; /* moving minutes per heart-rate bin */
  int row_n;
  hl_row row[HL_FACTS_ROWS];
} hl_facts;

/* May the run be learnt from? Usable, and 25 moving minutes at least: shorter
** ones are judged, but what is usual is settled by the others. [any thread] */
bool hl_facts_teaches(const hl_facts *facts);
/* May its parts be held against each other? Not with five minutes a seventh
** faster than the rest: what follows a tempo block costs more, and that is no
** heaviness. As a whole such a run is judged. [any thread] */
bool hl_facts_is_even(const hl_facts *facts);

/* `scratch` may be reset afterwards. HL_E_NOMEM only. */
hl_status hl_facts_from_epochs(const hl_epochs *epochs, hl_arena *scratch,
                               hl_facts *facts, hl_error *err);

/* Block form, fixed little-endian, HL_FACTS_BYTES at most. pack returns the
** length. unpack: HL_E_INPUT for another version or an impossible size. */
enum {
  HL_FACTS_BYTES = 1280
};
size_t hl_facts_pack(const hl_facts *facts, unsigned char *bytes);
hl_status hl_facts_unpack(const void *bytes, size_t length, hl_facts *facts,
                          hl_error *err);

#endif
