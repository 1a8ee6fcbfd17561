/* SPDX-License-Identifier: MIT
**
** One command at work: what every command's function gets. command.c opens
** and closes it.
*/
#ifndef HL_ANNOTATE_TASK_H
#define HL_ANNOTATE_TASK_H

#include "annotate/args.h"
#include "annotate/command.h"
#include "annotate/progress.h"
#include "store/run.h"
#include "store/txn.h"

typedef struct hl_task {
  hl_via via;
  hl_store *store;
  bool has_tables;     /* ours are there already */
  hl_args args;        /* checked against the command's keys */
  const char *athlete; /* "" when not given */
  bool names_athlete;  /* it was given */
  hl_arena arena;      /* lives as long as the command */
  hl_yes is_rebuilt;   /* the host makes its database anew at times: kept.h */
  hl_progress progress;
  hl_text *out; /* the answer, a JSON object */
} hl_task;

typedef hl_status hl_task_do(hl_task *task, hl_error *err);

/* Begin to write, with the tables there. On failure nothing is open. */
hl_status hl_task_begin(hl_task *task, hl_txn *txn, hl_error *err);
/* Commit, or undo when `status`, the store or the answer (which must have been
** written by now) says so. The status that stands. */
hl_status hl_task_end(hl_task *task, hl_txn *txn, hl_status status,
                      hl_error *err);

/* The run that "run" names: its number, "last", or the path of its file. A
** duplicate stands for the recording that is judged. HL_E_USAGE when there is
** none. */
hl_status hl_task_find_run(hl_task *task, hl_run_row *run, hl_error *err);

/* For commands that speak of one athlete: where none was named, the only one
** that has runs is meant, or the one without a name; HL_E_USAGE, naming them,
** where there are others to choose from. */
hl_status hl_task_settle_athlete(hl_task *task, hl_error *err);

/* The commands, one file each. */
hl_task_do hl_do_import, hl_do_annotate, hl_do_retract, hl_do_report,
    hl_do_diary, hl_do_today, hl_do_texts, hl_do_verdict, hl_do_config,
    hl_do_explain, hl_do_page, hl_do_rules, hl_do_hosts, hl_do_workbench,
    hl_do_forget, hl_do_purge;

#endif
