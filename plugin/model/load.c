/* SPDX-License-Identifier: MIT
**
** Training load and rhythm; see load.h.
**
** Days are closed one after the other; a look closes them on a copy, so that
** asking changes nothing. All that is kept is 64 days, a year of monotony and
** the load of 60 activities.
*/
#include "model/load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "model/robust.h"

enum {
  DAYS = 64, /* nine weeks: this one and eight to compare with */
  WEEK = 7,
  WEEKS = 8,
  FEWEST_WEEKS = 4,
  YEAR = 365,
  MONOTONY_DAYS = 84,
  LOADS = 60,
  FEWEST_LOADS = 20,
  FEWEST_SEEN = 10, /* activities before the highest heart rate counts */
  LONG_DAYS = 30    /* of the longest run: Frandsen 2025 */
};

#define REST_BPM 55.0
#define MAX_BPM 190.0
#define GREY_LOW 0.80 /* of maximum: methods.md M17 */
#define GREY_HIGH 0.88
#define HARD_MIN 10.0 /* minutes above the grey zone make a run hard: M19 */
#define MONOTONY_CAP 10.0
#define MS_PER_HOUR 3600000.0

typedef struct day {
  double load, estimated; /* Banister's unit; part of it without heart rate */
  double distance_m, longest_m;
  double pulse_min, grey_min;
  int64_t longest_ms;
  int runs;
} day;

/* Exponentially weighted mean of daily loads, freed of its empty start. */
typedef struct ewma {
  double sum, weight;
} ewma;

struct hl_load {
  hl_athlete athlete;
  bool begun;
  int32_t first_day, today;
  day ring[DAYS]; /* by day number modulo DAYS; today's is open */
  ewma acute, month, chronic;
  int monotony_n;
  double monotony[YEAR];
  int64_t last_ms, last_run_ms, last_hard_ms; /* 0: none yet; ends of runs */
  int load_n;
  double load[LOADS], per_min[LOADS]; /* of activities with heart rate */
  int seen;
  double highest, second; /* heart rate held for a minute, two activities */
  int grey_streak;
  int32_t last_run_day;
  int streak;
  double last_load, last_estimated; /* of the activity added last */
};

hl_load *hl_load_new(const hl_athlete *athlete) {
  hl_load *l = calloc(1, sizeof *l);
  if (l) l->athlete = *athlete;
  return l;
}

void hl_load_free(hl_load *load) {
  free(load);
}

/* ---- one activity -------------------------------------------------------- */

static double max_bpm(const hl_load *l, bool *assumed) {
  *assumed = !isfinite(l->athlete.max_bpm);
  if (!*assumed) return l->athlete.max_bpm;
  return l->seen >= FEWEST_SEEN ? l->second : MAX_BPM;
}

static double rest_bpm(const hl_load *l, bool *assumed) {
  *assumed = !isfinite(l->athlete.resting_bpm);
  return *assumed ? REST_BPM : l->athlete.resting_bpm;
}

static double bin_bpm(int bin) {
  return HL_PULSE_LOW_BPM + (bin + 0.5) * HL_PULSE_BIN_BPM;
}

static double minutes_of(const hl_session *s) {
  double seconds = isfinite(s->moving_s) ? s->moving_s : s->duration_s;
  return isfinite(seconds) && seconds > 0 ? seconds / 60 : 0;
}

static double pulse_minutes(const hl_facts *f, double from, double to) {
  double sum = 0;
  for (int i = 0; f && i < HL_PULSE_BINS; i++)
    if (bin_bpm(i) >= from && bin_bpm(i) < to) sum += (double)f->pulse_min[i];
  return sum;
}

/* Minutes without heart rate count like those with it, when at least half of
** the activity has it; 0: it has not. */
static double stretch(const hl_session *s) {
  double pulse = pulse_minutes(s->facts, 0, 1000), whole = minutes_of(s);
  if (pulse <= 0 || pulse < whole / 2) return 0;
  return fmax(whole / pulse, 1);
}

