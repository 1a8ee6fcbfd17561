/* SPDX-License-Identifier: MIT
**
** A value beside what this runner usually shows at the same speed and length:
** a straight line through the last sixty, pulled towards what runners in
** general show while there are few. Only model/ includes this. [any thread]
*/
#ifndef HL_MODEL_MATCHED_H
#define HL_MODEL_MATCHED_H

#include "model/facts.h"

enum {
  HL_MATCHED_MAX = 60,
  HL_MATCHED_FEATURES = 2
};

typedef struct hl_matched {
  int n;
  double y[HL_MATCHED_MAX], x[HL_MATCHED_MAX][HL_MATCHED_FEATURES];
} hl_matched;

/* What is known beforehand: change of y per unit of each feature, how sure
** that is, and how far single values scatter. sd 0: the feature is not used. */
typedef struct hl_matched_prior {
  double slope[HL_MATCHED_FEATURES], sd[HL_MATCHED_FEATURES];
  double noise, floor; /* floor: smallest scale */
  int needed;
} hl_matched_prior;

typedef struct hl_match {
  hl_reason reason; /* NONE; HISTORY; WINDOW: this run has no such value */
  int n, needed;
  double value; /* NaN: none; all others NaN where not compared */
  double usual; /* at this run's speed and length */
  double residual, scale, z;
  double rarity_high, rarity_low;
  double detectable; /* change that reaches z 2.33, about 1 run in 100 */
} hl_match;

void hl_matched_push(hl_matched *past, double y, const double *x);
void hl_matched_look(const hl_matched *past, const hl_matched_prior *prior,
                     double y, const double *x, hl_match *match);

#endif
