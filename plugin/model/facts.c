/* SPDX-License-Identifier: MIT
**
** Facts of one run; see facts.h. Constants: method.md B 2 (usable runs) and
** A2 items 1 to 3 (windows).
*/
#include "model/facts.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"
#include "model/series.h"

enum {
  ROW_EPOCHS = 12, /* 2 minutes */
  FEWEST_ROWS = 5,
  FEWEST_PULSE = 6, /* epochs: a minute of heart rate */
  CV_EPOCHS = 6,    /* 60 s means */
  FEWEST_CV = 30,
  OPENING_EPOCHS = 21, /* half of seven minutes */
  PART_EPOCHS = 30,    /* five minutes */
  LONGEST_S = 6 * 3600
};

/* The prototype judged from 25 min on. From 15, runners a and b have a fifth
** more runs to judge at the same rate of alarms; learning from those too found
** less (tests/measure). */
#define SHORTEST_MIN 15.0
#define TEACHING_MIN 25.0
#define COVERAGE 0.80
#define CLEAN_SHARE 0.50
#define STEADY_CV 0.12
#define STEADY_FROM_MIN 8.0
#define START_MIN 30.0 /* a run must last so long for its start to be seen */
#define MIDWAY_MIN 35.0
#define START_TO_MIN 12.0
#define GOOD_SHARE 0.85
#define OPENING_FROM_MIN 3.0
#define OPENING_BASE_MIN 10.0
#define OPENING_LEAST_MIN 12.0
#define FASTER 1.15 /* of a pace: a workout's part, not a run's unrest */

static double share(size_t part, size_t whole) {
  return whole ? hl_round((double)part / (double)whole) : 0;
}

/* What the flags say, over moving epochs. Returns their number. */
static size_t count_flags(const hl_epochs *e, hl_facts *f) {
  size_t moving = 0, pulse = 0, clean = 0, lock = 0, flat = 0, astray = 0;
  for (size_t i = 0; i < e->n; i++) {
    unsigned flag = e->flag[i];
    if (flag & HL_EPOCH_PAUSED) continue;
    moving++;
    pulse += !(flag & HL_EPOCH_NO_HR);
    clean += (flag & HL_EPOCH_CLEAN) != 0;
    lock += (flag & HL_EPOCH_LOCK) != 0;
    flat += (flag & HL_EPOCH_FLAT) != 0;
    astray += (flag & HL_EPOCH_ASTRAY) != 0;
  }
  f->coverage = share(pulse, moving);
  f->clean_share = share(clean, moving);
  f->lock_share = share(lock, moving);
  f->flat_share = share(flat, moving);
  f->astray_share = share(astray, moving);
  return pulse;
}

/* Variation of 60 s means of plain speed after minute 8. */
static double speed_cv(const hl_series *s) {
  double sum = 0, squares = 0, mean;
  size_t from = 0, n = 0;
  while (from < s->n && s->t_min[from] <= STEADY_FROM_MIN)
    from++;
  for (size_t i = from + CV_EPOCHS; i <= s->n; i++, n++) {
    double v = 0;
    for (size_t j = i - CV_EPOCHS; j < i; j++)
      v += s->plain_mps[j] / CV_EPOCHS;
    sum += v;
    squares += v * v;
  }
  if (n <= FEWEST_CV) return (double)NAN;
  mean = sum / (double)n;
  return hl_round(sqrt(fmax(squares / (double)n - mean * mean, 0)) / mean);
}

static hl_reason usable(const hl_facts *f, const hl_series *s, size_t pulse) {
  if (pulse < FEWEST_PULSE) return HL_REASON_NO_HEART_RATE;
  if (f->duration_s > LONGEST_S) return HL_REASON_LONG;
  if (f->moving_min < SHORTEST_MIN) return HL_REASON_SHORT;
  if (f->coverage < COVERAGE) return HL_REASON_COVERAGE;
  if (f->clean_share < CLEAN_SHARE || s->n < FEWEST_ROWS * ROW_EPOCHS)
    return HL_REASON_QUALITY;
  return f->speed_cv <= STEADY_CV ? HL_REASON_NONE : HL_REASON_NOT_STEADY;
}

