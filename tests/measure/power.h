/* SPDX-License-Identifier: MIT
**
** The one-at-a-time protocol of method.md B 5: every eligible run after the
** 40th injected alone, its past untouched; blocks and ramps from every 4th
** run. Programs of tests/measure only.
*/
#ifndef MEASURE_POWER_H
#define MEASURE_POWER_H

#include "curve.h"
#include "runs.h"

typedef struct power {
  double budget;    /* 2 or 5; 0: explain mode */
  bool first_angle; /* score and thresholds of method.md's v2 */
  int hit[HL_PATTERN_COUNT][FLAVOURS][SIZES];
  int tried[HL_PATTERN_COUNT][FLAVOURS][SIZES];
  int named[HL_PATTERN_COUNT][HL_PATTERN_COUNT + 1]; /* truth, answer */
  int judged; /* un-injected runs after the 40th usable one */
  int listed; /* of those, judged by the prototype: all that is tried */
  int alarm[HL_PATTERN_COUNT];
} power;

/* Adds what a history gives to `n` results (at most 6), one per budget. They
** are all v2's, of runs loaded AS_PROTOTYPE, or none: first_angle. `alone` gets
** the same scores. */
void power_add(const runs *all, power *result, size_t n, curve *alone);
void power_print(const power *result);

/* Findings of a history as it is, as CSV: file,pattern,probability,from_s,to_s
** which `evaluate.py score` reads. Runs after the `after`-th learnt one. */
void power_findings(const runs *all, const power *how, int after);

#endif
