/* SPDX-License-Identifier: MIT
**
** The commands `purge` (every table of ours goes) and `forget` (every row of
** one athlete goes).
*/
#include "annotate/hosting.h"
#include "hosts/gc_write.h"
#include "store/schema.h"

static void answer_purge(hl_task *task, bool purged) {
  hl_json_open(task->out, NULL, '{');
  hl_json_bool(task->out, "purged", purged);
  hl_json_close(task->out, '}');
}

/* The journal goes too: files of a host first have to be what they were. */
static hl_status restore_files(hl_task *task, const char *athlete,
                               hl_error *err) {
  hl_gc_written written = {0};
  hl_status status = hl_gc_retract(task->store, athlete, &written, err);
  hl_text_free(&written.failures);
  if (!status && written.failed)
    status = hl_fail(err, HL_E_HOST,
                     "%lld files of GoldenCheetah cannot be restored; "
                     "`heavylegs retract --json` names them",
                     (long long)written.failed);
  return status;
}

/* Out of the host's fields, while the journal still knows what was there. */
static hl_status take_back(hl_task *task, const hl_host *host,
                           const char *athlete, hl_error *err) {
  hl_hosting_way way = {.takes_back = true, .athlete = athlete};
  hl_hosting_done done;
  return hl_hosting_sync(task, host, &way, &done, err);
}

hl_status hl_do_purge(hl_task *task, hl_error *err) {
  hl_txn txn;
  const hl_host *host;
  if (task->via == HL_VIA_INSERT)
    return hl_fail(err, HL_E_USAGE,
                   "an INSERT cannot drop tables: run SELECT "
                   "heavylegs_purge() or heavylegs purge");
  answer_purge(task, task->has_tables);
  if (!task->has_tables) return HL_OK;
  if (restore_files(task, NULL, err)) return err->status;
  if (hl_hosting_find(task, &host, err)) return err->status;
  if (hl_txn_begin(&txn, task->store, HL_TXN_WRITE, false))
    return hl_store_status(task->store, err);
  hl_status status = take_back(task, host, NULL, err);
  if (!status) status = hl_schema_drop(task->store);
  task->has_tables = false;
  return hl_task_end(task, &txn, status, err);
}

/* Tables whose rows hang on a run go first. */
static const char *const forget_steps[] = {
    "DELETE FROM main.heavylegs_epochs WHERE run_id IN (SELECT id "
    "FROM main.heavylegs_run WHERE athlete = :athlete)",
    "DELETE FROM main.heavylegs_facts WHERE run_id IN (SELECT id "
    "FROM main.heavylegs_run WHERE athlete = :athlete)",
    "DELETE FROM main.heavylegs_memory WHERE run_id IN (SELECT id "
    "FROM main.heavylegs_run WHERE athlete = :athlete)",
    "DELETE FROM main.heavylegs_source WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_report WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_day WHERE athlete = :athlete",
    "DELETE FROM main.heavylegs_heart WHERE athlete = :athlete",
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

static void answer_forget(hl_task *task, int64_t runs) {
  hl_json_open(task->out, NULL, '{');
  hl_json_int(task->out, "runs", runs);
  hl_json_close(task->out, '}');
}

hl_status hl_do_forget(hl_task *task, hl_error *err) {
  if (!task->names_athlete)
    return hl_fail(err, HL_E_USAGE, "whom? Give {\"athlete\":...}");
  if (!task->has_tables) {
    answer_forget(task, 0);
    return HL_OK;
  }
  hl_txn txn;
  const hl_host *host;
  hl_status status = restore_files(task, task->athlete, err);
  if (!status) status = hl_hosting_find(task, &host, err);
  if (!status) status = hl_task_begin(task, &txn, err);
  if (status) return status;
  status = take_back(task, host, task->athlete, err);
  if (!status) answer_forget(task, forget(task));
  return hl_task_end(task, &txn, status, err);
}
