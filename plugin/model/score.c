/* SPDX-License-Identifier: MIT
**
** Scores of single statistics; see score.h. Constants: method.md A2 6 and 7.
*/
#include "model/score.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"
#include "model/series.h"

enum {
  COMPARED = 60
};                          /* past values a contrast is held against */
#define SCALE_FLOOR 1.0     /* bpm: no sensor is finer */
#define SLOPE_DOUBT 0.3     /* per km/h */
#define SMALLEST_BASE 30.0  /* bpm over rest */
#define LARGEST_CHANGE 80.0 /* bpm: where the search for a change ends */

static const double losses[] = {.04, .06, .08, .10, .12, .15, .18};

void hl_list_push(hl_list *list, double value) {
  if (list->n == HL_LIST_MAX) {
    memmove(list->value, list->value + 1,
            (HL_LIST_MAX - 1) * sizeof *list->value);
    list->n--;
  }
  list->value[list->n++] = value;
}

static double student(double z, double nu) {
  return -(nu + 1) / 2 * log1p(z * z / nu);
}

double hl_llr(double residual_bpm, double scale_bpm, double base_bpm,
              double nu) {
  const int n = sizeof losses / sizeof *losses;
  double base = fmax(base_bpm, SMALLEST_BASE), sum = 0;
  for (int i = 0; i < n; i++) {
    double d = base * losses[i] / (1 - losses[i]);
    sum += exp(student((residual_bpm - d) / scale_bpm, nu));
  }
  return log(sum / n) - student(residual_bpm / scale_bpm, nu);
}

void hl_score_abstain(hl_reason reason, int n, int needed, hl_score *score) {
  const double none = (double)NAN;
  *score = (hl_score){reason, n,    needed, none, none, none, none,
                      none,   none, none,   none, none, none, none};
}

static double base_of(const hl_score *s) {
  return s->effort_bpm - fmax(s->residual_bpm, 0);
}

/* Residual and scale are there: the rest follows. */
static void finish(hl_score *s) {
  s->residual_bpm = hl_round(s->residual_bpm);
  s->scale_bpm = hl_round(s->scale_bpm);
  s->usual_bpm = hl_round(s->value_bpm - s->residual_bpm);
  s->z = hl_round(s->residual_bpm / s->scale_bpm);
  s->llr = hl_round(hl_llr(s->residual_bpm, s->scale_bpm, base_of(s), s->nu));
}

static void finish_rarity(hl_score *s, const double *past_z, double z) {
  int above = 0;
  for (int i = 0; i < s->n; i++)
    above += past_z[i] >= z;
  s->rarity = hl_round((1.0 + above) / (s->n + 1.0));
}

void hl_score_plain(const hl_list *past, int last, double value,
                    double effort_bpm, double nu, hl_score *s) {
  double v[HL_LIST_MAX];
  int n = past->n < last ? past->n : last;
  const double *from = past->value + past->n - n;
  size_t bytes = (size_t)n * sizeof *v;
  if (n < HL_HISTORY_NEEDED) {
    hl_score_abstain(HL_REASON_HISTORY, n, HL_HISTORY_NEEDED, s);
    return;
  }
  *s = (hl_score){
      .n = n, .value_bpm = value, .effort_bpm = effort_bpm, .nu = nu};
  memcpy(v, from, bytes);
  s->residual_bpm = value - hl_median(v, (size_t)n);
  s->scale_bpm = hl_scale(v, (size_t)n, SCALE_FLOOR);
  finish(s);
  finish_rarity(s, from, value);
}

void hl_score_contrast(const hl_list *past, const hl_list *past_speed,
                       const hl_statistic *stat, double nu, hl_score *s) {
  double e[HL_LIST_MAX], work[HL_LIST_MAX], middle, speed, widen, centre;
  int n = past->n < COMPARED ? past->n : COMPARED;
  const double *x = past->value + past->n - n;
  const double *u = past_speed->value + past_speed->n - n;
  size_t bytes = (size_t)n * sizeof *x;
  if (n < HL_HISTORY_NEEDED) {
    hl_score_abstain(HL_REASON_HISTORY, n, HL_HISTORY_NEEDED, s);
    return;
  }
  *s = (hl_score){.n = n,
                  .value_bpm = stat->value_bpm,
                  .effort_bpm = stat->effort_bpm,
                  .nu = nu,
                  .from_min = stat->from_min,
                  .to_min = stat->to_min};
  memcpy(work, x, bytes);
  middle = hl_median(work, (size_t)n);
  memcpy(work, u, bytes);
  speed = hl_median(work, (size_t)n);
  for (int i = 0; i < n; i++)
    e[i] = (x[i] - middle) / hypot(1, SLOPE_DOUBT * (u[i] - speed));
  widen = hypot(1, SLOPE_DOUBT * (stat->speed_kmh - speed));
  memcpy(work, e, bytes);
  centre = hl_median(work, (size_t)n);
  s->residual_bpm = stat->value_bpm - middle - centre * widen;
  s->scale_bpm = hl_scale(work, (size_t)n, SCALE_FLOOR) * widen;
  finish(s);
  finish_rarity(s, e, (stat->value_bpm - middle) / widen);
}

/* The LLR rises with the change up to some size and falls again: walk up to
** where it first reaches the threshold, then halve the last step. */
double hl_score_detectable_bpm(const hl_score *s, double threshold) {
  const double step = 0.25;
  double low = 0, high = 0;
  if (s->reason != HL_REASON_NONE) return (double)NAN;
  while (hl_llr(high, s->scale_bpm, base_of(s), s->nu) < threshold) {
    low = high;
    high += step;
    if (high > LARGEST_CHANGE) return (double)NAN;
  }
  for (int i = 0; i < 30; i++) {
    double middle = (low + high) / 2;
    if (hl_llr(middle, s->scale_bpm, base_of(s), s->nu) < threshold)
      low = middle;
    else
      high = middle;
  }
  return hl_round(high);
}

double hl_score_detectable_loss(const hl_score *s, double threshold) {
  double d = hl_score_detectable_bpm(s, threshold);
  return hl_round(d / (fmax(base_of(s), SMALLEST_BASE) + d));
}
