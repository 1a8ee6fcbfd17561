/* SPDX-License-Identifier: MIT
**
** See simulate.h. The model of a run, per epoch of 10 s:
**   speed  easy speed of the day, wandering by 3 % with 2 min memory
**   heart  55 + slope * lagged speed + day + 0.06 bpm/min drift after 10 min
**          + wandering with 4 min memory + 1 bpm of noise
** Only sums, products and a table-free generator: the same on every machine.
*/
#include "rules/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/text.h"
#include "model/usual.h"

enum {
  FIRST_DAY = 19000,
  KEPT_RUNS = 80,
  OFFSET_S = 3600
};

static const double rest_bpm = 55; /* as in method.md A2.1 */

struct hl_sim_run {
  hl_arena block; /* of the epochs */
  hl_arena arena; /* of words */
  hl_epochs epochs;
  hl_facts facts;
  hl_scores scores;
  hl_report report;
  hl_day day;
  hl_past_run row; /* as the past will hold it */
  bool has_day;
};

struct hl_sim {
  hl_sim_settings settings;
  uint64_t state;
  hl_history *history;
  hl_sim_run **run; /* all learnt ones, oldest first */
  hl_past_run *past;
  hl_day *day;
  size_t n, capacity, day_n;
  int64_t last_ms;
};

/* ---- chance ---- */

/* 48 bits of a congruential generator after Knuth, 0 to 1. */
static double chance(hl_sim *sim) {
  sim->state = sim->state * 6364136223846793005u + 1442695040888963407u;
  return (double)(sim->state >> 16) / 281474976710656.0;
}

/* Sum of twelve: normal enough to three SD, and without libm. */
static double normal(hl_sim *sim) {
  double sum = -6;
  for (int i = 0; i < 12; i++)
    sum += chance(sim);
  return sum;
}

/* Noise that remembers: SD 1, neighbours alike by `rho`. */
static double wander(hl_sim *sim, double last, double rho) {
  return rho * last + sqrt(1 - rho * rho) * normal(sim);
}

/* ---- settings ---- */

hl_sim_settings hl_sim_defaults(void) {
  return (hl_sim_settings){.seed = 1,
                           .runs = 60,
                           .easy_bpm = 140,
                           .easy_kmh = 10.5,
                           .minutes = 50,
                           .day_sd_bpm = 4,
                           .noise_bpm = 3.5,
                           .every_days = 2,
                           .hour = 18,
                           .temperature_c = (double)NAN};
}

hl_sim_wish hl_sim_plain(void) {
  hl_sim_wish wish = {.minutes = (double)NAN,
                      .hours_after = (double)NAN,
                      .temperature_c = (double)NAN,
                      .cadence_spm = (double)NAN};
  wish.loss.to_min = (double)NAN;
  return wish;
}

/* ---- one run ---- */

static bool make_columns(hl_epochs *e, hl_arena *arena, bool has_warmth) {
  static const hl_column made[] = {HL_COL_SPEED_MPS,   HL_COL_GRADE,
                                   HL_COL_GAS_MPS,     HL_COL_HEART_RATE_BPM,
                                   HL_COL_CADENCE_SPM, HL_COL_TEMPERATURE_C};
  size_t n = sizeof made / sizeof made[0];
  for (size_t i = 0; i < (has_warmth ? n : n - 1); i++) {
    e->column[made[i]] = hl_arena_alloc(arena, e->n, sizeof(float));
    if (!e->column[made[i]]) return false;
  }
  e->flag = hl_arena_alloc(arena, e->n, sizeof *e->flag);
  return e->flag != NULL;
}

/* Drawn only where it is recorded, so that other seasons stay the same. */
static double temperature_of(hl_sim *sim, const hl_sim_wish *wish) {
  if (!isnan(wish->temperature_c)) return wish->temperature_c;
  double usual = sim->settings.temperature_c;
  return isnan(usual) ? usual : usual + 3 * normal(sim);
}

