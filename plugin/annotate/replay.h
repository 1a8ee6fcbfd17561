/* SPDX-License-Identifier: MIT
**
** What rules would say over a stored history, told and not written:
** `heavylegs rules replay`. With an injection, how often they would see a
** known loss in this runner's own runs.
*/
#ifndef HL_ANNOTATE_REPLAY_H
#define HL_ANNOTATE_REPLAY_H

#include "annotate/pass.h"
#include "rules/workbench.h"

/* A known loss, put into every usable run alone while its past stays as it is
** (method.md B 5). */
typedef struct hl_replay_loss {
  hl_pattern pattern; /* start, midway or entire; HL_NO_PATTERN: no injection */
  double percent;
  bool by_pace;
} hl_replay_loss;

/* `rule` NULL: all. The text ends with figures per rule. */
hl_status hl_replay(hl_task *task, const char *rule, const hl_replay_loss *loss,
                    hl_bench_result *result, hl_error *err);

#endif
