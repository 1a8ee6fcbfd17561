/* SPDX-License-Identifier: MIT
**
** What stands of a host's activities into its field, and out again: see
** hosting.h.
**
** A field that still holds what we wrote gets back exactly what was there
** before. One that somebody has written in since loses our block only.
*/
#include <string.h>

#include "annotate/hosting.h"
#include "annotate/hosting_block.h"
#include "hosts/activities.h"
#include "store/journal.h"

typedef struct entry {
  const char *id, *athlete;
  int64_t run_id, judged_id; /* judged_id: of a duplicate, the judged one */
} entry;

typedef struct syncing {
  hl_task *task;
  const hl_binding *binding;
  const hl_hosting_way *way;
  hl_arena list_arena, arena;
  entry *list;
  size_t n;
  hl_hosting_done *done;
} syncing;

/* Activities that a finding stands for, or that we wrote into. */
static hl_status list_entries(syncing *s, hl_error *err) {
  hl_store *store = s->task->store;
  size_t room = 0;
  hl_query *query = hl_query_of(
      store,
      "SELECT s.name, min(s.athlete), r.id, ifnull(r.duplicate_of, r.id) "
      "FROM main.heavylegs_source AS s "
      "JOIN main.heavylegs_run AS r ON r.id = s.run_id "
      "WHERE s.host = :host AND s.part = 0 "
      "AND (:athlete IS NULL OR s.athlete = :athlete) "
      "AND (ifnull(r.duplicate_of, r.id) IN (SELECT run_id "
      "FROM main.heavylegs_finding WHERE until_batch IS NULL) "
      "OR r.id IN (SELECT run_id FROM main.heavylegs_write "
      "WHERE host = :host AND state = 'written')) "
      "GROUP BY s.name ORDER BY r.start_ms, s.name");
  hl_bind_text(query, ":host", s->binding->id);
  hl_bind_text(query, ":athlete", s->way->athlete);
  while (hl_query_row(query)) {
    entry *list =
        hl_arena_more(&s->list_arena, s->list, s->n, &room, sizeof *list);
    if (!list) {
      hl_query_end(query);
      return hl_nomem(err);
    }
    s->list = list;
    entry *e = &list[s->n++];
    e->id = hl_column_text(query, &s->list_arena);
    e->athlete = hl_column_text(query, &s->list_arena);
    e->run_id = hl_column_int(query);
    e->judged_id = hl_column_int(query);
  }
  return hl_store_status(store, err);
}

/* The texts of what stands; empty: our block is to go. */
static int64_t wanted(syncing *s, const entry *e, hl_text *text) {
  int64_t batch = 0;
  hl_query *query = hl_query_of(
      s->task->store, "SELECT text, since_batch FROM main.heavylegs_finding "
                      "WHERE run_id = :run_id AND until_batch IS NULL "
                      "ORDER BY basis = 'data only', rule, slot");
  hl_bind_int(query, ":run_id", e->judged_id);
  while (!s->way->takes_back && hl_query_row(query)) {
    if (text->length) hl_text_add(text, "\n\n");
    hl_text_add(text, hl_column_text(query, &s->arena));
    int64_t since = hl_column_int(query);
    if (since > batch) batch = since;
  }
  hl_query_end(query);
  return batch;
}

static void hash(const hl_host_field *field, char text[HL_HASH_TEXT]) {
  static const char null[] = "\0null"; /* is no text's hash */
  hl_hash_print(field->is_null ? hl_hash_bytes(null, sizeof null)
                               : hl_hash_bytes(field->text, field->length),
                text);
}

/* ---- one activity ---------------------------------------------------- */

typedef struct change {
  const entry *entry;
  hl_host_cell cell;
  const char *target;
  int64_t batch;
  hl_write_row had; /* id 0: nothing of ours is there */
  bool is_as_written, has_room;
  hl_host_field old, before, now;
  bool is_done;        /* of a step: it changed something */
  const char *inverse; /* of a step: see do_step() */
} change;

static const char *target_of(syncing *s, const char *what, const char *part,
                             const char *id) {
  hl_text text = {0};
  hl_text_format(&text, "%s%s#%s", what, part, id);
  const char *copy =
      hl_text_status(&text)
          ? NULL
          : hl_arena_text(&s->arena, hl_text_cstr(&text), text.length);
  hl_text_free(&text);
  return copy;
}

