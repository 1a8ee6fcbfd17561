/* SPDX-License-Identifier: MIT
**
** From the spool into the host's database: which run a recording is, and
** writing what differs. See import.h and the identity rule in store/run.h.
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/duplicate.h"
#include "annotate/import.h"
#include "annotate/today.h"
#include "read/gc_words.h"
#include "store/epochs.h"
#include "store/field.h"
#include "store/report.h"
#include "store/verdict.h"

/* A file that now holds another day's activity is not the same run mended. */
enum {
  MENDED_MS = 24 * 3600 * 1000
};

/* One recording on its way: what the spool has, and what was found. */
typedef struct arrival {
  hl_import *im;
  hl_arena *arena;
  hl_source_row source;
  int64_t spool_id;
  hl_run_row now, was; /* was.id 0: new */
  bool is_new_source;  /* of a run that is known */
  bool led;            /* the run's words came from this source */
  int64_t left_id;     /* the run that the source was of before; 0: none */
  bool changed;
} arrival;

static bool same_content(const hl_run_row *a, const hl_run_row *b) {
  return !strcmp(a->content_hash, b->content_hash);
}

/* Which run is it? See store/run.h; a run that other sources hold as well is
** not changed under their feet. */
static void identify(arrival *a) {
  hl_store *store = a->im->store;
  hl_source_row had = {0};
  hl_run_row old = {0};
  if (hl_source_get(store, &a->source, a->arena, &had) && had.run_id)
    hl_run_get(store, had.run_id, a->arena, &old);
  int64_t twin =
      hl_run_find_content(store, a->im->athlete, a->now.content_hash);
  bool mended = old.id && !twin &&
                llabs(old.start_ms - a->now.start_ms) <= MENDED_MS &&
                hl_source_count(store, old.id) == 1;
  if (mended) {
    a->was = old;
  } else if (twin) {
    hl_run_get(store, twin, a->arena, &a->was);
    a->is_new_source = twin != had.run_id;
  }
  a->left_id = had.run_id;
  a->led = had.leads && a->was.id == had.run_id;
}

static int words_of(const hl_run_row *run) {
  return (run->notes != NULL) + (run->title != NULL);
}

/* The same samples came with two descriptions: which one to keep must not
** depend on which came first. The source that was kept may always change its
** mind, the others only by saying more. */
static bool says_more(const hl_run_row *a, const hl_run_row *b) {
  const char *texts_a[] = {a->notes, a->title, a->sport, a->device};
  const char *texts_b[] = {b->notes, b->title, b->sport, b->device};
  if (a->is_run != b->is_run) return a->is_run;
  if (words_of(a) != words_of(b)) return words_of(a) > words_of(b);
  for (size_t i = 0; i < sizeof texts_a / sizeof texts_a[0]; i++) {
    if (hl_same_text(texts_a[i], texts_b[i])) continue;
    if (!texts_a[i] || !texts_b[i]) return texts_a[i] != NULL;
    return strcmp(texts_a[i], texts_b[i]) < 0;
  }
  return false;
}

static bool same_row(const hl_run_row *a, const hl_run_row *b) {
  return same_content(a, b) && a->start_ms == b->start_ms &&
         a->offset_source == b->offset_source &&
         a->utc_offset_s == b->utc_offset_s && a->is_run == b->is_run &&
         a->is_indoor == b->is_indoor && a->is_truncated == b->is_truncated &&
         hl_same_text(a->sport, b->sport) &&
         hl_same_text(a->sport_guess, b->sport_guess) &&
         hl_same_text(a->device, b->device) &&
         hl_same_text(a->title, b->title) && hl_same_text(a->notes, b->notes) &&
         hl_same_text(a->reason, b->reason) &&
         hl_same_double(a->duration_s, b->duration_s) &&
         hl_same_double(a->moving_s, b->moving_s) &&
         hl_same_double(a->distance_m, b->distance_m);
}

/* An offset that was assumed on another machine stays as it was. */
static void keep_assumed_offset(arrival *a) {
  if (a->was.id && a->was.offset_source == HL_OFFSET_SYSTEM &&
      a->now.offset_source == HL_OFFSET_SYSTEM &&
      a->was.start_ms == a->now.start_ms)
    a->now.utc_offset_s = a->was.utc_offset_s;
}

