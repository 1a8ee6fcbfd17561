/* SPDX-License-Identifier: MIT
**
** One athlete's past, and the score of a run against it.
**
** Runs are offered in start-time order: score first, then learn. A score uses
** only runs that started earlier. method.md part A2 items 3 to 7, with more
** angles than one (see hl_angle).
**
**     hl_history *past = hl_history_new();
**     for each run in start order:
**       hl_history_score(past, &facts, &scores);
**       hl_history_learn(past, &facts, &err);
**     hl_history_free(past);
**
** Thread class: one hl_history, one thread.
*/
#ifndef HL_MODEL_HISTORY_H
#define HL_MODEL_HISTORY_H

#include "base/status.h"
#include "model/facts.h"

#define HL_PATTERNS(X)                                                         \
  X(HL_START, "start")                                                         \
  X(HL_MIDWAY, "midway")                                                       \
  X(HL_ENTIRE, "entire")                                                       \
  X(HL_MULTI_DAY, "multi_day")                                                 \
  X(HL_WORSENING, "worsening")

typedef enum hl_pattern {
#define HL_PATTERN_ENUM(id, name) id,
  HL_PATTERNS(HL_PATTERN_ENUM)
#undef HL_PATTERN_ENUM
  HL_PATTERN_COUNT,
  HL_NO_PATTERN = HL_PATTERN_COUNT /* "none": context, no pattern */
} hl_pattern;

const char *hl_pattern_name(hl_pattern pattern);
hl_pattern hl_pattern_from_name(const char *name); /* else HL_NO_PATTERN */

/* Fewest past values of a statistic before it may speak (method.md B 4). */
enum {
  HL_HISTORY_NEEDED = 20
};

/* Explain mode: the runner said the legs were heavy, so only "which pattern?"
** is asked. The LLR at which about 20 of 100 ordinary runs would be given some
** pattern (runners a and b: 18.7, n = 294; tests/measure prints it). Never for
** runs that nobody reported. */
#define HL_EXPLAIN_LLR 0.5

/* One way of looking at a statistic. Start and midway are looked at from two
** angles: heart cost at 8 bpm per km/h, and heart rate at the runner's own
** slope together with the speed itself, which tells a slower window from an
** ordinary one; start from a third: cost less what it shares with the day's own
** level. multi_day looks at the last 5, 3 and 7 runs, worsening at 28
** and 35 days. The first angle is method.md A2's. */
enum {
  HL_ANGLES = 3
};
typedef struct hl_angle {
  double residual_bpm, scale_bpm;
  /* Of the second kind; speed_scale_kmh 0: of the first. */
  double slope_bpm; /* per km/h */
  double speed_residual_kmh, speed_scale_kmh;
  double llr; /* log likelihood ratio of A2.7 from this angle alone */
} hl_angle;

typedef struct hl_score {
  hl_reason reason; /* HL_REASON_NONE: judged; else why not */
  int n;            /* past values compared with */
  int needed;       /* with HL_REASON_HISTORY: how many there must be */
  /* NaN, all of them, where not judged. The first angle's: */
  double value_bpm;        /* the statistic of this run */
  double usual_bpm;        /* its location in the runner's own past */
  double residual_bpm;     /* value - usual, R of method.md A2.6 */
  double scale_bpm;        /* s: ordinary variation, one "z" */
  double z;                /* residual / scale */
  double z_low;            /* residual / scale of the lower tail, its own */
  double rarity;           /* (1 + past values at least as large) / (n + 1) */
  double rarity_low;       /* (1 + past values at most as large) / (n + 1) */
  double effort_bpm;       /* heart rate over 55 bpm in the judged window */
  double from_min, to_min; /* moving minutes of the judged window */
  hl_quality quality;      /* of what could be used of it */
  /* All angles', each as likely as the other: the score. */
  double llr;
  double nu;        /* Student tail of A2.7 */
  double speed_kmh; /* of the run: what a loss of pace is a share of */
  int angle_n;
  hl_angle angle[HL_ANGLES];
} hl_score;

typedef struct hl_scores {
  hl_score of[HL_PATTERN_COUNT];
} hl_scores;

typedef struct hl_history hl_history;

hl_history *hl_history_new(void); /* NULL when out of memory */
void hl_history_free(hl_history *history);
/* The same past again, to try something on it; NULL when out of memory. */
hl_history *hl_history_copy(const hl_history *history);
/* Usable runs learnt so far. */
int hl_history_count(const hl_history *history);
/* Every pattern's score of this run, or why there is none. */
void hl_history_score(const hl_history *history, const hl_facts *facts,
                      hl_scores *scores);
/* Take the run into the past. Runs that are not usable change nothing.
** HL_E_USAGE when the run started before one already learnt. */
hl_status hl_history_learn(hl_history *history, const hl_facts *facts,
                           hl_error *err);

/* How far from usual, each tail in its own scale: z, or z_low below nought. To
** be read together with what was felt (witness.h). NaN when not judged. */
double hl_score_heart_z(const hl_score *score);

/* Smallest d (bpm) with LLR(usual + d) = threshold: what these data could have
** shown half of the time. NaN when the score was not judged, or when no change
** of any size reaches the threshold. */
double hl_score_detectable_bpm(const hl_score *score, double threshold);
/* The same as a share of efficiency, speed over heart rate above 55 bpm. */
double hl_score_detectable_loss(const hl_score *score, double threshold);

#endif
