/* SPDX-License-Identifier: MIT
**
** Statistics of several runs; see several.h.
*/
#include "model/several.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"

enum {
  BEFORE = 15,
  RAMP_BEFORE = 10
};

#define CLIP_BPM 25.0 /* one odd run may not make a block or a ramp */
/* Of 28 days: fewest runs, and days they must span. */
#define RAMP_DAYS 28.0
#define RAMP_FEWEST 8.0
#define RAMP_SPAN 18.0

const int hl_block_runs[HL_BLOCKS] = {5, 3, 7};
const double hl_ramp_days[HL_RAMPS] = {28, 35};

static double clip(double v) {
  return fmin(fmax(v, -CLIP_BPM), CLIP_BPM);
}

static double median_of(const double *values, int n) {
  double v[HL_LIST_MAX + 1];
  memcpy(v, values, (size_t)n * sizeof *v);
  return hl_median(v, (size_t)n);
}

double hl_block_find(const hl_recent *r, int runs) {
  double usual, sum = 0;
  if (r->n < runs + HL_HISTORY_NEEDED) return (double)NAN;
  usual = median_of(r->cost_bpm + r->n - runs - BEFORE, BEFORE);
  for (int i = r->n - runs; i < r->n; i++)
    sum += clip(r->cost_bpm[i] - usual);
  return hl_round(sum / runs);
}

double hl_ramp_find(const hl_recent *r, double days) {
  double p[HL_LIST_MAX + 1], mean = 0, top = 0, below = 0, usual;
  double end = r->day[r->n - 1], share = days / RAMP_DAYS;
  int first = 0, from, n;
  while (r->day[first] <= end - days)
    first++;
  if (r->n - first < RAMP_FEWEST * share ||
      end - r->day[first] < RAMP_SPAN * share || first < BEFORE)
    return (double)NAN;
  from = first - RAMP_BEFORE;
  n = r->n - from;
  usual = median_of(r->cost_bpm + from, n);
  for (int i = 0; i < n; i++) {
    p[i] = fmin(fmax((r->day[from + i] - end + days) / days, 0), 1);
    mean += p[i] / n;
  }
  for (int i = 0; i < n; i++) {
    top += (p[i] - mean) * clip(r->cost_bpm[from + i] - usual);
    below += (p[i] - mean) * (p[i] - mean);
  }
  return hl_round(top / below);
}
