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
  *score = (hl_score){reason, n,    needed, none, none, none, none, none,
                      none,   none, none,   none, none, none, none};
}

static double base_of(const hl_score *s) {
  return s->effort_bpm - fmax(s->residual_bpm, 0);
}

static double rarity(const double *past, int n, double value, int sign) {
  int beyond = 0;
  for (int i = 0; i < n; i++)
    beyond += sign * past[i] >= sign * value;
  return hl_round((1.0 + beyond) / (n + 1.0));
}

void hl_place_find(const hl_sample *sample, double value, double speed,
                   hl_place *place) {
  double e[HL_LIST_MAX], work[HL_LIST_MAX], middle, usual = 0, widen = 1, own;
  int n = sample->n;
  size_t bytes = (size_t)n * sizeof *work;
  memcpy(work, sample->value, bytes);
  middle = hl_median(work, (size_t)n);
  if (sample->speed) {
    memcpy(work, sample->speed, bytes);
    usual = hl_median(work, (size_t)n);
    widen = hypot(1, SLOPE_DOUBT * (speed - usual));
  }
  for (int i = 0; i < n; i++) {
    double u = sample->speed ? sample->speed[i] - usual : 0;
    e[i] = (sample->value[i] - middle) / hypot(1, SLOPE_DOUBT * u);
  }
  own = (value - middle) / widen;
  place->rarity_high = rarity(e, n, own, 1);
  place->rarity_low = rarity(e, n, own, -1);
  memcpy(work, e, bytes);
  place->residual =
      hl_round(value - middle - hl_median(work, (size_t)n) * widen);
  place->scale = hl_round(hl_scale(work, (size_t)n, sample->floor) * widen);
}

void hl_score_find(const hl_yardstick *yard, const hl_statistic *stat,
                   hl_score *s) {
  int n = yard->past->n < yard->last ? yard->past->n : yard->last;
  int from = yard->past->n - n;
  hl_sample sample = {n, yard->past->value + from,
                      yard->past_speed ? yard->past_speed->value + from : NULL,
                      SCALE_FLOOR};
  hl_place place;
  if (n < HL_HISTORY_NEEDED) {
    hl_score_abstain(HL_REASON_HISTORY, n, HL_HISTORY_NEEDED, s);
    return;
  }
  hl_place_find(&sample, stat->value_bpm, stat->speed_kmh, &place);
  *s = (hl_score){.n = n,
                  .value_bpm = stat->value_bpm,
                  .usual_bpm = hl_round(stat->value_bpm - place.residual),
                  .residual_bpm = place.residual,
                  .scale_bpm = place.scale,
                  .z = hl_round(place.residual / place.scale),
                  .rarity = place.rarity_high,
                  .rarity_low = place.rarity_low,
                  .effort_bpm = stat->effort_bpm,
                  .nu = yard->nu,
                  .from_min = stat->from_min,
                  .to_min = stat->to_min};
  s->llr = hl_round(hl_llr(s->residual_bpm, s->scale_bpm, base_of(s), s->nu));
}

/* LLR of a change over the threshold. */
static double above(const hl_score *s, double change, double threshold) {
  return hl_llr(change, s->scale_bpm, base_of(s), s->nu) - threshold;
}

/* The root between low and high, where `above` has the signs - and +: false
** position with halved weights (Illinois), about six steps instead of thirty
** halvings, since every judged run of every pattern asks for this. */
static double find_root(const hl_score *s, double threshold, double low,
                        double high) {
  double at_low = above(s, low, threshold), at_high = above(s, high, threshold);
  int side = 0;
  for (int i = 0; i < 60 && high - low > 1e-8; i++) {
    double x = (low * at_high - high * at_low) / (at_high - at_low);
    double at_x = above(s, x, threshold);
    if (fabs(at_x) < 1e-9) return x;
    if (at_x < 0) {
      low = x;
      at_low = at_x;
      if (side < 0) at_high /= 2;
      side = -1;
    } else {
      high = x;
      at_high = at_x;
      if (side > 0) at_low /= 2;
      side = 1;
    }
  }
  return high;
}

/* The LLR rises with the change up to some size and falls again: walk up to
** where it first reaches the threshold, in steps that it cannot hide in, since
** it is smooth over the scale. */
double hl_score_detectable_bpm(const hl_score *s, double threshold) {
  if (s->reason != HL_REASON_NONE) return (double)NAN;
  const double step = fmax(0.25, s->scale_bpm / 2);
  double low = 0, high = 0;
  while (above(s, high, threshold) < 0) {
    low = high;
    high += step;
    if (high > LARGEST_CHANGE) return (double)NAN;
  }
  return high > low ? hl_round(find_root(s, threshold, low, high)) : 0;
}

double hl_score_detectable_loss(const hl_score *s, double threshold) {
  double d = hl_score_detectable_bpm(s, threshold);
  return hl_round(d / (fmax(base_of(s), SMALLEST_BASE) + d));
}
