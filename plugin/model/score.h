/* SPDX-License-Identifier: MIT
**
** From a statistic and its past values to one number in one unit: the log
** likelihood ratio of a plausible loss against ordinary variation (method.md
** A2 items 6 and 7). Only model/ includes this. [any thread]
*/
#ifndef HL_MODEL_SCORE_H
#define HL_MODEL_SCORE_H

#include "model/history.h"

/* Past values of one statistic, oldest first, the last HL_LIST_MAX of them. */
enum {
  HL_LIST_MAX = 120
};
typedef struct hl_list {
  int n;
  double value[HL_LIST_MAX];
} hl_list;

void hl_list_push(hl_list *list, double value);

/* LLR of residual r (bpm) at scale s: Student likelihood with nu degrees of
** freedom, losses of 4 to 18 % of `base` bpm equally likely, against none.
** `base` is the heart rate over rest that no loss would have given, at least
** 30. A residual beyond any plausible loss scores lower: a sensor, not legs. */
double hl_llr(double residual_bpm, double scale_bpm, double base_bpm,
              double nu);

/* The score of `value` against the last `last` values of `past`. Fills reason
** (HISTORY under 20 values) and everything but the window. */
void hl_score_plain(const hl_list *past, int last, double value,
                    double effort_bpm, double nu, hl_score *score);

/* The same for a contrast between two windows that were not run at the same
** speed: the further their speed difference lies from the usual one, the wider
** the scale (A2.6, 0.3 per km/h: the slope of 8 is not certain). */
void hl_score_contrast(const hl_list *past, const hl_list *past_speed,
                       const hl_statistic *statistic, double nu,
                       hl_score *score);

/* A score that was not judged. */
void hl_score_abstain(hl_reason reason, int n, int needed, hl_score *score);

#endif
