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

/* Past values of one statistic, at most HL_LIST_MAX. `speed` NULL: the value
** does not hang on a difference of speed. */
typedef struct hl_sample {
  int n; /* >= 1 */
  const double *value, *speed;
  double floor; /* smallest scale */
} hl_sample;

/* Where a value lies among them. With speeds (contrasts): the further the
** speed difference lies from the usual one, the wider the scale, since the
** slope of 8 bpm is not certain (A2.6, 0.3 per km/h). */
typedef struct hl_place {
  double residual, scale, scale_low, rarity_high, rarity_low;
} hl_place;
void hl_place_find(const hl_sample *sample, double value, double speed,
                   hl_place *place);

/* Scores of a statistic, angle by angle. find: the first angle, against the
** last `last` values of `past` (`past_speed` NULL: its speed does not count);
** fills everything, reason HISTORY under 20 values. The others add an angle to
** a score that is judged, where they have 20 values themselves. blend: what
** all angles say together; call it last. */
typedef struct hl_yardstick {
  const hl_list *past, *past_speed;
  int last;
  double nu;
  double speed_kmh; /* of the run, for a loss of pace */
} hl_yardstick;
void hl_score_find(const hl_yardstick *yard, const hl_statistic *statistic,
                   hl_score *score);
void hl_score_add_plane(const hl_yardstick *yard, const hl_statistic *statistic,
                        hl_score *score);
/* The value, less what it shares with `beside`: past values of something else,
** as many as `past` has at its end, whose own value is `own`. */
void hl_score_add_freed(const hl_yardstick *yard, const hl_statistic *statistic,
                        const hl_list *beside, double own, hl_score *score);
void hl_score_add_value(const hl_list *past, double value, hl_score *score);
void hl_score_blend(hl_score *score);

/* A score that was not judged. */
void hl_score_abstain(hl_reason reason, int n, int needed, hl_score *score);

#endif
