/* SPDX-License-Identifier: MIT
**
** The leap of a sensor that found the pulse late; see late.h.
**
** At every epoch half a minute before is held against half a minute after, 20 s
** apart. What the speed explains is taken off. A leap is far larger than the
** run's own unrest, and what came before it lies as far from the ten minutes
** after it, at the same speed. Found on real runs of a quiet and of a noisy
** recording (`measure late`): hearts at even speed fall by up to 14 bpm in that
** time on the quiet one.
*/
#include "signal/late.h"

#include <math.h>

enum {
  SIDE = 3,  /* epochs on each side of the leap */
  APART = 2, /* and between them */
  SPREAD = 2 /* epochs that may be missing */
};

#define FROM_MIN 3.0 /* a heart that starts to run rises faster than a leap */
#define LATEST_MIN 12.0
#define UNREST_FROM_MIN 15.0
#define SMALLEST_FALL_BPM 15.0
#define SMALLEST_RISE_BPM 20.0
#define OF_UNREST 4.5  /* a leap in units of the run's ordinary changes */
#define ABS_TO_SD 1.25 /* mean size of a normal deviate to its SD */
#define SETTLED_MIN 10.0
#define STANDS_OUT 0.6 /* share of the leap that must last */
#define BPM_PER_KMH 10.0
#define LAG 0.1535 /* 1 - e^(-10/60): heart rate follows speed by a minute */

/* What the walk along the usable epochs knows of each of the last ones. */
typedef struct look {
  size_t epoch;
  double min, bpm, kmh; /* kmh: lagged */
} look;

typedef struct window {
  look at[2 * SIDE + APART];
  size_t n; /* looked at so far */
  double lag_mps;
} window;

/* The next usable epoch joins the window; false at the end of the run. */
static bool next(const hl_epochs *e, size_t *i, window *w) {
  const float *gas = e->column[HL_COL_GAS_MPS];
  const size_t room = sizeof w->at / sizeof *w->at;
  for (; *i < e->n; ++*i) {
    unsigned flag = e->flag[*i];
    double v = flag & HL_EPOCH_PAUSED ? 0 : (double)gas[*i];
    w->lag_mps = *i ? w->lag_mps + LAG * (v - w->lag_mps) : v / 2;
    if (!(flag & (HL_EPOCH_CLEAN | HL_EPOCH_LATE))) continue;
    for (size_t k = 0; k + 1 < room; k++)
      w->at[k] = w->at[k + 1];
    w->at[room - 1] =
        (look){*i, (double)e->column[HL_COL_MOVING_MIN][*i],
               (double)e->column[HL_COL_HEART_RATE_BPM][*i], w->lag_mps * 3.6};
    w->n++;
    ++*i;
    return true;
  }
  return false;
}

/* Change of heart rate over the window that its speed does not explain; NaN
** where the window has holes. */
static double leap_of(const window *w) {
  const size_t room = sizeof w->at / sizeof *w->at;
  const look *first = w->at, *last = w->at + room - 1;
  double bpm = 0, kmh = 0;
  if (w->n < room || last->epoch - first->epoch > room - 1 + SPREAD)
    return (double)NAN;
  for (int k = 0; k < SIDE; k++) {
    bpm += (last[-k].bpm - first[k].bpm) / SIDE;
    kmh += (last[-k].kmh - first[k].kmh) / SIDE;
  }
  kmh *= BPM_PER_KMH;
  if (bpm * kmh > 0) bpm -= fabs(kmh) < fabs(bpm) ? kmh : bpm;
  return bpm;
}

/* How much the heart rate changes within such a window anyway, as an SD. */
static double unrest_of(const hl_epochs *e) {
  window w = {0};
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; next(e, &i, &w);) {
    double leap = w.at[0].min < UNREST_FROM_MIN ? (double)NAN : leap_of(&w);
    if (isnan(leap)) continue;
    sum += fabs(leap);
    n++;
  }
  return n ? ABS_TO_SD * sum / (double)n : 0;
}

/* Heart rate at the speed of the window, mean over [from, to) minutes. */
static double level(const hl_epochs *e, double from, double to) {
  window w = {0};
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; next(e, &i, &w);) {
    const look *now = &w.at[2 * SIDE + APART - 1];
    if (now->min < from || now->min >= to) continue;
    sum += now->bpm - BPM_PER_KMH * now->kmh;
    n++;
  }
  return n ? sum / (double)n : (double)NAN;
}

/* Does all that came before the leap lie as far from what follows? */
static bool lasts(const hl_epochs *e, double before_min, double after_min,
                  double leap) {
  double before = level(e, 2, before_min);
  double after = level(e, after_min, after_min + SETTLED_MIN);
  return (after - before) * (leap > 0 ? 1 : -1) >= STANDS_OUT * fabs(leap);
}

void hl_late_mark(hl_epochs *e) {
  window w = {0};
  double unrest, largest = 0, before = 0, after = 0;
  size_t end = 0;
  if (!e->column[HL_COL_HEART_RATE_BPM]) return;
  unrest = unrest_of(e);
  for (size_t i = 0; next(e, &i, &w) && w.at[SIDE].min <= LATEST_MIN;) {
    double leap = leap_of(&w), least;
    if (isnan(leap) || w.at[SIDE].min < FROM_MIN) continue;
    least = leap < 0 ? SMALLEST_FALL_BPM : SMALLEST_RISE_BPM;
    if (fabs(leap) < fmax(least, OF_UNREST * unrest)) continue;
    if (fabs(leap) <= fabs(largest)) continue;
    largest = leap;
    before = w.at[SIDE].min;
    after = w.at[SIDE + APART].min;
    end = w.at[SIDE + APART].epoch;
  }
  if (end == 0 || !lasts(e, before, after, largest)) return;
  for (size_t i = 0; i < end; i++) {
    if (!(e->flag[i] & HL_EPOCH_CLEAN)) continue;
    e->flag[i] =
        (uint16_t)((e->flag[i] & ~(unsigned)HL_EPOCH_CLEAN) | HL_EPOCH_LATE);
  }
}
