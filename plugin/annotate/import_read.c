/* SPDX-License-Identifier: MIT
**
** Reading the stale files: see import.h.
**
** Files are begun in order, so a chunk is complete soon after its last file
** was begun; what comes of later ones meanwhile goes into the spool of their
** own chunk. Chunks are committed in order: rows come out the same whatever
** the number of threads, and after a fall the rest makes the same chunks.
*/
#include "annotate/import.h"
#include "annotate/pool.h"

typedef struct chunk {
  hl_spool spool;
  size_t left; /* files that are not done */
} chunk;

typedef struct reading {
  hl_task *task;
  hl_import *im;
  size_t chunk_files;
  chunk *chunk;
  size_t chunk_n, next; /* next to be committed */
} reading;

static hl_status open_chunk(reading *r, size_t at, hl_error *err) {
  chunk *c = &r->chunk[at];
  hl_status status = c->spool.db ? HL_OK : hl_spool_open(&c->spool, err);
  r->im->spool = c->spool;
  return status;
}

static void close_chunk(reading *r, size_t at) {
  if (r->chunk[at].spool.db) hl_spool_close(&r->chunk[at].spool);
  r->im->spool = (hl_spool){0};
}

static hl_status commit(reading *r, size_t at, hl_error *err) {
  hl_txn txn;
  hl_status status = open_chunk(r, at, err);
  if (!status) status = hl_task_begin(r->task, &txn, err);
  if (status) return status;
  status = hl_import_write_spool(r->im, err);
  status = hl_task_end(r->task, &txn, status, err);
  if (!status) r->im->committed += (int64_t)r->chunk_files;
  close_chunk(r, at);
  return status;
}

static hl_status take(void *ctx, size_t file, hl_piece *piece, hl_error *err) {
  reading *r = ctx;
  hl_status status = open_chunk(r, file / r->chunk_files, err);
  if (!status) return hl_import_take(r->im, piece, err);
  hl_piece_free(piece);
  return status;
}

/* The last chunk is left to the command. */
static hl_status done(void *ctx, size_t file, hl_error *err) {
  reading *r = ctx;
  hl_status status = HL_OK;
  r->chunk[file / r->chunk_files].left--;
  while (!status && r->next + 1 < r->chunk_n && !r->chunk[r->next].left)
    status = commit(r, r->next++, err);
  return status;
}

static hl_status idle(void *ctx, size_t files_done, hl_error *err) {
  reading *r = ctx;
  return hl_progress_step(r->im->progress, "read", (int64_t)files_done,
                          (int64_t)r->im->stale_n, err);
}

static hl_status make_chunks(reading *r, hl_error *err) {
  size_t n = r->im->stale_n;
  bool may_commit =
      r->task->via == HL_VIA_SELECT && !hl_store_in_transaction(r->task->store);
  r->chunk_files = may_commit || !n ? HL_IMPORT_CHUNK : n;
  r->chunk_n = n ? (n - 1) / r->chunk_files + 1 : 1;
  r->chunk = hl_arena_alloc(r->im->arena, r->chunk_n, sizeof *r->chunk);
  if (!r->chunk) return hl_nomem(err);
  for (size_t i = 0; i < r->chunk_n; i++)
    r->chunk[i] = (chunk){.left = r->chunk_files}; /* of the last: not used */
  return HL_OK;
}

hl_status hl_import_read(hl_task *task, hl_import *im, int threads,
                         hl_error *err) {
  reading r = {.task = task, .im = im};
  hl_pool pool = {threads, im->stale, im->stale_n, take, done, idle, &r};
  im->count.read = (int64_t)im->stale_n;
  hl_status status = hl_import_open_clock(im, err);
  if (!status) status = make_chunks(&r, err);
  if (status) return status;
  status = hl_pool_run(&pool, err);
  if (!status) status = open_chunk(&r, r.chunk_n - 1, err);
  for (size_t i = 0; i < r.chunk_n; i++)
    if (status || i + 1 < r.chunk_n) hl_spool_close(&r.chunk[i].spool);
  im->spool = (hl_spool){0};
  if (!status) im->spool = r.chunk[r.chunk_n - 1].spool;
  return status;
}

void hl_import_tell_kept(const hl_import *im, hl_error *err) {
  hl_text more = {0};
  if (!im->committed) return;
  hl_text_format(&more, "; the first %lld files were read and are kept",
                 (long long)im->committed);
  if (!hl_text_status(&more)) hl_error_add(err, hl_text_cstr(&more));
  hl_text_free(&more);
}
