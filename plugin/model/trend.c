/* SPDX-License-Identifier: MIT
**
** What weeks show; see trend.h.
*/
#include "model/trend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "model/robust.h"
#include "model/score.h"

enum {
  FEWEST = 8,
  MOST = 60,      /* runs of 28 days looked at */
  REFERENCE = 30, /* runs that say what is usual, for the sums */
  PAIRS_NEEDED = 3,
  PAIRS = 20 /* the latest rest days */
};

#define DAYS 28.0
#define SPAN 18.0
#define Z90 1.6449
#define STABLE_LOSS 0.03
#define SLACK 0.75 /* k */
#define WINSOR 3.0
#define MOST_RHO 0.6

struct hl_trend {
  hl_list day, cost, z; /* usable runs; z: cost in own scales, for rho */
  hl_list rest;         /* responses to a rest day */
  double last_z, sum_high, sum_low;
  int since_high, since_low;
  int32_t last_day; /* of any run */
  int runs;
  bool previous_usable[2]; /* of the last and the one before it */
};

hl_trend *hl_trend_new(void) {
  return calloc(1, sizeof(hl_trend));
}

void hl_trend_free(hl_trend *trend) {
  free(trend);
}

static double day_of(const hl_facts *f) {
  return (double)f->start_ms / 86400000.0;
}

static int32_t day_number(const hl_facts *f) {
  return hl_local_day(f->start_ms, f->utc_offset_s);
}

static bool is_usable(const hl_facts *f) {
  return hl_facts_teaches(f) && f->entire.has;
}

/* How much a run resembles the one before it, beyond chance. */
static double likeness(const hl_list *z) {
  double with = 0, square = 0;
  for (int i = 1; i < z->n; i++) {
    double a = fmin(fmax(z->value[i], -WINSOR), WINSOR);
    double b = fmin(fmax(z->value[i - 1], -WINSOR), WINSOR);
    with += a * b;
    square += b * b;
  }
  if (z->n < HL_HISTORY_NEEDED || square <= 0)
    return 0.3; /* of runners in general: methods.md 2.1 */
  return fmin(fmax(with / square, 0), MOST_RHO);
}

/* ---- slope --------------------------------------------------------------- */

typedef struct recent {
  int n;
  double day[MOST], cost[MOST];
} recent;

static void look_back(const hl_trend *t, const hl_facts *f, recent *r) {
  double end = day_of(f);
  int from = t->day.n;
  while (from > 0 && t->day.n - from < MOST - 1 &&
         t->day.value[from - 1] > end - DAYS)
    from--;
  r->n = t->day.n - from;
  memcpy(r->day, t->day.value + from, (size_t)r->n * sizeof *r->day);
  memcpy(r->cost, t->cost.value + from, (size_t)r->n * sizeof *r->cost);
  r->day[r->n] = end;
  r->cost[r->n++] = f->entire.value_bpm;
}

/* Runs that resemble their neighbours widen the variance of Mann and Kendall's
** S (Hamed and Rao 1998). Two weeks of runs cannot show by how much, so the
** runner's longer past says it: ranks of neighbours `lag` apart are alike by
** 6/pi asin(rho^lag / 2). */
static double widening(int runs, double rho) {
  const double pi = 3.14159265358979323846;
  double sum = 0, n = runs, power = 1;
  for (int lag = 1; lag < runs; lag++) {
    power *= rho;
    sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * 6 / pi * asin(power / 2);
  }
  return 1 + 2 * sum / (n * (n - 1) * (n - 2));
}

static int collect_slopes(const recent *r, double *slope, double *S) {
  int n = 0;
  *S = 0;
  for (int i = 0; i < r->n; i++)
    for (int j = i + 1; j < r->n; j++) {
      double rise = r->cost[j] - r->cost[i];
      *S += (rise > 0) - (rise < 0);
      if (r->day[j] > r->day[i]) slope[n++] = rise / (r->day[j] - r->day[i]);
    }
  return n;
}

