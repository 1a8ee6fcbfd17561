/* SPDX-License-Identifier: MIT
**
** A host's activities into the spool of an import: see hosting.h.
**
** Rows are compared by their stamp while one statement reads them; only then
** are the samples of the stale ones fetched, so that the host is not kept from
** writing for long.
*/
#include "annotate/hosting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hosts/activities.h"
#include "read/settle.h"

typedef struct stale {
  hl_host_activity activity;
  hl_source_row source;
} stale;

typedef struct hosting {
  hl_task *task;
  const hl_host *host;
  hl_import *import;
  hl_arena row; /* of the row being looked at */
  stale *list;
  size_t room;
  hl_measurer measurer;
  const hl_host_activity *now; /* being measured */
  bool taken;                  /* it gave an activity */
  hl_error why;                /* the last reason why it did not */
} hosting;

hl_status hl_hosting_find(hl_task *task, const hl_host **host, hl_error *err) {
  hl_hosts hosts;
  *host = NULL;
  hl_status status = hl_hosts_open(&hosts, &task->arena, err);
  if (status) return status;
  return hl_hosts_detect(&hosts, hl_store_db(task->store), host, err);
}

/* ---- which activities ------------------------------------------------ */

static const char *keep(hosting *h, const char *text, bool *failed) {
  hl_arena *arena = h->import->arena;
  const char *copy = text ? hl_arena_text(arena, text, strlen(text)) : NULL;
  if (text && !copy) *failed = true;
  return copy;
}

static hl_status add_stale(hosting *h, const hl_host_activity *a,
                           const hl_source_row *source, hl_error *err) {
  hl_import *im = h->import;
  bool failed = false;
  if (im->stale_n == h->room) {
    size_t room = h->room ? 2 * h->room : 64;
    stale *grown =
        hl_arena_grow(im->arena, h->list, h->room, room, sizeof *grown);
    if (!grown) return hl_nomem(err);
    h->list = grown;
    h->room = room;
  }
  stale *s = &h->list[im->stale_n++];
  *s = (stale){*a, *source};
  s->activity.id = s->source.name = keep(h, a->id, &failed);
  s->activity.sport = keep(h, a->sport, &failed);
  s->activity.title = keep(h, a->title, &failed);
  s->activity.note = keep(h, a->note, &failed);
  return failed ? hl_nomem(err) : HL_OK;
}

/* Size and time of the file that the samples would come from now. */
static hl_status stamp_file(hosting *h, const hl_host_activity *a,
                            hl_source_row *source, hl_error *err) {
  const hl_binding *b = &h->host->binding;
  hl_status status = HL_OK;
  for (size_t i = 0; i < b->samples_n && !status; i++) {
    hl_text path = {0};
    hl_error none = {0};
    hl_file_stamp stamp;
    if (strcmp(b->samples[i].source, "file") != 0) continue;
    status = hl_host_path(b->samples[i].text, hl_store_db(h->task->store),
                          a->id, &path, &none);
    if (!status && !hl_path_stamp(path.bytes, &stamp, &none)) {
      source->size ^= stamp.size;
      source->mtime_ns ^= stamp.mtime_ns;
    }
    hl_text_free(&path);
    status = status == HL_E_NOMEM ? hl_nomem(err) : HL_OK;
  }
  return status;
}

static hl_status look_at(void *ctx, const hl_host_activity *a, hl_error *err) {
  hosting *h = ctx;
  hl_import *im = h->import;
  hl_source_row source = {.athlete = im->athlete,
                          .host = im->host,
                          .name = a->id ? a->id : "",
                          .mtime_ns = a->stamp};
  hl_status status =
      hl_progress_step(im->progress, "find", im->count.files++, 0, err);
  if (!status && a->problem) {
    source.message = a->problem;
    hl_import_failed(im, &source);
  } else if (!status) {
    status = stamp_file(h, a, &source, err);
    if (!status && !hl_import_knows(im, &source))
      status = add_stale(h, a, &source, err);
  }
  hl_arena_reset(&h->row);
  return status ? status : hl_store_status(im->store, err);
}

/* ---- reading --------------------------------------------------------- */

static hl_status tell(void *ctx, hl_activity *activity, hl_error *err) {
  return hl_host_tell(((hosting *)ctx)->now, activity, err);
}

static hl_status take(void *ctx, hl_piece *piece, hl_error *err) {
  hosting *h = ctx;
  if (piece->kind == HL_PIECE_RUN) h->taken = true;
  if (piece->kind == HL_PIECE_FAILED && !h->taken) {
    h->why = (hl_error){.status = HL_E_INPUT};
    hl_text why = {0}; /* may be cut: it is for reading only */
    hl_text_format(&why, "%s: %s",
                   hl_base_name(piece->source.path ? piece->source.path : ""),
                   piece->source.message);
    h->why = (hl_error){0};
    hl_fail(&h->why, HL_E_INPUT, "%s", hl_text_cstr(&why));
    hl_text_free(&why);
  }
  if (piece->kind == HL_PIECE_RUN || (piece->kind == HL_PIECE_END && h->taken))
    return hl_import_take(h->import, piece, err);
  hl_piece_free(piece);
  return HL_OK;
}

