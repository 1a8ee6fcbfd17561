/* SPDX-License-Identifier: MIT
**
** What one run's epochs say before any comparison: usable or the typed reason
** why not, and the window statistics of method.md part A2 items 1 to 3.
** Small and fixed in size, so that a history of facts is re-judged without
** its epochs. Pure function of the epochs. [any thread]
*/
#ifndef HL_MODEL_FACTS_H
#define HL_MODEL_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "signal/epochs.h"

enum { HL_FACTS_VERSION = 1 };

/* Why something was not judged. Names are stable: stored, shown, tested. */
#define HL_REASONS(X)                                                          \
  X(HL_REASON_NONE, "")                                                        \
  X(HL_REASON_NOT_A_RUN, "not_a_run")                                          \
  X(HL_REASON_DUPLICATE, "duplicate")                                          \
  X(HL_REASON_NO_EPOCHS, "no_speed")          /* no distance, no speed */      \
  X(HL_REASON_NO_HEART_RATE, "no_heart_rate")                                  \
  X(HL_REASON_SHORT, "short")                 /* under 25 moving minutes */    \
  X(HL_REASON_COVERAGE, "heart_rate_coverage") /* under 80 % of moving */      \
  X(HL_REASON_QUALITY, "quality")             /* under half clean */           \
  X(HL_REASON_NOT_STEADY, "not_steady")       /* intervals, race, strides */   \
  X(HL_REASON_WINDOW, "window")               /* too little in the window */   \
  X(HL_REASON_HISTORY, "history")             /* fewer than 20 past values */  \
  X(HL_REASON_FASTER, "faster_than_usual")                                     \
  X(HL_REASON_NO_REPORT, "no_report")                                          \
  X(HL_REASON_RULE, "rule")                   /* the rule's own words */

typedef enum hl_reason {
#define HL_REASON_ENUM(id, name) id,
  HL_REASONS(HL_REASON_ENUM)
#undef HL_REASON_ENUM
      HL_REASON_COUNT
} hl_reason;

const char *hl_reason_name(hl_reason reason);

/* All bpm values at 8 bpm per km/h of lagged grade-adjusted speed. */
typedef struct hl_facts {
  int64_t start_ms;
  double moving_min; /* T */
  double coverage, clean_share, speed_cv; /* of the usable-run rule */
  hl_reason reason;  /* HL_REASON_NONE: may be judged and learnt from */
  bool has_start, has_midway, has_entire;
  double start_bpm, start_speed_diff_kmh, start_effort_bpm;    /* s du E */
  double midway_bpm, midway_speed_diff_kmh, midway_effort_bpm; /* l du E */
  double entire_bpm, entire_speed_kmh, entire_effort_bpm;      /* y u  E */
  double mean_bpm, mean_speed_mps, mean_gas_mps; /* clean epochs, t > 2 min */
} hl_facts;

void hl_facts_from_epochs(const hl_epochs *epochs, hl_facts *facts);

#endif
