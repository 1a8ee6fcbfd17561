/* SPDX-License-Identifier: MIT
**
** The command `annotate`: import where a path is given or the database is a
** host's, then judge.
**
** With a little news from an import, everything happens in one transaction,
** since the judging needs what was imported. Without news, or where so much was
** read that chunks of it are committed already (import.h), the judging is done
** before the lock is taken; should somebody else have changed the database
** meanwhile, it is done again under the lock. Either way what stands changes at
** once or not at all.
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/gc_folders.h"
#include "annotate/hosting.h"
#include "annotate/judge.h"
#include "store/verdict.h"

typedef struct annotating {
  hl_task *task;
  hl_import import;
  const hl_host *host; /* whose database this is; NULL: nobody's */
  bool imports;        /* a path was given, or a host has activities */
  hl_spool spool;
  hl_judged_athlete *list;
  size_t n;
  hl_hosting_done written; /* into the host */
} annotating;

/* The athlete that was named or imported, otherwise all. */
static hl_status list_athletes(annotating *a, hl_error *err) {
  hl_task *task = a->task;
  const char **names = &task->athlete;
  a->n = 1;
  if (!task->names_athlete && (!a->imports || a->host))
    names = hl_run_athletes(task->store, &task->arena, &a->n);
  a->list = hl_arena_alloc(&task->arena, a->n, sizeof *a->list);
  if (hl_store_failed(task->store)) return hl_store_status(task->store, err);
  if (!a->list) return hl_nomem(err);
  for (size_t i = 0; i < a->n; i++)
    a->list[i].athlete = names[i];
  return HL_OK;
}

static hl_status judge(annotating *a, hl_error *err) {
  hl_status status = list_athletes(a, err);
  for (size_t i = 0; i < a->n && !status; i++)
    status = hl_judge_athlete(a->task, a->list[i].athlete, &a->spool,
                              &a->list[i], err);
  return status;
}

static void forget_list(annotating *a) {
  for (size_t i = 0; i < a->n; i++)
    hl_text_free(&a->list[i].rule_errors);
  a->n = 0;
}

static bool has_news(const annotating *a) {
  for (size_t i = 0; i < a->n; i++)
    if (a->list[i].judged) return true;
  return false;
}

/* Rules that cannot be used are mostly the same for all athletes: each list is
** given once. */
static void answer_errors(const annotating *a, hl_text *out) {
  hl_text list = {0};
  for (size_t i = 0; i < a->n; i++) {
    const char *errors = hl_text_cstr(&a->list[i].rule_errors);
    bool told = !*errors;
    for (size_t k = 0; k < i && !told; k++)
      told = !strcmp(errors, hl_text_cstr(&a->list[k].rule_errors));
    if (!told) hl_text_format(&list, "%s%s", list.length ? "," : "[", errors);
  }
  hl_text_add(&list, list.length ? "]" : "[]");
  if (hl_text_status(&list)) out->failed = true;
  hl_json_raw(out, "rule_errors", hl_text_cstr(&list));
  hl_text_free(&list);
}

static void answer_remarks(const annotating *a, hl_text *out) {
  const char *last = NULL;
  hl_json_open(out, "remarks", '[');
  for (size_t i = 0; i < a->n; i++) {
    const char *remark = a->list[i].remark;
    if (remark && remark != last) hl_json_text(out, NULL, remark);
    if (remark) last = remark;
  }
  hl_json_close(out, ']');
}

static void answer_counts(const annotating *a, hl_text *out) {
  hl_judged_athlete sum = {0};
  int64_t standing = 0;
  for (size_t i = 0; i < a->n; i++) {
    const hl_judged_athlete *j = &a->list[i];
    sum.runs += j->runs;
    sum.judged += j->judged;
    sum.difference.opened += j->difference.opened;
    sum.difference.closed += j->difference.closed;
    standing += hl_finding_count(a->task->store, j->athlete);
  }
  hl_json_int(out, "runs", sum.runs);
  hl_json_int(out, "judged", sum.judged);
  hl_json_int(out, "opened", sum.difference.opened);
  hl_json_int(out, "closed", sum.difference.closed);
  hl_json_int(out, "standing", standing);
}

static void answer_host(const annotating *a, hl_text *out) {
  if (!a->host) return;
  hl_json_open(out, "host", '{');
  hl_json_text(out, "id", a->host->binding.id);
  hl_json_text(out, "name", a->host->binding.name);
  hl_json_int(out, "written", a->written.changes);
  hl_json_int(out, "no_field", a->written.no_field);
  hl_json_int(out, "no_room", a->written.no_room);
  hl_json_text(out, "visible", a->host->binding.visible);
  hl_json_bool(out, "rebuilt", a->host->binding.is_rebuilt);
  hl_json_text(out, "problem", a->host->problem);
  hl_json_close(out, '}');
}

