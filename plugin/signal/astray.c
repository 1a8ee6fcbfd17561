/* SPDX-License-Identifier: MIT
**
** Leaps of a heart-rate sensor; see astray.h.
**
** At every epoch half a minute before is held against half a minute after, 20 s
** apart. What the speed explains is taken off. A leap is far larger than the
** run's own unrest and than any heart in that time: on the quiet real recording
** 99 in 100 runs stay under 14 bpm (tests/measure, "astray").
*/
#include "signal/astray.h"

#include <math.h>

enum {
  SIDE = 3,   /* epochs on each side of the leap */
  APART = 2,  /* and between them */
  SPREAD = 2, /* epochs that may be missing */
  ROOM = 2 * SIDE + APART,
  BREAK = 12, /* unusable epochs that part a run */
  PARTS = 32  /* more are left in one */
};

#define FROM_MIN 3.0 /* a heart that starts to run rises as fast as a leap */
#define UNREST_FROM_MIN 15.0
#define LEAP_BPM 20.0
/* A fall in the first minutes is the commonest of all leaps, and nothing else
** falls then. */
#define EARLY_FALL_BPM 15.0
#define EARLY_MIN 12.0
#define OF_UNREST 4.5  /* a leap in units of the run's ordinary changes */
#define ABS_TO_SD 1.25 /* mean size of a normal deviate to its SD */
#define BESIDE_MIN 10.0
#define STANDS_OUT 0.6 /* share of a leap by which a part must differ */
#define BPM_PER_KMH 10.0
#define LAG 0.1535 /* 1 - e^(-10/60): heart rate follows speed by a minute */

/* What the walk along the usable epochs knows of each of the last ones. */
typedef struct look {
  size_t epoch;
  double min, bpm, kmh; /* kmh: lagged */
} look;

typedef struct walk {
  const hl_epochs *e;
  size_t i, n; /* next epoch; usable ones met */
  double lag_mps;
  look at[ROOM]; /* the last one at its end */
} walk;

/* On to the next usable epoch; false at the end of the run. */
static bool next(walk *w) {
  const hl_epochs *e = w->e;
  const float *gas = e->column[HL_COL_GAS_MPS];
  for (; w->i < e->n; w->i++) {
    unsigned flag = e->flag[w->i];
    double v = flag & HL_EPOCH_PAUSED ? 0 : (double)gas[w->i];
    w->lag_mps = w->i ? w->lag_mps + LAG * (v - w->lag_mps) : v / 2;
    if (!(flag & (HL_EPOCH_CLEAN | HL_EPOCH_ASTRAY))) continue;
    for (int k = 0; k + 1 < ROOM; k++)
      w->at[k] = w->at[k + 1];
    w->at[ROOM - 1] = (look){w->i, (double)e->column[HL_COL_MOVING_MIN][w->i],
                             (double)e->column[HL_COL_HEART_RATE_BPM][w->i],
                             w->lag_mps * 3.6};
    w->n++;
    w->i++;
    return true;
  }
  return false;
}

/* Change of heart rate that the speed does not explain; NaN where too many of
** the last epochs are missing. */
static double change_of(const walk *w) {
  const look *first = w->at, *last = w->at + ROOM - 1;
  double bpm = 0, kmh = 0;
  if (w->n < ROOM || last->epoch - first->epoch > ROOM - 1 + SPREAD)
    return (double)NAN;
  for (int k = 0; k < SIDE; k++) {
    bpm += (last[-k].bpm - first[k].bpm) / SIDE;
    kmh += (last[-k].kmh - first[k].kmh) / SIDE;
  }
  kmh *= BPM_PER_KMH;
  if (bpm * kmh > 0) bpm -= fabs(kmh) < fabs(bpm) ? kmh : bpm;
  return bpm;
}

/* How much the heart rate changes in that time anyway, as an SD. */
static double unrest_of(const hl_epochs *e) {
  walk w = {.e = e};
  double sum = 0;
  size_t n = 0;
  while (next(&w)) {
    double change = w.at[0].min < UNREST_FROM_MIN ? (double)NAN : change_of(&w);
    if (isnan(change)) continue;
    sum += fabs(change);
    n++;
  }
  return n ? ABS_TO_SD * sum / (double)n : 0;
}

/* What lies between two leaps or breaks. */
typedef struct part {
  size_t from, to, n; /* epochs [from, to), usable ones among them */
  bool after_leap;    /* not after a break */
} part;

