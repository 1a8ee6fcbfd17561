/* SPDX-License-Identifier: MIT
**
** Power of single statistics; see curve.h.
*/
#include "curve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runs.h"

#define LOWEST (-1.0)
#define HIGHEST 12.0
#define STEP 0.02
#define QUIET 0.3 /* method.md A2.8: two such runs end an episode */

static void push(series_of *s, double score) {
  if (s->n == s->room) {
    s->room = s->room ? 2 * s->room : 256;
    s->score = realloc(s->score, s->room * sizeof *s->score);
    if (!s->score) give_up("curve", "out of memory");
  }
  s->score[s->n++] = score;
}

void curve_add_ordinary(curve *c, const double *score) {
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    push(&c->ordinary[p], score ? score[p] : (double)NAN);
  c->judged += score != NULL;
}

void curve_add_injected(curve *c, const injection *what, int size,
                        double score) {
  push(&c->injected[what->pattern][what->flavour][size], score);
}

/* An episode speaks once and is over after two quiet runs. */
static int count_alarms(const series_of *s, hl_pattern p, double threshold) {
  bool lasting = p == HL_MULTI_DAY || p == HL_WORSENING, open = false;
  int alarms = 0, quiet = 0;
  for (size_t i = 0; i < s->n; i++) {
    double score = s->score[i];
    if (isnan(score)) open = false;
    if (isnan(score) || isinf(score)) continue;
    quiet = score < QUIET ? quiet + 1 : 0;
    if (quiet >= 2) open = false;
    if (!(score > threshold) || open) continue;
    alarms++;
    open = lasting;
  }
  return alarms;
}

static double threshold_at(const curve *c, hl_pattern p, double per_100) {
  double most = per_100 / 100 * c->judged, t = HIGHEST;
  while (t > LOWEST && count_alarms(&c->ordinary[p], p, t) <= most)
    t -= STEP;
  return t + STEP;
}

/* Per cent found, mean of flavours. */
static double found(const curve *c, hl_pattern p, int size, double threshold) {
  double share = 0;
  for (int fl = 0; fl < FLAVOURS; fl++) {
    const series_of *s = &c->injected[p][fl][size];
    double hit = 0;
    for (size_t i = 0; i < s->n; i++)
      hit += s->score[i] > threshold;
    share += 100 * hit / fmax((double)s->n, 1) / FLAVOURS;
  }
  return share;
}

void curve_print(const curve *c, const char *title) {
  static const double rates[] = {0.5, 1, 2, 3};
  printf(
      "== each statistic alone%s: threshold, 8 and 12 %% found, at 0.5, 1, 2 "
      "and 3 alarms per 100 (n = %d)\n",
      title, c->judged);
  for (int i = 0; i < HL_PATTERN_COUNT; i++) {
    hl_pattern p = (hl_pattern)i;
    double at8 = 0, at12 = 0;
    printf("%-10s", hl_pattern_name(p));
    for (int r = 0; r < 4; r++) {
      double t = threshold_at(c, p, rates[r]);
      printf("  %5.2f %3.0f %3.0f", t, found(c, p, 3, t), found(c, p, 4, t));
      at8 += found(c, p, 3, t) / 4;
      at12 += found(c, p, 4, t) / 4;
    }
    printf("   mean %4.1f %4.1f\n", at8, at12);
  }
}

void curve_free(curve *c) {
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    free(c->ordinary[p].score);
    for (int fl = 0; fl < FLAVOURS; fl++)
      for (int s = 0; s < SIZES; s++)
        free(c->injected[p][fl][s].score);
  }
}
