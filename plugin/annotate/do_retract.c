/* SPDX-License-Identifier: MIT
**
** The command `retract`: findings closed, or one batch taken back.
**
** A run whose findings were retracted is not judged any more: its statuses go
** too, and the next annotate judges it again. Files of a host are restored
** first: what fails there can be tried again, since the findings still stand.
*/
#include "annotate/hosting.h"
#include "hosts/gc_write.h"
#include "store/batch.h"

typedef struct retraction {
  hl_task *task;
  int64_t closed, reopened;
  hl_text batches;
  hl_gc_written host; /* files of GoldenCheetah */
} retraction;

static int64_t new_batch(retraction *r, const char *athlete, int64_t of) {
  hl_batch_row row = {.athlete = athlete,
                      .command = "retract",
                      .retracts = of,
                      .engine = HL_VERSION,
                      .rules_hash = ""};
  int64_t id = hl_batch_put(r->task->store, &row);
  hl_json_int(&r->batches, NULL, id);
  return id;
}

/* Runs that a batch opened or closed findings of; of 0: every run. */
static void unjudge(hl_store *store, const char *athlete, int64_t of) {
  hl_query *status = hl_query_of(
      store, "DELETE FROM main.heavylegs_status WHERE athlete = :athlete "
             "AND (:of = 0 OR run_id IN (SELECT run_id "
             "FROM main.heavylegs_finding WHERE athlete = :athlete "
             "AND :of IN (since_batch, until_batch)))");
  hl_bind_text(status, ":athlete", athlete);
  hl_bind_int(status, ":of", of);
  hl_query_run(status);
  hl_query *key = hl_query_of(
      store,
      "UPDATE main.heavylegs_run SET judged_key = NULL, effort_bpm = NULL "
      "WHERE athlete = :athlete AND judged_key IS NOT NULL "
      "AND (:of = 0 OR id IN (SELECT run_id "
      "FROM main.heavylegs_finding WHERE athlete = :athlete "
      "AND :of IN (since_batch, until_batch)))");
  hl_bind_text(key, ":athlete", athlete);
  hl_bind_int(key, ":of", of);
  hl_query_run(key);
}

static bool has_judged(hl_store *store, const char *athlete) {
  hl_query *query =
      hl_query_of(store, "SELECT EXISTS (SELECT 1 FROM main.heavylegs_status "
                         "WHERE athlete = :athlete) OR EXISTS (SELECT 1 "
                         "FROM main.heavylegs_finding WHERE athlete = :athlete "
                         "AND until_batch IS NULL)");
  hl_bind_text(query, ":athlete", athlete);
  bool has = hl_query_row(query) && hl_column_int(query) != 0;
  hl_query_end(query);
  return has;
}

static void retract_athlete(retraction *r, const char *athlete) {
  hl_store *store = r->task->store;
  if (!has_judged(store, athlete)) return;
  r->closed += hl_batch_close_all(store, athlete, new_batch(r, athlete, 0));
  unjudge(store, athlete, 0);
}

static void retract_all(retraction *r) {
  size_t n = 1;
  const char **athletes = &r->task->athlete;
  if (!r->task->names_athlete)
    athletes = hl_run_athletes(r->task->store, &r->task->arena, &n);
  for (size_t i = 0; i < n; i++)
    retract_athlete(r, athletes[i]);
}

static hl_status retract_batch(retraction *r, int64_t id, hl_error *err) {
  hl_store *store = r->task->store;
  hl_batch_row batch;
  hl_batch_get(store, id, &r->task->arena, &batch);
  if (hl_store_failed(store)) return hl_store_status(store, err);
  if (!batch.id)
    return hl_fail(err, HL_E_USAGE, "no batch %lld", (long long)id);
  unjudge(store, batch.athlete, id);
  hl_batch_undone undone =
      hl_batch_undo(store, id, new_batch(r, batch.athlete, id));
  r->closed += undone.closed;
  r->reopened += undone.reopened;
  return HL_OK;
}

/* The host's fields follow what still stands. */
static hl_status restore(retraction *r, const hl_host *host, hl_error *err) {
  static const hl_hosting_way way = {0};
  hl_hosting_done done;
  hl_status status = hl_store_status(r->task->store, err);
  return status ? status : hl_hosting_sync(r->task, host, &way, &done, err);
}

static void answer(retraction *r) {
  hl_text list = {0};
  hl_text_format(&list, "[%s]", hl_text_cstr(&r->batches));
  hl_json_open(r->task->out, NULL, '{');
  hl_json_int(r->task->out, "closed", r->closed);
  hl_json_int(r->task->out, "reopened", r->reopened);
  hl_json_raw(r->task->out, "batches", hl_text_cstr(&list));
  if (hl_text_status(&list) || hl_text_status(&r->batches))
    r->task->out->failed = true;
  hl_gc_written_answer(&r->host, r->task->out);
  hl_json_close(r->task->out, '}');
  hl_text_free(&list);
}

hl_status hl_do_retract(hl_task *task, hl_error *err) {
  retraction r = {.task = task};
  int64_t id = 0;
  hl_status status = hl_args_int(&task->args, "batch", INT64_MAX, &id, err);
  if (!status && !id && task->has_tables && task->via == HL_VIA_SELECT)
    status = hl_gc_retract(
        task->store, task->names_athlete ? task->athlete : NULL, &r.host, err);
  if (!status && task->has_tables) {
    const hl_host *host;
    hl_txn txn;
    status = hl_hosting_find(task, &host, err);
    if (!status) status = hl_task_begin(task, &txn, err);
    if (status) return status;
    if (id)
      status = retract_batch(&r, id, err);
    else
      retract_all(&r);
    if (!status) status = restore(&r, host, err);
    answer(&r);
    status = hl_task_end(task, &txn, status, err);
  } else if (!status && id) {
    status = hl_fail(err, HL_E_USAGE, "no batch %lld", (long long)id);
  } else if (!status) {
    answer(&r);
  }
  hl_text_free(&r.batches);
  return status;
}