/* The slope of rank `at` (from 0) in ascending order, held within. */
static double ranked(const double *slope, int n, double at) {
  return slope[(int)fmin(fmax(at, 0), n - 1)] * DAYS;
}

static double loss_of(double bpm, double effort_bpm) {
  return hl_round(bpm / fmax(effort_bpm + bpm, 30));
}

static hl_direction direct(const hl_trend_figures *f) {
  if (f->low_loss > -STABLE_LOSS && f->high_loss < STABLE_LOSS)
    return HL_DIRECTION_STABLE;
  if (f->low_bpm > 0) return HL_DIRECTION_RISING;
  return f->high_bpm < 0 ? HL_DIRECTION_FALLING : HL_DIRECTION_UNKNOWN;
}

static void look_at_slope(const hl_trend *t, const hl_facts *facts,
                          hl_trend_figures *f) {
  double slope[MOST * (MOST - 1) / 2], S, variance, spread, n;
  double effort = facts->entire.effort_bpm;
  recent r;
  int slopes;
  look_back(t, facts, &r);
  f->n = r.n;
  f->reason = HL_REASON_SPARSE;
  if (r.n < FEWEST || r.day[r.n - 1] - r.day[0] < SPAN) return;
  f->reason = HL_REASON_NONE;
  n = r.n;
  slopes = collect_slopes(&r, slope, &S);
  hl_sort(slope, (size_t)slopes);
  f->change_bpm = hl_round(hl_median(slope, (size_t)slopes) * DAYS);
  f->factor = hl_round(widening(r.n, likeness(&t->z)));
  variance = n * (n - 1) * (2 * n + 5) / 18 * f->factor;
  spread = Z90 * sqrt(variance);
  f->low_bpm = hl_round(ranked(slope, slopes, floor((slopes - spread) / 2)));
  f->high_bpm = hl_round(ranked(slope, slopes, ceil((slopes + spread) / 2)));
  f->p = hl_round(erfc(fmax(fabs(S) - 1, 0) / sqrt(2 * variance)));
  f->change_loss = loss_of(f->change_bpm, effort);
  f->low_loss = loss_of(f->low_bpm, effort);
  f->high_loss = loss_of(f->high_bpm, effort);
  f->direction = direct(f);
}

/* ---- lasting shifts ------------------------------------------------------ */

/* Cost against the runs before the last ten, in own scales; NaN under 30. */
static double scaled_cost(const hl_trend *t, double cost) {
  enum {
    APART = 10
  };
  hl_sample sample;
  hl_place place;
  int end = t->cost.n - APART;
  if (t->cost.n < REFERENCE) return (double)NAN;
  sample = (hl_sample){end < REFERENCE ? end : REFERENCE,
                       t->cost.value + (end < REFERENCE ? 0 : end - REFERENCE),
                       NULL, 1};
  hl_place_find(&sample, cost, 0, &place);
  return place.residual / place.scale;
}

static void sum_up(hl_trend *t, double cost, double *rho) {
  double z = scaled_cost(t, cost), w;
  *rho = likeness(&t->z);
  if (isnan(z)) return;
  w = (z - *rho * t->last_z) / sqrt(1 - *rho * *rho);
  w = fmin(fmax(w, -WINSOR), WINSOR);
  t->sum_high = fmax(0, t->sum_high + w - SLACK);
  t->sum_low = fmax(0, t->sum_low - w - SLACK);
  t->since_high = t->sum_high > 0 ? t->since_high + 1 : 0;
  t->since_low = t->sum_low > 0 ? t->since_low + 1 : 0;
  t->last_z = z;
  hl_list_push(&t->z, z);
}

/* ---- rest ---------------------------------------------------------------- */

