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
  HL_QUIET_RUNS = 2
};

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
  bool looked;      /* the rule said "found" or "clear", it did not abstain */
  bool found;       /* the rule proposes a finding */
  bool holds;       /* stands, whatever else is found (K8: assess.c) */
  bool solicited;   /* the runner reported: not counted, not governed */
  double score;     /* LLR of the statistic looked at, found or not; NaN: not
                    ** judged or without one */
  double threshold; /* that `found` had to pass; not used when score is NaN */
  const size_t *explains; /* positions before its own; may be NULL */
  size_t explains_n;
  /* out */
  bool stands;
  hl_loss loss;       /* NONE for what stands and what was not found */
  size_t by;          /* proposal that stands before it, where loss says so */
  int64_t episode_ms; /* of its own episode, when open after this run; or 0 */
} hl_proposal;

typedef struct hl_governor {
  bool found[HL_GOVERNOR_RUNS]; /* ring */
  size_t at;
  int count; /* of true ones */
} hl_governor;

typedef struct hl_arbiter {
  double budget;
  hl_governor governor[2]; /* coach, stock */
  struct {
    bool open;
    int quiet;
    int64_t since_ms;
  } episode[HL_ARBITER_MAX]; /* by position of the proposal */
} hl_arbiter;

/* `budget`: unsolicited findings per 100 runs, at least 0.1. */
void hl_arbiter_init(hl_arbiter *arbiter, double budget);

/* The state as bytes, to go on with the same rules and budget another time.
** pack returns how many, at most HL_ARBITER_BYTES. unpack is false for bytes
** that pack would not have given for `n` proposals, and then changes nothing;
** the budget stays as it is. */
enum {
  HL_ARBITER_BYTES = 1 + 2 + 2 * (1 + (HL_GOVERNOR_RUNS + 7) / 8) +
                     HL_ARBITER_MAX * (1 + 1 + 8)
};
size_t hl_arbiter_pack(const hl_arbiter *arbiter, unsigned char *bytes);
bool hl_arbiter_unpack(hl_arbiter *arbiter, const void *bytes, size_t length,
                       size_t n);

/* Decide one run. `n` <= HL_ARBITER_MAX proposals, one per rule, at the same
** position in every run. `judged`: the run was usable and enough was learnt
** (Decider: usable and >= 20 learnt), so it counts among the last 100. */
void hl_arbiter_decide(hl_arbiter *arbiter, int64_t start_ms, bool judged,
                       hl_proposal *proposal, size_t n);

/* LLR that an unsolicited finding of a pattern has to pass, for budgets 2 and 5
** per 100, linear between, flat outside. +infinity for HL_NO_PATTERN.
** [any thread] */
double hl_threshold(hl_pattern pattern, double budget);

#endif
