/* SPDX-License-Identifier: MIT
**
** See hosting_read.h. The places that a binding names are tried in order until
** one has the activity.
*/
#include "annotate/hosting_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "hosts/samples.h"
#include "read/settle.h"

enum {
  SAME_START_MS = 2000 /* as two recordings of one run, annotate/duplicate.h */
};
/* A clock that was set to another zone is as far off as this and no further:
** what began later or earlier is another day's activity. */
static const int64_t far_ms = (int64_t)26 * 3600 * HL_MS_PER_S;

/* ---- the activity of that time ---------------------------------------- */

static int64_t distance_ms(const hl_hosting *h, const hl_piece *piece) {
  return llabs(piece->run.start_ms - h->now->start_ms);
}

static void take_run(hl_hosting *h, hl_piece *piece) {
  if (h->best && distance_ms(h, h->best) <= distance_ms(h, piece)) {
    hl_piece_free(piece);
    return;
  }
  hl_piece_free(h->best);
  h->best = piece;
}

static void take_failure(hl_hosting *h, const hl_piece *piece) {
  const char *path = piece->source.path;
  hl_text why = {0}; /* may be cut: it is for reading only */
  hl_text_format(&why, "%s: %s", path ? hl_base_name(path) : "its recording",
                 piece->source.message);
  h->why = (hl_error){0};
  hl_fail(&h->why, HL_E_INPUT, "%s", hl_text_cstr(&why));
  hl_text_free(&why);
}

/* A file may hold many activities: of a host's, one is meant. */
static hl_status take(void *ctx, hl_piece *piece, hl_error *err) {
  hl_hosting *h = ctx;
  (void)err;
  if (piece->kind == HL_PIECE_RUN) {
    take_run(h, piece);
    return HL_OK;
  }
  if (piece->kind == HL_PIECE_FAILED && !h->best) take_failure(h, piece);
  hl_piece_free(piece);
  return HL_OK;
}

static void refuse_other_time(hl_hosting *h) {
  char day[16];
  hl_print_day(day, sizeof day, hl_local_day(h->best->run.start_ms, 0));
  h->why = (hl_error){0};
  hl_fail(&h->why, HL_E_INPUT, "its samples are of another activity, of %s",
          day);
  hl_piece_free(h->best);
  h->best = NULL;
}

/* ---- where it is ------------------------------------------------------ */

static hl_status find_original(hl_hosting *h, const hl_host_activity *a,
                               hl_text *path) {
  hl_store *store = h->task->store;
  hl_arena arena = {0};
  if (!h->task->has_tables) return HL_OK;
  hl_query *query = hl_query_of(
      store, "SELECT s.name FROM main.heavylegs_run AS r "
             "JOIN main.heavylegs_source AS s ON s.run_id = r.id "
             "WHERE r.athlete = :athlete AND s.host = '' "
             "AND s.status <> 'failed' "
             "AND r.start_ms BETWEEN :start_ms - :near AND :start_ms + :near "
             "ORDER BY abs(r.start_ms - :start_ms), s.name LIMIT 1");
  hl_bind_text(query, ":athlete", h->import->athlete);
  hl_bind_int(query, ":start_ms", a->start_ms);
  hl_bind_int(query, ":near", SAME_START_MS);
  if (hl_query_row(query)) hl_text_add(path, hl_column_text(query, &arena));
  hl_query_end(query);
  hl_arena_free(&arena);
  return hl_store_failed(store) || hl_text_status(path) ? HL_E_NOMEM : HL_OK;
}

hl_status hl_hosting_path(hl_hosting *h, const hl_binding_query *samples,
                          const hl_host_activity *a, hl_text *path,
                          hl_error *err) {
  hl_status status = HL_OK;
  if (!strcmp(samples->source, "original"))
    status = find_original(h, a, path);
  else if (!strcmp(samples->source, "file"))
    return hl_host_path(&h->link, samples->text, a, path, err);
  return status ? hl_nomem(err) : HL_OK;
}

static hl_status read_file(hl_hosting *h, const hl_binding_query *samples,
                           hl_hosting_one *s, hl_error *err) {
  hl_text path = {0};
  hl_error why = {0};
  hl_status status = hl_hosting_path(h, samples, &s->activity, &path, &why);
  if (status == HL_E_NOMEM) {
    hl_nomem(err);
  } else if (status) {
    h->why = why;
    status = HL_OK;
  } else if (path.length) {
    hl_source_row source = s->source;
    source.path = hl_arena_text(h->import->arena, path.bytes, path.length);
    status = source.path ? hl_measure_file(&h->measurer, &source, take, h, err)
                         : hl_nomem(err);
  }
  hl_text_free(&path);
  return status;
}

