/* SPDX-License-Identifier: MIT
**
** Grade and its cost; see grade.h.
**
** A barometer drifts by a metre, a GPS altitude by ten, so altitude is smoothed
** over a minute and the grade taken over 160 m of road. Of the laboratory's
** cost only half is used, downhill half of that again: the full correction
** made speed noisier than none at all (method.md B 1.7).
*/
#include "signal/grade.h"

#include <math.h>

#include "signal/epochs.h"

enum {
  SMOOTH_HALF_S = 30
};

#define ALTITUDE_SHARE 0.8 /* of the seconds; with less there is no grade */
#define HALF_ROAD_M 80.0
#define MIN_ROAD_M 20.0
#define CREEP_M 1e-4 /* per second: keeps distance strictly rising */
#define STEEPEST 0.30
#define GAIN 0.5
#define DOWNHILL 0.5

double hl_minetti_ratio(double grade) {
  double i = fmin(fmax(grade, -STEEPEST), STEEPEST);
  double c = ((155.4 * i - 30.4) * i - 43.3) * i + 46.3;
  return ((c * i + 19.5) * i) / 3.6 + 1.0;
}

static double cost_of(double grade) {
  double c = hl_minetti_ratio(grade);
  if (c < 1) c = 1 - DOWNHILL * (1 - c);
  return 1 + GAIN * (c - 1);
}

/* Running mean over a minute of what is there; then straight lines over the
** seconds that have none near. False: too little altitude. */
static bool smooth(const double *raw, size_t n, double *out) {
  double sum = 0;
  size_t have = 0, found = 0, last = n;
  for (size_t i = 0; i < n + SMOOTH_HALF_S; i++) {
    if (i < n && isfinite(raw[i])) {
      sum += raw[i];
      have++;
    }
    if (i > 2 * SMOOTH_HALF_S && isfinite(raw[i - 2 * SMOOTH_HALF_S - 1])) {
      sum -= raw[i - 2 * SMOOTH_HALF_S - 1];
      have--;
    }
    if (i >= SMOOTH_HALF_S)
      out[i - SMOOTH_HALF_S] = have ? sum / (double)have : (double)NAN;
  }
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(out[i])) continue;
    for (size_t j = last == n ? 0 : last + 1; j < i; j++)
      out[j] = last == n
                   ? out[i]
                   : out[last] + (out[i] - out[last]) * (double)(j - last) /
                                     (double)(i - last);
    last = i;
    found++;
  }
  for (size_t j = last + 1; j < n; j++)
    out[j] = out[last];
  return (double)found > ALTITUDE_SHARE * (double)n;
}

hl_status hl_slope_build(const hl_grid *grid, hl_arena *scratch,
                         hl_slope *slope, hl_error *err) {
  size_t n = grid->n;
  double *road, *height;
  *slope = (hl_slope){0};
  if (!grid->of[HL_ALTITUDE]) return HL_OK;
  road = hl_arena_alloc(scratch, n, sizeof *road);
  height = hl_arena_alloc(scratch, n, sizeof *height);
  slope->grade = hl_arena_alloc(scratch, n, sizeof(double));
  slope->cost = hl_arena_alloc(scratch, n, sizeof(double));
  if (!road || !height || !slope->grade || !slope->cost) return hl_nomem(err);
  if (!smooth(grid->of[HL_ALTITUDE], n, height)) {
    *slope = (hl_slope){0};
    return HL_OK;
  }
  for (size_t i = 0; i < n; i++)
    road[i] = (grid->distance_m[i] + grid->distance_m[i + 1]) / 2 +
              (double)i * CREEP_M;
  hl_line ahead = {road, height, n, 0}, behind = {road, height, n, 0};
  for (size_t i = 0; i < n; i++) {
    double to = fmin(road[i] + HALF_ROAD_M, road[n - 1]);
    double from = fmax(road[i] - HALF_ROAD_M, road[0]);
    double rise = hl_line_at(&ahead, to) - hl_line_at(&behind, from);
    slope->grade[i] = rise / fmax(to - from, MIN_ROAD_M);
    slope->cost[i] = cost_of(slope->grade[i]);
  }
  return HL_OK;
}
