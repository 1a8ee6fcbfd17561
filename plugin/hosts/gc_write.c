/* SPDX-License-Identifier: MIT
**
** See gc_write.h. Files are taken in handfuls: one transaction plans them, each
** is replaced, one transaction settles them.
*/
#include "hosts/gc_write.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "hosts/gc_document.h"
#include "hosts/gc_files.h"
#include "hosts/gc_folder.h"
#include "hosts/gc_journal.h"
#include "store/run.h"
#include "store/txn.h"

enum {
  HANDFUL = 32
};

typedef struct change { /* one file on its way */
  const hl_gc_file *of;
  hl_write_row row;
  hl_gc_memory memory;
  hl_text after;
  char *before;
  char hash[HL_HASH_TEXT], before_hash[HL_HASH_TEXT], wrote[HL_HASH_TEXT],
      after_hash[HL_HASH_TEXT];
  bool writes; /* else only the memory is renewed */
  bool keeps_before;
  bool done;
} change;

typedef struct writing {
  hl_store *store;
  hl_gc_place place;
  hl_gc_written *result;
  hl_arena all, some; /* of the folder, of a handful */
  hl_gc_file *file;
  size_t n;
  change change[HANDFUL];
  size_t change_n;
} writing;

bool hl_gc_can_write(hl_store *store) {
  return sqlite3_get_autocommit(hl_store_db(store)) != 0;
}

/* ---- one file ------------------------------------------------------------ */

/* What the file says in our fields. False: it has, but for blanks, nothing of
** ours. */
static bool look_into(const char *bytes, size_t length, hl_arena *arena,
                      hl_gc_memory *memory) {
  hl_gc_fields none;
  hl_gc_fields_clear(&none);
  hl_gc_patch patch = hl_gc_fields_patch(&none);
  hl_gc_document doc = {
      .bytes = bytes, .length = length, .patch = &patch, .arena = arena};
  bool ours = false;
  if (hl_gc_document_read(&doc, NULL)) return false;
  for (size_t i = 0; i < doc.tags.n; i++) {
    const hl_gc_item *item = &doc.tags.item[i];
    for (size_t k = 0; k < HL_GC_FIELDS; k++)
      if (!strcmp(item->name, hl_gc_field_names[k])) {
        memory->value[k] = item->value;
        ours = ours || (item->value[0] && strcmp(item->value, "0") != 0);
      }
  }
  for (size_t i = 0; i < doc.intervals.n; i++)
    ours = ours || doc.intervals.item[i].is_ours;
  return ours;
}

/* What there was before us: remembered, or, where somebody changed the file
** since, the file without us. */
static hl_status settle_memory(writing *w, change *c, const hl_gc_wish *wish,
                               size_t length, hl_error *err) {
  hl_gc_memory now = {0};
  hl_text without = {0};
  bool ours = look_into(c->before, length, &w->some, &now);
  if (wish->old.id && !strcmp(wish->old.after_hash, c->before_hash)) {
    c->memory = wish->memory;
    return HL_OK;
  }
  if (!ours) c->memory = now;
  hl_status status =
      hl_gc_without_us(c->before, length, &c->memory, &without, err);
  if (!status) hl_gc_hash(without.bytes, without.length, c->hash);
  c->memory.hash = c->hash;
  c->keeps_before = !ours && strcmp(c->hash, c->before_hash) != 0;
  hl_text_free(&without);
  return status;
}

static hl_status prepare(writing *w, change *c, const hl_gc_wish *wish,
                         hl_error *err) {
  size_t length;
  hl_file_stamp stamp;
  hl_status status = hl_path_stamp(c->of->path, &stamp, err);
  if (!status && (stamp.size != c->of->stamp.size ||
                  stamp.mtime_ns != c->of->stamp.mtime_ns))
    status = hl_fail(err, HL_E_INPUT, "changed meanwhile; left for next time");
  if (!status)
    status =
        hl_file_load(c->of->path, HL_GC_FILE_BYTES, &c->before, &length, err);
  if (status) return status;
  hl_gc_hash(c->before, length, c->before_hash);
  status = settle_memory(w, c, wish, length, err);
  if (!status)
    status =
        hl_gc_with_fields(c->before, length, &wish->fields, &c->after, err);
  if (status) return status;
  hl_gc_hash(c->after.bytes, c->after.length, c->after_hash);
  c->writes = strcmp(c->after_hash, c->before_hash) != 0;
  c->memory.wrote = c->wrote;
  c->memory.mtime_ns = stamp.mtime_ns;
  c->row = (hl_write_row){.athlete = w->place.athlete,
                          .run_id = c->of->run_id,
                          .host = HL_GC_HOST,
                          .target = c->of->path,
                          .before = c->writes ? c->before : NULL,
                          .before_length = length,
                          .before_hash = c->before_hash,
                          .after_hash = c->after_hash,
                          .state = "planned"};
  return HL_OK;
}

static void drop(change *c) {
  hl_text_free(&c->after);
  free(c->before);
  *c = (change){.of = NULL};
}

/* ---- a handful ----------------------------------------------------------- */

static void plan(writing *w, change *c) {
  hl_text json = {0};
  hl_gc_remember(&c->memory, &json);
  if (hl_text_status(&json)) hl_store_stop(w->store, HL_E_NOMEM);
  c->row.inverse = hl_text_cstr(&json);
  c->row.id = hl_write_put(w->store, &c->row);
  hl_text_free(&json);
}

