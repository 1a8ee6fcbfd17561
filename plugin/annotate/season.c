/* SPDX-License-Identifier: MIT
**
** Loading a season: see season.h. Its keys are in season_key.c.
*/
#include "annotate/season.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "store/epochs.h"
#include "store/heart.h"
#include "store/report.h"

typedef struct place {
  int64_t id;
  size_t at;
} place;

typedef struct loading {
  hl_season *season;
  hl_store *store;
  hl_arena *arena;
  hl_arena scratch;
  size_t room;
  place *place; /* of the runs, in the order of their ids */
} loading;

static hl_season_run *add_run(loading *l) {
  hl_season *season = l->season;
  hl_season_run *list =
      hl_arena_more(l->arena, season->run, season->n, &l->room, sizeof *list);
  if (!list) return NULL;
  season->run = list;
  return &list[season->n++];
}

/* ---- facts ----------------------------------------------------------- */

/* Facts of an older version are drawn from the epochs again. */
static bool draw_facts(loading *l, const hl_season_run *run, hl_facts *facts) {
  hl_epochs epochs;
  hl_error err = {0};
  hl_arena_reset(&l->scratch);
  if (!hl_store_get_epochs(l->store, run->id, &l->scratch, &epochs))
    return false;
  if (hl_facts_from_epochs(&epochs, &l->scratch, facts, &err)) {
    hl_store_stop(l->store, HL_E_NOMEM);
    return false;
  }
  if (!run->is_run) facts->reason = HL_REASON_NOT_A_RUN;
  return true;
}

static hl_hash hash_facts(const hl_facts *facts) {
  unsigned char block[HL_FACTS_BYTES];
  return hl_hash_bytes(block, hl_facts_pack(facts, block));
}

static void take_facts(loading *l, hl_season_run *run, const void *block,
                       size_t length) {
  hl_facts *facts = hl_arena_alloc(l->arena, 1, sizeof *facts);
  hl_error damaged = {0};
  if (!facts) {
    hl_store_stop(l->store, HL_E_NOMEM);
    return;
  }
  bool has = block && !hl_facts_unpack(block, length, facts, &damaged);
  if (has)
    run->facts_hash = hl_hash_bytes(block, length);
  else
    has = run->is_new_facts = draw_facts(l, run, facts);
  if (!has) return;
  facts->utc_offset_s = run->utc_offset_s; /* the row knows it best */
  facts->offset_known = run->offset_known;
  if (run->is_new_facts) run->facts_hash = hash_facts(facts); /* as stored */
  run->facts = facts;
}

/* ---- runs ------------------------------------------------------------ */

/* All of one athlete in the order in which they are judged, each with its
** figures and with what is remembered of its judgement: one statement, since
** it is most of what a command costs that has nothing to do. */
static const char all_runs[] =
    "SELECT r.id, r.start_ms, r.utc_offset_s, r.offset_source, r.is_run, "
    "r.duplicate_of, r.duration_s, r.moving_s, r.distance_m, r.content_hash, "
    "r.judged_key, r.effort_bpm, m.found, m.heart_z, m.key = r.judged_key, "
    "f.block "
    "FROM main.heavylegs_run AS r "
    "LEFT JOIN main.heavylegs_memory AS m ON m.run_id = r.id "
    "LEFT JOIN main.heavylegs_facts AS f ON f.run_id = r.id "
    "AND f.version = :version "
    "WHERE r.athlete = :athlete ORDER BY r.start_ms, r.content_hash";

static void read_run(loading *l, hl_query *query, hl_season_run *run) {
  size_t length;
  *run = (hl_season_run){.id = hl_column_int(query)};
  run->start_ms = hl_run_sane_ms(hl_column_int(query));
  run->utc_offset_s = (int32_t)hl_column_int(query);
  run->offset_known = hl_offset_source_from_name(
                          hl_column_text(query, &l->scratch)) != HL_OFFSET_NONE;
  run->is_run = hl_column_int(query) != 0;
  run->duplicate_of = hl_column_int(query);
  run->duration_s = hl_column_double(query);
  run->moving_s = hl_column_double(query);
  run->distance_m = hl_column_double(query);
  run->content_hash = hl_column_text(query, l->arena);
  run->judged_key = hl_column_text_or_null(query, l->arena);
  run->outcome.effort_bpm = hl_column_double(query);
  run->outcome.found = hl_pattern_from_name(hl_column_text(query, &l->scratch));
  run->outcome.heart_z = hl_column_double(query);
  run->is_remembered = hl_column_int(query) != 0;
  const void *block = hl_column_blob(query, &l->scratch, &length);
  if (!hl_store_failed(l->store)) take_facts(l, run, block, length);
}

static void load_runs(loading *l) {
  hl_query *query = hl_query_of(l->store, all_runs);
  hl_bind_text(query, ":athlete", l->season->athlete);
  hl_bind_int(query, ":version", HL_FACTS_VERSION);
  while (hl_query_row(query)) {
    hl_season_run *run = add_run(l);
    if (!run) {
      hl_store_stop(l->store, HL_E_NOMEM);
      break;
    }
    hl_arena_reset(&l->scratch);
    read_run(l, query, run);
  }
  hl_query_end(query);
}

