/* SPDX-License-Identifier: MIT
**
** Which of a host's activities and days are new: see hosting.h. Reading the
** samples is in hosting_read.c.
**
** Rows are compared by their stamp while one statement reads them; only then
** are the samples of the stale ones fetched, so that the host is not kept from
** writing for long.
*/
#include "annotate/hosting.h"

#include <string.h>

#include "annotate/hosting_read.h"
#include "annotate/kept.h"
#include "base/file.h"
#include "hosts/wellness.h"
#include "store/report.h"

hl_status hl_hosting_find(hl_task *task, const hl_host **host, hl_error *err) {
  hl_hosts hosts;
  *host = NULL;
  hl_status status = hl_hosts_open(&hosts, &task->arena, err);
  if (status) return status;
  return hl_hosts_detect(&hosts, hl_store_db(task->store), host, err);
}

/* ---- which activities ------------------------------------------------ */

static const char *keep(hl_hosting *h, const char *text, bool *failed) {
  hl_arena *arena = h->import->arena;
  const char *copy = text ? hl_arena_text(arena, text, strlen(text)) : NULL;
  if (text && !copy) *failed = true;
  return copy;
}

/* Room for one more; NULL when out of memory. */
static hl_hosting_stale *next_stale(hl_hosting *h) {
  if (!h->last || h->last->n == HL_HOSTING_PART) {
    hl_hosting_part *part = hl_arena_alloc(h->import->arena, 1, sizeof *part);
    if (!part) return NULL;
    if (h->last)
      h->last->next = part;
    else
      h->first = part;
    h->last = part;
  }
  return &h->last->list[h->last->n++];
}

static hl_status add_stale(hl_hosting *h, const hl_host_activity *a,
                           const hl_source_row *source, hl_error *err) {
  bool failed = false;
  const char *sport = h->sport;
  hl_hosting_stale *stale = next_stale(h);
  if (!stale) return hl_nomem(err);
  if (!a->sport || !sport || strcmp(a->sport, sport) != 0)
    sport = keep(h, a->sport, &failed);
  *stale = (hl_hosting_stale){
      .id = keep(h, a->id, &failed),
      .sport = sport,
      .title = keep(h, a->title, &failed),
      .note = keep(h, a->note, &failed),
      .file = keep(h, a->file, &failed),
      .start_ms = a->start_ms,
      .size = source->size,
      .mtime_ns = source->mtime_ns,
      .distance_m = a->distance_m,
      .duration_s = a->duration_s,
      .offset_s = a->offset_s,
      .has_offset = a->has_offset,
      .is_run = (unsigned char)a->is_run,
      .heavy = (unsigned char)a->report.heavy,
      .legs = (unsigned char)a->report.legs,
      .rpe = (unsigned char)a->report.rpe,
      .feel = (unsigned char)a->report.feel,
  };
  h->sport = sport;
  h->import->stale_n++;
  return failed ? hl_nomem(err) : HL_OK;
}

/* Size and time of the files that the samples would come from now. */
static hl_status stamp_files(hl_hosting *h, const hl_host_activity *a,
                             hl_source_row *source, hl_error *err) {
  const hl_binding_queries *samples = &h->link.binding->samples;
  hl_status status = HL_OK;
  for (size_t i = 0; i < samples->n && !status; i++) {
    hl_text path = {0};
    hl_error none = {0};
    hl_file_stamp stamp;
    status = hl_hosting_path(h, &samples->item[i], a, &path, &none);
    if (!status && path.length && !hl_path_stamp(path.bytes, &stamp, &none)) {
      source->size ^= stamp.size;
      source->mtime_ns ^= stamp.mtime_ns;
    }
    hl_text_free(&path);
    status = status == HL_E_NOMEM ? hl_nomem(err) : HL_OK;
  }
  return status;
}