bool hl_facts_teaches(const hl_facts *f) {
  return f->reason == HL_REASON_NONE && f->moving_min >= TEACHING_MIN;
}

bool hl_facts_is_even(const hl_facts *f) {
  return f->fastest_part <= FASTER;
}

static void fill_statistic(hl_statistic *out, double value_bpm,
                           double speed_kmh, double bpm, double share) {
  out->has = true;
  out->quality = hl_quality_of_share(share);
  out->value_bpm = hl_round(value_bpm);
  out->speed_kmh = hl_round(speed_kmh);
  out->effort_bpm = hl_round(bpm - HL_REST_BPM);
}

/* The first minutes against what follows, the end of the start counting twice:
** before it heart rate is still on its way up. A2.1. */
static void find_start(const hl_series *s, double *work, hl_statistic *out) {
  hl_mean early, late, core;
  *out = (hl_statistic){.from_min = 3, .to_min = START_TO_MIN};
  if (s->moving_min < START_MIN || !hl_series_robust(s, 3, 12, work, &early) ||
      !hl_series_robust(s, 15, fmin(40, s->moving_min), work, &late))
    return;
  if (!hl_series_mean(s, 7.5, 12, &core)) core = early;
  fill_statistic(out,
                 0.5 * hl_mean_cost(&early) + 0.5 * hl_mean_cost(&core) -
                     hl_mean_cost(&late),
                 early.speed_kmh - late.speed_kmh, early.bpm,
                 fmin(early.share, late.share));
}

/* The later part against the settled first half, averaged over neighbouring
** windows so that no one stretch decides. A2.2. */
static void find_midway(const hl_series *s, hl_statistic *out) {
  double T = s->moving_min, a = fmin(10, 0.3 * T), b = 0.55 * T;
  hl_mean q1, q2, e1, e2, e3, whole;
  double before, after, least;
  *out = (hl_statistic){.from_min = 0.57 * T, .to_min = T - 0.5};
  if (T < MIDWAY_MIN || !hl_series_mean(s, a, b, &q2) ||
      !hl_series_mean(s, 0.6 * T, T - 0.5, &whole))
    return;
  if (!hl_series_mean(s, (a + b) / 2, b, &q1)) q1 = q2;
  if (!hl_series_mean(s, 0.57 * T, 0.78 * T, &e1)) e1 = whole;
  if (!hl_series_mean(s, 0.6 * T, 0.9 * T, &e2)) e2 = whole;
  if (!hl_series_mean(s, 0.78 * T, T - 0.5, &e3)) e3 = whole;
  before = (hl_mean_cost(&q1) + hl_mean_cost(&q2)) / 2;
  after = (hl_mean_cost(&e1) + hl_mean_cost(&e2)) / 2;
  least = fmin(hl_mean_cost(&e1), hl_mean_cost(&e3)) - hl_mean_cost(&q1);
  fill_statistic(out, 0.5 * (after - before) + 0.5 * least,
                 e2.speed_kmh - q1.speed_kmh, e2.bpm,
                 fmin(q2.share, whole.share));
}

static void find_entire(const hl_series *s, hl_statistic *out) {
  double end = s->moving_min - 0.5;
  hl_mean m;
  *out = (hl_statistic){.from_min = 6, .to_min = end};
  if (hl_series_mean(s, 6, end, &m))
    fill_statistic(out, m.bpm - HL_BPM_PER_KMH * (m.speed_kmh - 12),
                   m.speed_kmh, m.bpm, m.share);
}

/* End of the parts that began in the start's window and in which the sensor was
** astray: flags, see signal/astray.h. */
static double late_until(const hl_epochs *e) {
  const float *minute = e->column[HL_COL_MOVING_MIN];
  double until = 0;
  for (size_t i = 0; i < e->n; i++) {
    unsigned flag = e->flag[i];
    if ((flag & HL_EPOCH_CLEAN) && (double)minute[i] > START_TO_MIN) break;
    if (flag & HL_EPOCH_ASTRAY) until = (double)minute[i];
  }
  return hl_round(until);
}

