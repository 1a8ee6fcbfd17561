/* SPDX-License-Identifier: MIT
**
** The heart rate to be expected of this runner at this speed, today.
**
** For the report and as a check on recordings, not for the patterns' tests: a
** slope fitted to noisy speed hides a slowing (method.md B 1.4). Kalman filter
** of method.md B 4: level, bpm per km/h, drift after minute 10, start, hour of
** the day, warmth. The level moves with fitness, faster after a lay-off or a
** new sensor; odd runs teach it little.
**
** Past only: look first, then learn. Thread class: one hl_predict, one thread.
*/
#ifndef HL_MODEL_PREDICT_H
#define HL_MODEL_PREDICT_H

#include "base/status.h"
#include "model/facts.h"

typedef struct hl_predict hl_predict;

typedef struct hl_expected {
  bool has;            /* the run has rows to predict */
  int n;               /* runs learnt; under about 30 the population speaks */
  double bpm;          /* expected mean over the run's rows */
  double sd_bpm;       /* of the prediction, day noise included */
  double residual_bpm; /* recorded minus expected mean */
  double z;            /* residual / sd */
} hl_expected;

hl_predict *hl_predict_new(void); /* NULL when out of memory */
hl_predict *hl_predict_copy(const hl_predict *predict);
void hl_predict_free(hl_predict *predict);

void hl_predict_look(const hl_predict *predict, const hl_facts *facts,
                     hl_expected *expected);
/* Expected heart rate at one moment of the run. `speed_kmh`: lagged, graded. */
double hl_predict_bpm(const hl_predict *predict, const hl_facts *facts,
                      double moving_min, double speed_kmh);
/* Usable runs only; others change nothing. */
void hl_predict_learn(hl_predict *predict, const hl_facts *facts);

#endif