static void fill(hl_sim *sim, hl_epochs *e, const hl_sim_wish *wish,
                 double temperature_c) {
  const hl_sim_settings *s = &sim->settings;
  double cadence_spm = isnan(wish->cadence_spm) ? 170 : wish->cadence_spm;
  double slope = (s->easy_bpm - rest_bpm) / s->easy_kmh;
  double easy = s->easy_kmh * (1 + 0.03 * normal(sim));
  double day = s->day_sd_bpm * normal(sim);
  double pace = normal(sim), slow = normal(sim), lagged = easy / 2;
  for (size_t i = 0; i < e->n; i++) {
    double min = ((double)i + 0.5) / 6;
    pace = wander(sim, pace, 0.92);
    slow = wander(sim, slow, 0.96);
    double kmh = easy * (1 + 0.03 * pace);
    lagged += 0.1535182751 * (kmh - lagged); /* 1 - e^(-10/60) */
    double drift = min > 10 ? 0.06 * (min - 10) : 0;
    double bpm = rest_bpm + slope * lagged + day + drift + s->noise_bpm * slow +
                 normal(sim);
    e->column[HL_COL_SPEED_MPS][i] = (float)(kmh / 3.6);
    e->column[HL_COL_GAS_MPS][i] = (float)(kmh / 3.6);
    e->column[HL_COL_GRADE][i] = 0;
    e->column[HL_COL_HEART_RATE_BPM][i] = (float)bpm;
    e->column[HL_COL_CADENCE_SPM][i] = (float)(cadence_spm + 1.5 * pace);
    if (e->column[HL_COL_TEMPERATURE_C])
      e->column[HL_COL_TEMPERATURE_C][i] = (float)temperature_c;
    e->flag[i] = HL_EPOCH_CLEAN;
  }
}

void hl_epochs_lose(hl_epochs *e, const hl_loss_wish *loss) {
  const float *minute = e->column[HL_COL_MOVING_MIN];
  double keeps = 1 - loss->percent / 100;
  double to = isnan(loss->to_min) ? (double)INFINITY : loss->to_min;
  for (size_t i = 0; minute && i < e->n; i++) {
    double min = (double)minute[i];
    if (!(min >= loss->from_min && min < to)) continue;
    float *bpm = e->column[HL_COL_HEART_RATE_BPM];
    if (loss->by_pace) {
      for (int c = HL_COL_SPEED_MPS; c <= HL_COL_GAS_MPS; c++)
        if (c != HL_COL_GRADE && e->column[c])
          e->column[c][i] = (float)((double)e->column[c][i] * keeps);
    } else if (bpm && (double)bpm[i] > rest_bpm) {
      bpm[i] = (float)(rest_bpm + ((double)bpm[i] - rest_bpm) / keeps);
    }
  }
}

static void drop_columns(hl_epochs *e, const hl_sim_wish *wish) {
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    if (wish->drop[c]) e->column[c] = NULL;
  if (e->column[HL_COL_HEART_RATE_BPM]) return;
  for (size_t i = 0; i < e->n; i++)
    e->flag[i] = HL_EPOCH_NO_HR;
}

static bool say(hl_sim_run *run, const hl_sim_wish *wish) {
  if (wish->report) {
    run->report = *wish->report;
    const char *words = wish->report->words;
    if (words)
      run->report.words = hl_arena_text(&run->arena, words, strlen(words));
    if (words && !run->report.words) return false;
    run->report.source = "simulated";
    run->row.report = &run->report;
  }
  if (wish->day) {
    run->day = *wish->day;
    run->day.note = run->day.source = NULL;
    run->day.day = hl_local_day(run->row.start_ms, OFFSET_S);
    run->has_day = true;
  }
  return true;
}

/* When the next run starts. */
static int64_t next_start(const hl_sim *sim, const hl_sim_wish *wish) {
  double hours = isnan(wish->hours_after) ? 24 * sim->settings.every_days
                                          : wish->hours_after;
  return sim->last_ms + (int64_t)(hours * 3600000);
}

static hl_status make_run(hl_sim *sim, const hl_sim_wish *wish, hl_sim_run *run,
                          hl_error *err) {
  double minutes = isnan(wish->minutes) ? sim->settings.minutes : wish->minutes;
  hl_epochs *e = &run->epochs;
  e->n = (size_t)(minutes * 6);
  e->start_ms = next_start(sim, wish);
  e->utc_offset_s = OFFSET_S;
  e->offset_known = true;
  e->lap_n = 1;
  double temperature_c = temperature_of(sim, wish);
  if (!make_columns(e, &run->block, !isnan(temperature_c)))
    return hl_nomem(err);
  fill(sim, e, wish, temperature_c);
  hl_status status = hl_epochs_derive(e, &run->block, err);
  if (status) return status;
  if (wish->loss.percent != 0) hl_epochs_lose(e, &wish->loss);
  drop_columns(e, wish);
  for (size_t i = 0; i < e->n && e->column[HL_COL_SPEED_MPS]; i++)
    e->distance_m += 10 * (double)e->column[HL_COL_SPEED_MPS][i];
  hl_arena scratch = {0};
  status = hl_facts_from_epochs(e, &scratch, &run->facts, err);
  hl_arena_free(&scratch);
  if (status) return status;
  run->row = (hl_past_run){.run_id = (int64_t)sim->n + 1,
                           .start_ms = e->start_ms,
                           .utc_offset_s = OFFSET_S,
                           .offset_known = true,
                           .is_run = true,
                           .duration_s = minutes * 60,
                           .moving_s = minutes * 60,
                           .distance_m = e->distance_m,
                           .facts = &run->facts,
                           .found = HL_NO_PATTERN};
  hl_history_score(sim->history, &run->facts, &run->scores);
  hl_effort effort;
  hl_effort_of(&run->scores, &effort);
  run->row.effort_bpm = effort.bpm;
  run->row.heart_z = hl_score_heart_z(&run->scores.of[HL_ENTIRE]);
  return say(run, wish) ? HL_OK : hl_nomem(err);
}