/* Where a minute is first run a seventh faster than minutes 3 to 10: there a
** workout begins. What the runner did before it is a plain run. */
static double opening_until(const hl_series *s) {
  double base = 0, v = 0;
  size_t first = 0, from, n;
  while (first < s->n && s->t_min[first] < OPENING_FROM_MIN)
    first++;
  for (from = first; from < s->n && s->t_min[from] < OPENING_BASE_MIN; from++)
    base += s->plain_mps[from];
  n = from - first;
  if (n < OPENING_EPOCHS) return (double)NAN;
  base /= (double)n;
  for (size_t i = first; i + CV_EPOCHS <= s->n; i++) {
    v = 0;
    for (size_t j = i; j < i + CV_EPOCHS; j++)
      v += s->plain_mps[j] / CV_EPOCHS;
    if (v <= FASTER * base) continue;
    return s->t_min[i] >= OPENING_LEAST_MIN ? floor(s->t_min[i]) : (double)NAN;
  }
  return (double)NAN;
}

/* `work` as for hl_series_robust(). NaN: under five minutes. */
static double find_fastest_part(const hl_series *s, double *work) {
  double sum = 0, most = 0;
  size_t n = 0, from = 0;
  while (from < s->n && s->t_min[from] < OPENING_FROM_MIN)
    from++;
  for (size_t i = from; i < s->n; i++) {
    sum += s->plain_mps[i];
    if (i >= from + PART_EPOCHS) sum -= s->plain_mps[i - PART_EPOCHS];
    if (i + 1 < from + PART_EPOCHS) continue;
    work[n++] = sum;
    most = fmax(most, sum);
  }
  return n > 0 ? hl_round(most / hl_median(work, n)) : (double)NAN;
}

/* 2-minute rows for the prediction; runs over 2 hours get longer ones. */
static void find_rows(const hl_series *s, hl_facts *f) {
  size_t most = (size_t)HL_FACTS_ROWS * ROW_EPOCHS;
  size_t per = ROW_EPOCHS * (1 + (s->n - (s->n > 0)) / most);
  for (size_t from = 0; from + per <= s->n; from += per) {
    double t = 0, speed = 0, bpm = 0;
    for (size_t i = from; i < from + per; i++) {
      t += s->t_min[i] / (double)per;
      speed += s->speed_kmh[i] / (double)per;
      bpm += s->bpm[i] / (double)per;
    }
    f->row[f->row_n++] = (hl_row){(float)t, (float)speed, (float)bpm};
  }
}

/* Mean of a column over clean epochs, over unspoilt moving ones for columns
** that do not need heart rate. */
static double column_mean(const hl_epochs *e, hl_column c, unsigned spoilt) {
  const float *v = e->column[c];
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; v && i < e->n; i++) {
    if ((e->flag[i] & spoilt) || !isfinite(v[i]) ||
        (double)e->column[HL_COL_MOVING_MIN][i] <= 2)
      continue;
    sum += (double)v[i];
    n++;
  }
  return n ? hl_round(sum / (double)n) : (double)NAN;
}

static void find_means(const hl_epochs *e, hl_facts *f) {
  const unsigned moving = HL_EPOCH_PAUSED | HL_EPOCH_WALK | HL_EPOCH_JUMP;
  const unsigned pulse =
      moving | HL_EPOCH_LOCK | HL_EPOCH_FLAT | HL_EPOCH_SETTLING;
  f->mean_bpm = column_mean(e, HL_COL_HEART_RATE_BPM, pulse);
  f->mean_speed_mps = column_mean(e, HL_COL_SPEED_MPS, moving);
  f->mean_gas_mps = column_mean(e, HL_COL_GAS_MPS, moving);
  f->cadence_spm = column_mean(e, HL_COL_CADENCE_SPM, moving);
  f->step_length_m = column_mean(e, HL_COL_STEP_LENGTH_M, moving);
  f->temperature_c = column_mean(e, HL_COL_TEMPERATURE_C, 0);
}