static hl_status answer(annotating *a, hl_error *err) {
  hl_text *out = a->task->out;
  hl_json_open(out, NULL, '{');
  if (a->imports) hl_import_summary(&a->import, out, "import");
  answer_host(a, out);
  answer_counts(a, out);
  hl_json_open(out, "batches", '[');
  for (size_t i = 0; i < a->n; i++)
    if (a->list[i].batch) hl_json_int(out, NULL, a->list[i].batch);
  hl_json_close(out, ']');
  answer_errors(a, out);
  answer_remarks(a, out);
  return hl_store_status(a->task->store, err);
}

static hl_status write(annotating *a, hl_error *err) {
  static const hl_hosting_way way = {0};
  hl_status status = hl_judge_write(a->task, &a->spool, a->list, a->n, err);
  for (size_t i = 0; i < a->n; i++)
    hl_verdict_spread(a->task->store, a->list[i].athlete);
  if (!status)
    status = hl_hosting_sync(a->task, a->host, &way, &a->written, err);
  return status ? status : answer(a, err);
}

/* The last chunk, as those before it. */
static hl_status import_rest(annotating *a, hl_error *err) {
  hl_txn txn;
  hl_status status = hl_task_begin(a->task, &txn, err);
  if (status) return status;
  status = hl_hosting_write(a->task, &a->import, err);
  return hl_task_end(a->task, &txn, status, err);
}

static hl_status import_and_judge(annotating *a, hl_error *err) {
  hl_txn txn;
  hl_status status = hl_task_begin(a->task, &txn, err);
  if (status) return status;
  status = hl_hosting_write(a->task, &a->import, err);
  if (!status) status = judge(a, err);
  if (!status) status = write(a, err);
  return hl_task_end(a->task, &txn, status, err);
}

static hl_status judge_before_lock(annotating *a, int64_t *version,
                                   hl_error *err) {
  hl_txn txn;
  if (hl_txn_begin(&txn, a->task->store, HL_TXN_READ,
                   a->task->via == HL_VIA_INSERT))
    return hl_store_status(a->task->store, err);
  static const hl_hosting_way look = {.looks_only = true};
  hl_status status = judge(a, err);
  if (!status)
    status = hl_hosting_sync(a->task, a->host, &look, &a->written, err);
  *version = hl_store_data_version(a->task->store);
  return hl_task_end(a->task, &txn, status, err);
}

static hl_status judge_stored(annotating *a, hl_error *err) {
  hl_txn txn;
  int64_t version = 0;
  hl_status status = judge_before_lock(a, &version, err);
  if (status) return status;
  if (!has_news(a) && !a->written.changes) return answer(a, err);
  status = hl_task_begin(a->task, &txn, err);
  if (status) return status;
  if (hl_store_data_version(a->task->store) != version) {
    forget_list(a);
    status = hl_spool_clear(&a->spool, err);
    if (!status) status = judge(a, err);
  }
  if (!status) status = write(a, err);
  return hl_task_end(a->task, &txn, status, err);
}

static hl_status start(annotating *a, hl_error *err) {
  hl_task *task = a->task;
  bool has_path = hl_args_find(&task->args, "path")->type != HL_ARG_ABSENT;
  hl_status status = hl_hosting_find(task, &a->host, err);
  if (status) return status;
  a->imports = has_path || a->host;
  if (has_path) return hl_import_start(task, &a->import, err);
  return a->host ? hl_hosting_import(task, a->host, &a->import, err) : HL_OK;
}

hl_status hl_do_annotate(hl_task *task, hl_error *err) {
  annotating a = {.task = task};
  hl_status status = hl_gc_folders_wait(task, err);
  if (!status) status = start(&a, err);
  if (!status) status = hl_spool_open(&a.spool, err);
  bool has_rest = !status && a.imports && hl_import_has_news(&a.import);
  bool in_parts = has_rest && a.import.committed;
  if (in_parts) status = import_rest(&a, err);
  if (has_rest && !in_parts)
    status = import_and_judge(&a, err);
  else if (!status && task->has_tables)
    status = judge_stored(&a, err);
  else if (!status)
    status = answer(&a, err);
  if (status && a.imports) hl_import_tell_kept(&a.import, err);
  if (!status && a.imports) hl_gc_folders_tell(task);
  hl_json_close(task->out, '}');
  forget_list(&a);
  hl_spool_close(&a.spool);
  if (a.imports) hl_import_close(&a.import);
  return status;
}
