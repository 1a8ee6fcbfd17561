/* SPDX-License-Identifier: MIT
**
** What stands of the things that rules propose for one run.
**
** In this order (method.md A2.8; the governor's raise is part of "proposed",
** as in the prototype's Decider that this reproduces):
**   1. explained   another proposal says that it explains this one
**   2. governor    the score must pass threshold + 0.3 for every unsolicited
**                  finding above the budget in the last 100 judged runs
**   3. sensor dip  start and midway together: the sensor, not the legs
**   4. episode     multi_day and worsening speak once, then stay open until
**                  two runs in a row score below 0.3 (without a score: two that
**                  were looked at and clear); entire is silent while one is
**                  open or when one speaks; of two, the likelier one
**   5. one a run   the largest score over its threshold
** Stock and coach rules are arbitrated apart, each with its own governor: a
** coach's rule changes a stock verdict only by `explains`. What the runner
** asked for (solicited: a report) passes 2 to 4 and leads in 5. A proposal
** without a pattern is context: it stands beside others.
**
** A report is about one run and an episode about several, so an episode that
** opens on a reported run opens there and stands beside the report; one that
** the runner reported (solicited multi_day or worsening) speaks for the data's,
** which opens in silence. A rule may follow up on its own open episode: that
** is no new alarm, so it passes 2 to 5. An episode that nothing could be
** looked at in for HL_LAPSE_DAYS is over.
**
** The state is one flat struct: copy it to save it, pack it to keep it (in
** arbiter_block.c). Knows nothing of Lua.
** [one thread per arbiter]
*/
#ifndef HL_RULES_ARBITER_H
#define HL_RULES_ARBITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/history.h"

enum {
  HL_ARBITER_MAX = 256,
  HL_GOVERNOR_RUNS = 100,
  HL_QUIET_RUNS = 2,
  HL_LAPSE_DAYS = 28
};

/* A run of an episode is quiet below this LLR (method.md A2.8). */
#define HL_QUIET_LLR 0.3

/* Why a proposal does not stand. */
typedef enum hl_loss {
  HL_LOSS_NONE = 0,
  HL_LOSS_EXPLAINED, /* by another proposal */
  HL_LOSS_BUDGET,
  HL_LOSS_DIP,
  HL_LOSS_EPISODE, /* by the open or newly found episode of another proposal,
                   ** or its own that is open already */
  HL_LOSS_OTHER,   /* by a stronger finding of the same run */
} hl_loss;

typedef struct hl_proposal {
  /* in */
  hl_pattern pattern;
  bool is_stock;
  bool looked;       /* the rule said "found" or "clear", it did not abstain */
  bool found;        /* the rule proposes a finding */
  bool holds;        /* stands, whatever else is found (K8: assess.c) */
  bool solicited;    /* the runner reported: not counted, not governed */
  bool follows_up;   /* on its own open episode: not counted, not governed */
  double score;      /* LLR of the statistic looked at, found or not; NaN: not
                    ** judged or without one */
  double threshold;  /* that `found` had to pass; not used when score is NaN */
  double change_bpm; /* against the usual; NaN: none. Kept with an episode */
  const size_t *explains; /* positions before its own; may be NULL */
  size_t explains_n;
  /* out */
  bool stands;
  hl_loss loss;       /* NONE for what stands and what was not found */
  size_t by;          /* proposal that stands before it, where loss says so */
  int64_t episode_ms; /* of its own episode, when open after this run or when
                      ** this is what ends it; or 0 */
} hl_proposal;

typedef struct hl_governor {
  bool found[HL_GOVERNOR_RUNS]; /* ring */
  size_t at;
  int count; /* of true ones */
} hl_governor;

typedef struct hl_episode {
  bool open;
  int quiet;     /* runs in a row */
  int runs;      /* that were looked at since it opened, that one included */
  int told_days; /* after how many days it was last followed up */
  double change_bpm; /* of the run that opened it, to 0.001; NaN: none */
  int64_t since_ms;  /* start of the run that opened it; stays when it ends */
  int64_t looked_ms; /* of the last run that was looked at */
} hl_episode;

typedef struct hl_arbiter {
  double budget;
  hl_governor governor[2];            /* coach, stock */
  hl_episode episode[HL_ARBITER_MAX]; /* by position of the proposal */
} hl_arbiter;

/* `budget`: unsolicited findings per 100 runs, at least 0.1. */
void hl_arbiter_init(hl_arbiter *arbiter, double budget);

/* The state as bytes, to go on with the same rules and budget another time.
** pack returns how many, at most HL_ARBITER_BYTES. unpack is false for bytes
** that pack would not have given for `n` proposals, and then changes nothing;
** the budget stays as it is. */
enum {
  HL_ARBITER_BYTES = 1 + 2 + 2 * (1 + (HL_GOVERNOR_RUNS + 7) / 8) +
                     HL_ARBITER_MAX * (1 + 1 + 2 + 2 + 4 + 8 + 8)
};
size_t hl_arbiter_pack(const hl_arbiter *arbiter, unsigned char *bytes);
bool hl_arbiter_unpack(hl_arbiter *arbiter, const void *bytes, size_t length,
                       size_t n);

/* Decide one run. `n` <= HL_ARBITER_MAX proposals, one per rule, at the same
** position in every run. `judged`: the run was usable and enough was learnt
** (Decider: usable and >= 20 learnt), so it counts among the last 100. */
void hl_arbiter_decide(hl_arbiter *arbiter, int64_t start_ms, bool judged,
                       hl_proposal *proposal, size_t n);

/* The open episode of the rule at that position as a run that starts then finds
** it; NULL: none is open. */
const hl_episode *hl_arbiter_episode(const hl_arbiter *arbiter, size_t i,
                                     int64_t start_ms);

/* LLR that an unsolicited finding of a pattern has to pass, for budgets 2 and 5
** per 100, linear between, flat outside. +infinity for HL_NO_PATTERN.
** [any thread] */
double hl_threshold(hl_pattern pattern, double budget);

#endif