static double banister_of(const hl_load *l, const hl_session *s) {
  const double a = l->athlete.is_female ? 0.86 : 0.64;
  const double b = l->athlete.is_female ? 1.67 : 1.92;
  bool assumed;
  double max = max_bpm(l, &assumed), rest = rest_bpm(l, &assumed), sum = 0;
  double factor = stretch(s);
  if (factor <= 0 || max <= rest) return (double)NAN;
  for (int i = 0; i < HL_PULSE_BINS; i++) {
    double r = fmin(fmax((bin_bpm(i) - rest) / (max - rest), 0), 1);
    sum += (double)s->facts->pulse_min[i] * r * a * exp(b * r);
  }
  return hl_round(sum * factor);
}

static double edwards_of(const hl_load *l, const hl_session *s) {
  bool assumed;
  double max = max_bpm(l, &assumed), sum = 0, factor = stretch(s);
  if (factor <= 0) return (double)NAN;
  for (int i = 0; i < HL_PULSE_BINS; i++) {
    double zone = floor(bin_bpm(i) / max * 10) - 4;
    sum += (double)s->facts->pulse_min[i] * fmin(fmax(zone, 0), 5);
  }
  return hl_round(sum * factor);
}

/* ---- days ---------------------------------------------------------------- */

static day *day_of(hl_load *l, int32_t number) {
  return &l->ring[((number % DAYS) + DAYS) % DAYS];
}

static void follow(ewma *e, int n, double load) {
  double lambda = 2.0 / (n + 1);
  e->sum += lambda * (load - e->sum);
  e->weight += lambda * (1 - e->weight);
}

/* Mean over SD of the seven days that end at `last`. */
static double monotony_at(hl_load *l, int32_t last, double *week) {
  double sum = 0, squares = 0, mean, sd;
  for (int32_t d = last - WEEK + 1; d <= last; d++) {
    double v = day_of(l, d)->load;
    sum += v;
    squares += v * v;
  }
  *week = sum;
  mean = sum / WEEK;
  sd = sqrt(fmax(squares / WEEK - mean * mean, 0));
  if (mean <= 0) return (double)NAN;
  return sd * MONOTONY_CAP > mean ? mean / sd : MONOTONY_CAP;
}

static void close_day(hl_load *l) {
  double load = day_of(l, l->today)->load, week, m;
  follow(&l->acute, 7, load);
  follow(&l->month, 28, load);
  follow(&l->chronic, 42, load);
  if (l->today - l->first_day + 1 >= WEEK) {
    m = monotony_at(l, l->today, &week);
    if (isfinite(m)) l->monotony[l->monotony_n++ % YEAR] = m;
  }
  l->today++;
  *day_of(l, l->today) = (day){0};
}

static void advance(hl_load *l, int32_t to) {
  if (!l->begun) {
    l->begun = true;
    l->first_day = l->today = to;
    *day_of(l, to) = (day){0};
  }
  while (l->today < to)
    close_day(l);
}

/* ---- looking ------------------------------------------------------------- */

static double hours_between(int64_t then_ms, int64_t now_ms) {
  if (then_ms == 0) return (double)NAN;
  return hl_round(fmax((double)(now_ms - then_ms), 0) / MS_PER_HOUR);
}

static void look_at_days(hl_load *l, hl_figures *f) {
  int32_t age = l->today - l->first_day;
  const ewma *e[] = {&l->acute, &l->month, &l->chronic};
  double *out[] = {&f->acute_7, &f->chronic_28, &f->chronic_42};
  const int needed[] = {7, 28, 42};
  double estimated = 0, load = 0, week = 0;
  for (int i = 0; i < 3; i++)
    if (age >= needed[i]) *out[i] = hl_round(e[i]->sum / e[i]->weight);
  f->balance = hl_round(f->chronic_42 - f->acute_7);
  if (age >= WEEK) {
    f->monotony = hl_round(monotony_at(l, l->today - 1, &week));
    f->strain = hl_round(week * f->monotony);
  }
  if (age >= MONOTONY_DAYS && l->monotony_n > 0) {
    double v[YEAR];
    size_t n = (size_t)(l->monotony_n < YEAR ? l->monotony_n : YEAR);
    memcpy(v, l->monotony, n * sizeof *v);
    f->monotony_p90 = hl_round(hl_quantile(v, n, 0.9));
  }
  for (int32_t d = l->today - 28; d < l->today; d++) {
    estimated += day_of(l, d)->estimated;
    load += day_of(l, d)->load;
  }
  if (load > 0) f->estimated_share = hl_round(estimated / load);
}