static void write_run(arrival *a) {
  hl_store *store = a->im->store;
  keep_assumed_offset(a);
  if (!a->was.id || !same_row(&a->was, &a->now)) {
    a->now.id = hl_run_put(store, &a->now);
    a->changed = true;
  }
  if (a->was.id)
    hl_verdict_move(store, a->im->athlete, a->was.start_ms, a->now.start_ms);
}

static void write_blocks(arrival *a) {
  hl_store *spool = a->im->spool.store;
  hl_facts facts;
  size_t length;
  const void *block =
      hl_store_get_epochs_block(spool, a->spool_id, a->arena, &length);
  if (hl_store_put_epochs(a->im->store, a->now.id, block, length))
    a->changed = true;
  if (hl_store_get_facts(spool, a->spool_id, &facts) &&
      hl_store_put_facts(a->im->store, a->now.id, &facts))
    a->changed = true;
}

/* What the file says of legs and day, tag by tag; a tag that is no longer
** there goes. */
static void write_words(arrival *a) {
  static const char *const sources[] = {"host", "tag", "file", "note"};
  hl_store *spool = a->im->spool.store, *store = a->im->store;
  hl_about there = {a->im->athlete, a->spool_id};
  hl_about here = {a->im->athlete, a->now.id};
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    hl_report report = hl_report_get(spool, there, sources[i], a->arena);
    if (hl_report_put(store, here, &report)) a->changed = true;
  }
  hl_day day = hl_day_get(spool, there, "tag", a->arena);
  if (hl_day_put(store, here, &day)) a->changed = true;
}

/* What the host's field says of the finding that the runner saw there: before
** the run is judged anew. */
static void write_verdict(arrival *a) {
  hl_verdict_row verdict = {.athlete = a->im->athlete,
                            .start_ms = a->now.start_ms,
                            .rule = "",
                            .slot = "",
                            .source = HL_GC_VERDICT};
  verdict.verdict = hl_verdict_get(a->im->spool.store, &verdict, a->arena);
  hl_verdict_of_run(a->im->store, &verdict, a->now.id);
}

/* An activity that was known by its totals alone has its recording now: they
** would count as load twice. */
static void drop_totals(hl_store *store, int64_t id) {
  static const char *const steps[] = {
      "DELETE FROM main.heavylegs_run WHERE id = :id "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_source WHERE run_id = :id) "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_epochs WHERE run_id = :id)",
      "DELETE FROM main.heavylegs_facts WHERE run_id = :id "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_run WHERE id = :id)",
      "DELETE FROM main.heavylegs_status WHERE run_id = :id "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_run WHERE id = :id)",
      "DELETE FROM main.heavylegs_report WHERE run_id = :id "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_run WHERE id = :id)",
      "DELETE FROM main.heavylegs_day WHERE run_id = :id AND run_id <> 0 "
      "AND NOT EXISTS (SELECT 1 FROM main.heavylegs_run WHERE id = :id)"};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    hl_query *query = hl_query_of(store, steps[i]);
    hl_bind_int(query, ":id", id);
    hl_query_run(query);
  }
}

static void count_run(arrival *a) {
  hl_import_counts *count = &a->im->count;
  if (!a->was.id)
    count->fresh++;
  else if (a->changed && !a->is_new_source)
    count->changed++;
  else
    count->same++;
  if (!a->now.is_run) count->not_runs++;
}

/* A host is where its user writes: a file's own words do not take its place,
** whichever came first. */
static bool host_leads(hl_store *store, int64_t run_id) {
  hl_query *query =
      hl_query_of(store, "SELECT count(*) FROM main.heavylegs_source "
                         "WHERE run_id = :run_id AND leads AND host <> ''");
  hl_bind_int(query, ":run_id", run_id);
  bool leads = hl_query_row(query) && hl_column_int(query) > 0;
  hl_query_end(query);
  return leads;
}

static bool takes_lead(const arrival *a) {
  if (!a->was.id || a->led) return true;
  bool hosted = host_leads(a->im->store, a->was.id);
  if (a->im->host[0]) return !hosted || says_more(&a->now, &a->was);
  return !hosted && says_more(&a->now, &a->was);
}

