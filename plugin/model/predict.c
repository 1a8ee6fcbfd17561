/* SPDX-License-Identifier: MIT
**
** Expected heart rate; see predict.h. Constants: method.md B 4 "HR prediction
** model"; warmth after methods.md 2.1.
*/
#include "model/predict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"

enum {
  LEVEL,
  SLOPE,
  DRIFT,
  START,
  COSINE,
  SINE,
  WARMTH,
  STATES
};

#define PRIOR_MEAN                                                             \
  { 150, 6, 0.6, -8, 0, 0, 0.7 }
#define PRIOR_SD                                                               \
  { 20, 2.5, 0.6, 8, 2, 2, 0.5 }
#define CENTRE_KMH 12.0
#define DRIFT_FROM_MIN 10.0
#define START_FADE_MIN 5.0
#define WARM_FROM_C 12.0
#define LEVEL_RUN 4.0  /* variance the level gains per run, bpm squared */
#define LEVEL_DAY 0.09 /* and per day since the last one */
#define LEVEL_DAYS 60.0
#define LEVEL_SENSOR 25.0 /* at a change of device */
#define ROW_NOISE 64.0
#define RUN_NOISE 25.0
#define HUBER 1.5
#define GATE 4.0
#define GATED 0.05

struct hl_predict {
  int n;
  int64_t last_ms;
  uint32_t device;
  double x[STATES], P[STATES][STATES];
};

hl_predict *hl_predict_new(void) {
  static const double mean[STATES] = PRIOR_MEAN, sd[STATES] = PRIOR_SD;
  hl_predict *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  for (int i = 0; i < STATES; i++) {
    p->x[i] = mean[i];
    p->P[i][i] = sd[i] * sd[i];
  }
  return p;
}

hl_predict *hl_predict_copy(const hl_predict *predict) {
  hl_predict *copy = malloc(sizeof *copy);
  if (copy) *copy = *predict;
  return copy;
}

void hl_predict_free(hl_predict *predict) {
  free(predict);
}

/* One row of the regression. Where the local time is unknown UTC stands for it:
** the wave takes up any fixed shift. No warmth recorded counts as cool. */
static void feature(const hl_facts *f, double min, double kmh, double *h) {
  const double pi = 3.14159265358979323846;
  double hour = hl_local_second(f->start_ms, f->utc_offset_s) / 3600.0;
  h[LEVEL] = 1;
  h[SLOPE] = kmh - CENTRE_KMH;
  h[DRIFT] = fmax(0, min - DRIFT_FROM_MIN) / 10;
  h[START] = exp(-min / START_FADE_MIN);
  h[COSINE] = cos(2 * pi * hour / 24);
  h[SINE] = sin(2 * pi * hour / 24);
  h[WARMTH] =
      isfinite(f->temperature_c) ? fmax(0, f->temperature_c - WARM_FROM_C) : 0;
}

static double dot(const double *a, const double *b) {
  double sum = 0;
  for (int i = 0; i < STATES; i++)
    sum += a[i] * b[i];
  return sum;
}

/* P h, and the variance h' P h. */
static double spread(const hl_predict *p, const double *h, double *Ph) {
  for (int i = 0; i < STATES; i++)
    Ph[i] = dot(p->P[i], h);
  return dot(h, Ph);
}

static void update(hl_predict *p, const double *h, double y, double noise) {
  double Ph[STATES], var = spread(p, h, Ph);
  double error = y - dot(h, p->x), far = fabs(error) / sqrt(var + noise);
  if (far > GATE)
    noise /= GATED;
  else if (far > HUBER)
    noise *= far / HUBER;
  for (int i = 0; i < STATES; i++)
    p->x[i] += Ph[i] / (var + noise) * error;
  for (int i = 0; i < STATES; i++)
    for (int j = 0; j < STATES; j++)
      p->P[i][j] -= Ph[i] * Ph[j] / (var + noise);
}

/* Mean feature and mean heart rate of the run's rows; false without rows. */
static bool mean_row(const hl_facts *f, double *mean, double *bpm) {
  memset(mean, 0, STATES * sizeof *mean);
  *bpm = 0;
  for (int r = 0; r < f->row_n; r++) {
    double h[STATES];
    feature(f, (double)f->row[r].moving_min, (double)f->row[r].speed_kmh, h);
    for (int i = 0; i < STATES; i++)
      mean[i] += h[i] / f->row_n;
    *bpm += (double)f->row[r].heart_rate_bpm / f->row_n;
  }
  return f->row_n > 0;
}

/* What the level may have done since the last run. */
static double level_gain(const hl_predict *p, const hl_facts *f) {
  double days = p->n ? (double)(f->start_ms - p->last_ms) / 86400000.0 : 1;
  double gain = LEVEL_RUN + LEVEL_DAY * fmin(fmax(days, 0), LEVEL_DAYS);
  return gain + (p->n && f->device != p->device ? LEVEL_SENSOR : 0);
}

void hl_predict_look(const hl_predict *p, const hl_facts *f, hl_expected *out) {
  const double none = (double)NAN;
  double mean[STATES], Ph[STATES], bpm;
  *out = (hl_expected){false, p->n, none, none, none, none};
  if (!mean_row(f, mean, &bpm)) return;
  out->has = true;
  out->bpm = hl_round(dot(mean, p->x));
  out->sd_bpm =
      hl_round(sqrt(spread(p, mean, Ph) + level_gain(p, f) + RUN_NOISE));
  out->residual_bpm = hl_round(bpm - out->bpm);
  out->z = hl_round(out->residual_bpm / out->sd_bpm);
}

double hl_predict_bpm(const hl_predict *p, const hl_facts *f, double moving_min,
                      double speed_kmh) {
  double h[STATES];
  feature(f, moving_min, speed_kmh, h);
  return hl_round(dot(h, p->x));
}

void hl_predict_learn(hl_predict *p, const hl_facts *f) {
  double mean[STATES], bpm;
  if (!hl_facts_teaches(f) || !mean_row(f, mean, &bpm)) return;
  p->P[LEVEL][LEVEL] += level_gain(p, f);
  p->last_ms = f->start_ms;
  p->device = f->device;
  /* Rows against the run's own mean teach the slopes, the mean teaches all. */
  for (int r = 0; r < f->row_n; r++) {
    double h[STATES];
    feature(f, (double)f->row[r].moving_min, (double)f->row[r].speed_kmh, h);
    for (int i = 0; i < STATES; i++)
      h[i] -= mean[i];
    update(p, h, (double)f->row[r].heart_rate_bpm - bpm, ROW_NOISE);
  }
  update(p, mean, bpm, RUN_NOISE);
  p->n++;
}
