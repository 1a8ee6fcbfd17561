/* SPDX-License-Identifier: MIT
**
** See gc_journal.h.
*/
#include "hosts/gc_journal.h"

#include <stdlib.h>
#include <string.h>

#include "hosts/gc_folder.h"
#include "store/txn.h"

/* ---- what a row remembers ------------------------------------------------ */

hl_gc_memory hl_gc_recall(hl_store *store, const hl_write_row *row,
                          hl_arena *arena) {
  hl_gc_memory memory = {.hash = "", .wrote = "", .key = ""};
  hl_query *query = hl_query_of(
      store, "SELECT key, value FROM json_each(ifnull(:json, '{}'))");
  hl_bind_text(query, ":json", row->inverse);
  while (hl_query_row(query)) {
    const char *key = hl_column_text(query, arena);
    if (!strcmp(key, "hash")) memory.hash = hl_column_text(query, arena);
    if (!strcmp(key, "wrote")) memory.wrote = hl_column_text(query, arena);
    if (!strcmp(key, "key")) memory.key = hl_column_text(query, arena);
    if (!strcmp(key, "mtime_ns")) memory.mtime_ns = hl_column_int(query);
    for (size_t i = 0; i < HL_GC_FIELDS; i++)
      if (!strcmp(key, hl_gc_field_names[i]))
        memory.value[i] = hl_column_text(query, arena);
  }
  return memory;
}

void hl_gc_remember(const hl_gc_memory *memory, hl_text *json) {
  hl_json_open(json, NULL, '{');
  hl_json_text(json, "hash", memory->hash);
  hl_json_text(json, "wrote", memory->wrote);
  hl_json_text(json, "key", memory->key);
  hl_json_int(json, "mtime_ns", memory->mtime_ns);
  for (size_t i = 0; i < HL_GC_FIELDS; i++)
    if (memory->value[i])
      hl_json_text(json, hl_gc_field_names[i], memory->value[i]);
  hl_json_close(json, '}');
}

/* ---- files --------------------------------------------------------------- */

hl_status hl_gc_with_fields(const char *bytes, size_t length,
                            const hl_gc_fields *fields, hl_text *out,
                            hl_error *err) {
  hl_gc_patch patch = hl_gc_fields_patch(fields);
  return hl_gc_patch_apply(bytes, length, &patch, out, err);
}

hl_status hl_gc_without_us(const char *bytes, size_t length,
                           const hl_gc_memory *memory, hl_text *out,
                           hl_error *err) {
  hl_gc_fields fields;
  hl_gc_fields_clear(&fields);
  for (size_t i = 0; i < HL_GC_FIELDS; i++)
    fields.tag[i].value = memory->value[i];
  return hl_gc_with_fields(bytes, length, &fields, out, err);
}

void hl_gc_hash(const char *bytes, size_t length, char text[HL_HASH_TEXT]) {
  hl_hash_print(hl_hash_bytes(bytes, length), text);
}

hl_status hl_gc_replace(const char *path, const hl_text *bytes, hl_error *err) {
  hl_text folder = {0};
  hl_gc_folder_of(path, &folder);
  hl_status status = hl_text_status(&folder) ? hl_nomem(err) : HL_OK;
  if (!status) status = hl_file_replace(path, bytes->bytes, bytes->length, err);
  if (!status) status = hl_gc_settle_time(hl_text_cstr(&folder), path, err);
  hl_text_free(&folder);
  return status;
}

void hl_gc_settle_source(hl_store *store, const char *path,
                         const hl_file_stamp *stamp) {
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_source SET size = :size, "
             "mtime_ns = :mtime_ns WHERE host = '' AND name = :name");
  hl_bind_int(query, ":size", stamp->size);
  hl_bind_int(query, ":mtime_ns", stamp->mtime_ns);
  hl_bind_text(query, ":name", path);
  hl_query_run(query);
}

void hl_gc_failed(hl_gc_written *result, const char *path,
                  const hl_error *err) {
  if (result->failed++ >= HL_GC_FAILURES) return;
  if (result->failures.length) hl_text_add(&result->failures, ",");
  hl_text one = {0};
  hl_json_open(&one, NULL, '{');
  hl_json_text(&one, "path", path);
  if (err->line) hl_json_int(&one, "line", err->line);
  hl_json_text(&one, "message", err->text);
  hl_json_close(&one, '}');
  hl_text_add_n(&result->failures, hl_text_cstr(&one), one.length);
  hl_text_free(&one);
}

void hl_gc_written_answer(hl_gc_written *r, hl_text *out) {
  hl_text list = {0};
  bool speaks = r->written || r->others || r->failed || r->restored || r->cut ||
                r->remark;
  if (speaks) {
    hl_text_format(&list, "[%s]", hl_text_cstr(&r->failures));
    hl_json_open(out, HL_GC_HOST, '{');
    hl_json_int(out, "written", r->written);
    hl_json_int(out, "others", r->others);
    hl_json_int(out, "restored", r->restored);
    hl_json_int(out, "cut", r->cut);
    hl_json_int(out, "failed", r->failed);
    hl_json_raw(out, "failures", hl_text_cstr(&list));
    hl_json_text(out, "remark", r->remark);
    hl_json_close(out, '}');
  }
  if (hl_text_status(&list) || hl_text_status(&r->failures)) out->failed = true;
  hl_text_free(&list);
  hl_text_free(&r->failures);
}

/* ---- after a crash ------------------------------------------------------- */

typedef struct planned {
  hl_write_row *row;
  size_t n, room;
  hl_arena *arena;
} planned;

static hl_status keep_row(void *ctx, const hl_write_row *row) {
  planned *p = ctx;
  p->row = hl_arena_more(p->arena, p->row, p->n, &p->room, sizeof *p->row);
  if (!p->row) return HL_E_NOMEM;
  p->row[p->n++] = *row;
  return HL_OK;
}

/* As before: it was not done. Otherwise it was, whoever changed it since. */
static void settle(hl_store *store, const hl_write_row *row) {
  char *bytes = NULL, hash[HL_HASH_TEXT] = "";
  size_t length;
  bool there =
      !hl_file_load(row->target, HL_GC_FILE_BYTES, &bytes, &length, NULL);
  if (there) hl_gc_hash(bytes, length, hash);
  free(bytes);
  if (!strcmp(hash, row->before_hash))
    hl_write_delete(store, row->id);
  else if (there)
    hl_write_done(store, row, true);
  else
    hl_write_set_state(store, row->id, "lost");
}

hl_status hl_gc_reconcile(hl_store *store, hl_error *err) {
  const hl_write_row like = {.host = HL_GC_HOST, .state = "planned"};
  hl_arena arena = {0};
  planned p = {.arena = &arena};
  hl_txn txn;
  hl_write_each(store, &like, &arena, keep_row, &p);
  if (!p.n) {
    hl_arena_free(&arena);
    return hl_store_status(store, err);
  }
  hl_status status = hl_txn_begin(&txn, store, HL_TXN_WRITE, false);
  if (!status) {
    for (size_t i = 0; i < p.n; i++)
      settle(store, &p.row[i]);
    status = hl_txn_end(&txn, err);
  }
  hl_arena_free(&arena);
  return status ? hl_store_status(store, err) : HL_OK;
}