static hl_status read_file(hosting *h, const char *template, stale *s,
                           hl_error *err) {
  hl_text path = {0};
  h->why = (hl_error){0};
  hl_status status = hl_host_path(template, hl_store_db(h->task->store),
                                  s->activity.id, &path, &h->why);
  if (status == HL_E_NOMEM) hl_nomem(err);
  if (!status) {
    hl_source_row source = s->source;
    source.path = hl_arena_text(h->import->arena, path.bytes, path.length);
    status = source.path ? hl_measure_file(&h->measurer, &source, take, h, err)
                         : hl_nomem(err);
  }
  hl_text_free(&path);
  return status == HL_E_INPUT ? HL_OK : status;
}

static hl_status take_built(hosting *h, hl_activity *activity, stale *s,
                            hl_error *err) {
  hl_recorded what = {&s->source, activity};
  hl_status status = hl_activity_finish(activity, err);
  if (!status) status = hl_activity_distance_from_positions(activity, err);
  if (!status && s->activity.is_run == HL_UNSAID) hl_settle_sport(activity);
  return status ? status
                : hl_measure_activity(&h->measurer, &what, take, h, err);
}

static hl_status read_sql(hosting *h, const char *sql, stale *s,
                          hl_error *err) {
  hl_activity activity;
  hl_activity_init(&activity, h->host->binding.id);
  hl_status status = hl_host_samples(sql, hl_store_db(h->task->store),
                                     &s->activity, &activity, err);
  if (!status && activity.n)
    status = take_built(h, &activity, s, err);
  else if (!status)
    h->why = (hl_error){.status = HL_E_INPUT, .text = "it has no samples"};
  hl_activity_free(&activity);
  return status;
}

/* What is no run need not have samples: its duration is load too. */
static hl_status read_totals(hosting *h, stale *s, hl_error *err) {
  const hl_host_activity *a = &s->activity;
  hl_lap lap = {.start_ms = a->start_ms,
                .duration_s = a->duration_s,
                .distance_m = a->distance_m,
                .mean_bpm = NAN,
                .max_bpm = NAN};
  hl_activity activity;
  hl_activity_init(&activity, h->host->binding.id);
  activity.start_ms = a->start_ms;
  hl_status status = hl_activity_add_lap(&activity, &lap, err);
  if (!status) status = take_built(h, &activity, s, err);
  hl_activity_free(&activity);
  return status;
}

/* Nothing came of it: said, and known until it changes. */
static hl_status refuse(hosting *h, stale *s, hl_error *err) {
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

static hl_status read_one(hosting *h, stale *s, hl_error *err) {
  const hl_binding *b = &h->host->binding;
  hl_status status = HL_OK;
  h->now = &s->activity;
  h->taken = false;
  h->why = (hl_error){0};
  for (size_t i = 0; i < b->samples_n && !status && !h->taken; i++) {
    const hl_binding_samples *samples = &b->samples[i];
    status = !strcmp(samples->source, "sql")
                 ? read_sql(h, samples->text, s, err)
                 : read_file(h, samples->text, s, err);
  }
  if (status || h->taken) return status;
  if (s->activity.is_run != HL_YES && s->activity.duration_s > 0)
    return read_totals(h, s, err);
  return refuse(h, s, err);
}

static hl_status read_stale(hosting *h, hl_error *err) {
  hl_import *im = h->import;
  hl_status status = hl_import_open_spool(im, err);
  if (!status) status = hl_measurer_open(&h->measurer, err);
  if (status) return status;
  h->measurer.tell = tell;
  h->measurer.tell_ctx = h;
  for (size_t i = 0; i < im->stale_n && !status; i++) {
    status = read_one(h, &h->list[i], err);
    if (!status)
      status = hl_progress_step(im->progress, "read", (int64_t)i + 1,
                                (int64_t)im->stale_n, err);
  }
  hl_measurer_close(&h->measurer);
  return status;
}

hl_status hl_hosting_import(hl_task *task, const hl_host *host,
                            hl_import *import, hl_error *err) {
  hosting h = {.task = task, .host = host, .import = import};
  hl_host_taker to = {&h.row, look_at, &h};
  hl_import_init(task, host->binding.id, import);
  hl_status status =
      hl_host_activities(host, hl_store_db(task->store), &to, err);
  import->count.read = (int64_t)import->stale_n;
  if (!status && import->stale_n) status = read_stale(&h, err);
  hl_arena_free(&h.row);
  return status;
}
