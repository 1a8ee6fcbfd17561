/* SPDX-License-Identifier: MIT
**
** Which files are to be read, and reading them into the spool: see import.h.
** What becomes of the spool is in import_write.c.
*/
#include "annotate/import.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/pool.h"
#include "base/calendar.h"
#include "hosts/gc_folder.h"
#include "read/folder.h"
#include "read/gc_words.h"
#include "store/epochs.h"
#include "store/report.h"
#include "store/verdict.h"

/* ---- which files ----------------------------------------------------- */

static hl_status add_stale(hl_import *im, const hl_source_row *file,
                           hl_error *err) {
  hl_source_row *list = hl_arena_more(im->arena, im->stale, im->stale_n,
                                      &im->stale_room, sizeof *list);
  if (!list) return hl_nomem(err);
  im->stale = list;
  list[im->stale_n++] = *file;
  return HL_OK;
}

void hl_import_failed(hl_import *im, const hl_source_row *source) {
  size_t size = sizeof *im->failure;
  im->count.failed++;
  if (!im->failure)
    im->failure = hl_arena_alloc(im->arena, HL_IMPORT_FAILURES, size);
  if (!im->failure || im->failure_n == HL_IMPORT_FAILURES) return;
  hl_source_row *row = &im->failure[im->failure_n++];
  row->name = hl_arena_text(im->arena, source->name, strlen(source->name));
  const char *why = source->message ? source->message : "it cannot be read";
  row->message = hl_arena_text(im->arena, why, strlen(why));
  row->line = source->line;
}

/* A failure that was met before and whose file is as it was: named again, so
** that nothing passes silently. */
static hl_status recall(void *ctx, const hl_source_row *row) {
  hl_import_failed(ctx, row);
  return HL_OK;
}

/* Was this very file read before, by this engine? */
bool hl_import_knows(hl_import *im, const hl_source_row *file) {
  if (!im->has_tables) return false;
  hl_query *query = hl_query_of(
      im->store,
      "SELECT count(*), count(s.run_id), ifnull(sum(r.is_run = 0), 0) "
      "FROM main.heavylegs_source AS s "
      "LEFT JOIN main.heavylegs_run AS r ON r.id = s.run_id "
      "WHERE s.athlete = :athlete AND s.host = :host AND s.name = :name "
      "AND s.size = :size AND s.mtime_ns = :mtime_ns AND s.engine = :engine");
  hl_bind_text(query, ":athlete", im->athlete);
  hl_bind_text(query, ":host", im->host);
  hl_bind_text(query, ":name", file->name);
  hl_bind_int(query, ":size", file->size);
  hl_bind_int(query, ":mtime_ns", file->mtime_ns);
  hl_bind_text(query, ":engine", hl_engine_name);
  if (!hl_query_row(query)) return false;
  int64_t rows = hl_column_int(query);
  int64_t runs = hl_column_int(query);
  int64_t not_runs = hl_column_int(query);
  hl_query_end(query);
  im->count.same += runs;
  im->count.not_runs += not_runs;
  if (rows) hl_source_each_failed(im->store, file, im->arena, recall, im);
  return rows > 0;
}

static hl_status look_at(hl_import *im, const char *path, hl_error *err) {
  hl_source_row file = {.athlete = im->athlete, .host = ""};
  hl_file_stamp stamp;
  hl_error why = {0};
  im->count.files++;
  file.name = hl_arena_text(im->arena, path, strlen(path));
  if (!file.name) return hl_nomem(err);
  if (hl_path_stamp(path, &stamp, &why) == HL_OK) {
    file.size = stamp.size;
    file.mtime_ns = stamp.mtime_ns;
  }
  if (hl_import_knows(im, &file)) return hl_store_status(im->store, err);
  if (hl_store_failed(im->store)) return hl_store_status(im->store, err);
  return add_stale(im, &file, err);
}

static hl_status visit(void *ctx, const char *path, hl_error *err) {
  hl_import *im = ctx;
  if (!hl_read_knows_name(path) || hl_folder_is_part(path)) return HL_OK;
  hl_status status =
      hl_progress_step(im->progress, "find", im->count.files, 0, err);
  return status ? status : look_at(im, path, err);
}

static void skip(void *ctx, const char *path, const char *why) {
  hl_import *im = ctx;
  hl_source_row row = {.name = path, .message = why};
  im->count.files++;
  hl_import_failed(im, &row);
}

/* The one name that a path has, wherever the command was started from. */
static char *absolute(hl_import *im, const char *path, hl_error *err) {
  char *real = realpath(path, NULL);
  if (!real) {
    hl_fail(err, HL_E_INPUT, "no such file or folder: %.150s", path);
    return NULL;
  }
  char *copy = hl_arena_text(im->arena, real, strlen(real));
  if (!copy) hl_nomem(err);
  free(real);
  return copy;
}

/* Its athletes are several people, whose runs must not be judged as one's. */
static hl_status refuse_library(const char *real, hl_error *err) {
  hl_text athlete = {0};
  hl_status status = HL_OK;
  if (hl_gc_is_library(real, &athlete))
    status = hl_fail(err, HL_E_USAGE,
                     "%.100s holds athletes of GoldenCheetah: name the folder "
                     "of one, such as %.60s",
                     real, hl_text_cstr(&athlete));
  hl_text_free(&athlete);
  return status;
}