typedef struct parts {
  int n;
  part of[PARTS];
} parts;

static bool is_leap(double change, double min, double unrest) {
  bool early_fall = change < 0 && min <= EARLY_MIN;
  double least = early_fall ? EARLY_FALL_BPM : LEAP_BPM;
  return min >= FROM_MIN && fabs(change) >= fmax(least, OF_UNREST * unrest);
}

/* The part that is open ends before `at`. */
static void end_part(parts *p, size_t at, bool by_leap) {
  if (p->n == PARTS - 1) return;
  p->of[p->n++].to = at;
  p->of[p->n] = (part){.from = at, .after_leap = by_leap};
}

/* Cut the run at breaks, and where the change is largest among neighbouring
** leaps. */
static void cut(const hl_epochs *e, double unrest, parts *p) {
  walk w = {.e = e};
  double largest = 0;
  size_t at = 0, since = 0;
  while (next(&w)) {
    const look *last = &w.at[ROOM - 1];
    double change = change_of(&w);
    if (w.n > 1 && last->epoch - last[-1].epoch > BREAK)
      end_part(p, last->epoch, false);
    if (!isnan(change) && is_leap(change, w.at[SIDE].min, unrest) &&
        fabs(change) > fabs(largest)) {
      largest = change;
      at = w.at[SIDE + APART].epoch;
      since = 0;
    } else if (largest != 0 && ++since >= ROOM - APART) {
      end_part(p, at, true);
      largest = 0;
    }
  }
  if (largest != 0) end_part(p, at, true);
  p->of[p->n++].to = e->n;
}

static int longest(const hl_epochs *e, parts *p) {
  int best = 0;
  for (int k = 0; k < p->n; k++) {
    part *own = &p->of[k];
    for (size_t i = own->from; i < own->to; i++)
      own->n += (e->flag[i] & (HL_EPOCH_CLEAN | HL_EPOCH_ASTRAY)) != 0;
    if (own->n > p->of[best].n) best = k;
  }
  return best;
}

/* Heart rate less what the speed costs, mean over the usable epochs of a part
** between two minutes; NaN: none. */
static double level(const hl_epochs *e, const part *p, double from_min,
                    double to_min) {
  walk w = {.e = e};
  double sum = 0;
  size_t n = 0;
  while (next(&w)) {
    const look *now = &w.at[ROOM - 1];
    if (now->epoch < p->from || now->epoch >= p->to || now->min < from_min ||
        now->min >= to_min)
      continue;
    sum += now->bpm - BPM_PER_KMH * now->kmh;
    n++;
  }
  return n ? sum / (double)n : (double)NAN;
}

/* Is there a leap at either end? */
static bool borders_leap(const parts *p, int k) {
  return p->of[k].after_leap || (k + 1 < p->n && p->of[k + 1].after_leap);
}

/* Does a part lie as far from what is believed beside it? Far away drift would
** hide it. */
static bool differs(const hl_epochs *e, const part *own, const part *believed) {
  const float *minute = e->column[HL_COL_MOVING_MIN];
  bool before = own->from < believed->from;
  double near = (double)minute[before ? believed->from : believed->to - 1];
  double other = level(e, believed, before ? near : near - BESIDE_MIN,
                       before ? near + BESIDE_MIN : near + 1);
  double least = before && near <= EARLY_MIN ? EARLY_FALL_BPM : LEAP_BPM;
  return fabs(level(e, own, 2, INFINITY) - other) >= STANDS_OUT * least;
}

void hl_astray_mark(hl_epochs *e) {
  parts p = {0};
  int believed;
  if (!e->column[HL_COL_HEART_RATE_BPM]) return;
  cut(e, unrest_of(e), &p);
  if (p.n == 1) return;
  believed = longest(e, &p);
  for (int k = 0; k < p.n; k++) {
    if (k == believed || !borders_leap(&p, k) ||
        !differs(e, &p.of[k], &p.of[believed]))
      continue;
    for (size_t i = p.of[k].from; i < p.of[k].to; i++)
      if (e->flag[i] & HL_EPOCH_CLEAN)
        e->flag[i] = (uint16_t)((e->flag[i] & ~(unsigned)HL_EPOCH_CLEAN) |
                                HL_EPOCH_ASTRAY);
  }
}
