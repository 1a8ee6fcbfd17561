/* SPDX-License-Identifier: MIT
**
** One athlete's past; see history.h. Constants: method.md A2 items 3 to 7.
**
** Fixed in size: nothing is kept that the last 120 usable runs do not need, so
** learning never allocates and a past is copied by assignment.
*/
#include "model/history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"
#include "model/score.h"

enum {
  COMPARED = 60, /* values of a single-run statistic */
  BLOCK = 5,     /* runs that make "several days" */
  BEFORE = 15,   /* runs they are held against */
  RAMP_BEFORE = 10,
  RAMP_FEWEST = 8,
  LEVEL_FEWEST = 5, /* runs before the level's residuals count */
  MS_PER_DAY = 86400000
};

#define RAMP_DAYS 28.0
#define RAMP_SPAN 18.0
#define CLIP_BPM 25.0    /* one odd run may not make a block or a ramp */
#define MUCH_FASTER 2.5  /* scales of own speed */
#define SPEED_FLOOR 0.3  /* km/h */
#define LEVEL_NOISE 36.0 /* of a run, 6 bpm squared */
#define LEVEL_RUN 1.0    /* growth of its variance, per run */
#define LEVEL_DAY 0.09   /* per day since the last run, up to 60 */
#define LEVEL_DAYS 60.0
#define LEVEL_FIRST 100.0
#define HUBER 1.5
#define NU_LONG 3.0 /* Student tails of ordinary variation: A2.7 */
#define NU_BROAD 20.0

struct hl_history {
  int learnt;
  int64_t last_ms;
  double level, level_var; /* local-level filter of the whole-run cost */
  hl_list start, start_speed, midway, midway_speed;
  hl_list entire;                   /* residuals of the level, as predicted */
  hl_list cost, speed, effort, day; /* one each per usable run */
  hl_list block, ramp;
};

hl_history *hl_history_new(void) {
  return calloc(1, sizeof(hl_history));
}

void hl_history_free(hl_history *history) {
  free(history);
}

hl_history *hl_history_copy(const hl_history *history) {
  hl_history *copy = malloc(sizeof *copy);
  if (copy) *copy = *history;
  return copy;
}

int hl_history_count(const hl_history *history) {
  return history->learnt;
}

static double clip(double v) {
  return fmin(fmax(v, -CLIP_BPM), CLIP_BPM);
}

static double median_of(const double *values, int n) {
  double v[HL_LIST_MAX + 1];
  memcpy(v, values, (size_t)n * sizeof *v);
  return hl_median(v, (size_t)n);
}

/* The last costs and days with this run's own behind them. */
typedef struct recent {
  int n;
  double cost[HL_LIST_MAX + 1], day[HL_LIST_MAX + 1];
} recent;

static void look_back(const hl_history *h, const hl_facts *f, recent *r) {
  r->n = h->cost.n;
  memcpy(r->cost, h->cost.value, (size_t)r->n * sizeof *r->cost);
  memcpy(r->day, h->day.value, (size_t)r->n * sizeof *r->day);
  r->cost[r->n] = f->entire.value_bpm;
  r->day[r->n++] = (double)f->start_ms / MS_PER_DAY;
}

/* The last five runs against the fifteen before them (A2.4). */
static bool find_block(const recent *r, double *value) {
  double usual, sum = 0;
  if (r->n < BLOCK + HL_HISTORY_NEEDED) return false;
  usual = median_of(r->cost + r->n - BLOCK - BEFORE, BEFORE);
  for (int i = r->n - BLOCK; i < r->n; i++)
    sum += clip(r->cost[i] - usual);
  *value = hl_round(sum / BLOCK);
  return true;
}

