/* SPDX-License-Identifier: MIT
**
** See usual.h. Of each past run the 2-minute rows of its facts are kept: they
** are clean, lagged and graded already.
*/
#include "model/usual.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"
#include "model/series.h"

enum {
  COMPARED = 60 /* runs, as for the single-run patterns (method.md A2.6) */
};

#define REACH_MIN 1.5 /* a row speaks for this much beside its middle */

typedef struct past_run {
  int n;
  float minute[HL_FACTS_ROWS], cost[HL_FACTS_ROWS];
} past_run;

struct hl_usual {
  int learnt;
  past_run run[COMPARED]; /* a ring */
};

void hl_effort_of(const hl_scores *scores, hl_effort *effort) {
  const hl_score *s = &scores->of[HL_ENTIRE];
  bool has = s->reason == HL_REASON_NONE;
  *effort = (hl_effort){.reason = s->reason,
                        .n = s->n,
                        .bpm = has ? s->residual_bpm : (double)NAN,
                        .range_bpm = has ? hl_round(HL_USUAL_Z * s->scale_bpm)
                                         : (double)NAN};
}

hl_usual *hl_usual_new(void) {
  return calloc(1, sizeof(hl_usual));
}

void hl_usual_free(hl_usual *usual) {
  free(usual);
}

void hl_usual_learn(hl_usual *usual, const hl_facts *facts) {
  if (!hl_facts_teaches(facts)) return;
  past_run *p = &usual->run[usual->learnt++ % COMPARED];
  p->n = facts->row_n;
  for (int i = 0; i < p->n; i++) {
    const hl_row *row = &facts->row[i];
    p->minute[i] = row->moving_min;
    p->cost[i] = (float)((double)row->heart_rate_bpm -
                         HL_BPM_PER_KMH * (double)row->speed_kmh);
  }
}

/* Between the two rows around it, or that of the nearest; NaN beyond reach. */
static double cost_at(const past_run *p, double minute) {
  int i = 0;
  while (i < p->n && (double)p->minute[i] < minute)
    i++;
  int near = i < p->n ? i : i - 1;
  if (i > 0 && i < p->n) {
    double from = (double)p->minute[i - 1], to = (double)p->minute[i];
    double share = (minute - from) / (to - from);
    if (to - from <= 2 * (double)REACH_MIN + 1)
      return (1 - share) * (double)p->cost[i - 1] + share * (double)p->cost[i];
    near = share < 0.5 ? i - 1 : i;
  }
  if (near < 0 || fabs((double)p->minute[near] - minute) > REACH_MIN)
    return (double)NAN;
  return (double)p->cost[near];
}

void hl_usual_at(const hl_usual *usual, double moving_min, double speed_kmh,
                 hl_band *band) {
  double cost[COMPARED], at_speed = HL_BPM_PER_KMH * speed_kmh;
  int runs = usual->learnt < COMPARED ? usual->learnt : COMPARED;
  size_t n = 0;
  for (int i = 0; i < runs; i++) {
    double c = cost_at(&usual->run[i], moving_min);
    if (isfinite(c)) cost[n++] = c;
  }
  *band = (hl_band){(int)n, (double)NAN, (double)NAN, (double)NAN};
  if (n < HL_HISTORY_NEEDED || !isfinite(speed_kmh)) return;
  band->low_bpm = hl_round(hl_quantile(cost, n, 0.1) + at_speed);
  band->usual_bpm = hl_round(hl_quantile(cost, n, 0.5) + at_speed);
  band->high_bpm = hl_round(hl_quantile(cost, n, 0.9) + at_speed);
}

/* ---- a run as points ----------------------------------------------------- */

/* Sums over the epochs of one point. */
typedef struct gathering {
  size_t n, clean_n;
  double minute, lagged_kmh;
  double sum[HL_COLUMN_COUNT];
  size_t count[HL_COLUMN_COUNT];
} gathering;

static void add_epoch(gathering *g, const hl_epochs *e, size_t i) {
  static const hl_column shown[] = {HL_COL_HEART_RATE_BPM, HL_COL_SPEED_MPS,
                                    HL_COL_GAS_MPS, HL_COL_GRADE};
  g->n++;
  g->clean_n += (e->flag[i] & HL_EPOCH_CLEAN) != 0;
  for (size_t c = 0; c < sizeof shown / sizeof shown[0]; c++) {
    const float *column = e->column[shown[c]];
    if (!column || !isfinite(column[i])) continue;
    g->sum[shown[c]] += (double)column[i];
    g->count[shown[c]]++;
  }
}

static double mean_of(const gathering *g, hl_column c) {
  return g->count[c] ? hl_round(g->sum[c] / (double)g->count[c]) : (double)NAN;
}

static void make_point(const hl_usual *usual, const gathering *g,
                       hl_trace_point *point) {
  double n = (double)g->n;
  *point = (hl_trace_point){.moving_min = hl_round(g->minute / n),
                            .bpm = mean_of(g, HL_COL_HEART_RATE_BPM),
                            .speed_mps = mean_of(g, HL_COL_SPEED_MPS),
                            .gas_mps = mean_of(g, HL_COL_GAS_MPS),
                            .grade = mean_of(g, HL_COL_GRADE),
                            .clean = 2 * g->clean_n >= g->n};
  hl_usual_at(usual, point->moving_min, g->lagged_kmh / n, &point->band);
}

static size_t moving_epochs(const hl_epochs *e) {
  size_t n = 0;
  for (size_t i = 0; i < e->n; i++)
    n += !(e->flag[i] & HL_EPOCH_PAUSED);
  return n;
}

size_t hl_usual_trace(const hl_usual *usual, const hl_epochs *e, size_t most,
                      hl_trace_point *point) {
  size_t moving = moving_epochs(e), per = (moving + most - 1) / most, n = 0;
  gathering g = {0};
  hl_series_lag lag;
  hl_series_lag_begin(&lag, e);
  for (size_t i = 0; i < e->n; i++) {
    double lagged = hl_series_lag_next(&lag, e, i);
    if (e->flag[i] & HL_EPOCH_PAUSED) continue;
    add_epoch(&g, e, i);
    g.minute += lag.moving_min;
    g.lagged_kmh += lagged;
    if (g.n < per) continue;
    make_point(usual, &g, &point[n++]);
    g = (gathering){0};
  }
  if (g.n > 0) make_point(usual, &g, &point[n++]);
  return n;
}