hl_sim_run *hl_sim_next(hl_sim *sim, const hl_sim_wish *wish, hl_error *err) {
  hl_sim_run *run = calloc(1, sizeof *run);
  if (!run) hl_nomem(err);
  if (run && make_run(sim, wish, run, err)) {
    hl_sim_run_free(run);
    run = NULL;
  }
  return run;
}

void hl_sim_run_free(hl_sim_run *run) {
  if (!run) return;
  hl_arena_free(&run->block);
  hl_arena_free(&run->arena);
  free(run);
}

/* ---- the history ---- */

static bool make_room(hl_sim *sim) {
  if (sim->n < sim->capacity) return true;
  size_t more = sim->capacity ? 2 * sim->capacity : 128;
  hl_sim_run **run = realloc(sim->run, more * sizeof(hl_sim_run *));
  if (run) sim->run = run;
  hl_past_run *past = realloc(sim->past, more * sizeof *past);
  if (past) sim->past = past;
  hl_day *day = realloc(sim->day, more * sizeof *day);
  if (day) sim->day = day;
  if (!run || !past || !day) return false;
  sim->capacity = more;
  return true;
}

hl_status hl_sim_learn(hl_sim *sim, hl_sim_run *run, hl_pattern found,
                       hl_error *err) {
  if (!make_room(sim)) return hl_nomem(err);
  hl_status status = hl_history_learn(sim->history, &run->facts, err);
  if (status) return status;
  sim->last_ms = run->row.start_ms;
  sim->run[sim->n] = run;
  run->row.found = found;
  sim->past[sim->n++] = run->row;
  if (run->has_day) sim->day[sim->day_n++] = run->day;
  if (sim->n > KEPT_RUNS) { /* windows look at the last 60 */
    hl_sim_run *old = sim->run[sim->n - 1 - KEPT_RUNS];
    hl_arena_free(&old->block);
    old->epochs = (hl_epochs){0};
  }
  return HL_OK;
}

hl_status hl_sim_new(const hl_sim_settings *settings, hl_sim **out,
                     hl_error *err) {
  *out = NULL;
  hl_sim *sim = calloc(1, sizeof *sim);
  if (!sim) return hl_nomem(err);
  sim->settings = *settings;
  sim->state = (uint64_t)(int64_t)settings->seed * 2654435761u + 12345;
  sim->last_ms = (int64_t)FIRST_DAY * HL_S_PER_DAY * HL_MS_PER_S +
                 (int64_t)(settings->hour * 3600000) - OFFSET_S * HL_MS_PER_S;
  sim->history = hl_history_new();
  hl_status status = sim->history ? HL_OK : hl_nomem(err);
  hl_sim_wish wish = hl_sim_plain();
  for (int i = 0; i < settings->runs && !status; i++) {
    hl_sim_run *run = hl_sim_next(sim, &wish, err);
    status = run ? hl_sim_learn(sim, run, HL_NO_PATTERN, err) : HL_E_NOMEM;
    if (status) hl_sim_run_free(run);
  }
  if (status) {
    hl_sim_free(sim);
    return status;
  }
  *out = sim;
  return HL_OK;
}

void hl_sim_free(hl_sim *sim) {
  if (!sim) return;
  for (size_t i = 0; i < sim->n; i++)
    hl_sim_run_free(sim->run[i]);
  hl_history_free(sim->history);
  free(sim->run);
  free(sim->past);
  free(sim->day);
  free(sim);
}

/* ---- judging ---- */

static const hl_epochs *epochs_of(void *ctx, size_t i) {
  const hl_sim *sim = ctx;
  return sim->run[i]->epochs.n ? &sim->run[i]->epochs : NULL;
}

hl_status hl_sim_case(hl_sim *sim, const hl_sim_run *run, hl_case *c,
                      hl_error *err) {
  if (!make_room(sim)) return hl_nomem(err);
  if (run->has_day) sim->day[sim->day_n] = run->day; /* up to this day */
  *c = (hl_case){
      .run = run->row,
      .scores = &run->scores,
      .epochs = &run->epochs,
      .day = run->has_day ? &run->day : NULL,
      .past = sim->past,
      .past_n = sim->n,
      .learnt = hl_history_count(sim->history),
      .offset_known = true,
      .days = sim->day,
      .days_n = sim->day_n + run->has_day,
      .past_epochs = epochs_of,
      .ctx = sim,
  };
  return HL_OK;
}