/* How far cost rose over 28 days: least squares on a ramp from 0 to 1, the ten
** runs before it as its flat part (A2.5). */
static bool find_ramp(const recent *r, double *value) {
  double p[HL_LIST_MAX + 1], mean = 0, top = 0, below = 0, usual;
  double end = r->day[r->n - 1];
  int first = 0, from, n;
  while (r->day[first] <= end - RAMP_DAYS)
    first++;
  if (r->n - first < RAMP_FEWEST || end - r->day[first] < RAMP_SPAN ||
      first < BEFORE)
    return false;
  from = first - RAMP_BEFORE;
  n = r->n - from;
  usual = median_of(r->cost + from, n);
  for (int i = 0; i < n; i++) {
    p[i] = fmin(fmax((r->day[from + i] - end + RAMP_DAYS) / RAMP_DAYS, 0), 1);
    mean += p[i] / n;
  }
  for (int i = 0; i < n; i++) {
    top += (p[i] - mean) * clip(r->cost[from + i] - usual);
    below += (p[i] - mean) * (p[i] - mean);
  }
  *value = hl_round(top / below);
  return true;
}

/* Running much faster than usual is a race, and costs more than speed says. */
static bool much_faster(const hl_history *h, double speed_kmh) {
  double away[HL_LIST_MAX];
  int n = h->speed.n < COMPARED ? h->speed.n : COMPARED;
  const double *u = h->speed.value + h->speed.n - n;
  double usual = median_of(u, n);
  for (int i = 0; i < n; i++)
    away[i] = fabs(u[i] - usual);
  return hl_round(speed_kmh - usual) >
         hl_round(MUCH_FASTER * hl_scale(away, (size_t)n, SPEED_FLOOR));
}

static double recent_effort(const hl_history *h, double effort_bpm) {
  int n = h->effort.n < BLOCK - 1 ? h->effort.n : BLOCK - 1;
  double sum = effort_bpm;
  for (int i = h->effort.n - n; i < h->effort.n; i++)
    sum += h->effort.value[i];
  return sum / (n + 1);
}

/* Block or ramp: the value of several runs, at the effort of the last five. */
static void score_several(const hl_list *past, double value, double effort,
                          double nu, hl_score *out) {
  hl_statistic s = {.value_bpm = value, .effort_bpm = effort};
  hl_yardstick yard = {past, NULL, HL_LIST_MAX, nu};
  hl_score_find(&yard, &s, out);
}

static void score_block_and_ramp(const hl_history *h, const hl_facts *f,
                                 hl_scores *out) {
  double value, effort = recent_effort(h, f->entire.effort_bpm);
  recent r;
  look_back(h, f, &r);
  if (find_block(&r, &value))
    score_several(&h->block, value, effort, NU_BROAD, &out->of[HL_MULTI_DAY]);
  else
    hl_score_abstain(HL_REASON_HISTORY, r.n - 1, BLOCK + HL_HISTORY_NEEDED - 1,
                     &out->of[HL_MULTI_DAY]);
  if (find_ramp(&r, &value))
    score_several(&h->ramp, value, effort, NU_LONG, &out->of[HL_WORSENING]);
  else
    hl_score_abstain(HL_REASON_SPARSE, h->ramp.n, HL_HISTORY_NEEDED,
                     &out->of[HL_WORSENING]);
}

static void score_contrast(const hl_list *past, const hl_list *past_speed,
                           const hl_statistic *s, hl_score *out) {
  hl_yardstick yard = {past, past_speed, COMPARED, NU_LONG};
  if (s->has)
    hl_score_find(&yard, s, out);
  else
    hl_score_abstain(HL_REASON_WINDOW, past->n, HL_HISTORY_NEEDED, out);
}

static void score_entire(const hl_history *h, const hl_statistic *e,
                         hl_score *out) {
  hl_statistic residual = *e;
  hl_yardstick yard = {&h->entire, NULL, COMPARED, NU_BROAD};
  if (much_faster(h, e->speed_kmh)) {
    hl_score_abstain(HL_REASON_FASTER, h->entire.n, HL_HISTORY_NEEDED, out);
    return;
  }
  residual.value_bpm = hl_round(e->value_bpm - h->level);
  hl_score_find(&yard, &residual, out);
}