/* Cost of a run against the two before it; NaN unless a day without a run lies
** between and all three are usable. */
static double response(const hl_trend *t, double cost, int32_t today) {
  int n = t->cost.n;
  if (t->runs < 2 || today - t->last_day < 2 || !t->previous_usable[0] ||
      !t->previous_usable[1])
    return (double)NAN;
  return cost - (t->cost.value[n - 1] + t->cost.value[n - 2]) / 2;
}

static void learn_rest(hl_trend *t, double cost, int32_t today) {
  double change = response(t, cost, today);
  if (isfinite(change)) hl_list_push(&t->rest, change);
}

/* 95 % point of Student's t, within 2 % of the tables from 2 degrees on. */
static double student_95(int degrees) {
  double n = degrees;
  return Z90 + 1.52 / n + 1.66 / (n * n) + 0.94 / (n * n * n);
}

static void look_at_rest(const hl_trend *t, hl_trend_figures *f) {
  int n = t->rest.n < PAIRS ? t->rest.n : PAIRS;
  const double *change = t->rest.value + t->rest.n - n;
  double mean = 0, squares = 0, half;
  f->rest_pairs = n;
  if (n < PAIRS_NEEDED) return;
  for (int i = 0; i < n; i++)
    mean += change[i] / n;
  for (int i = 0; i < n; i++)
    squares += (change[i] - mean) * (change[i] - mean);
  half = student_95(n - 1) * sqrt(squares / (n - 1) / n);
  f->rest_bpm = hl_round(mean);
  f->rest_low_bpm = hl_round(mean - half);
  f->rest_high_bpm = hl_round(mean + half);
}

/* ---- together ------------------------------------------------------------ */

void hl_trend_look(const hl_trend *trend, const hl_facts *facts,
                   hl_trend_figures *f) {
  const double none = (double)NAN;
  hl_trend t = *trend;
  *f = (hl_trend_figures){.reason = facts->reason,
                          .change_bpm = none,
                          .low_bpm = none,
                          .high_bpm = none,
                          .change_loss = none,
                          .low_loss = none,
                          .high_loss = none,
                          .p = none,
                          .factor = none,
                          .sum_high = none,
                          .sum_low = none,
                          .rho = none,
                          .rest_bpm = none,
                          .rest_low_bpm = none,
                          .rest_high_bpm = none,
                          .rest_now_bpm = none};
  look_at_rest(trend, f);
  if (!is_usable(facts)) {
    f->reason = facts->reason ? facts->reason : HL_REASON_WINDOW;
    return;
  }
  f->rest_now_bpm =
      hl_round(response(trend, facts->entire.value_bpm, day_number(facts)));
  look_at_slope(trend, facts, f);
  if (t.cost.n < REFERENCE) return;
  sum_up(&t, facts->entire.value_bpm, &f->rho);
  f->rho = hl_round(f->rho);
  f->sum_high = hl_round(t.sum_high);
  f->sum_low = hl_round(t.sum_low);
  if (f->sum_high > HL_SUM_ALARM) f->shift = HL_DIRECTION_RISING;
  if (f->sum_low > fmax(HL_SUM_ALARM, f->sum_high))
    f->shift = HL_DIRECTION_FALLING;
  f->since_high = t.since_high;
  f->since_low = t.since_low;
}

void hl_trend_learn(hl_trend *t, const hl_facts *f) {
  int32_t today = day_number(f);
  double rho;
  if (is_usable(f)) {
    learn_rest(t, f->entire.value_bpm, today);
    sum_up(t, f->entire.value_bpm, &rho);
    hl_list_push(&t->day, day_of(f));
    hl_list_push(&t->cost, f->entire.value_bpm);
  }
  t->previous_usable[1] = t->previous_usable[0];
  t->previous_usable[0] = is_usable(f);
  t->last_day = today;
  t->runs++;
}

const char *hl_direction_name(hl_direction direction) {
  static const char *const names[] = {"unknown", "stable", "rising", "falling"};
  return names[direction];
}