static void perform(writing *w, change *c) {
  hl_error why = {0};
  hl_file_stamp stamp = {0};
  hl_status status = hl_path_stamp(c->of->path, &stamp, &why);
  if (!status && (stamp.size != c->of->stamp.size ||
                  stamp.mtime_ns != c->of->stamp.mtime_ns))
    status = hl_fail(&why, HL_E_INPUT, "changed meanwhile; left for next time");
  if (!status && c->writes)
    status = hl_gc_replace(c->of->path, &c->after, &why);
  char *bytes = NULL, hash[HL_HASH_TEXT];
  size_t length;
  if (!status)
    status = hl_file_load(c->of->path, HL_GC_FILE_BYTES, &bytes, &length, &why);
  if (!status) {
    hl_gc_hash(bytes, length, hash);
    c->done = !strcmp(hash, c->after_hash);
    if (!c->done) hl_fail(&why, HL_E_HOST, "was not written as it should be");
  }
  free(bytes);
  if (!c->done) hl_gc_failed(w->result, c->of->path, &why);
}

static void settle(writing *w, change *c) {
  hl_file_stamp stamp;
  hl_text json = {0};
  if (!c->row.id || !c->done) return; /* planned rows are looked at again */
  if (hl_path_stamp(c->of->path, &stamp, NULL)) return;
  c->memory.mtime_ns = stamp.mtime_ns;
  hl_gc_remember(&c->memory, &json);
  if (hl_text_status(&json)) hl_store_stop(w->store, HL_E_NOMEM);
  c->row.inverse = hl_text_cstr(&json);
  hl_write_done(w->store, &c->row, c->keeps_before);
  hl_gc_settle_source(w->store, c->of->path, &stamp);
  w->result->written += c->writes;
  hl_text_free(&json);
}

static hl_status in_transaction(writing *w, void (*step)(writing *w, change *c),
                                hl_error *err) {
  hl_txn txn;
  if (hl_txn_begin(&txn, w->store, HL_TXN_WRITE, false))
    return hl_store_status(w->store, err);
  for (size_t i = 0; i < w->change_n; i++)
    step(w, &w->change[i]);
  return hl_txn_end(&txn, err);
}

static hl_status flush(writing *w, hl_error *err) {
  hl_status status = HL_OK;
  if (w->change_n && hl_gc_is_open(w->place.folder))
    w->result->remark = "GoldenCheetah was started meanwhile; the rest is "
                        "written once it is closed";
  else if (w->change_n) {
    status = in_transaction(w, plan, err);
    for (size_t i = 0; i < w->change_n && !status; i++)
      perform(w, &w->change[i]);
    if (!status) status = in_transaction(w, settle, err);
  }
  for (size_t i = 0; i < w->change_n; i++)
    drop(&w->change[i]);
  w->change_n = 0;
  hl_arena_reset(&w->some);
  return status;
}

/* ---- the whole ----------------------------------------------------------- */

static hl_status consider(writing *w, const hl_gc_file *file, hl_error *err) {
  hl_gc_wish wish;
  hl_error why = {0};
  change *c = &w->change[w->change_n];
  hl_status status = hl_gc_wish_read(w->store, file, &w->some, &wish, err);
  if (status || !wish.is_needed) return status;
  if (!file->is_json) {
    w->result->others++;
    return HL_OK;
  }
  if (wish.is_said && wish.memory.mtime_ns == file->stamp.mtime_ns)
    return HL_OK;
  *c = (change){.of = file};
  memcpy(c->wrote, wish.hash, sizeof c->wrote);
  status = prepare(w, c, &wish, &why);
  if (!status) {
    w->change_n++;
    return HL_OK;
  }
  if (status != HL_E_NOMEM) hl_gc_failed(w->result, file->path, &why);
  drop(c);
  return status == HL_E_NOMEM ? hl_nomem(err) : hl_store_status(w->store, err);
}

static hl_status write_folder(writing *w, hl_error *err) {
  hl_status status = hl_gc_reconcile(w->store, err);
  if (!status) w->file = hl_gc_files(w->store, &w->place, &w->all, &w->n);
  if (!status) status = hl_store_status(w->store, err);
  for (size_t i = 0; i < w->n && !status && !w->result->remark; i++) {
    status = consider(w, &w->file[i], err);
    if (!status && w->change_n == HANDFUL) status = flush(w, err);
    if (w->change_n == 0) hl_arena_reset(&w->some);
  }
  if (!status) status = flush(w, err);
  for (size_t i = 0; i < w->change_n; i++)
    drop(&w->change[i]);
  return status;
}

hl_status hl_gc_write(hl_store *store, const hl_gc_place *place,
                      hl_gc_written *result, hl_error *err) {
  if (!hl_gc_can_write(store)) {
    result->remark = "a transaction is open: GoldenCheetah's files were left "
                     "alone";
    return HL_OK;
  }
  if (hl_gc_is_open(place->folder)) {
    result->remark = "GoldenCheetah has this athlete open and would write over "
                     "it: its files were left alone; close it and annotate "
                     "again (--when-closed waits for that, --formulas shows "
                     "what can be entered meanwhile)";
    return HL_OK;
  }
  writing *w = calloc(1, sizeof *w);
  if (!w) return hl_nomem(err);
  w->store = store;
  w->place = *place;
  w->result = result;
  hl_status status = write_folder(w, err);
  hl_arena_free(&w->all);
  hl_arena_free(&w->some);
  free(w);
  return status;
}
