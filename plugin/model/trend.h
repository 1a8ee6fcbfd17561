/* SPDX-License-Identifier: MIT
**
** What weeks show: slope of heart cost over 28 days with its interval, a
** running sum for lasting shifts, and what a rest day does.
**
** All of it is corrected for runs that resemble their neighbours, without
** which such tests promise two to three times too little (methods.md 2.5).
** "Stable" is said only when the whole 90 % interval lies within 3 % of
** efficiency; otherwise it cannot be told.
**
** Past only: look first, then learn. Every run is offered to learn: those that
** are not usable still break a rest. Thread class: one hl_trend, one thread.
*/
#ifndef HL_MODEL_TREND_H
#define HL_MODEL_TREND_H

#include "base/status.h"
#include "model/facts.h"

typedef enum hl_direction {
  HL_DIRECTION_UNKNOWN = 0, /* cannot be told */
  HL_DIRECTION_STABLE,      /* interval within 3 % */
  HL_DIRECTION_RISING,      /* costs more: interval above nought */
  HL_DIRECTION_FALLING
} hl_direction;

const char *hl_direction_name(hl_direction direction); /* "unknown" ... */

typedef struct hl_trend_figures {
  /* Over the usable runs of 28 days, this one included; at least 8 of them
  ** over 18 days, else HL_REASON_SPARSE. */
  hl_reason reason;
  int n;
  double change_bpm, low_bpm, high_bpm; /* of heart cost per 28 days, Theil and
                                        ** Sen, with its 90 % interval */
  double change_loss, low_loss, high_loss; /* the same as share of efficiency */
  double p; /* Mann-Kendall, two-sided, variance after Hamed and Rao 1998 */
  double factor; /* by which that widened the variance, at least 1 */
  hl_direction direction;
  /* Page's sums of prewhitened cost in own scales, k 0.75 and alarm at 4
  ** (methods.md 2.5); NaN under 30 earlier usable runs. */
  double sum_high, sum_low;
  hl_direction shift;        /* RISING or FALLING: a sum is over the alarm; else
                      ** UNKNOWN, since no alarm shows no stability */
  int since_high, since_low; /* usable runs since the sum left nought */
  double rho;                /* likeness of neighbours that was taken out */
  /* First run after a rest day minus the two before it (methods.md M36). */
  int rest_pairs;
  double rest_bpm;                    /* mean; NaN under three pairs */
  double rest_low_bpm, rest_high_bpm; /* its 90 % interval (Student) */
  double rest_now_bpm; /* of this run, if it is the first after one; NaN */
} hl_trend_figures;

#define HL_SUM_ALARM 4.0

typedef struct hl_trend hl_trend;

hl_trend *hl_trend_new(void); /* NULL when out of memory */
void hl_trend_free(hl_trend *trend);
void hl_trend_look(const hl_trend *trend, const hl_facts *facts,
                   hl_trend_figures *figures);
void hl_trend_learn(hl_trend *trend, const hl_facts *facts);

#endif