/* Minutes per heart-rate bin and metres climbed, for the load. */
static void find_load(const hl_epochs *e, hl_facts *f) {
  const unsigned spoilt =
      HL_EPOCH_PAUSED | HL_EPOCH_LOCK | HL_EPOCH_FLAT | HL_EPOCH_NO_HR;
  const float *grade = e->column[HL_COL_GRADE];
  const float *pulse = e->column[HL_COL_HEART_RATE_BPM];
  double up = 0;
  for (size_t i = 0; i < e->n; i++) {
    if (grade && grade[i] > 0)
      up += (double)grade[i] * (double)e->column[HL_COL_SPEED_MPS][i] *
            HL_EPOCH_S;
    if (!pulse || (e->flag[i] & spoilt)) continue;
    double bin = ((double)pulse[i] - HL_PULSE_LOW_BPM) / HL_PULSE_BIN_BPM;
    f->pulse_min[(int)fmin(fmax(bin, 0), HL_PULSE_BINS - 1)] +=
        (float)HL_EPOCH_S / 60;
  }
  f->ascent_m = grade ? hl_round(up) : (double)NAN;
}

static hl_quality grade_quality(const hl_facts *f, size_t pulse) {
  if (pulse < FEWEST_PULSE) return HL_QUALITY_NONE;
  if (f->coverage < COVERAGE || f->clean_share < CLEAN_SHARE)
    return HL_QUALITY_POOR;
  return f->coverage < 0.95 || f->clean_share < 0.75 || f->lock_share > 0 ||
                 f->flat_share > 0.05 || f->astray_share > 0
             ? HL_QUALITY_FAIR
             : HL_QUALITY_GOOD;
}

hl_status hl_facts_from_epochs(const hl_epochs *e, hl_arena *scratch,
                               hl_facts *f, hl_error *err) {
  hl_series s;
  double *work;
  size_t pulse;
  memset(f, 0, sizeof *f);
  f->start_ms = e->start_ms;
  f->utc_offset_s = e->utc_offset_s;
  f->offset_known = e->offset_known;
  f->device = e->device;
  f->duration_s = (double)(e->n * HL_EPOCH_S);
  f->distance_m = hl_round(e->distance_m);
  f->speed_cv = f->opening_min = f->fastest_part = (double)NAN;
  f->reason = HL_REASON_NO_EPOCHS;
  if (hl_series_build(e, scratch, &s, err)) return HL_E_NOMEM;
  work = hl_arena_alloc(scratch, 2 * s.n, sizeof *work);
  if (!work) return hl_nomem(err);
  find_means(e, f);
  if (e->n == 0) return HL_OK;
  f->moving_min = s.moving_min;
  pulse = count_flags(e, f);
  f->quality = grade_quality(f, pulse);
  f->speed_cv = speed_cv(&s);
  f->reason = usable(f, &s, pulse);
  f->late_min = late_until(e);
  if (f->reason == HL_REASON_NOT_STEADY) f->opening_min = opening_until(&s);
  f->fastest_part = find_fastest_part(&s, work);
  find_start(&s, work, &f->start);
  find_midway(&s, &f->midway);
  find_entire(&s, &f->entire);
  find_rows(&s, f);
  find_load(e, f);
  return HL_OK;
}

/* ---- names --------------------------------------------------------------- */

static const char *const reasons[] = {
#define HL_REASON_NAME(id, name) name,
    HL_REASONS(HL_REASON_NAME)
#undef HL_REASON_NAME
};

const char *hl_reason_name(hl_reason reason) {
  return reasons[reason];
}

hl_reason hl_reason_from_name(const char *name) {
  int r = 0;
  while (r < HL_REASON_COUNT && strcmp(reasons[r], name) != 0)
    r++;
  return (hl_reason)r;
}

const char *hl_quality_name(hl_quality quality) {
  static const char *const names[] = {"none", "poor", "fair", "good"};
  return names[quality];
}

hl_quality hl_quality_of_share(double share) {
  if (!(share > 0)) return HL_QUALITY_NONE;
  if (share < 0.5) return HL_QUALITY_POOR;
  return share < GOOD_SHARE ? HL_QUALITY_FAIR : HL_QUALITY_GOOD;
}
