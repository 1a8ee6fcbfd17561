/* SPDX-License-Identifier: MIT
**
** What a judgement depends on, as one hash per run: see season.h. Everything
** that a rule may ask about a run goes in here; what is left out here would
** make stale judgements stand.
*/
#include "annotate/season.h"

#include <math.h>
#include <string.h>

/* NaN and both zeros have one form each. */
static void add_double(hl_hasher *hasher, double value) {
  int64_t bits = 0;
  if (isnan(value))
    bits = INT64_MIN;
  else if (value > 0 || value < 0)
    memcpy(&bits, &value, sizeof bits);
  hl_hasher_add_int(hasher, bits);
}

static void add_text(hl_hasher *hasher, const char *text) {
  size_t length = text ? strlen(text) : 0;
  hl_hasher_add_int(hasher, text ? (int64_t)length : -1);
  hl_hasher_add(hasher, text, length);
}

static void add_report(hl_hasher *hasher, const hl_report *report) {
  hl_hasher_add_int(hasher, report != NULL);
  if (!report) return;
  hl_hasher_add_int(hasher, report->heavy);
  hl_hasher_add_int(hasher, report->eased);
  hl_hasher_add_int(hasher, report->legs);
  hl_hasher_add_int(hasher, report->rpe);
  hl_hasher_add_int(hasher, report->feel);
  hl_hasher_add_int(hasher, report->heavy_runs);
  hl_hasher_add_int(hasher, report->confirmed);
  add_text(hasher, report->words);
  add_text(hasher, report->source);
}

static void add_day(hl_hasher *hasher, const hl_day *day) {
  hl_hasher_add_int(hasher, day->day);
  add_double(hasher, (double)day->sleep_h);
  add_double(hasher, (double)day->resting_bpm);
  add_double(hasher, (double)day->hrv_ms);
  add_double(hasher, (double)day->weight_kg);
  hl_hasher_add_int(hasher, day->sleep_quality);
  hl_hasher_add_int(hasher, day->stress);
  hl_hasher_add_int(hasher, day->mood);
  hl_hasher_add_int(hasher, day->motivation);
  hl_hasher_add_int(hasher, day->soreness);
  hl_hasher_add_int(hasher, day->fatigue);
  hl_hasher_add_int(hasher, day->meal);
  hl_hasher_add_int(hasher, day->ill);
  hl_hasher_add_int(hasher, day->travel);
  add_text(hasher, day->note);
  add_text(hasher, day->source);
}

static void add_facts(hl_hasher *hasher, const hl_season_run *run) {
  hl_hasher_add_int(hasher, run->facts != NULL);
  hl_hasher_add_int(hasher, (int64_t)run->facts_hash.high);
  hl_hasher_add_int(hasher, (int64_t)run->facts_hash.low);
}

static void add_run(hl_hasher *hasher, const hl_season_run *run) {
  hl_hasher_add_int(hasher, run->id); /* rules may name earlier runs by it */
  hl_hasher_add_int(hasher, run->start_ms);
  hl_hasher_add_int(hasher, run->offset_known);
  hl_hasher_add_int(hasher, run->utc_offset_s);
  hl_hasher_add_int(hasher, run->is_run);
  hl_hasher_add_int(hasher, run->duplicate_of);
  add_double(hasher, run->duration_s);
  add_double(hasher, run->moving_s);
  add_double(hasher, run->distance_m);
  add_text(hasher, run->content_hash);
  add_facts(hasher, run);
  add_report(hasher, run->report);
  if (!run->own) return;
  add_double(hasher, run->own->max_bpm);
  add_double(hasher, run->own->resting_bpm);
}

/* The diary counts from the first run of its day on. */
static hl_status add_key(hl_season *season, size_t i, size_t *days,
                         const char *before, hl_error *err) {
  hl_season_run *run = &season->run[i];
  size_t until = hl_season_days_until(season, hl_season_day_of(run));
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  add_text(hasher, before);
  add_run(hasher, run);
  for (; *days < until; ++*days)
    add_day(hasher, &season->day[*days]);
  hl_hash_print(hl_hasher_end(hasher), run->key);
  return HL_OK;
}

hl_status hl_season_find_stale(hl_season *season, const char *rules_hash,
                               hl_error *err) {
  size_t days = 0;
  hl_status status = HL_OK;
  const char *before = rules_hash;
  season->stale = season->n;
  for (size_t i = 0; i < season->n && !status; i++) {
    hl_season_run *run = &season->run[i];
    status = add_key(season, i, &days, before, err);
    before = run->key;
    bool fresh = run->is_remembered && !strcmp(run->judged_key, run->key);
    if (!fresh && season->stale == season->n) season->stale = i;
  }
  return status;
}
