/* SPDX-License-Identifier: MIT
**
** Any window of a run that a rule asks for, beside the same window in the
** runner's last 60 usable runs.
**
**     hl_windows *w = hl_windows_new();
**     hl_question q = hl_question_contrast(2, 12, 15, 40);
**     hl_windows_ask(w, &q, &c, &answer, &err);
**     if (answer.reason == HL_REASON_NONE && answer.z > 2) ...
**     hl_windows_free(w);
**
** The past's values are remembered per question and run, so that a rule that
** asks the same of every run costs one new window each time. Remembering
** changes no answer. Keep one hl_windows per athlete; hl_windows_forget()
** before the next.
**
** Thread class: one hl_windows, one thread.
*/
#ifndef HL_MODEL_WINDOW_H
#define HL_MODEL_WINDOW_H

#include "base/status.h"
#include "model/facts.h"

/* What may be asked of a window. HEART_COST is heart rate with 8 bpm per km/h
** of lagged grade-adjusted speed taken off: what the legs cost. */
typedef enum hl_measure {
  HL_MEASURE_MEAN = 0, /* mean of a column */
  HL_MEASURE_COST,     /* mean heart cost, at 12 km/h: bpm */
  HL_MEASURE_CONTRAST, /* heart cost of the window minus that of `against` */
  HL_MEASURE_SLOPE,    /* rise of heart cost per 10 min, least squares: bpm */
  HL_MEASURE_ONSET,    /* largest lasting step of heart cost: bpm; at_min */
  HL_MEASURE_SHARE,    /* share of the window's minutes in which the column
                       ** lies in [low, high): 0 to 1 */
  HL_MEASURE_COUNT
} hl_measure;

const char *hl_measure_name(hl_measure measure); /* "mean" "cost" ... */

/* An edge of a window: share of the run's moving minutes, plus minutes. The
** whole run is {0, 0} to {1, 0}; its last ten minutes {1, -10} to {1, 0}. */
typedef struct hl_edge {
  double share, minutes;
} hl_edge;

typedef struct hl_question {
  hl_measure measure;
  hl_column column; /* of MEAN and SHARE */
  hl_edge from, to;
  hl_edge against_from, against_to; /* of CONTRAST */
  double low, high;                 /* of SHARE */
} hl_question;

/* The common ones, edges in minutes. */
hl_question hl_question_mean(hl_column column, double from, double to);
hl_question hl_question_cost(double from, double to);
hl_question hl_question_contrast(double from, double to, double against_from,
                                 double against_to);

typedef struct hl_answer {
  hl_reason reason; /* NONE; else WINDOW: under half of it, or under 18 epochs,
                    ** can be used; HISTORY: under 20 past values; NO_EPOCHS,
                    ** NO_HEART_RATE. value is there with HISTORY, too */
  int n, needed;    /* past values, and how many there must be */
  hl_quality quality; /* of the window: share of it that can be used */
  double value;       /* in the measure's unit; NaN: none */
  double usual;       /* median of the past, and the rest: NaN: none */
  double residual;    /* value - usual */
  double scale;       /* of ordinary variation: one "z" */
  double z;
  double llr;              /* of COST and CONTRAST: method.md A2.7; else NaN */
  double rarity_high;      /* (1 + past values >= this one) / (n + 1) */
  double rarity_low;       /* (1 + past values <= this one) / (n + 1) */
  double detectable;       /* change that reaches z 2.33, about 1 run in 100 */
  double at_min;           /* of ONSET: moving minute of the step; else NaN */
  int at_n;                /* of ONSET: past runs at least three quarters as */
  double at_usual_min;     /* long, and the median of their at_min; NaN: none */
  double from_min, to_min; /* the window in this run, moving minutes */
} hl_answer;

/* The run that is asked about, and those that started earlier, oldest first.
** Only runs that teach are looked at, and past_epochs() is called only for a
** run not met before; what it gives must hold until the next call. NULL from
** either: passed over. */
typedef struct hl_window_case {
  const hl_facts *facts;
  const hl_epochs *epochs; /* NULL: not kept */
  size_t past_n;
  void *ctx;
  const hl_facts *(*past_facts)(void *ctx, size_t i);
  const hl_epochs *(*past_epochs)(void *ctx, size_t i);
} hl_window_case;

typedef struct hl_windows hl_windows;

hl_windows *hl_windows_new(void); /* NULL when out of memory */
void hl_windows_free(hl_windows *windows);
/* Forget every run: another athlete follows. */
void hl_windows_forget(hl_windows *windows);

/* HL_E_NOMEM; HL_E_USAGE for a question that cannot be (edges that are not
** numbers, a SHARE whose bounds are not in order). */
hl_status hl_windows_ask(hl_windows *windows, const hl_question *question,
                         const hl_window_case *c, hl_answer *answer,
                         hl_error *err);

#endif
