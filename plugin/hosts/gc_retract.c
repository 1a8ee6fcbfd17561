/* SPDX-License-Identifier: MIT
**
** Taking our fields out of GoldenCheetah's files: see gc_write.h.
*/
#include <stdlib.h>
#include <string.h>

#include "hosts/gc_folder.h"
#include "hosts/gc_journal.h"
#include "store/txn.h"

typedef struct retracting {
  hl_store *store;
  const char *athlete; /* NULL: all */
  hl_gc_written *result;
  hl_arena rows, arena;
  hl_text bytes, out; /* of the file at hand: as it is, as it should be */
  hl_write_row *row;
  size_t n, room;
} retracting;

static hl_status keep_row(void *ctx, const hl_write_row *row) {
  retracting *r = ctx;
  if (r->athlete && strcmp(r->athlete, row->athlete) != 0) return HL_OK;
  r->row = hl_arena_more(&r->rows, r->row, r->n, &r->room, sizeof *r->row);
  if (!r->row) return HL_E_NOMEM;
  r->row[r->n++] = *row;
  return HL_OK;
}

/* What the file should be; *state says how near that is to what it was. */
static hl_status restore(retracting *r, const hl_write_row *row,
                         const char **state, hl_error *err) {
  static const hl_gc_memory nothing;
  const char *bytes = r->bytes.bytes;
  size_t length = r->bytes.length;
  char hash[HL_HASH_TEXT];
  hl_gc_memory memory = hl_gc_recall(r->store, row, &r->arena);
  hl_status status = HL_OK;
  *state = "restored";
  hl_gc_hash(bytes, length, hash);
  if (!strcmp(hash, row->after_hash)) {
    if (row->before_length) {
      hl_text_add_n(&r->out, row->before, row->before_length);
      return hl_text_status(&r->out) ? hl_nomem(err) : HL_OK;
    }
    status = hl_gc_without_us(bytes, length, &memory, &r->out, err);
    if (!status) hl_gc_hash(r->out.bytes, r->out.length, hash);
    if (status || !strcmp(hash, memory.hash)) return status;
  }
  hl_text_clear(&r->out);
  *state = "cut";
  return hl_gc_without_us(bytes, length, &nothing, &r->out, err);
}

static hl_status retract_file(retracting *r, const hl_write_row *row,
                              const char **state, hl_error *err) {
  char *bytes = NULL;
  size_t length;
  hl_status status =
      hl_file_load(row->target, HL_GC_FILE_BYTES, &bytes, &length, err);
  if (status) return status;
  r->bytes = (hl_text){.bytes = bytes, .length = length};
  hl_text_clear(&r->out);
  status = restore(r, row, state, err);
  bool differs = !status && (r->out.length != length ||
                             memcmp(r->out.bytes, bytes, length) != 0);
  if (differs) status = hl_gc_replace(row->target, &r->out, err);
  free(bytes);
  return status;
}

static void note(retracting *r, const hl_write_row *row, const char *state) {
  hl_file_stamp stamp;
  hl_write_set_state(r->store, row->id, state);
  if (!hl_path_stamp(row->target, &stamp, NULL))
    hl_gc_settle_source(r->store, row->target, &stamp);
  if (!strcmp(state, "restored"))
    r->result->restored++;
  else if (!strcmp(state, "cut"))
    r->result->cut++;
}

static hl_status retract_one(retracting *r, const hl_write_row *row,
                             hl_error *err) {
  hl_error why = {0};
  hl_txn txn;
  const char *state = "lost";
  if (hl_path_exists(row->target) && retract_file(r, row, &state, &why)) {
    hl_gc_failed(r->result, row->target, &why);
    return why.status == HL_E_NOMEM ? hl_nomem(err) : HL_OK;
  }
  if (hl_txn_begin(&txn, r->store, HL_TXN_WRITE, false))
    return hl_store_status(r->store, err);
  note(r, row, state);
  return hl_txn_end(&txn, err);
}

/* None of the folders may be open; what a crash left in them goes. */
static hl_status ready_folders(retracting *r, hl_error *err) {
  hl_text folder = {0}, last = {0};
  bool is_open = false;
  for (size_t i = 0; i < r->n && !is_open; i++) {
    hl_text_clear(&folder);
    hl_gc_folder_of(r->row[i].target, &folder);
    if (!strcmp(hl_text_cstr(&folder), hl_text_cstr(&last))) continue;
    hl_text_clear(&last);
    hl_text_add(&last, hl_text_cstr(&folder));
    is_open = hl_gc_is_open(hl_text_cstr(&folder));
    if (!is_open) hl_gc_sweep(hl_text_cstr(&folder));
  }
  bool failed = hl_text_status(&folder) || hl_text_status(&last);
  hl_text_free(&folder);
  hl_text_free(&last);
  if (failed) return hl_nomem(err);
  if (!is_open) return HL_OK;
  return hl_fail(err, HL_E_USAGE,
                 "GoldenCheetah has this athlete open and would write over it: "
                 "close it first");
}

static hl_status retract_rows(retracting *r, hl_error *err) {
  const hl_write_row like = {.host = HL_GC_HOST, .state = "written"};
  hl_status status = hl_gc_reconcile(r->store, err);
  if (!status) hl_write_each(r->store, &like, &r->rows, keep_row, r);
  if (!status) status = hl_store_status(r->store, err);
  if (!status) status = ready_folders(r, err);
  if (!status && r->n && !hl_gc_can_write(r->store))
    return hl_fail(err, HL_E_USAGE,
                   "GoldenCheetah's files cannot be restored inside a "
                   "transaction");
  for (size_t i = 0; i < r->n && !status; i++) {
    status = retract_one(r, &r->row[i], err);
    hl_arena_reset(&r->arena);
  }
  return status;
}

hl_status hl_gc_retract(hl_store *store, const char *athlete,
                        hl_gc_written *result, hl_error *err) {
  retracting r = {.store = store, .athlete = athlete, .result = result};
  hl_status status = retract_rows(&r, err);
  hl_arena_free(&r.rows);
  hl_arena_free(&r.arena);
  hl_text_free(&r.out);
  return status;
}