typedef struct blob {
  hl_hosting *h;
  hl_hosting_one *s;
} blob;

static hl_status take_bytes(void *ctx, const void *bytes, size_t length,
                            hl_error *err) {
  blob *b = ctx;
  hl_in_memory what = {&b->s->source, {bytes, length, "its recording"}};
  return hl_measure_bytes(&b->h->measurer, &what, take, b->h, err);
}

static hl_status read_blob(hl_hosting *h, const hl_binding_query *samples,
                           hl_hosting_one *s, hl_error *err) {
  blob b = {h, s};
  hl_host_bytes_taker to = {take_bytes, &b};
  return hl_host_blob(&h->link, samples, s->activity.id, &to, err);
}

static hl_status take_built(hl_hosting *h, hl_activity *activity,
                            hl_hosting_one *s, hl_error *err) {
  hl_recorded what = {&s->source, activity};
  hl_status status = hl_activity_finish(activity, err);
  if (!status) status = hl_activity_distance_from_positions(activity, err);
  if (!status && s->activity.is_run == HL_UNSAID) hl_settle_sport(activity);
  return status ? status
                : hl_measure_activity(&h->measurer, &what, take, h, err);
}

static hl_status read_sql(hl_hosting *h, const hl_binding_query *samples,
                          hl_hosting_one *s, hl_error *err) {
  hl_activity activity;
  hl_error why = {0};
  hl_activity_init(&activity, h->link.binding->id);
  hl_status status =
      hl_host_samples(&h->link, samples, &s->activity, &activity, &why);
  if (status == HL_E_LIMIT) {
    h->why = why; /* too many points: this activity's trouble alone */
    status = HL_OK;
  } else if (status) {
    if (err && !err->status) *err = why;
  } else if (activity.n) {
    status = take_built(h, &activity, s, err);
  }
  hl_activity_free(&activity);
  return status;
}

/* What is no run need not have samples: its duration is load too. */
static hl_status read_totals(hl_hosting *h, hl_hosting_one *s, hl_error *err) {
  const hl_host_activity *a = &s->activity;
  hl_lap lap = {.start_ms = a->start_ms,
                .duration_s = a->duration_s,
                .distance_m = a->distance_m,
                .mean_bpm = NAN,
                .max_bpm = NAN};
  hl_activity activity;
  hl_activity_init(&activity, h->link.binding->id);
  activity.start_ms = a->start_ms;
  hl_status status = hl_activity_add_lap(&activity, &lap, err);
  if (!status) status = take_built(h, &activity, s, err);
  hl_activity_free(&activity);
  return status;
}

/* ---- one after the other ---------------------------------------------- */

/* Nothing came of it: said, and known until it changes. */
static hl_status refuse(hl_hosting *h, hl_hosting_one *s, hl_error *err) {
  hl_piece *piece = calloc(1, sizeof *piece);
  const char *why = h->why.status ? h->why.text : "it has no samples";
  if (!piece) return hl_nomem(err);
  piece->kind = HL_PIECE_FAILED;
  piece->source = s->source;
  piece->source.engine = hl_engine_name;
  piece->source.status = "failed";
  piece->source.line = h->why.line;
  piece->source.message = hl_arena_text(&piece->arena, why, strlen(why));
  return hl_import_take(h->import, piece, err);
}

static hl_status keep_best(hl_hosting *h, hl_hosting_one *s, hl_error *err) {
  hl_piece *run = h->best, *end = calloc(1, sizeof *end);
  h->best = NULL;
  if (!end) {
    hl_piece_free(run);
    return hl_nomem(err);
  }
  end->kind = HL_PIECE_END;
  end->source = s->source;
  end->source.part = 1;
  run->source.part = 0;
  hl_status status = hl_import_take(h->import, run, err);
  if (!status) return hl_import_take(h->import, end, err);
  hl_piece_free(end);
  return status;
}

static hl_status read_from(hl_hosting *h, const hl_binding_query *samples,
                           hl_hosting_one *s, hl_error *err) {
  hl_status status = HL_OK;
  if (!strcmp(samples->source, "sql"))
    status =
        hl_host_meets(&h->link, samples) ? read_sql(h, samples, s, err) : HL_OK;
  else if (!strcmp(samples->source, "blob"))
    status = hl_host_meets(&h->link, samples) ? read_blob(h, samples, s, err)
                                              : HL_OK;
  else
    status = read_file(h, samples, s, err);
  if (!status && h->best && distance_ms(h, h->best) > far_ms)
    refuse_other_time(h);
  return status;
}

