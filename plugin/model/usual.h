/* SPDX-License-Identifier: MIT
**
** What is usual for this runner, to be shown beside a run: of the whole run one
** number, minute by minute a band.
**
** Both rest on the heart cost that the patterns are judged by (heart rate with
** 8 bpm per km/h of lagged grade-adjusted speed taken off), so that a picture
** and a finding cannot contradict each other. A band or a range holds eight of
** ten of the runner's own runs.
**
**     hl_usual *usual = hl_usual_new();
**     for each earlier run: hl_usual_learn(usual, facts);
**     n = hl_usual_trace(usual, &epochs, 240, point);
**     hl_usual_free(usual);
**
** Thread class: one hl_usual, one thread.
*/
#ifndef HL_MODEL_USUAL_H
#define HL_MODEL_USUAL_H

#include "model/history.h"

/* "Effort vs usual", the one definition of it: how many bpm more than usual
** this run took at its pace, over the whole of it (residual of method.md A2.3),
** and within how many bpm of nought eight of ten ordinary runs stay. Shown on
** pages and as GoldenCheetah's field. */
typedef struct hl_effort {
  hl_reason reason;      /* HL_REASON_NONE; else why there is none */
  int n;                 /* runs compared with */
  double bpm, range_bpm; /* NaN where there is none */
} hl_effort;

void hl_effort_of(const hl_scores *scores, hl_effort *effort);

/* Eight of ten ordinary values lie within this many scales: the normal
** deviate of 0.9, by which hl_scale() turns a tail into a scale. */
#define HL_USUAL_Z 1.2816

typedef struct hl_usual hl_usual;

hl_usual *hl_usual_new(void); /* NULL when out of memory */
void hl_usual_free(hl_usual *usual);
/* In start order. Runs that do not teach change nothing; the last 60 count. */
void hl_usual_learn(hl_usual *usual, const hl_facts *facts);

/* Heart rate that the runner's own runs had at this moving minute, moved to
** this speed (lagged, graded): 10 %, 50 % and 90 % points over runs that
** lasted as long. NaN, all three, where under 20 did. */
typedef struct hl_band {
  int n;
  double low_bpm, usual_bpm, high_bpm;
} hl_band;
void hl_usual_at(const hl_usual *usual, double moving_min, double speed_kmh,
                 hl_band *band);

/* One point of a picture: means over some epochs of moving time; NaN where
** nothing was recorded. `clean`: statistics used at least half of it. */
typedef struct hl_trace_point {
  double moving_min, bpm, speed_mps, gas_mps, grade;
  bool clean;
  hl_band band;
} hl_trace_point;

/* The run as at most `most` points of equal length; how many there are. */
size_t hl_usual_trace(const hl_usual *usual, const hl_epochs *epochs,
                      size_t most, hl_trace_point *point);

#endif