static bool find_row(syncing *s, const char *target, hl_write_row *row) {
  hl_write_row like = {
      .host = s->binding->id, .target = target, .state = "written"};
  *row = hl_write_get(s->task->store, &like, &s->arena);
  return row->id != 0;
}

/* What was there before us, and what is to be there. */
static hl_status plan(syncing *s, change *c, const char *text, hl_error *err) {
  char now[HL_HASH_TEXT];
  hash(&c->old, now);
  c->is_as_written = c->had.id && !strcmp(now, c->had.after_hash);
  hl_hosting_block block = {.binding = s->binding, .arena = &s->arena};
  hl_status status =
      hl_hosting_set_block(&block, &c->old, NULL, &c->before, err);
  if (c->is_as_written) {
    c->before.is_null = c->had.before == NULL;
    c->before.text = c->had.before ? c->had.before : "";
    c->before.length = c->had.before_length;
  }
  c->now = c->before;
  if (!status && text)
    status = hl_hosting_set_block(&block, &c->old, text, &c->now, err);
  c->has_room = block.has_room;
  return status;
}

static void journal(syncing *s, const change *c) {
  char before[HL_HASH_TEXT], after[HL_HASH_TEXT];
  hash(&c->before, before);
  hash(&c->now, after);
  hl_write_row row = {.athlete = c->entry->athlete,
                      .run_id = c->entry->run_id,
                      .batch = c->batch,
                      .host = s->binding->id,
                      .target = c->target,
                      .before = c->before.is_null ? NULL : c->before.text,
                      .before_length = c->before.length,
                      .before_is_text = true,
                      .before_hash = before,
                      .after_hash = after,
                      .inverse = c->inverse,
                      .state = "written"};
  hl_write_put(s->task->store, &row);
}

static void close_row(syncing *s, const change *c) {
  if (c->had.id)
    hl_write_set_state(s->task->store, c->had.id,
                       !c->old.is_there   ? "lost"
                       : c->is_as_written ? "restored"
                                          : "cut");
}

/* ---- counters of the host ---------------------------------------------- */

/* What a step moved of the host's counters is kept as "before" TAB "after" in
** the inverse of its row. */
static hl_status do_step(syncing *s, const change *c,
                         const hl_binding_step *step, change *mark,
                         hl_error *err) {
  struct sqlite3 *db = hl_store_db(s->task->store);
  hl_text before = {0}, after = {0};
  bool changed = false;
  hl_status status = hl_host_counters(step, db, &before, err);
  if (!status) status = hl_host_step_do(step, db, c->entry->id, &changed, err);
  if (!status) status = hl_host_counters(step, db, &after, err);
  bool moved = strcmp(hl_text_cstr(&before), hl_text_cstr(&after)) != 0;
  if (!status && changed && moved) {
    hl_text_format(&before, "\t%s", hl_text_cstr(&after));
    mark->inverse = hl_arena_text(&s->arena, before.bytes, before.length);
    if (!mark->inverse || hl_text_status(&before)) status = hl_nomem(err);
  }
  mark->is_done = changed;
  hl_text_free(&before);
  hl_text_free(&after);
  return status;
}

/* Once nothing of a step is left, the counter it moved is as it was. */
static hl_status restore_counters(syncing *s, const hl_binding_step *step,
                                  hl_error *err) {
  hl_store *store = s->task->store;
  hl_text now = {0};
  hl_query *query = hl_query_of(
      store, "SELECT id, inverse FROM main.heavylegs_write WHERE host = :host "
             "AND target GLOB 'step:' || :step || '#*' AND state <> 'written' "
             "AND inverse IS NOT NULL ORDER BY id DESC LIMIT 1");
  hl_bind_text(query, ":host", s->binding->id);
  hl_bind_text(query, ":step", step->name);
  bool found = hl_query_row(query);
  int64_t id = found ? hl_column_int(query) : 0;
  const char *had = found ? hl_column_text(query, &s->arena) : "";
  hl_query_end(query);
  const char *after = strchr(had, '\t');
  if (!after) return hl_store_status(store, err);
  hl_status status = hl_host_counters(step, hl_store_db(store), &now, err);
  if (!status && !strcmp(hl_text_cstr(&now), after + 1)) {
    const char *before = hl_arena_text(&s->arena, had, (size_t)(after - had));
    status =
        before ? hl_host_counters_restore(step, hl_store_db(store), before, err)
               : hl_nomem(err);
    hl_write_set_inverse(store, id, NULL);
  }
  hl_text_free(&now);
  return status;
}

