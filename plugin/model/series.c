/* SPDX-License-Identifier: MIT
**
** Clean epochs as the statistics read them; see series.h.
*/
#include "model/series.h"

#include <math.h>

#include "model/robust.h"

#define LAG_S 60.0   /* of heart rate behind speed: B 4 "Lag" */
#define WARM_MIN 2.0 /* before it nothing is settled */
#define FEWEST_EPOCHS 18.0
#define HALF_PER_MIN 3.0 /* of the six epochs of a minute */
#define HUBER 1.5
#define MAD_TO_SD 1.4826

static hl_status room_for(hl_series *s, size_t n, hl_arena *scratch,
                          hl_error *err) {
  s->t_min = hl_arena_alloc(scratch, n, sizeof(double));
  s->speed_kmh = hl_arena_alloc(scratch, n, sizeof(double));
  s->bpm = hl_arena_alloc(scratch, n, sizeof(double));
  s->plain_mps = hl_arena_alloc(scratch, n, sizeof(double));
  if (!s->t_min || !s->speed_kmh || !s->bpm || !s->plain_mps)
    return hl_nomem(err);
  return HL_OK;
}

void hl_series_lag_begin(hl_series_lag *lag, const hl_epochs *e) {
  double first = e->n ? (double)e->column[HL_COL_GAS_MPS][0] : 0;
  *lag = (hl_series_lag){.speed_mps = first / 2};
}

double hl_series_lag_next(hl_series_lag *lag, const hl_epochs *e, size_t i) {
  const double share = 1 - exp(-HL_EPOCH_S / LAG_S);
  bool paused = e->flag[i] & HL_EPOCH_PAUSED;
  double gas = paused ? 0 : (double)e->column[HL_COL_GAS_MPS][i];
  lag->moving += !paused;
  lag->moving_min = hl_moving_min(lag->moving);
  lag->speed_mps += share * (gas - lag->speed_mps);
  return lag->speed_mps * 3.6;
}

hl_status hl_series_build(const hl_epochs *e, hl_arena *scratch,
                          hl_series *series, hl_error *err) {
  const float *pulse = e->column[HL_COL_HEART_RATE_BPM];
  hl_series_lag lag;
  *series = (hl_series){0};
  if (room_for(series, e->n, scratch, err)) return HL_E_NOMEM;
  hl_series_lag_begin(&lag, e);
  for (size_t i = 0; i < e->n; i++) {
    size_t k = series->n;
    double speed = hl_series_lag_next(&lag, e, i);
    if (!pulse || !(e->flag[i] & HL_EPOCH_CLEAN) || lag.moving_min <= WARM_MIN)
      continue;
    series->t_min[k] = lag.moving_min;
    series->speed_kmh[k] = speed;
    series->bpm[k] = (double)pulse[i];
    series->plain_mps[k] = (double)e->column[HL_COL_SPEED_MPS][i];
    series->n++;
  }
  series->moving_min = lag.moving_min;
  return HL_OK;
}

/* First epoch at or after a minute. */
static size_t find(const hl_series *s, double min) {
  size_t low = 0, high = s->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (s->t_min[middle] < min)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

typedef struct window {
  size_t from, n;
  double share;
} window;

static bool find_window(const hl_series *s, double from_min, double to_min,
                        window *w) {
  double whole = fmin(to_min, s->moving_min) - from_min;
  size_t end = find(s, to_min);
  w->from = find(s, from_min);
  w->n = end > w->from ? end - w->from : 0;
  w->share = fmin((double)w->n / (2 * HALF_PER_MIN * whole), 1);
  return (double)w->n >= fmax(FEWEST_EPOCHS, HALF_PER_MIN * whole);
}

bool hl_series_mean(const hl_series *s, double from_min, double to_min,
                    hl_mean *mean) {
  window w;
  hl_mean sum = {0};
  if (!find_window(s, from_min, to_min, &w)) return false;
  for (size_t i = w.from; i < w.from + w.n; i++) {
    sum.bpm += s->bpm[i];
    sum.speed_kmh += s->speed_kmh[i];
  }
  *mean =
      (hl_mean){sum.bpm / (double)w.n, sum.speed_kmh / (double)w.n, w.share};
  return true;
}

bool hl_series_robust(const hl_series *s, double from_min, double to_min,
                      double *work, hl_mean *mean) {
  window w;
  double weights = 0, median, bound;
  double *far = work, *sorted = work + s->n;
  hl_mean sum = {0};
  if (!find_window(s, from_min, to_min, &w)) return false;
  for (size_t i = 0; i < w.n; i++) {
    size_t at = w.from + i;
    sorted[i] = far[i] = s->bpm[at] - HL_BPM_PER_KMH * s->speed_kmh[at];
  }
  median = hl_median(sorted, w.n);
  for (size_t i = 0; i < w.n; i++)
    sorted[i] = far[i] = fabs(far[i] - median);
  bound = HUBER * (MAD_TO_SD * hl_median(sorted, w.n) + 1);
  for (size_t i = 0; i < w.n; i++) {
    double weight = far[i] > bound ? bound / far[i] : 1;
    weights += weight;
    sum.bpm += weight * s->bpm[w.from + i];
    sum.speed_kmh += weight * s->speed_kmh[w.from + i];
  }
  *mean = (hl_mean){sum.bpm / weights, sum.speed_kmh / weights, w.share};
  return true;
}

double hl_mean_cost(const hl_mean *mean) {
  return mean->bpm - HL_BPM_PER_KMH * mean->speed_kmh;
}
