/* SPDX-License-Identifier: MIT
**
** Points as recorded to one value per second; see clean.h.
**
** Order of work: put the points in order of time, mark pauses, make distance
** monotone and take jumps out of it, drop impossible heart rates, then lay
** every channel on the grid. Linear in the number of points.
*/
#include "signal/clean.h"

#include <math.h>
#include <stdlib.h>

enum {
  MIN_POINTS = 60,
  MIN_S = 300,
  MAX_S = 24 * 3600,
  PIECE_GAP_MS = 6 * 3600 * 1000, /* a clock set in mid-recording */
  MIN_VALUES = 10,                /* a channel with fewer is not there */
  HOLD_S = 15,                    /* longer without a point is a pause */
  HOLD_SLOW_S = 60,               /* altitude and temperature change slowly */
  FLAT_S = 90
};

#define THIN_MS 200  /* points closer than this are doubles */
#define JUMP_MPS 8.0 /* and JUMP_M: faster is not running */
#define JUMP_M 10.0
#define DISTANCE_SHARE 0.3 /* of points, or of one per 5 s */
#define ONE_LEG_SPM 120.0
#define PULSE_LOW_BPM 45.0
#define PULSE_HIGH_BPM 215.0
#define PULSE_RATE 8.0 /* bpm per second: no heart changes faster */

/* The points in order of time: index into the activity and seconds. */
typedef struct track {
  const hl_activity *activity;
  size_t n;
  size_t *index;
  double *at_s;
} track;

/* Valid values of one channel, and when. */
typedef struct knots {
  size_t n;
  double *at_s, *value;
} knots;

typedef struct stamp {
  int64_t ms;
  size_t index;
} stamp;

static int compare_stamps(const void *a, const void *b) {
  const stamp *l = a, *r = b;
  if (l->ms != r->ms) return l->ms < r->ms ? -1 : 1;
  return l->index < r->index ? -1 : l->index > r->index;
}

/* Of a recording that spans more than a day, the piece between long gaps that
** holds most points: a watch that set its clock while it was running. */
static void longest_piece(stamp **first, size_t *n) {
  stamp *s = *first;
  size_t best = 0, best_n = 0, from = 0;
  if (*n == 0 || s[*n - 1].ms - s[0].ms <= (int64_t)MAX_S * 1000) return;
  for (size_t i = 1; i <= *n; i++) {
    if (i < *n && s[i].ms - s[i - 1].ms <= PIECE_GAP_MS) continue;
    if (i - from > best_n) {
      best = from;
      best_n = i - from;
    }
    from = i;
  }
  *first = s + best;
  *n = best_n;
}

static hl_status order_points(const hl_activity *a, hl_arena *scratch,
                              track *out, hl_error *err) {
  stamp *s = hl_arena_alloc(scratch, a->n, sizeof *s);
  bool sorted = true;
  size_t n = a->n;
  if (!s) return hl_nomem(err);
  for (size_t i = 0; i < n; i++) {
    s[i] = (stamp){a->time_ms[i], i};
    sorted = sorted && (i == 0 || s[i - 1].ms <= s[i].ms);
  }
  if (!sorted) qsort(s, n, sizeof *s, compare_stamps);
  longest_piece(&s, &n);
  out->activity = a;
  out->index = hl_arena_alloc(scratch, n, sizeof *out->index);
  out->at_s = hl_arena_alloc(scratch, n, sizeof *out->at_s);
  if (!out->index || !out->at_s) return hl_nomem(err);
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && s[i].ms - s[i - 1].ms <= THIN_MS) continue;
    out->index[out->n] = s[i].index;
    out->at_s[out->n++] = (double)(s[i].ms - s[0].ms) / 1000.0;
  }
  return HL_OK;
}

static void mark(hl_grid *grid, double from, double to, int flag) {
  size_t end = to < (double)grid->n ? (size_t)to : grid->n;
  for (size_t i = (size_t)from; i < end; i++)
    grid->flag[i] |= (unsigned char)flag;
}

static hl_status collect(const track *t, hl_channel c, hl_arena *scratch,
                         knots *k, hl_error *err) {
  const float *value = t->activity->channel[c];
  *k = (knots){0};
  if (!value) return HL_OK;
  k->at_s = hl_arena_alloc(scratch, t->n, sizeof *k->at_s);
  k->value = hl_arena_alloc(scratch, t->n, sizeof *k->value);
  if (!k->at_s || !k->value) return hl_nomem(err);
  for (size_t i = 0; i < t->n; i++) {
    float v = value[t->index[i]];
    if (!isfinite(v)) continue;
    k->at_s[k->n] = t->at_s[i];
    k->value[k->n++] = (double)v;
  }
  return HL_OK;
}

