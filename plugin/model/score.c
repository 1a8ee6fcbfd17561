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
};                         /* past values a contrast is held against */
#define SCALE_FLOOR 1.0    /* bpm: no sensor is finer */
#define SLOPE_DOUBT 0.3    /* per km/h */
#define SMALLEST_BASE 30.0 /* bpm over rest */
#define SPEED_FLOOR 0.2    /* km/h */
/* Of the plane of heart rate and speed; chosen on runners a and b and on five
** simulated seasons together, flat between 5 and 8 bpm per km/h. */
#define PLANE_SLOPE 6.0
#define PLANE_WEIGHT 30.0 /* (km/h)^2 */
#define PLANE_CLIP_KMH 2.5
#define PLANE_CLIP_BPM 30.0
/* Of the day's own level: sixty ordinary days would add about 2000. */
#define DAY_WEIGHT 400.0 /* bpm^2 */
#define DAY_CLIP_BPM 15.0
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
  *score = (hl_score){.reason = reason,
                      .n = n,
                      .needed = needed,
                      .value_bpm = none,
                      .usual_bpm = none,
                      .residual_bpm = none,
                      .scale_bpm = none,
                      .z = none,
                      .z_low = none,
                      .rarity = none,
                      .rarity_low = none,
                      .effort_bpm = none,
                      .from_min = none,
                      .to_min = none,
                      .llr = none,
                      .nu = none,
                      .speed_kmh = none};
}

/* Heart rate over rest that no loss would have given. */
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
  double e[HL_LIST_MAX] = {0}, work[HL_LIST_MAX];
  double middle, usual = 0, widen = 1, own;
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
  for (int i = 0; i < n; i++)
    work[i] = -e[i];
  place->scale_low = hl_round(hl_scale(work, (size_t)n, sample->floor) * widen);
}

/* ---- angles -------------------------------------------------------------- */

/* Logarithm of the mean of likelihood ratios. */
static double mean_of_ratios(const double *llr, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += exp(llr[i]);
  return log(sum / n);
}

/* The same as hl_llr() in the plane of heart rate and speed: a loss raises the
** one or lowers the other. */
static double plane_llr(const hl_angle *a, double base, double speed_kmh,
                        double nu) {
  const int n = sizeof losses / sizeof *losses;
  double e = a->residual_bpm / a->scale_bpm, none, sum = 0;
  double u = a->speed_residual_kmh / a->speed_scale_kmh;
  double tail = (nu + 2) / 2;
  none = -tail * log1p((e * e + u * u) / nu);
  for (int i = 0; i < n; i++) {
    double share = losses[i] / (1 - losses[i]);
    double pulse = e - fmax(base, SMALLEST_BASE) * share / a->scale_bpm;
    double slow = speed_kmh * share;
    double along = e - a->slope_bpm * slow / a->scale_bpm;
    double slower = u + slow / a->speed_scale_kmh;
    sum += exp(-tail * log1p((pulse * pulse + u * u) / nu));
    sum += exp(-tail * log1p((along * along + slower * slower) / nu));
  }
  return log(sum / (2 * n)) - none;
}

/* What an angle says were its residual `bpm`, at the usual speed. */
static double angle_at(const hl_score *s, const hl_angle *a, double bpm) {
  hl_angle moved = *a;
  moved.residual_bpm = bpm;
  moved.speed_residual_kmh = 0;
  return a->speed_scale_kmh > 0
             ? plane_llr(&moved, base_of(s), s->speed_kmh, s->nu)
             : hl_llr(bpm, a->scale_bpm, base_of(s), s->nu);
}

static void add_angle(hl_score *s, hl_angle a) {
  double base = s->effort_bpm - fmax(a.residual_bpm, 0);
  if (s->angle_n == HL_ANGLES) return;
  a.llr = hl_round(a.speed_scale_kmh > 0
                       ? plane_llr(&a, base, s->speed_kmh, s->nu)
                       : hl_llr(a.residual_bpm, a.scale_bpm, base, s->nu));
  s->angle[s->angle_n++] = a;
}

void hl_score_blend(hl_score *s) {
  double llr[HL_ANGLES];
  for (int i = 0; i < s->angle_n; i++)
    llr[i] = s->angle[i].llr;
  s->llr = hl_round(mean_of_ratios(llr, s->angle_n));
}

/* The last values that a yardstick holds a run against. */
static hl_sample sample_of(const hl_yardstick *yard) {
  int n = yard->past->n < yard->last ? yard->past->n : yard->last;
  int from = yard->past->n - n;
  return (hl_sample){n, yard->past->value + from,
                     yard->past_speed ? yard->past_speed->value + from : NULL,
                     SCALE_FLOOR};
}

void hl_score_find(const hl_yardstick *yard, const hl_statistic *stat,
                   hl_score *s) {
  hl_sample sample = sample_of(yard);
  hl_place place;
  if (sample.n < HL_HISTORY_NEEDED) {
    hl_score_abstain(HL_REASON_HISTORY, sample.n, HL_HISTORY_NEEDED, s);
    return;
  }
  hl_place_find(&sample, stat->value_bpm, stat->speed_kmh, &place);
  *s = (hl_score){.n = sample.n,
                  .value_bpm = stat->value_bpm,
                  .usual_bpm = hl_round(stat->value_bpm - place.residual),
                  .residual_bpm = place.residual,
                  .scale_bpm = place.scale,
                  .z = hl_round(place.residual / place.scale),
                  .z_low = hl_round(place.residual / place.scale_low),
                  .rarity = place.rarity_high,
                  .rarity_low = place.rarity_low,
                  .effort_bpm = stat->effort_bpm,
                  .from_min = stat->from_min,
                  .to_min = stat->to_min,
                  .quality = stat->quality,
                  .nu = yard->nu,
                  .speed_kmh = yard->speed_kmh};
  add_angle(s, (hl_angle){place.residual, place.scale, 0, 0, 0, 0});
}