static hl_status look_at(void *ctx, const hl_host_activity *a, hl_error *err) {
  hl_hosting *h = ctx;
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
    status = stamp_files(h, a, &source, err);
    if (!status && !hl_import_knows(im, &source))
      status = add_stale(h, a, &source, err);
  }
  hl_arena_reset(&h->row);
  return status ? status : hl_store_status(im->store, err);
}

/* ---- which days -------------------------------------------------------- */

static hl_status add_day(hl_import *im, const hl_day *day, size_t room,
                         hl_error *err) {
  if (!im->days) im->days = hl_arena_alloc(im->arena, room, sizeof *im->days);
  if (!im->days) return hl_nomem(err);
  im->days[im->days_n++] = *day;
  return HL_OK;
}

/* What the host said before and does not any more: a day without anything. */
static hl_status add_gone(hl_import *im, const hl_day *had, size_t room,
                          hl_error *err) {
  hl_day gone;
  hl_day_clear(&gone);
  gone.day = had->day;
  gone.source = had->source;
  return add_day(im, &gone, room, err);
}

/* The days that differ from what is stored; both lists ascend by day. */
static hl_status look_at_days(hl_hosting *h, hl_error *err) {
  hl_import *im = h->import;
  hl_host_days days;
  hl_day *had = NULL;
  size_t had_n = 0, k = 0;
  hl_status status = hl_host_wellness(&h->link, im->arena, &days, err);
  if (status || !days.is_told) return status;
  if (im->has_tables)
    had = hl_day_of_source(im->store, im->athlete, "host", im->arena, &had_n);
  size_t room = days.n + had_n;
  for (size_t i = 0; i < days.n && !status; i++) {
    for (; k < had_n && had[k].day < days.list[i].day && !status; k++)
      status = add_gone(im, &had[k], room, err);
    bool is_same = k < had_n && hl_day_same(&had[k], &days.list[i]);
    if (k < had_n && had[k].day == days.list[i].day) k++;
    if (!status && !is_same) status = add_day(im, &days.list[i], room, err);
  }
  for (; k < had_n && !status; k++)
    status = add_gone(im, &had[k], room, err);
  return status ? status : hl_store_status(im->store, err);
}

static hl_status find_news(hl_hosting *h, hl_error *err) {
  hl_import *im = h->import;
  hl_local_clock clock;
  hl_status status =
      hl_local_clock_open(&clock, im->store, im->has_tables, im->athlete, err);
  h->kept_zone = hl_kept_timezone(h->task);
  if (!status && h->kept_zone && !clock.setting)
    status = hl_zone_open(h->kept_zone, &clock.setting, err);
  h->link.zone = clock.setting ? clock.setting : clock.system;
  h->link.zone_is_set = clock.setting != NULL;
  if (!status) status = hl_host_link_open(&h->link, err);
  if (!status) status = hl_host_ask_params(&h->link, err);
  hl_host_taker to = {&h->row, look_at, h};
  if (!status) status = hl_host_activities(&h->link, &to, err);
  if (!status) status = look_at_days(h, err);
  im->count.read = (int64_t)im->stale_n;
  if (!status && hl_import_has_news(im)) status = hl_hosting_read(h, err);
  hl_host_link_close(&h->link);
  hl_local_clock_close(&clock);
  return status;
}

hl_status hl_hosting_write(hl_task *task, hl_import *import, hl_error *err) {
  bool is_first = !import->has_tables;
  hl_status status = hl_import_write(import, err);
  if (status || !is_first || !import->host[0]) return status;
  return hl_kept_restore(task, err);
}

hl_status hl_hosting_import(hl_task *task, const hl_host *host,
                            hl_import *import, hl_error *err) {
  hl_hosting h = {.task = task, .import = import};
  h.link =
      (hl_host_link){.binding = &host->binding, .db = hl_store_db(task->store)};
  hl_import_init(task, host->binding.id, import);
  hl_status status = find_news(&h, err);
  hl_arena_free(&h.row);
  return status;
}