static hl_status read_one(hl_hosting *h, hl_hosting_one *s, hl_error *err) {
  const hl_binding_queries *samples = &h->link.binding->samples;
  hl_status status = HL_OK;
  h->now = &s->activity;
  h->why = (hl_error){0};
  for (size_t i = 0; i < samples->n && !status && !h->best; i++)
    status = read_from(h, &samples->item[i], s, err);
  bool is_load = s->activity.is_run != HL_YES && s->activity.duration_s > 0;
  if (!status && !h->best && is_load) status = read_totals(h, s, err);
  if (!status) return h->best ? keep_best(h, s, err) : refuse(h, s, err);
  hl_piece_free(h->best);
  h->best = NULL;
  return status;
}

static hl_status tell(void *ctx, hl_activity *activity, hl_error *err) {
  hl_hosting *h = ctx;
  return hl_host_tell(&h->link, h->now, activity, err);
}

static hl_hosting_one unpack(const hl_hosting *h, const hl_hosting_stale *s) {
  hl_hosting_one one = {.activity = {.id = s->id,
                                     .start_ms = s->start_ms,
                                     .has_offset = s->has_offset,
                                     .offset_s = s->offset_s,
                                     .sport = s->sport,
                                     .is_run = (hl_yes)s->is_run,
                                     .distance_m = s->distance_m,
                                     .duration_s = s->duration_s,
                                     .title = s->title,
                                     .note = s->note,
                                     .file = s->file},
                        .source = {.athlete = h->import->athlete,
                                   .host = h->import->host,
                                   .name = s->id,
                                   .size = s->size,
                                   .mtime_ns = s->mtime_ns}};
  one.activity.report = (hl_report){.heavy = (hl_heavy)s->heavy,
                                    .legs = s->legs,
                                    .rpe = s->rpe,
                                    .feel = s->feel,
                                    .source = "host",
                                    .confirmed = true};
  return one;
}

/* So many activities are committed together, as files are (import.h): the host
** is kept from writing for a moment only. */
static hl_status commit_chunk(hl_hosting *h, hl_error *err) {
  hl_import *im = h->import;
  hl_txn txn;
  hl_status status = hl_task_begin(h->task, &txn, err);
  if (status) return status;
  status = hl_import_write_spool(im, err);
  status = hl_task_end(h->task, &txn, status, err);
  if (status) return status;
  im->committed += HL_IMPORT_CHUNK;
  hl_spool_close(&im->spool);
  return hl_spool_open(&im->spool, err);
}

/* Not inside a statement or a transaction of the host; and what was kept of a
** host that was made anew is taken up with everything, or not at all. */
static bool may_commit(const hl_hosting *h) {
  return h->task->via == HL_VIA_SELECT &&
         !hl_store_in_transaction(h->task->store) &&
         !(h->link.binding->is_rebuilt && !h->task->has_tables);
}

static hl_status read_all(hl_hosting *h, hl_error *err) {
  hl_import *im = h->import;
  bool in_chunks = may_commit(h);
  size_t done = 0;
  hl_status status = HL_OK;
  for (hl_hosting_part *part = h->first; part && !status; part = part->next)
    for (size_t i = 0; i < part->n && !status; i++) {
      hl_hosting_one one = unpack(h, &part->list[i]);
      status = read_one(h, &one, err);
      done++;
      if (!status && in_chunks && done % HL_IMPORT_CHUNK == 0 &&
          done < im->stale_n)
        status = commit_chunk(h, err);
      if (!status)
        status = hl_progress_step(im->progress, "read", (int64_t)done,
                                  (int64_t)im->stale_n, err);
    }
  return status;
}

hl_status hl_hosting_read(hl_hosting *h, hl_error *err) {
  hl_import *im = h->import;
  hl_status status = hl_import_open_spool(im, err);
  if (!status && h->kept_zone && !im->clock.setting)
    status = hl_zone_open(h->kept_zone, &im->clock.setting, err);
  if (!status) status = hl_measurer_open(&h->measurer, err);
  if (status) return status;
  h->measurer.tell = tell;
  h->measurer.tell_ctx = h;
  status = read_all(h, err);
  hl_measurer_close(&h->measurer);
  return status;
}