/* ---- reports --------------------------------------------------------- */

static int by_id(const void *left, const void *right) {
  const place *a = left, *b = right;
  return (a->id > b->id) - (a->id < b->id);
}

static void find_places(loading *l) {
  size_t n = l->season->n;
  l->place = hl_arena_alloc(l->arena, n, sizeof *l->place);
  if (!l->place) {
    hl_store_stop(l->store, HL_E_NOMEM);
    return;
  }
  for (size_t i = 0; i < n; i++)
    l->place[i] = (place){l->season->run[i].id, i};
  qsort(l->place, n, sizeof *l->place, by_id);
}

static hl_season_run *run_of(loading *l, int64_t id) {
  place wanted = {.id = id};
  const place *found =
      bsearch(&wanted, l->place, l->season->n, sizeof wanted, by_id);
  return found ? &l->season->run[found->at] : NULL;
}

static hl_status take_report(void *ctx, int64_t run_id,
                             const hl_report *report) {
  loading *l = ctx;
  hl_season_run *run = run_of(l, run_id);
  if (!run) return HL_OK; /* of a run that is gone */
  run->report = hl_arena_alloc(l->arena, 1, sizeof *report);
  if (!run->report) return HL_E_NOMEM;
  *run->report = *report;
  return HL_OK;
}

/* What was said of another recording of the run was said of the run. */
static void share_reports(loading *l) {
  for (size_t i = 0; i < l->season->n; i++) {
    hl_season_run *run = &l->season->run[i];
    hl_season_run *leader =
        run->duplicate_of ? run_of(l, run->duplicate_of) : NULL;
    if (!leader || !run->report) continue;
    if (leader->report)
      hl_report_fill(leader->report, run->report);
    else
      leader->report = run->report;
  }
}

/* Rules hear what the runner said. Legs words that were only derived from a
** note wait until they are confirmed; effort and feeling beside them count. */
static void hear(loading *l) {
  for (size_t i = 0; i < l->season->n; i++) {
    hl_season_run *run = &l->season->run[i];
    run->heard = run->report;
    if (!run->report || run->report->confirmed) continue;
    run->heard = hl_arena_alloc(l->arena, 1, sizeof *run->heard);
    if (!run->heard) {
      hl_store_stop(l->store, HL_E_NOMEM);
      return;
    }
    *run->heard = (hl_report){.rpe = run->report->rpe,
                              .feel = run->report->feel,
                              .source = run->report->source,
                              .confirmed = true};
  }
}

/* ---- the season ------------------------------------------------------ */

/* The setting that begins last before the run's day; before all, the first. */
static void find_athletes(loading *l) {
  hl_heart_of of = {l->season->athlete, NULL};
  size_t n;
  hl_heart *heart = hl_heart_all(l->store, &of, l->arena, &n);
  hl_athlete *list = hl_arena_alloc(l->arena, n, sizeof *list);
  if (!list) hl_store_stop(l->store, HL_E_NOMEM);
  if (hl_store_failed(l->store) || !n) return;
  for (size_t i = 0; i < n; i++) {
    bool fits = !(heart[i].max_bpm <= heart[i].resting_bpm);
    list[i].max_bpm = fits ? heart[i].max_bpm : (double)NAN;
    list[i].resting_bpm = fits ? heart[i].resting_bpm : (double)NAN;
  }
  for (size_t i = 0; i < l->season->n; i++) {
    hl_season_run *run = &l->season->run[i];
    size_t at = 0;
    while (at + 1 < n && heart[at + 1].day <= hl_season_day_of(run))
      at++;
    run->own = &list[at];
  }
}

static void load(loading *l) {
  hl_season *season = l->season;
  hl_about about = {season->athlete, 0};
  load_runs(l);
  if (hl_store_failed(l->store) || !season->n) return;
  find_places(l);
  if (hl_store_failed(l->store)) return;
  hl_report_each(l->store, about, l->arena, take_report, l);
  share_reports(l);
  hear(l);
  find_athletes(l);
  season->day = hl_day_all(l->store, season->athlete, l->arena, &season->day_n);
}

hl_status hl_season_load(hl_season *season, hl_store *store,
                         const char *athlete, hl_arena *arena, hl_error *err) {
  *season = (hl_season){.athlete = athlete};
  loading l = {.season = season, .store = store, .arena = arena};
  load(&l);
  hl_arena_free(&l.scratch);
  return hl_store_status(store, err);
}

int32_t hl_season_day_of(const hl_season_run *run) {
  return hl_local_day(run->start_ms, run->offset_known ? run->utc_offset_s : 0);
}

size_t hl_season_days_until(const hl_season *season, int32_t day) {
  size_t low = 0, high = season->day_n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (season->day[middle].day <= day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