/* Knots on the grid; seconds further than `hold_s` from any have no value.
** False: out of memory. */
static bool lay(const hl_grid *grid, const knots *k, int hold_s,
                hl_arena *scratch, double **out) {
  double *y;
  hl_line line = {k->at_s, k->value, k->n, 0};
  *out = NULL;
  if (k->n < MIN_VALUES) return true;
  y = hl_arena_alloc(scratch, grid->n, sizeof *y);
  if (!y) return false;
  for (size_t i = 0; i < grid->n; i++) {
    double s = (double)i + 0.5;
    bool before = s < k->at_s[0] - hold_s;
    bool after = s > k->at_s[k->n - 1] + hold_s;
    y[i] = before || after ? (double)NAN : hl_line_at(&line, s);
  }
  for (size_t j = 0; j + 1 < k->n; j++) {
    if (k->at_s[j + 1] - k->at_s[j] <= hold_s) continue;
    size_t end = (size_t)ceil(k->at_s[j + 1]);
    for (size_t i = (size_t)k->at_s[j]; i < end && i < grid->n; i++)
      y[i] = (double)NAN;
  }
  *out = y;
  return true;
}

/* Distance never falls; a step no runner can make is taken out and marked. */
static void straighten(knots *k, hl_grid *grid) {
  double top = k->value[0], total = 0;
  k->value[0] = 0;
  for (size_t i = 1; i < k->n; i++) {
    double high = fmax(top, k->value[i]);
    double step = high - top;
    double lasted = fmax(k->at_s[i] - k->at_s[i - 1], 1.0);
    top = high;
    if (step > JUMP_MPS * lasted + JUMP_M) {
      mark(grid, k->at_s[i - 1], floor(k->at_s[i]) + 1,
           HL_SECOND_GAP | HL_SECOND_JUMP);
      step = 0;
    }
    total += step;
    k->value[i] = total;
  }
}

/* Speed per second out of distance, or out of the speed field when distance is
** mostly absent. Leaves grid->n at 0 when there is neither. */
static hl_status find_speed(const track *t, hl_arena *scratch, hl_grid *grid,
                            hl_error *err) {
  knots k;
  size_t n = grid->n;
  double *d = grid->distance_m, *speed = NULL;
  double wanted = fmin((double)t->n, (double)n / 5.0) * DISTANCE_SHARE;
  if (collect(t, HL_DISTANCE, scratch, &k, err)) return HL_E_NOMEM;
  if (k.n > 0 && (double)k.n > wanted) {
    hl_line line = {k.at_s, k.value, k.n, 0};
    straighten(&k, grid);
    for (size_t i = 0; i <= n; i++)
      d[i] = hl_line_at(&line, (double)i);
    for (size_t i = 0; i < n; i++)
      grid->speed_mps[i] = d[i + 1] - d[i];
    return HL_OK;
  }
  if (collect(t, HL_SPEED, scratch, &k, err)) return HL_E_NOMEM;
  if (k.n > MIN_POINTS && !lay(grid, &k, HOLD_S, scratch, &speed))
    return hl_nomem(err);
  if (!speed) {
    grid->n = 0;
    return HL_OK;
  }
  for (size_t i = 0; i < n; i++) {
    grid->speed_mps[i] = isfinite(speed[i]) ? fmax(speed[i], 0) : 0;
    d[i + 1] = d[i] + grid->speed_mps[i];
  }
  return HL_OK;
}

/* Drop heart rates out of range, and the two values either side of every
** change that no heart makes. */
static hl_status drop_pulse(knots *k, hl_arena *scratch, hl_error *err) {
  size_t n = 0;
  unsigned char *bad = hl_arena_alloc(scratch, k->n, 1);
  if (!bad) return hl_nomem(err);
  for (size_t i = 0; i < k->n; i++) {
    if (k->value[i] < PULSE_LOW_BPM || k->value[i] > PULSE_HIGH_BPM) continue;
    k->at_s[n] = k->at_s[i];
    k->value[n++] = k->value[i];
  }
  k->n = n < MIN_POINTS ? 0 : n;
  for (size_t i = 0; i + 1 < k->n; i++) {
    double lasted = fmax(k->at_s[i + 1] - k->at_s[i], 1.0);
    if (fabs(k->value[i + 1] - k->value[i]) / lasted <= PULSE_RATE) continue;
    for (size_t j = i > 0 ? i - 1 : 0; j <= i + 2 && j < k->n; j++)
      bad[j] = 1;
  }
  n = 0;
  for (size_t i = 0; i < k->n; i++) {
    if (bad[i]) continue;
    k->at_s[n] = k->at_s[i];
    k->value[n++] = k->value[i];
  }
  k->n = n;
  return HL_OK;
}

