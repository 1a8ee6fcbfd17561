/* SPDX-License-Identifier: MIT
**
** One athlete's stored history judged from the first run to the last: what
** annotate compares and writes, and what replay only tells.
**
**     hl_pass_open(&pass, task, athlete, &err);
**     hl_pass_go(&pass, visit, ctx, &err);
**     hl_pass_close(&pass);
**
** Runs are judged from the first one on, because the arbiter remembers episodes
** and budgets; or, with `first`, from where it is known what it remembered.
** Of the runs before only the figures are learnt.
**
** Thread class: db thread. Reads the database, never writes.
*/
#ifndef HL_ANNOTATE_PASS_H
#define HL_ANNOTATE_PASS_H

#include "annotate/recall.h"
#include "annotate/rulebook.h"
#include "annotate/season.h"
#include "annotate/task.h"

typedef struct hl_pass {
  hl_task *task;
  hl_rulebook book;
  hl_season season;
  hl_arena arena; /* the season */
  hl_arena run;   /* one run at a time */
  /* The run that was judged last, as the rules saw it. */
  hl_epochs epochs;
  hl_case c;
  hl_scores scores;
  bool is_asked;     /* else it is no run or a duplicate: every rule abstains */
  hl_judgement *out; /* one per rule, arbitrated */
  hl_outcome outcome;
  /* Made anew every time. */
  hl_history *history; /* of what started before that run */
  hl_recall *recall;
  hl_past_run *past; /* runs and other activities, duplicates left out */
  size_t past_n;
  size_t learnt; /* past[0 .. learnt) went into the history */
  /* Where to begin, 0 unless set; hl_pass_go() begins with the first run where
  ** nothing is remembered behind the one before this. */
  size_t first;
} hl_pass;

/* Called for every run in order, once it is judged. */
typedef hl_status hl_pass_visit(void *ctx, hl_pass *pass, size_t at,
                                hl_error *err);

hl_status hl_pass_open(hl_pass *pass, hl_task *task, const char *athlete,
                       hl_error *err);
hl_status hl_pass_go(hl_pass *pass, hl_pass_visit *visit, void *ctx,
                     hl_error *err);
void hl_pass_close(hl_pass *pass);

/* Rules that cannot be used, as JSON objects; "" without any. */
void hl_pass_add_errors(const hl_pass *pass, hl_text *out);

#endif