/* Least squares of y on x through nought, odd runs clipped, and pulled to
** `prior` as if runs with squares of `weight` in all had shown that. */
typedef struct pull {
  double prior, weight, clip_x;
} pull;

static double own_slope(const double *y, const double *x, int n, pull to) {
  double top = to.prior * to.weight, below = to.weight;
  for (int i = 0; i < n; i++) {
    double u = fmin(fmax(x[i], -to.clip_x), to.clip_x);
    double h = fmin(fmax(y[i], -PLANE_CLIP_BPM), PLANE_CLIP_BPM);
    top += u * h;
    below += u * u;
  }
  return top / below;
}

static double take_middle(double *values, int n) {
  double work[HL_LIST_MAX], middle;
  memcpy(work, values, (size_t)n * sizeof *work);
  middle = hl_median(work, (size_t)n);
  for (int i = 0; i < n; i++)
    values[i] -= middle;
  return middle;
}

void hl_score_add_plane(const hl_yardstick *yard, const hl_statistic *stat,
                        hl_score *s) {
  double pulse[HL_LIST_MAX], speed[HL_LIST_MAX], h, u;
  hl_sample sample = sample_of(yard);
  hl_angle a = {0};
  int n = sample.n;
  if (s->reason || n < HL_HISTORY_NEEDED) return;
  for (int i = 0; i < n; i++) {
    speed[i] = sample.speed[i];
    pulse[i] = sample.value[i] + HL_BPM_PER_KMH * speed[i];
  }
  u = stat->speed_kmh - take_middle(speed, n);
  h = stat->value_bpm + HL_BPM_PER_KMH * stat->speed_kmh;
  h -= take_middle(pulse, n);
  a.slope_bpm = own_slope(pulse, speed, n,
                          (pull){PLANE_SLOPE, PLANE_WEIGHT, PLANE_CLIP_KMH});
  for (int i = 0; i < n; i++)
    pulse[i] -= a.slope_bpm * speed[i];
  h -= a.slope_bpm * u + take_middle(pulse, n);
  a.residual_bpm = hl_round(h);
  a.slope_bpm = hl_round(a.slope_bpm);
  a.scale_bpm = hl_round(hl_scale(pulse, (size_t)n, SCALE_FLOOR));
  a.speed_residual_kmh = hl_round(u);
  a.speed_scale_kmh = hl_round(hl_scale(speed, (size_t)n, SPEED_FLOOR));
  add_angle(s, a);
}

void hl_score_add_freed(const hl_yardstick *yard, const hl_statistic *stat,
                        const hl_list *beside, double own, hl_score *s) {
  double value[HL_LIST_MAX], rest[HL_LIST_MAX], other[HL_LIST_MAX], slope;
  hl_sample sample = sample_of(yard);
  hl_place place;
  int n = sample.n;
  if (s->reason || n < HL_HISTORY_NEEDED || beside->n < n) return;
  memcpy(value, sample.value, (size_t)n * sizeof *value);
  memcpy(rest, value, (size_t)n * sizeof *rest);
  memcpy(other, beside->value + beside->n - n, (size_t)n * sizeof *other);
  take_middle(rest, n);
  own -= take_middle(other, n);
  slope = own_slope(rest, other, n, (pull){0, DAY_WEIGHT, DAY_CLIP_BPM});
  for (int i = 0; i < n; i++)
    value[i] -= slope * other[i];
  sample.value = value;
  hl_place_find(&sample, stat->value_bpm - slope * own, stat->speed_kmh,
                &place);
  add_angle(s, (hl_angle){place.residual, place.scale, 0, 0, 0, 0});
}

void hl_score_add_value(const hl_list *past, double value, hl_score *s) {
  hl_sample sample = {past->n, past->value, NULL, SCALE_FLOOR};
  hl_place place;
  if (s->reason || past->n < HL_HISTORY_NEEDED) return;
  hl_place_find(&sample, value, 0, &place);
  add_angle(s, (hl_angle){place.residual, place.scale, 0, 0, 0, 0});
}

double hl_score_heart_z(const hl_score *s) {
  return s->residual_bpm < 0 ? s->z_low : s->z;
}

/* ---- smallest change ----------------------------------------------------- */

/* The score of a run that is ordinary but for a change of `bpm`. A score that
** was put together by hand has the first angle in its own fields only. */
static double score_at(const hl_score *s, double bpm) {
  double llr[HL_ANGLES];
  if (s->angle_n == 0) return hl_llr(bpm, s->scale_bpm, base_of(s), s->nu);
  for (int i = 0; i < s->angle_n; i++)
    llr[i] = angle_at(s, &s->angle[i], bpm);
  return mean_of_ratios(llr, s->angle_n);
}

static double above(const hl_score *s, double change, double threshold) {
  return score_at(s, change) - threshold;
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
