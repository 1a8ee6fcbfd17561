/* SPDX-License-Identifier: MIT
**
** From the spool into the host's database: what no longer stands is closed,
** then statuses and findings are written, then the keys under which the runs
** now are judged. See judge.h.
*/
#include "annotate/judge.h"
#include "store/batch.h"
#include "store/epochs.h"
#include "store/memory.h"

#include <string.h>

typedef struct writing {
  hl_task *task;
  hl_spool *spool;
  hl_judged_athlete *list;
  size_t n;
} writing;

static int64_t batch_of(const writing *w, const char *athlete) {
  for (size_t i = 0; i < w->n; i++)
    if (athlete && !strcmp(w->list[i].athlete, athlete))
      return w->list[i].batch;
  return 0;
}

/* A batch only for athletes of whom something changed. */
static void open_batches(writing *w) {
  for (size_t i = 0; i < w->n; i++) {
    hl_judged_athlete *a = &w->list[i];
    const hl_difference *d = &a->difference;
    if (!d->statuses && !d->opened && !d->closed) continue;
    hl_batch_row row = {.athlete = a->athlete,
                        .command = "annotate",
                        .engine = HL_VERSION,
                        .rules_hash = a->rules_hash,
                        .judged = a->judged,
                        .opened = d->opened,
                        .closed = d->closed};
    a->batch = hl_batch_put(w->task->store, &row);
  }
}

static void write_closed(writing *w) {
  hl_arena arena = {0};
  hl_query *query = hl_query_of(w->spool->store,
                                "SELECT athlete, finding_id FROM main.closed");
  while (hl_query_row(query)) {
    const char *athlete = hl_column_text(query, &arena);
    int64_t id = hl_column_int(query);
    hl_finding_close(w->task->store, id, batch_of(w, athlete));
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
}

static void write_gone(writing *w) {
  hl_arena arena = {0};
  hl_query *query = hl_query_of(w->spool->store,
                                "SELECT athlete, run_id, rule FROM main.gone");
  while (hl_query_row(query)) {
    hl_judged_run run = {.athlete = hl_column_text(query, &arena)};
    run.run_id = hl_column_int(query);
    const char *rule = hl_column_text(query, &arena);
    hl_status_delete(w->task->store, &run, rule);
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
}

/* The arena of the rows, emptied with every row once it was written. */
typedef struct pouring {
  writing *w;
  hl_arena arena;
} pouring;

static hl_status pour_status(void *ctx, const hl_stored_judgement *stored) {
  pouring *p = ctx;
  hl_status_put_stored(p->w->task->store, stored);
  hl_arena_reset(&p->arena);
  return hl_store_status(p->w->task->store, NULL);
}

static hl_status pour_finding(void *ctx, const hl_stored_judgement *stored) {
  pouring *p = ctx;
  hl_judged_run run = {stored->athlete, stored->run_id,
                       batch_of(p->w, stored->athlete)};
  hl_finding_open(p->w->task->store, &run, &stored->judgement);
  hl_arena_reset(&p->arena);
  return hl_store_status(p->w->task->store, NULL);
}

static void write_judged(writing *w) {
  static const hl_judged_run all = {.athlete = ""};
  pouring p = {.w = w};
  hl_status_each(w->spool->store, &all, &p.arena, pour_status, &p);
  hl_finding_each(w->spool->store, &all, &p.arena, pour_finding, &p);
  hl_arena_free(&p.arena);
}

static void write_keys(writing *w) {
  hl_arena arena = {0};
  hl_query *query = hl_query_of(
      w->spool->store, "SELECT run_id, key, effort_bpm FROM main.judged");
  while (hl_query_row(query)) {
    int64_t id = hl_column_int(query);
    const char *key = hl_column_text(query, &arena);
    hl_run_set_judged(w->task->store, id, key, hl_column_double(query));
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
}

static void write_facts(writing *w) {
  hl_query *query =
      hl_query_of(w->spool->store, "SELECT run_id FROM main.heavylegs_facts");
  while (hl_query_row(query)) {
    int64_t id = hl_column_int(query);
    hl_facts facts;
    if (hl_store_get_facts(w->spool->store, id, &facts))
      hl_store_put_facts(w->task->store, id, &facts);
  }
}

hl_status hl_judge_write(hl_task *task, hl_spool *spool,
                         hl_judged_athlete *list, size_t n, hl_error *err) {
  writing w = {task, spool, list, n};
  open_batches(&w);
  write_closed(&w);
  write_gone(&w);
  write_judged(&w);
  write_facts(&w);
  hl_memory_copy(spool->store, task->store);
  write_keys(&w);
  hl_status status = hl_store_status(task->store, err);
  return status ? status : hl_store_status(spool->store, err);
}
