/* SPDX-License-Identifier: MIT
**
** The clean epochs of a run as the statistics read them: moving minutes, heart
** rate, and the speed that caused it. Only model/ includes this.
*/
#ifndef HL_MODEL_SERIES_H
#define HL_MODEL_SERIES_H

#include "signal/epochs.h"

/* bpm that one km/h costs: fixed, because a slope fitted to noisy speed hides
** a slowing at the same heart rate (method.md B 1.4). */
#define HL_BPM_PER_KMH 8.0
#define HL_REST_BPM HL_RESTING_BPM

/* Speed as heart rate feels it: a first-order lag of 60 s on grade-adjusted
** speed, standing counting as none; and moving minutes. Epochs in order. */
typedef struct hl_series_lag {
  double speed_mps;
  size_t moving;
  double moving_min; /* at the last epoch asked for */
} hl_series_lag;
void hl_series_lag_begin(hl_series_lag *lag, const hl_epochs *epochs);
double hl_series_lag_next(hl_series_lag *lag, const hl_epochs *epochs,
                          size_t i); /* km/h */

typedef struct hl_series {
  double moving_min; /* T, of the whole run */
  size_t n;          /* clean epochs after minute 2, in order of time */
  double *t_min;
  double *speed_kmh; /* grade-adjusted, lagged by 60 s */
  double *bpm;
  double *plain_mps; /* speed as run */
} hl_series;

/* In `scratch`. HL_E_NOMEM only. A run without heart rate has n == 0. */
hl_status hl_series_build(const hl_epochs *epochs, hl_arena *scratch,
                          hl_series *series, hl_error *err);

/* Means over the clean epochs of [from, to) minutes. False, and *mean
** untouched, where under half of the window or under 18 epochs are clean. */
typedef struct hl_mean {
  double bpm, speed_kmh;
  double share; /* of the window that is clean */
} hl_mean;
bool hl_series_mean(const hl_series *series, double from_min, double to_min,
                    hl_mean *mean);
/* The same, epochs far from the window's median at 8 bpm per km/h counting
** less (Huber). `work` holds 2 * series->n values. */
bool hl_series_robust(const hl_series *series, double from_min, double to_min,
                      double *work, hl_mean *mean);

/* Heart rate at a mean's own speed taken off: bpm - 8 * km/h. */
double hl_mean_cost(const hl_mean *mean);

#endif
