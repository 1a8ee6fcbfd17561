/* SPDX-License-Identifier: MIT
**
** The command `verdict`: does the runner or coach agree with a finding?
*/
#include <string.h>

#include "annotate/task.h"
#include "store/judgement.h"
#include "store/verdict.h"

/* The one finding that is meant. */
typedef struct choice {
  const char *rule, *slot; /* asked for; NULL: any */
  const char *found_rule, *found_slot;
  int count;
} choice;

static hl_status consider(void *ctx, const hl_stored_judgement *stored) {
  choice *c = ctx;
  const char *rule = stored->judgement.rule_id;
  const char *slot = stored->judgement.finding->slot;
  if (c->rule && strcmp(c->rule, rule) != 0) return HL_OK;
  if (c->slot && strcmp(c->slot, slot) != 0) return HL_OK;
  c->count++;
  c->found_rule = rule;
  c->found_slot = slot;
  return HL_OK;
}

static hl_status choose(hl_task *task, const hl_run_row *run, choice *c,
                        hl_error *err) {
  hl_judged_run of = {run->athlete, run->id, 0};
  hl_finding_each(task->store, &of, &task->arena, consider, c);
  if (hl_store_failed(task->store)) return hl_store_status(task->store, err);
  if (c->count == 0)
    return hl_fail(err, HL_E_USAGE, "run %lld has no such finding",
                   (long long)run->id);
  if (c->count > 1)
    return hl_fail(err, HL_E_USAGE,
                   "run %lld has %d such findings: name the rule and slot",
                   (long long)run->id, c->count);
  return HL_OK;
}

static void answer(hl_task *task, const hl_run_row *run,
                   const hl_verdict_row *row, bool changed) {
  hl_json_open(task->out, NULL, '{');
  hl_json_int(task->out, "run", run->id);
  hl_json_text(task->out, "rule", row->rule);
  hl_json_text(task->out, "slot", row->slot);
  hl_json_text(task->out, "verdict", row->verdict);
  hl_json_bool(task->out, "changed", changed);
  hl_json_close(task->out, '}');
}

hl_status hl_do_verdict(hl_task *task, hl_error *err) {
  const char *verdict = hl_args_text(&task->args, "verdict");
  if (!verdict ||
      (strcmp(verdict, "agree") != 0 && strcmp(verdict, "disagree") != 0))
    return hl_fail(err, HL_E_USAGE, "\"verdict\" must be agree or disagree");
  hl_run_row run;
  hl_status status = hl_task_find_run(task, &run, err);
  choice c = {.rule = hl_args_text(&task->args, "rule"),
              .slot = hl_args_text(&task->args, "slot")};
  if (!status) status = choose(task, &run, &c, err);
  if (status) return status;
  hl_verdict_row row = {.athlete = run.athlete,
                        .start_ms = run.start_ms,
                        .rule = c.found_rule,
                        .slot = c.found_slot,
                        .verdict = verdict,
                        .words = hl_args_text(&task->args, "words"),
                        .source = "command"};
  hl_txn txn;
  status = hl_task_begin(task, &txn, err);
  if (status) return status;
  bool changed = hl_verdict_put(task->store, &row);
  answer(task, &run, &row, changed);
  return hl_task_end(task, &txn, HL_OK, err);
}
