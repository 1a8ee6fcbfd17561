/* SPDX-License-Identifier: MIT
**
** Statistics of several runs: blocks of days and ramps of weeks. Only model/
** includes this. method.md A2 items 4 and 5; slow against fast, T7.
*/
#ifndef HL_MODEL_SEVERAL_H
#define HL_MODEL_SEVERAL_H

#include "model/score.h"

/* The last whole-run costs and their days, the run that is judged last. */
typedef struct hl_recent {
  int n;
  double cost_bpm[HL_LIST_MAX + 1], day[HL_LIST_MAX + 1];
} hl_recent;

/* Lengths looked at; the first is method.md's. Losses do not keep to one: a
** mean over lengths found more at the same rate of alarms (tests/measure). */
enum {
  HL_BLOCKS = 3,
  HL_RAMPS = 2
};
extern const int hl_block_runs[HL_BLOCKS];  /* 5, 3, 7 */
extern const double hl_ramp_days[HL_RAMPS]; /* 28, 35 */

/* The mean of the last runs against the median of the fifteen before them.
** NaN with too few runs. */
double hl_block_find(const hl_recent *recent, int runs);

/* How far cost rose over the last days: least squares on a ramp from 0 to 1,
** the ten runs before it as its flat part. NaN where there are under 8 runs per
** four weeks or they span too little. */
double hl_ramp_find(const hl_recent *recent, double days);

#endif
