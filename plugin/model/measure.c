/* SPDX-License-Identifier: MIT
**
** One question put to one run's epochs; see measure.h.
**
** Heart rate counts where an epoch is clean, and heart cost after the second
** minute only; other columns wherever the runner runs.
*/
#include "model/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/series.h"

#define WARM_MIN 2.0
#define PER_MIN 6.0 /* epochs */
#define FEWEST_EPOCHS 18.0
#define STEP_MIN 10.0 /* minutes either side of a lasting step */
#define LEVEL_KMH 12.0

hl_view *hl_view_new(const hl_epochs *e) {
  size_t columns = 0, room;
  hl_view *v;
  hl_series_lag lag;
  unsigned char *at;
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    columns += e->column[c] != NULL;
  room =
      e->n * (2 * sizeof(double) + columns * sizeof(float) + sizeof(uint16_t));
  v = malloc(sizeof *v + room);
  if (!v) return NULL;
  *v = (hl_view){.n = e->n};
  at = (unsigned char *)(v + 1);
  v->t_min = (double *)(void *)at;
  v->speed_kmh = v->t_min + e->n;
  at = (unsigned char *)(v->speed_kmh + e->n);
  for (int c = 0; c < HL_COLUMN_COUNT; c++) {
    if (!e->column[c]) continue;
    v->column[c] = memcpy(at, e->column[c], e->n * sizeof(float));
    at += e->n * sizeof(float);
  }
  v->flag = memcpy(at, e->flag, e->n * sizeof *v->flag);
  hl_series_lag_begin(&lag, e);
  for (size_t i = 0; i < e->n; i++) {
    v->speed_kmh[i] = hl_series_lag_next(&lag, e, i);
    v->t_min[i] = lag.moving_min;
  }
  v->moving_min = lag.moving_min;
  return v;
}

/* Epochs of [from, to) minutes that may be used, walked with next(). */
typedef struct walk {
  const hl_view *view;
  const float *column;
  bool cost; /* heart cost: after minute 2 only */
  bool pulse;
  size_t i;
  double from, to;
} walk;

static walk walk_of(const hl_view *v, hl_column c, double from, double to) {
  bool pulse = c == HL_COL_HEART_RATE_BPM;
  return (walk){v, v->column[c], false, pulse, 0, from, to};
}

static walk walk_cost(const hl_view *v, double from, double to) {
  walk w = walk_of(v, HL_COL_HEART_RATE_BPM, from, to);
  w.cost = true;
  return w;
}

static bool may_use(const walk *w, size_t i) {
  const unsigned spoilt = HL_EPOCH_PAUSED | HL_EPOCH_WALK | HL_EPOCH_JUMP;
  double t = w->view->t_min[i];
  unsigned flag = w->view->flag[i];
  if (t < w->from || t >= w->to || (w->cost && t <= WARM_MIN)) return false;
  if (w->pulse) return flag & HL_EPOCH_CLEAN;
  return !(flag & spoilt) && isfinite(w->column[i]);
}

/* The next epoch's place and value; false at the end. */
static bool next(walk *w, size_t *place, double *value) {
  const hl_view *v = w->view;
  for (; w->column && w->i < v->n; w->i++) {
    if (!may_use(w, w->i)) continue;
    *place = w->i++;
    *value = (double)w->column[*place];
    if (w->cost) *value -= HL_BPM_PER_KMH * v->speed_kmh[*place];
    return true;
  }
  return false;
}

/* At least half of the window, and 18 epochs; and how good it is. */
static bool enough(const walk *w, size_t used, hl_reading *r) {
  double whole = fmin(w->to, w->view->moving_min) - fmax(w->from, 0);
  double share = whole > 0 ? (double)used / (PER_MIN * whole) : 0;
  hl_quality q = hl_quality_of_share(share);
  if (q < r->quality) r->quality = q;
  return (double)used >= fmax(FEWEST_EPOCHS, PER_MIN / 2 * whole);
}

/* Mean value, lagged speed and heart rate. */
static bool mean(walk w, hl_reading *r, double *value) {
  const float *pulse = w.view->column[HL_COL_HEART_RATE_BPM];
  double v, sum = 0, speed = 0, bpm = 0;
  size_t n = 0, i;
  while (next(&w, &i, &v)) {
    sum += v;
    speed += w.view->speed_kmh[i];
    bpm += w.pulse ? (double)pulse[i] : 0;
    n++;
  }
  if (!enough(&w, n, r)) return false;
  *value = sum / (double)n;
  r->speed_kmh = speed / (double)n;
  r->bpm = w.pulse ? bpm / (double)n : (double)NAN;
  return true;
}

