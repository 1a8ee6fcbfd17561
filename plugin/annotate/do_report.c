/* SPDX-License-Identifier: MIT
**
** The command `report`: what the runner says of a run, in their own words and
** scores. What was said before by command stays, key by key, until it is said
** anew or taken back with null.
*/
#include "annotate/task.h"
#include "store/report.h"

static hl_status take_score(const hl_args *args, const char *key, int high,
                            int *score, hl_error *err) {
  int64_t value = *score;
  if (hl_args_find(args, key)->type == HL_ARG_NULL) value = 0;
  hl_status status = hl_args_int(args, key, high, &value, err);
  *score = (int)value;
  return status;
}

static hl_status take_heavy(const hl_args *args, hl_heavy *heavy,
                            hl_error *err) {
  const hl_arg *arg = hl_args_find(args, "heavy");
  if (arg->type == HL_ARG_ABSENT) return HL_OK;
  *heavy = HL_HEAVY_UNSAID;
  if (arg->type == HL_ARG_NULL) return HL_OK;
  if (arg->type == HL_ARG_TEXT) *heavy = hl_heavy_from_name(arg->text);
  if (*heavy != HL_HEAVY_UNSAID) return HL_OK;
  return hl_fail(err, HL_E_USAGE,
                 "\"heavy\" must be no, start, mid, late or all");
}

static hl_status take_eased(const hl_args *args, hl_yes *eased, hl_error *err) {
  const hl_arg *arg = hl_args_find(args, "eased");
  if (arg->type == HL_ARG_ABSENT) return HL_OK;
  *eased = HL_UNSAID;
  if (arg->type == HL_ARG_NULL) return HL_OK;
  *eased = arg->integer ? HL_YES : HL_NO;
  if (arg->type == HL_ARG_BOOL ||
      (arg->type == HL_ARG_INT && (arg->integer == 0 || arg->integer == 1)))
    return HL_OK;
  return hl_fail(err, HL_E_USAGE, "\"eased\" must be true or false");
}

static hl_status take_words(const hl_args *args, const char **words,
                            hl_error *err) {
  const hl_arg *arg = hl_args_find(args, "words");
  if (arg->type == HL_ARG_ABSENT) return HL_OK;
  *words = hl_args_text(args, "words");
  if (arg->type == HL_ARG_TEXT || arg->type == HL_ARG_NULL) return HL_OK;
  return hl_fail(err, HL_E_USAGE, "\"words\" must be a text");
}

static hl_status take_report(const hl_args *args, hl_report *report,
                             hl_error *err) {
  hl_status status = take_heavy(args, &report->heavy, err);
  if (!status) status = take_eased(args, &report->eased, err);
  if (!status) status = take_score(args, "legs", 5, &report->legs, err);
  if (!status) status = take_score(args, "rpe", 10, &report->rpe, err);
  if (!status) status = take_score(args, "feel", 5, &report->feel, err);
  if (!status)
    status = take_score(args, "runs", HL_HEAVY_RUNS, &report->heavy_runs, err);
  if (!status) status = take_words(args, &report->words, err);
  if (!status && args->n < 2)
    status = hl_fail(err, HL_E_USAGE,
                     "nothing is said: give heavy, eased, legs, rpe, feel, "
                     "runs, words or confirm");
  return status;
}

/* What was read in a note becomes the runner's own report, where that one says
** nothing of the legs; it stays when the note changes. */
static hl_status take_confirm(hl_task *task, hl_about about, hl_report *report,
                              hl_error *err) {
  const hl_arg *arg = hl_args_find(&task->args, "confirm");
  if (arg->type == HL_ARG_ABSENT || arg->type == HL_ARG_NULL) return HL_OK;
  if (arg->type != HL_ARG_BOOL && arg->type != HL_ARG_INT)
    return hl_fail(err, HL_E_USAGE, "\"confirm\" must be true or false");
  if (!arg->integer) return HL_OK;
  hl_report note = hl_report_get(task->store, about, "note", &task->arena);
  hl_status status = hl_store_status(task->store, err);
  if (status) return status;
  if (!hl_report_says_something(&note))
    return hl_fail(err, HL_E_USAGE,
                   "nothing was read in this run's notes that could be "
                   "confirmed");
  hl_report_fill(report, &note);
  report->source = "command";
  report->confirmed = true;
  return HL_OK;
}

hl_status hl_do_report(hl_task *task, hl_error *err) {
  hl_run_row run;
  hl_status status = hl_task_find_run(task, &run, err);
  if (status) return status;
  hl_about about = {run.athlete, run.id};
  hl_report report = hl_report_get(task->store, about, "command", &task->arena);
  report.confirmed = true;
  status = hl_store_status(task->store, err);
  if (!status) status = take_report(&task->args, &report, err);
  if (!status) status = take_confirm(task, about, &report, err);
  if (status) return status;
  hl_txn txn;
  status = hl_task_begin(task, &txn, err);
  if (status) return status;
  bool changed = hl_report_put(task->store, about, &report);
  hl_json_open(task->out, NULL, '{');
  hl_json_int(task->out, "run", run.id);
  hl_json_bool(task->out, "changed", changed);
  hl_json_close(task->out, '}');
  return hl_task_end(task, &txn, HL_OK, err);
}
