/* SPDX-License-Identifier: MIT
**
** Phase 2: every rule asked about every stale run of an athlete, in the order
** of the runs' starts, each against the runs that started earlier.
**
**     hl_judge_athlete(task, athlete, &spool, &verdict, &err);   no write
**     hl_judge_write(task, &spool, &verdict, &err);   inside a transaction
**
** Judging begins with the first stale run where it is remembered what the
** arbiter knew there, else with the first of all; only stale runs are compared
** and written.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_JUDGE_H
#define HL_ANNOTATE_JUDGE_H

#include "annotate/compare.h"
#include "annotate/task.h"

typedef struct hl_judged_athlete {
  const char *athlete;
  const char *rules_hash;
  const char *remark; /* about the rules; NULL: none */
  int64_t runs;       /* all of the athlete */
  int64_t judged;     /* stale ones */
  hl_difference difference;
  int64_t batch;       /* written; 0: nothing changed what stands */
  hl_text rule_errors; /* JSON objects of rules that cannot be used */
} hl_judged_athlete;

hl_status hl_judge_athlete(hl_task *task, const char *athlete, hl_spool *spool,
                           hl_judged_athlete *judged, hl_error *err);

/* Write what waits in the spool for these athletes. */
hl_status hl_judge_write(hl_task *task, hl_spool *spool,
                         hl_judged_athlete *list, size_t n, hl_error *err);

#endif