static void write_arrival(arrival *a) {
  hl_run_get(a->im->spool.store, a->spool_id, a->arena, &a->now);
  if (hl_store_failed(a->im->spool.store)) return;
  identify(a);
  a->now.id = a->was.id;
  bool leads = takes_lead(a);
  if (leads) {
    write_run(a);
    write_words(a);
    write_verdict(a);
  }
  write_blocks(a);
  a->source.run_id = a->now.id;
  if (leads && !a->led) hl_source_lead(a->im->store, &a->source);
  a->source.leads = leads;
  hl_source_put(a->im->store, &a->source);
  if (a->left_id && a->left_id != a->now.id)
    drop_totals(a->im->store, a->left_id);
  count_run(a);
}

/* A failure, or a file without activities: the run that was once read from
** there stays its run. */
static void write_bare_source(hl_import *im, hl_source_row *source,
                              hl_arena *arena) {
  hl_source_row had = {0};
  if (hl_source_get(im->store, source, arena, &had)) {
    source->run_id = had.run_id;
    source->leads = had.leads;
  }
  hl_source_put(im->store, source);
}

static hl_status write_sources(hl_import *im, hl_error *err) {
  hl_store *spool = im->spool.store;
  hl_arena row = {0}, work = {0};
  hl_query *query =
      hl_query_of(spool, "SELECT s.name, s.part, ifnull(s.run_id, 0) "
                         "FROM main.heavylegs_source AS s "
                         "LEFT JOIN main.heavylegs_run AS r ON r.id = s.run_id "
                         "ORDER BY r.start_ms, r.content_hash, s.name, s.part");
  hl_status status = HL_OK;
  int64_t done = 0;
  while (!status && hl_query_row(query)) {
    hl_source_row key = {.athlete = im->athlete, .host = im->host};
    key.name = hl_column_text(query, &row);
    key.part = (int)hl_column_int(query);
    arrival a = {.im = im, .arena = &work, .source = key};
    a.spool_id = hl_column_int(query);
    hl_source_get(spool, &key, &work, &a.source);
    status = hl_store_status(spool, err);
    if (status) break;
    if (a.spool_id)
      write_arrival(&a);
    else
      write_bare_source(im, &a.source, &work);
    hl_arena_reset(&row);
    hl_arena_reset(&work);
    status = hl_progress_step(im->progress, "write", done++,
                              (int64_t)im->stale_n, err);
    if (!status) status = hl_store_status(im->store, err);
  }
  hl_query_end(query);
  hl_arena_free(&row);
  hl_arena_free(&work);
  return status ? status : hl_store_status(spool, err);
}

/* Parts that a file no longer has, and what failed when it was read last. */
static void cut_sources(hl_import *im) {
  hl_arena arena = {0};
  hl_query *query =
      hl_query_of(im->spool.store, "SELECT name, max(parts, 1) FROM ended");
  while (hl_query_row(query)) {
    hl_source_row key = {.athlete = im->athlete, .host = im->host};
    key.name = hl_column_text(query, &arena);
    hl_source_cut(im->store, &key, (int)hl_column_int(query));
    hl_source_cut_members(im->store, &key);
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
}

static void write_days_of(hl_import *im, const char *source) {
  hl_arena arena = {0};
  size_t n;
  hl_day *days =
      hl_day_of_source(im->spool.store, im->athlete, source, &arena, &n);
  for (size_t i = 0; i < n; i++)
    if (hl_day_put(im->store, (hl_about){im->athlete, 0}, &days[i]))
      im->count.days++;
  hl_arena_free(&arena);
}

static void write_days(hl_import *im) {
  for (size_t i = 0; hl_day_sources[i]; i++)
    write_days_of(im, hl_day_sources[i]);
}

hl_status hl_import_write_spool(hl_import *im, hl_error *err) {
  im->has_tables = true;
  cut_sources(im);
  hl_status status = write_sources(im, err);
  if (status) return status;
  write_days(im);
  hl_duplicates_settle(im->store, im->athlete);
  hl_today_settle(im->store, im->athlete);
  status = hl_store_status(im->spool.store, err);
  return status ? status : hl_store_status(im->store, err);
}

hl_status hl_import_write(hl_import *im, hl_error *err) {
  for (size_t i = 0; i < im->days_n; i++)
    if (hl_day_put(im->store, (hl_about){im->athlete, 0}, &im->days[i]))
      im->count.days++;
  hl_import_gc_write(im);
  return hl_import_write_spool(im, err);
}