static bool read_contrast(const hl_view *v, const hl_question *q,
                          hl_reading *r) {
  double T = v->moving_min, late, early, speed;
  double from = q->against_from.share * T + q->against_from.minutes;
  double to = q->against_to.share * T + q->against_to.minutes;
  if (!mean(walk_cost(v, from, to), r, &late)) return false;
  speed = r->speed_kmh;
  if (!mean(walk_cost(v, r->from_min, r->to_min), r, &early)) return false;
  r->speed_kmh -= speed;
  r->value = early - late;
  return true;
}

static bool read_slope(const hl_view *v, hl_reading *r) {
  walk w = walk_cost(v, r->from_min, r->to_min), again = w;
  double y, t0 = 0, y0 = 0, top = 0, below = 0;
  size_t i, n = 0;
  while (next(&w, &i, &y)) {
    t0 += v->t_min[i];
    y0 += y;
    n++;
  }
  if (!enough(&w, n, r)) return false;
  t0 /= (double)n;
  y0 /= (double)n;
  while (next(&again, &i, &y)) {
    top += (v->t_min[i] - t0) * (y - y0);
    below += (v->t_min[i] - t0) * (v->t_min[i] - t0);
  }
  if (below <= 0) return false;
  r->value = 10 * top / below;
  return true;
}

/* Where a step up explains most of the variation; each side ten minutes. */
static bool read_onset(const hl_view *v, hl_reading *r) {
  walk w = walk_cost(v, r->from_min, r->to_min), again = w;
  double y, sum = 0, before = 0, best = -INFINITY;
  double first = r->from_min + STEP_MIN;
  double last = fmin(r->to_min, v->moving_min) - STEP_MIN;
  size_t i, n = 0, k = 0;
  while (next(&w, &i, &y)) {
    sum += y;
    n++;
  }
  if (!enough(&w, n, r) || first > last) return false;
  for (; next(&again, &i, &y); before += y, k++) {
    double t = v->t_min[i], rest = (double)(n - k);
    if (k == 0 || t < first || t > last) continue;
    double step = (sum - before) / rest - before / (double)k;
    double gain = step * sqrt((double)k * rest / (double)n);
    if (gain > best) {
      best = gain;
      r->value = step;
      r->at_min = t;
    }
  }
  return isfinite(best);
}

static bool read_share(const hl_view *v, const hl_question *q, hl_reading *r) {
  walk w = walk_of(v, q->column, r->from_min, r->to_min);
  double x;
  size_t i, n = 0, inside = 0;
  while (next(&w, &i, &x)) {
    inside += x >= q->low && x < q->high;
    n++;
  }
  if (!enough(&w, n, r)) return false;
  r->value = (double)inside / (double)n;
  return true;
}

static bool read_value(const hl_view *v, const hl_question *q, hl_reading *r) {
  switch (q->measure) {
  case HL_MEASURE_MEAN:
    return mean(walk_of(v, q->column, r->from_min, r->to_min), r, &r->value);
  case HL_MEASURE_COST:
    if (!mean(walk_cost(v, r->from_min, r->to_min), r, &r->value)) return false;
    r->value += HL_BPM_PER_KMH * LEVEL_KMH;
    return true;
  case HL_MEASURE_CONTRAST: return read_contrast(v, q, r);
  case HL_MEASURE_SLOPE: return read_slope(v, r);
  case HL_MEASURE_ONSET: return read_onset(v, r);
  case HL_MEASURE_SHARE: return read_share(v, q, r);
  case HL_MEASURE_COUNT: break;
  }
  return false;
}

void hl_view_read(const hl_view *v, const hl_question *q, hl_reading *r) {
  const double none = (double)NAN;
  double T = v->moving_min;
  *r = (hl_reading){.value = none,
                    .bpm = none,
                    .at_min = none,
                    .from_min = q->from.share * T + q->from.minutes,
                    .to_min = q->to.share * T + q->to.minutes,
                    .quality = HL_QUALITY_GOOD};
  r->has = read_value(v, q, r);
  r->value = r->has ? hl_round(r->value) : none;
  r->speed_kmh = hl_round(r->speed_kmh);
  r->bpm = hl_round(r->bpm);
  if (!r->has) r->at_min = none;
}