void hl_history_score(const hl_history *h, const hl_facts *f,
                      hl_scores *scores) {
  static const hl_pattern whole[] = {HL_ENTIRE, HL_MULTI_DAY, HL_WORSENING};
  const hl_statistic *e = &f->entire;
  hl_reason why = f->reason;
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    hl_score_abstain(why, h->learnt, HL_HISTORY_NEEDED, &scores->of[p]);
  if (why != HL_REASON_NONE) return;
  score_contrast(&h->start, &h->start_speed, &f->start, &scores->of[HL_START]);
  score_contrast(&h->midway, &h->midway_speed, &f->midway,
                 &scores->of[HL_MIDWAY]);
  if (!e->has)
    why = HL_REASON_WINDOW;
  else if (h->learnt < HL_HISTORY_NEEDED)
    why = HL_REASON_HISTORY;
  for (int i = 0; why && i < 3; i++)
    hl_score_abstain(why, h->learnt, HL_HISTORY_NEEDED, &scores->of[whole[i]]);
  if (why) return;
  score_entire(h, e, &scores->of[HL_ENTIRE]);
  score_block_and_ramp(h, f, scores);
  for (int i = 1; i < 3; i++) {
    hl_score *s = &scores->of[whole[i]];
    s->from_min = s->reason ? s->from_min : e->from_min;
    s->to_min = s->reason ? s->to_min : e->to_min;
  }
}

/* Follow the level of the whole-run cost: quickly when little is known or long
** ago, slowly towards a run that does not fit. */
static void follow_level(hl_history *h, double cost, double days) {
  double error, far, gain;
  if (h->learnt == 0) {
    h->level = cost;
    h->level_var = LEVEL_FIRST;
  }
  h->level_var += LEVEL_RUN + LEVEL_DAY * fmin(days, LEVEL_DAYS);
  error = cost - h->level;
  far = fabs(error) / sqrt(h->level_var + LEVEL_NOISE);
  gain = h->level_var / (h->level_var + LEVEL_NOISE * fmax(1, far / HUBER));
  h->level += gain * error;
  h->level_var *= 1 - gain;
}

static void learn_contrast(hl_list *values, hl_list *speeds,
                           const hl_statistic *s) {
  if (!s->has) return;
  hl_list_push(values, s->value_bpm);
  hl_list_push(speeds, s->speed_kmh);
}

hl_status hl_history_learn(hl_history *h, const hl_facts *f, hl_error *err) {
  double cost = f->entire.value_bpm, value, days = 1;
  recent r;
  if (f->reason != HL_REASON_NONE || !f->entire.has) return HL_OK;
  if (h->learnt > 0 && f->start_ms < h->last_ms)
    return hl_fail(err, HL_E_USAGE, "a run is older than one already learnt");
  if (h->learnt >= LEVEL_FEWEST)
    hl_list_push(&h->entire, hl_round(cost - h->level));
  look_back(h, f, &r);
  if (find_block(&r, &value)) hl_list_push(&h->block, value);
  if (find_ramp(&r, &value)) hl_list_push(&h->ramp, value);
  if (h->learnt > 0) days = (double)(f->start_ms - h->last_ms) / MS_PER_DAY;
  follow_level(h, cost, days);
  hl_list_push(&h->cost, cost);
  hl_list_push(&h->speed, f->entire.speed_kmh);
  hl_list_push(&h->effort, f->entire.effort_bpm);
  hl_list_push(&h->day, (double)f->start_ms / MS_PER_DAY);
  learn_contrast(&h->start, &h->start_speed, &f->start);
  learn_contrast(&h->midway, &h->midway_speed, &f->midway);
  h->last_ms = f->start_ms;
  h->learnt++;
  return HL_OK;
}

/* ---- names --------------------------------------------------------------- */

static const char *const patterns[] = {
#define HL_PATTERN_NAME(id, name) name,
    HL_PATTERNS(HL_PATTERN_NAME)
#undef HL_PATTERN_NAME
};

const char *hl_pattern_name(hl_pattern pattern) {
  return pattern < HL_PATTERN_COUNT ? patterns[pattern] : "none";
}

hl_pattern hl_pattern_from_name(const char *name) {
  int p = 0;
  while (p < HL_PATTERN_COUNT && strcmp(patterns[p], name) != 0)
    p++;
  return (hl_pattern)p;
}