/* This week beside the own median of the eight before it. */
static void look_at_weeks(hl_load *l, hl_figures *f) {
  int32_t age = l->today - l->first_day;
  double runs[WEEKS], metres[WEEKS];
  size_t n = 0;
  f->runs_7 = 0;
  f->distance_7_m = 0;
  for (int32_t d = l->today - WEEK; d < l->today; d++) {
    f->runs_7 += day_of(l, d)->runs;
    f->distance_7_m += day_of(l, d)->distance_m;
  }
  f->distance_7_m = hl_round(f->distance_7_m);
  for (int w = 1; w <= WEEKS && age >= (w + 1) * WEEK; w++, n++) {
    runs[n] = metres[n] = 0;
    for (int i = 0; i < WEEK; i++) {
      const day *d = day_of(l, l->today - WEEK * w - 1 - i);
      runs[n] += d->runs;
      metres[n] += d->distance_m;
    }
  }
  if (n >= FEWEST_WEEKS) {
    f->usual_runs_7 = hl_median(runs, n);
    f->usual_distance_7_m = hl_round(hl_median(metres, n));
  }
}

static int rest_days(hl_load *l, int n) {
  int rest = 0;
  if (l->today - l->first_day < n) return -1;
  for (int32_t d = l->today - n; d < l->today; d++)
    rest += day_of(l, d)->runs == 0;
  return rest;
}

static void look_at_rhythm(hl_load *l, const hl_session *s, hl_figures *f) {
  double longest = 0, grey = 0, pulse = 0;
  int64_t longest_ms = 0;
  for (int32_t d = l->today - LONG_DAYS; d <= l->today; d++) {
    if (day_of(l, d)->longest_m > longest) {
      longest = day_of(l, d)->longest_m;
      longest_ms = day_of(l, d)->longest_ms;
    }
  }
  for (int32_t d = l->today - 14; d < l->today; d++) {
    grey += day_of(l, d)->grey_min;
    pulse += day_of(l, d)->pulse_min;
  }
  f->hours_since_last = hours_between(l->last_run_ms, s->start_ms);
  f->hours_since_hard = hours_between(l->last_hard_ms, s->start_ms);
  f->hours_since_longest = hours_between(longest_ms, s->start_ms);
  f->gap_days = hl_round(f->hours_since_last / 24);
  f->run_streak_days = l->last_run_day >= l->today - 1 ? l->streak : 0;
  if (l->last_run_day == l->today && l->streak > 0)
    f->run_streak_days = l->streak - 1; /* up to yesterday */
  f->rest_days_7 = rest_days(l, 7);
  f->rest_days_14 = rest_days(l, 14);
  f->rest_days_28 = rest_days(l, 28);
  if (longest > 0 && s->is_run && s->distance_m > 0)
    f->spike = hl_round(s->distance_m / longest);
  if (pulse > 0) f->grey_share_14 = hl_round(grey / pulse);
  f->grey_streak = l->grey_streak;
}

static int32_t day_number(const hl_session *s) {
  return hl_local_day(s->start_ms, s->utc_offset_s);
}

void hl_load_look(const hl_load *load, const hl_session *s, hl_figures *f) {
  const double none = (double)NAN;
  hl_load l = *load;
  if (s->athlete) l.athlete = *s->athlete;
  *f = (hl_figures){.session_rpe = none,
                    .acute_7 = none,
                    .chronic_28 = none,
                    .chronic_42 = none,
                    .monotony = none,
                    .strain = none,
                    .monotony_p90 = none,
                    .estimated_share = none,
                    .usual_runs_7 = none,
                    .usual_distance_7_m = none,
                    .spike = none,
                    .grey_share_14 = none};
  advance(&l, day_number(s) > l.today || !l.begun ? day_number(s) : l.today);
  f->banister = banister_of(&l, s);
  f->edwards = edwards_of(&l, s);
  max_bpm(&l, &f->max_assumed);
  rest_bpm(&l, &f->rest_assumed);
  if (s->report && s->report->rpe > 0)
    f->session_rpe = hl_round(s->report->rpe * minutes_of(s));
  look_at_days(&l, f);
  look_at_weeks(&l, f);
  look_at_rhythm(&l, s, f);
}

