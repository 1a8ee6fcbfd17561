/* SPDX-License-Identifier: MIT
**
** What each statistic finds by itself, before budgets and rules: the share of
** injected losses whose score passes the threshold at which un-injected runs
** give 0.5, 1, 2 or 3 alarms per 100. Free of the governor, whose path hangs
** on a few alarms, so that two methods can be held against each other. Programs
** of tests/measure only.
*/
#ifndef MEASURE_CURVE_H
#define MEASURE_CURVE_H

#include "inject.h"

enum {
  SIZES = 5
}; /* 0 (sham), 3, 5, 8, 12 % */
extern const double sizes[SIZES];

typedef struct series_of {
  size_t n, room;
  double *score; /* -INFINITY: not judged */
} series_of;

typedef struct curve {
  int judged;
  series_of ordinary[HL_PATTERN_COUNT]; /* in order; NaN between histories */
  series_of injected[HL_PATTERN_COUNT][FLAVOURS][SIZES];
} curve;

/* Of one un-injected run; NULL between histories. */
void curve_add_ordinary(curve *c, const double *score);
void curve_add_injected(curve *c, const injection *what, int size,
                        double score);
void curve_print(const curve *c, const char *title);
void curve_free(curve *c);

#endif
