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
  size_t length; /* of it */
  char hash[HL_HASH_TEXT], before_hash[HL_HASH_TEXT], wrote[HL_HASH_TEXT],
      after_hash[HL_HASH_TEXT];
  bool writes; /* else only the memory is renewed */
  bool keeps_before;
  bool done;
} change;

typedef struct renewal { /* of a row whose file needs nothing */
  int64_t id;
  const char *inverse;
} renewal;

typedef struct writing {
  hl_store *store;
  hl_gc_place place;
  hl_gc_written *result;
  hl_arena all, some; /* of the folder, of a handful */
  hl_gc_file *file;
  size_t n;
  renewal *renewal; /* room for every file */
  size_t renewal_n;
  change change[HANDFUL];
  size_t change_n;
} writing;

bool hl_gc_can_write(hl_store *store) {
  return sqlite3_get_autocommit(hl_store_db(store)) != 0;
}

/* ---- one file ------------------------------------------------------------ */

/* What the file says in our fields before we write. */
typedef struct found {
  hl_gc_memory memory;
  bool is_ours;  /* more than the blanks and zeros of a configured field */
  bool is_twice; /* a tag stands twice: cutting ours would cut more */
} found;

static found look_into(const hl_gc_document *doc) {
  found f = {.is_ours = false};
  for (size_t i = 0; i < doc->tags.n; i++) {
    const hl_gc_item *item = &doc->tags.item[i];
    for (size_t k = 0; k < HL_GC_FIELDS; k++) {
      if (strcmp(item->name, hl_gc_field_names[k]) != 0) continue;
      f.is_twice = f.is_twice || f.memory.value[k];
      f.memory.value[k] = item->value;
      if (item->value[0] && strcmp(item->value, "0") != 0) f.is_ours = true;
    }
  }
  for (size_t i = 0; i < doc->intervals.n; i++)
    f.is_ours = f.is_ours || doc->intervals.item[i].is_ours;
  return f;
}

/* What there was before us: remembered, or, where somebody changed the file
** since, the file without us. */
static hl_status settle_memory(change *c, const hl_gc_wish *wish,
                               const hl_gc_document *doc, hl_error *err) {
  found f = look_into(doc);
  hl_text without = {0};
  if (wish->old.id && !strcmp(wish->old.after_hash, c->before_hash)) {
    c->memory = wish->memory;
    return HL_OK;
  }
  if (!f.is_ours) c->memory = f.memory;
  c->memory.hash = c->hash;
  memcpy(c->hash, c->before_hash, sizeof c->hash);
  if (!f.is_ours && !f.is_twice) return HL_OK;
  hl_status status =
      hl_gc_without_us(doc->bytes, doc->length, &c->memory, &without, err);
  if (!status) hl_gc_hash(without.bytes, without.length, c->hash);
  c->keeps_before = !f.is_ours && strcmp(c->hash, c->before_hash) != 0;
  hl_text_free(&without);
  return status;
}

static hl_status patch(writing *w, change *c, const hl_gc_wish *wish,
                       hl_error *err) {
  hl_gc_fields none;
  hl_gc_fields_clear(&none);
  const hl_gc_patch read = hl_gc_fields_patch(&none);
  const hl_gc_patch write = hl_gc_fields_patch(&wish->fields);
  hl_gc_document doc = {.bytes = c->before,
                        .length = c->length,
                        .patch = &read,
                        .arena = &w->some};
  hl_status status = hl_gc_document_read(&doc, err);
  if (!status) status = settle_memory(c, wish, &doc, err);
  if (!status) status = hl_gc_patch_document(&doc, &write, &c->after, err);
  return status;
}

static hl_status check_unchanged(const change *c, hl_error *err) {
  hl_file_stamp stamp = {0};
  hl_status status = hl_path_stamp(c->of->path, &stamp, err);
  if (status) return status;
  if (stamp.size == c->of->stamp.size &&
      stamp.mtime_ns == c->of->stamp.mtime_ns)
    return HL_OK;
  return hl_fail(err, HL_E_INPUT, "changed meanwhile; left for next time");
}

static hl_status prepare(writing *w, change *c, const hl_gc_wish *wish,
                         hl_error *err) {
  hl_status status = check_unchanged(c, err);
  if (!status)
    status = hl_file_load(c->of->path, HL_GC_FILE_BYTES, &c->before, &c->length,
                          err);
  if (status) return status;
  hl_gc_hash(c->before, c->length, c->before_hash);
  status = patch(w, c, wish, err);
  if (status) return status;
  hl_gc_hash(c->after.bytes, c->after.length, c->after_hash);
  c->writes = strcmp(c->after_hash, c->before_hash) != 0;
  c->memory.wrote = c->wrote;
  c->memory.key = c->of->key;
  c->memory.mtime_ns = c->of->stamp.mtime_ns;
  c->row = (hl_write_row){.athlete = w->place.athlete,
                          .run_id = c->of->run.id,
                          .host = HL_GC_HOST,
                          .target = c->of->path,
                          .before = c->writes ? c->before : NULL,
                          .before_length = c->length,
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
  hl_status status = check_unchanged(c, &why);
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

/* The same is to be said under another key: the next time that is known. */
static hl_status keep_key(writing *w, hl_gc_wish *wish, const hl_gc_file *file,
                          hl_error *err) {
  hl_text json = {0};
  wish->memory.key = file->key;
  hl_gc_remember(&wish->memory, &json);
  renewal r = {wish->old.id,
               hl_arena_text(&w->all, hl_text_cstr(&json), json.length)};
  bool failed = hl_text_status(&json) || !r.inverse;
  hl_text_free(&json);
  if (failed) return hl_nomem(err);
  w->renewal[w->renewal_n++] = r;
  return HL_OK;
}

static hl_status write_keys(writing *w, hl_error *err) {
  hl_txn txn;
  if (!w->renewal_n) return HL_OK;
  if (hl_txn_begin(&txn, w->store, HL_TXN_WRITE, false))
    return hl_store_status(w->store, err);
  for (size_t i = 0; i < w->renewal_n; i++)
    hl_write_set_inverse(w->store, w->renewal[i].id, w->renewal[i].inverse);
  return hl_txn_end(&txn, err);
}

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
    return keep_key(w, &wish, file, err);
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
  hl_gc_sweep(w->place.folder);
  hl_status status = hl_gc_reconcile(w->store, err);
  if (!status) w->file = hl_gc_files(w->store, &w->place, &w->all, &w->n);
  if (!status) status = hl_store_status(w->store, err);
  w->renewal = hl_arena_alloc(&w->all, w->n, sizeof *w->renewal);
  if (!status && !w->renewal) status = hl_nomem(err);
  for (size_t i = 0; i < w->n && !status && !w->result->remark; i++) {
    if (w->file[i].is_settled) continue;
    status = consider(w, &w->file[i], err);
    if (!status && w->change_n == HANDFUL) status = flush(w, err);
    if (w->change_n == 0) hl_arena_reset(&w->some);
  }
  if (!status) status = flush(w, err);
  if (!status) status = write_keys(w, err);
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