/* ---- adding -------------------------------------------------------------- */

/* The heart rate that was held for a minute, from the top. */
static double held(const hl_facts *f) {
  double sum = 0;
  int i = HL_PULSE_BINS;
  while (i > 0 && sum < 1)
    sum += (double)f->pulse_min[--i];
  return sum < 1 ? 0 : bin_bpm(i);
}

/* Banister's load, or at the own median per minute without heart rate. */
static double load_of(hl_load *l, const hl_session *s, double *estimated) {
  double load = banister_of(l, s), v[LOADS];
  size_t n = (size_t)(l->load_n < LOADS ? l->load_n : LOADS);
  *estimated = 0;
  if (isfinite(load)) {
    l->load[l->load_n % LOADS] = load;
    l->per_min[l->load_n++ % LOADS] = load / fmax(minutes_of(s), 1);
    return load;
  }
  memcpy(v, l->per_min, n * sizeof *v);
  *estimated = n > 0 ? hl_median(v, n) * minutes_of(s) : minutes_of(s);
  return *estimated;
}

static bool is_hard(const hl_load *l, const hl_session *s, double load) {
  bool assumed;
  double v[LOADS], above = GREY_HIGH * max_bpm(l, &assumed);
  size_t n = (size_t)(l->load_n < LOADS ? l->load_n : LOADS);
  if (pulse_minutes(s->facts, above, 1000) >= HARD_MIN) return true;
  memcpy(v, l->load, n * sizeof *v);
  return n >= FEWEST_LOADS && load > hl_quantile(v, n, 0.8);
}

static void add_run(hl_load *l, const hl_session *s, double load, day *d) {
  bool assumed;
  double max = max_bpm(l, &assumed), pulse, below, through;
  double end_s = isfinite(s->duration_s) ? s->duration_s : 0;
  int64_t end_ms = s->start_ms + (int64_t)(end_s * 1000);
  d->runs++;
  if (s->distance_m > 0) {
    d->distance_m += s->distance_m;
    if (s->distance_m > d->longest_m) {
      d->longest_m = s->distance_m;
      d->longest_ms = end_ms;
    }
  }
  pulse = pulse_minutes(s->facts, 0, 1000);
  below = pulse_minutes(s->facts, 0, GREY_LOW * max);
  through = pulse_minutes(s->facts, 0, GREY_HIGH * max);
  if (pulse > 0)
    l->grey_streak =
        below < pulse / 2 && through > pulse / 2 ? l->grey_streak + 1 : 0;
  if (l->last_run_ms == 0 || l->last_run_day < l->today - 1)
    l->streak = 1;
  else if (l->last_run_day == l->today - 1)
    l->streak++;
  l->last_run_day = l->today;
  l->last_run_ms = end_ms;
  if (is_hard(l, s, load)) l->last_hard_ms = end_ms;
}

hl_status hl_load_add(hl_load *l, const hl_session *s, hl_error *err) {
  bool assumed;
  double load, estimated, max, top;
  day *d;
  if (l->begun && s->start_ms < l->last_ms)
    return hl_fail(err, HL_E_USAGE, "an activity is older than one before it");
  l->last_ms = s->start_ms;
  if (s->athlete) l->athlete = *s->athlete;
  /* A zone change may lead a day back: what is closed stays closed. */
  advance(l, l->begun && day_number(s) < l->today ? l->today : day_number(s));
  d = day_of(l, l->today);
  load = load_of(l, s, &estimated);
  d->load += load;
  d->estimated += estimated;
  l->last_load = load;
  l->last_estimated = estimated;
  max = max_bpm(l, &assumed);
  d->pulse_min += pulse_minutes(s->facts, 0, 1000);
  d->grey_min += pulse_minutes(s->facts, GREY_LOW * max, GREY_HIGH * max);
  if (s->is_run) add_run(l, s, load, d);
  top = s->facts ? held(s->facts) : 0;
  if (top > 0) l->seen++;
  if (top > l->highest) {
    l->second = l->highest;
    l->highest = top;
  } else if (top > l->second) {
    l->second = top;
  }
  return HL_OK;
}

double hl_load_last(const hl_load *load, bool *estimated) {
  *estimated = load->last_estimated > 0;
  return hl_round(load->last_load);
}
