/* SPDX-License-Identifier: MIT
**
** The commands `purge` (every table of ours goes) and `forget` (every row of
** one athlete goes).
*/
#include "annotate/task.h"
#include "store/schema.h"

hl_status hl_do_purge(hl_task *task, hl_error *err) {
  bool purged = task->has_tables;
  hl_txn txn;
  if (task->via == HL_VIA_INSERT)
    return hl_fail(err, HL_E_USAGE,
                   "an INSERT cannot drop tables: run SELECT "
                   "heavylegs_purge() or heavylegs purge");
  if (purged) {
    hl_status status =
        hl_txn_begin(&txn, task->store, HL_TXN_WRITE, false)
            ? hl_store_status(task->store, err)
            : hl_task_end(task, &txn, hl_schema_drop(task->store), err);
    if (status) return status;
  }
  hl_json_open(task->out, NULL, '{');
  hl_json_bool(task->out, "purged", purged);
  hl_json_close(task->out, '}');
  return HL_OK;
}

/* Tables whose rows hang on a run go first. */
static const char *const forget_steps[] = {
    "DELETE FROM main.heavylegs_epochs WHERE run_id IN (SELECT id "
    "FROM main.heavylegs_run WHERE athlete = :athlete)",
    "DELETE FROM main.heavylegs_facts WHERE run_id IN (SELECT id "
    "FROM main.heavylegs_run WHERE athlete = :athlete)",
    "DELETE FROM main.heavylegs_source WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_report WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_day WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_status WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_finding WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_batch WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_verdict WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_setting WHERE athlete = :athlete "
    "AND athlete <> ''",
    "DELETE FROM main.heavylegs_write WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_run WHERE athlete = :athlete",
};

static int64_t forget(hl_task *task) {
  int64_t rows = 0;
  for (size_t i = 0; i < sizeof forget_steps / sizeof forget_steps[0]; i++) {
    hl_query *query = hl_query_of(task->store, forget_steps[i]);
    hl_bind_text(query, ":athlete", task->athlete);
    rows = hl_query_run(query);
  }
  return rows; /* of the last step: runs */
}

hl_status hl_do_forget(hl_task *task, hl_error *err) {
  int64_t runs = 0;
  if (!task->names_athlete)
    return hl_fail(err, HL_E_USAGE, "whom? Give {\"athlete\":...}");
  if (task->has_tables) {
    hl_txn txn;
    hl_status status = hl_task_begin(task, &txn, err);
    if (status) return status;
    runs = forget(task);
    status = hl_task_end(task, &txn, HL_OK, err);
    if (status) return status;
  }
  hl_json_open(task->out, NULL, '{');
  hl_json_int(task->out, "runs", runs);
  hl_json_close(task->out, '}');
  return HL_OK;
}