/* A sensor that says the same for a minute and a half says nothing. */
static void mark_flat(hl_grid *grid, const double *pulse) {
  size_t from = 0;
  for (size_t i = 1; i <= grid->n; i++) {
    if (i < grid->n && pulse[i] == pulse[i - 1]) continue;
    if (i - from > FLAT_S) mark(grid, (double)from, (double)i, HL_SECOND_FLAT);
    from = i;
  }
}

/* One leg counted where two were meant: the median lies under 120. Counting
** finds that without sorting; where just half lie under, the two values in the
** middle are the nearest to 120 on either side. */
static void double_cadence(const hl_grid *grid, double *cadence) {
  size_t n = 0, under = 0;
  double below = 0, above = (double)INFINITY;
  for (size_t i = 0; i < grid->n; i++) {
    if (!isfinite(cadence[i])) continue;
    n++;
    if (cadence[i] < ONE_LEG_SPM) {
      under++;
      below = fmax(below, cadence[i]);
    } else {
      above = fmin(above, cadence[i]);
    }
  }
  if (2 * under < n || (2 * under == n && below + above >= 2 * ONE_LEG_SPM))
    return;
  for (size_t i = 0; i < grid->n; i++)
    if (cadence[i] < ONE_LEG_SPM) cadence[i] *= 2;
}

static hl_status lay_channels(const track *t, hl_arena *scratch, hl_grid *grid,
                              hl_error *err) {
  static const hl_channel wanted[] = {HL_ALTITUDE,   HL_HEART_RATE,  HL_CADENCE,
                                      HL_POWER,      HL_TEMPERATURE, HL_CONTACT,
                                      HL_OSCILLATION};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    hl_channel c = wanted[i];
    int hold = c == HL_ALTITUDE || c == HL_TEMPERATURE ? HOLD_SLOW_S : HOLD_S;
    knots k;
    if (collect(t, c, scratch, &k, err)) return HL_E_NOMEM;
    if (c == HL_HEART_RATE && drop_pulse(&k, scratch, err)) return HL_E_NOMEM;
    if (!lay(grid, &k, hold, scratch, &grid->of[c])) return hl_nomem(err);
  }
  if (grid->of[HL_HEART_RATE]) mark_flat(grid, grid->of[HL_HEART_RATE]);
  if (grid->of[HL_CADENCE]) double_cadence(grid, grid->of[HL_CADENCE]);
  return HL_OK;
}

hl_status hl_grid_build(const hl_activity *activity, hl_arena *scratch,
                        hl_grid *grid, hl_error *err) {
  track t = {0};
  double lasted;
  *grid = (hl_grid){0};
  if (activity->n < MIN_POINTS) return HL_OK;
  if (order_points(activity, scratch, &t, err)) return HL_E_NOMEM;
  lasted = t.at_s[t.n - 1];
  if (t.n < MIN_POINTS || lasted < MIN_S || lasted > MAX_S) return HL_OK;
  grid->n = (size_t)lasted;
  grid->start_ms = activity->time_ms[t.index[0]];
  grid->distance_m = hl_arena_alloc(scratch, grid->n + 1, sizeof(double));
  grid->speed_mps = hl_arena_alloc(scratch, grid->n, sizeof(double));
  grid->flag = hl_arena_alloc(scratch, grid->n, 1);
  if (!grid->distance_m || !grid->speed_mps || !grid->flag)
    return hl_nomem(err);
  for (size_t i = 0; i + 1 < t.n; i++)
    if (t.at_s[i + 1] - t.at_s[i] > HOLD_S)
      mark(grid, t.at_s[i], ceil(t.at_s[i + 1]), HL_SECOND_GAP);
  if (find_speed(&t, scratch, grid, err)) return HL_E_NOMEM;
  return grid->n == 0 ? HL_OK : lay_channels(&t, scratch, grid, err);
}