/* Labels: set with the block, taken back only where we set them. */
static hl_status set_step(syncing *s, const change *c,
                          const hl_binding_step *step, bool wants,
                          hl_error *err) {
  hl_store *store = s->task->store;
  hl_write_row row = {0};
  const char *target = target_of(s, "step:", step->name, c->entry->id);
  if (!target) return hl_nomem(err);
  bool has = find_row(s, target, &row);
  if (has && !wants) {
    hl_write_set_state(store, row.id, "restored");
    return hl_host_step_undo(step, hl_store_db(store), c->entry->id, err);
  }
  if (has || !wants) return HL_OK;
  change mark = *c;
  hl_status status = do_step(s, c, step, &mark, err);
  if (status || !mark.is_done) return status;
  mark.target = target;
  mark.before = mark.now = (hl_host_field){.is_null = true, .text = ""};
  journal(s, &mark);
  return HL_OK;
}

static hl_status apply(syncing *s, change *c, bool wants, hl_error *err) {
  hl_store *store = s->task->store;
  hl_status status = HL_OK;
  if (c->old.is_there && !hl_hosting_same(&c->old, &c->now))
    status = hl_host_field_put(&c->cell, &c->now, err);
  close_row(s, c);
  if (wants) journal(s, c);
  for (size_t i = 0; i < s->binding->step_n && !status; i++)
    status = set_step(s, c, &s->binding->step[i], wants, err);
  return status ? status : hl_store_status(store, err);
}

static hl_status sync_one(syncing *s, const entry *e, hl_error *err) {
  hl_store *store = s->task->store;
  hl_text text = {0};
  change c = {.entry = e, .batch = wanted(s, e, &text)};
  bool wants = text.length > 0;
  c.cell = (hl_host_cell){s->binding, hl_store_db(store), e->id};
  hl_text table = {0};
  hl_text_format(&table, "%s.", s->binding->field.name);
  c.target =
      target_of(s, hl_text_cstr(&table), s->binding->field.columns, e->id);
  hl_text_free(&table);
  hl_status status = hl_host_field_get(&c.cell, &s->arena, &c.old, err);
  if (!status && (!c.target || hl_text_status(&text))) status = hl_nomem(err);
  if (!status) find_row(s, c.target, &c.had);
  bool can = wants && c.old.is_there;
  if (!status) status = plan(s, &c, can ? hl_text_cstr(&text) : NULL, err);
  hl_text_free(&text);
  if (status) return status;
  if (wants && !c.old.is_there) s->done->no_field++;
  if (can && !c.has_room) s->done->no_room++;
  wants = can && c.has_room;
  bool news = wants ? !hl_hosting_same(&c.old, &c.now) : c.had.id != 0;
  if (!news) return hl_store_status(store, err);
  s->done->changes++;
  return s->way->looks_only ? HL_OK : apply(s, &c, wants, err);
}

hl_status hl_hosting_sync(hl_task *task, const hl_host *host,
                          const hl_hosting_way *way, hl_hosting_done *done,
                          hl_error *err) {
  syncing s = {.task = task, .way = way, .done = done};
  *done = (hl_hosting_done){0};
  if (!host || !host->can_write || !task->has_tables) return HL_OK;
  s.binding = &host->binding;
  hl_status status = list_entries(&s, err);
  for (size_t i = 0; i < s.n && !status; i++) {
    status = sync_one(&s, &s.list[i], err);
    hl_arena_reset(&s.arena);
  }
  for (size_t i = 0; i < s.binding->step_n && !status && !way->looks_only; i++)
    status = restore_counters(&s, &s.binding->step[i], err);
  hl_arena_free(&s.list_arena);
  hl_arena_free(&s.arena);
  return status;
}