static hl_status look_for_files(hl_import *im, const char *path,
                                hl_error *err) {
  hl_error why = {0};
  const char *real = absolute(im, path, &why);
  if (!real) {
    if (err && !err->status) *err = why;
    return why.status;
  }
  if (!hl_path_is_folder(real)) return look_at(im, real, err);
  if (!hl_gc_is_folder(real)) {
    hl_status mixed = refuse_library(real, err);
    return mixed ? mixed : hl_walk(real, visit, skip, im, err);
  }
  hl_text activities = {0};
  hl_text_format(&activities, "%s" HL_GC_ACTIVITIES, real);
  hl_status status = hl_text_status(&activities)
                         ? hl_nomem(err)
                         : hl_walk(activities.bytes, visit, skip, im, err);
  hl_text_free(&activities);
  return status ? status : hl_import_gc_read(im, real, err);
}

/* ---- reading --------------------------------------------------------- */

/* Tags belong to the local day of their run; UTC where that is not known. */
static void spool_words(hl_import *im, hl_piece *piece, int64_t id) {
  hl_store *spool = im->spool.store;
  const hl_run_row *run = &piece->run;
  bool known = run->offset_source != HL_OFFSET_NONE;
  piece->tag_day.day =
      hl_local_day(run->start_ms, known ? run->utc_offset_s : 0);
  hl_about about = {im->athlete, id};
  hl_report_put(spool, about, &piece->tag_report);
  hl_report_put(spool, about, &piece->file_report);
  hl_report_put(spool, about, &piece->note_report);
  hl_day_put(spool, about, &piece->tag_day);
  if (piece->file_report.agrees == HL_UNSAID) return;
  bool agrees = piece->file_report.agrees == HL_YES;
  hl_verdict_row verdict = {.athlete = im->athlete,
                            .start_ms = run->start_ms,
                            .verdict = agrees ? "agree" : "disagree",
                            .source = HL_GC_VERDICT};
  hl_verdict_of_run(spool, &verdict, id);
}

static void spool_run(hl_import *im, hl_piece *piece) {
  hl_store *spool = im->spool.store;
  hl_run_row *run = &piece->run;
  run->athlete = im->athlete;
  hl_local_clock_settle(&im->clock, run);
  int64_t id = hl_run_put(spool, run);
  hl_store_put_facts(spool, id, &piece->facts);
  if (piece->epochs)
    hl_store_put_epochs(spool, id, piece->epochs, piece->epochs_length);
  spool_words(im, piece, id);
  piece->source.run_id = id;
  hl_source_put(spool, &piece->source);
}

static void spool_end(hl_import *im, const hl_piece *piece) {
  hl_query *query =
      hl_query_of(im->spool.store, "INSERT OR REPLACE INTO main.ended "
                                   "(name, parts) VALUES (:name, :parts)");
  hl_bind_text(query, ":name", piece->source.name);
  hl_bind_int(query, ":parts", piece->source.part);
  hl_query_run(query);
  if (piece->source.part == 0) hl_source_put(im->spool.store, &piece->source);
}

hl_status hl_import_take(hl_import *im, hl_piece *piece, hl_error *err) {
  switch (piece->kind) {
  case HL_PIECE_RUN: spool_run(im, piece); break;
  case HL_PIECE_DAY:
    hl_day_put(im->spool.store, (hl_about){im->athlete, 0}, &piece->day);
    break;
  case HL_PIECE_FAILED:
    hl_import_failed(im, &piece->source);
    hl_source_put(im->spool.store, &piece->source);
    break;
  case HL_PIECE_END: spool_end(im, piece); break;
  }
  hl_piece_free(piece);
  return hl_store_status(im->spool.store, err);
}

hl_status hl_import_open_clock(hl_import *im, hl_error *err) {
  if (im->clock_is_open) return HL_OK;
  im->clock_is_open = true;
  return hl_local_clock_open(&im->clock, im->store, im->has_tables, im->athlete,
                             err);
}

hl_status hl_import_open_spool(hl_import *im, hl_error *err) {
  hl_status status = hl_import_open_clock(im, err);
  return status ? status : hl_spool_open(&im->spool, err);
}

void hl_import_init(hl_task *task, const char *host, hl_import *im) {
  *im = (hl_import){.store = task->store,
                    .has_tables = task->has_tables,
                    .athlete = task->athlete,
                    .host = host,
                    .progress = &task->progress,
                    .arena = &task->arena};
}

hl_status hl_import_start(hl_task *task, hl_import *im, hl_error *err) {
  const char *const *paths;
  size_t n;
  int64_t threads = 1;
  hl_import_init(task, "", im);
  hl_status status = hl_args_list(&task->args, "path", &paths, &n, err);
  if (!status)
    status =
        hl_args_int(&task->args, "threads", HL_POOL_THREADS, &threads, err);
  if (!status && !n)
    status = hl_fail(err, HL_E_USAGE, "which files? Name a path");
  for (size_t i = 0; i < n && !status; i++)
    status = look_for_files(im, paths[i], err);
  if (!status && hl_import_has_news(im))
    status = hl_import_read(task, im, (int)threads, err);
  return status;
}

bool hl_import_has_news(const hl_import *im) {
  return im->stale_n > 0 || im->days_n > 0 || im->gc_is_news;
}

void hl_import_close(hl_import *im) {
  if (im->spool.db) hl_spool_close(&im->spool);
  hl_local_clock_close(&im->clock);
}
