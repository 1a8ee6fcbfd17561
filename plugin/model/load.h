/* SPDX-License-Identifier: MIT
**
** Training load and rhythm up to a run: context for rules, never a cause and
** never a risk (methods.md 0.7: load ratios do not deserve that weight).
**
**     hl_load *load = hl_load_new(&athlete);
**     for each activity in start order, runs or not:
**       hl_load_look(load, &activity, &figures);   what went before it
**       hl_load_add(load, &activity, &err);
**     hl_load_free(load);
**
** Days are local (UTC where the offset is unknown). Thread class: one hl_load,
** one thread.
*/
#ifndef HL_MODEL_LOAD_H
#define HL_MODEL_LOAD_H

#include "activity/report.h"
#include "base/status.h"
#include "model/facts.h"

/* What the runner's settings say; NaN: not known. Then the highest heart rate
** held for a minute in earlier activities stands for the maximum (190 until
** there are ten), 55 bpm for rest, and hl_figures says so. */
typedef struct hl_athlete {
  double max_bpm, resting_bpm;
  bool is_female; /* Banister's constants differ */
} hl_athlete;

/* One activity as the load sees it; borrowed during the call. */
typedef struct hl_session {
  int64_t start_ms;
  int32_t utc_offset_s;
  bool is_run; /* else it counts as load, not as a run */
  double duration_s, moving_s, distance_m; /* NaN: not known */
  const hl_facts *facts;                   /* NULL: never measured */
  const hl_report *report;                 /* NULL: nothing said */
  const hl_athlete *athlete;               /* NULL: as for the one before it */
} hl_session;

/* NaN, or -1 in the counts, where there is too little to say. */
typedef struct hl_figures {
  /* Of the activity itself. */
  double banister; /* TRIMP, Banister 1991: min * r * 0.64 e^(1.92 r), women
                   ** 0.86 e^(1.67 r), r the share of heart-rate reserve */
  double edwards;  /* Edwards 1993: minutes in 50/60/70/80/90 % of max, x1..5 */
  double session_rpe; /* Foster 2001: CR10 rating times minutes */
  bool max_assumed, rest_assumed;
  /* Days before it, in Banister's unit. An activity without heart rate counts
  ** its minutes at the runner's own median load per minute. */
  double acute_7, chronic_28, chronic_42; /* EWMA, lambda = 2/(N+1), a day */
  double balance;  /* yesterday's chronic_42 - acute_7 ("form") */
  double monotony; /* mean / SD of seven days with zeros, at most 10; Foster */
  double strain;   /* week's load times monotony */
  double monotony_p90;    /* own 90 % point of a year; needs 12 weeks */
  double estimated_share; /* of the last 28 days' load without heart rate */
  /* Rhythm. */
  double hours_since_last, hours_since_hard, hours_since_longest;
  int run_streak_days; /* days in a row with a run, ending the day before */
  int rest_days_7, rest_days_14, rest_days_28; /* days without a run */
  int runs_7;          /* runs in the seven days before */
  double usual_runs_7; /* own median of eight weeks; needs four */
  double distance_7_m, usual_distance_7_m;
  double spike;    /* distance over the longest run of 30 days, this run;
                       ** Frandsen 2025 */
  double gap_days; /* since the last run */
  /* Intensity, 80 to 88 % of maximum by heart rate; the same training gives
  ** other shares by pace or by feel (Bellinger 2020): say the method. */
  double grey_share_14; /* of the heart-rate minutes of 14 days */
  int grey_streak;      /* runs in a row whose median lies there */
} hl_figures;

typedef struct hl_load hl_load;

hl_load *hl_load_new(const hl_athlete *athlete); /* NULL when out of memory */
void hl_load_free(hl_load *load);
void hl_load_look(const hl_load *load, const hl_session *session,
                  hl_figures *figures);
/* HL_E_USAGE when it started before one already added. */
hl_status hl_load_add(hl_load *load, const hl_session *session, hl_error *err);
/* What the activity added last counted, in Banister's unit; *estimated: it had
** no heart rate, so its minutes were counted. */
double hl_load_last(const hl_load *load, bool *estimated);

#endif
