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
#include "model/several.h"

enum {
  COMPARED = 60,    /* values of a single-run statistic */
  EFFORTS = 5,      /* runs whose effort stands for several */
  LEVEL_FEWEST = 5, /* runs before the level's residuals count */
  MS_PER_DAY = 86400000
};

#define LARGEST_LOSS 0.18 /* A2.7 */
#define SMALLEST_BASE 30.0
#define UNLIKE 3.0       /* scales beyond it */
#define MUCH_FASTER 2.5  /* scales of own speed */
#define SPEED_FLOOR 0.3  /* km/h */
#define LITTLE 0.1       /* of a run: no more astray than this spoils nothing */
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
  hl_list start_day;                /* the day's own level beside each start */
  hl_list entire;                   /* residuals of the level, as predicted */
  hl_list cost, speed, effort, day; /* one each per usable run */
  hl_list block[HL_BLOCKS], ramp[HL_RAMPS];
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

static double day_of(const hl_facts *f) {
  return (double)f->start_ms / MS_PER_DAY;
}

/* The last costs and days with this run's own behind them. */
static void look_back(const hl_history *h, const hl_facts *f, hl_recent *r) {
  size_t bytes = (size_t)h->cost.n * sizeof(double);
  r->n = h->cost.n;
  memcpy(r->cost_bpm, h->cost.value, bytes);
  memcpy(r->day, h->day.value, bytes);
  r->cost_bpm[r->n] = f->entire.value_bpm;
  r->day[r->n++] = day_of(f);
}

/* Running much faster than usual is a race, and costs more than speed says. */
static bool much_faster(const hl_history *h, double speed_kmh) {
  double away[HL_LIST_MAX], usual;
  int n = h->speed.n < COMPARED ? h->speed.n : COMPARED;
  const double *u = h->speed.value + h->speed.n - n;
  memcpy(away, u, (size_t)n * sizeof *away);
  usual = hl_median(away, (size_t)n);
  for (int i = 0; i < n; i++)
    away[i] = fabs(u[i] - usual);
  return hl_round(speed_kmh - usual) >
         hl_round(MUCH_FASTER * hl_scale(away, (size_t)n, SPEED_FLOOR));
}

static double recent_effort(const hl_history *h, double effort_bpm) {
  int n = h->effort.n < EFFORTS - 1 ? h->effort.n : EFFORTS - 1;
  double sum = effort_bpm;
  for (int i = h->effort.n - n; i < h->effort.n; i++)
    sum += h->effort.value[i];
  return sum / (n + 1);
}

/* ---- scores -------------------------------------------------------------- */

/* Blocks or ramps: the first length decides whether there is a score. */
static void score_several(const hl_list *past, const double *value, int n,
                          const hl_statistic *s, hl_score *out) {
  hl_yardstick yard = {&past[0], NULL, HL_LIST_MAX, out->nu, s->speed_kmh};
  hl_statistic first = *s;
  first.value_bpm = value[0];
  hl_score_find(&yard, &first, out);
  for (int i = 1; i < n; i++)
    if (isfinite(value[i])) hl_score_add_value(&past[i], value[i], out);
}

static void score_block(const hl_history *h, const hl_recent *r,
                        const hl_statistic *s, hl_score *out) {
  double value[HL_BLOCKS];
  int needed = hl_block_runs[0] + HL_HISTORY_NEEDED - 1;
  for (int i = 0; i < HL_BLOCKS; i++)
    value[i] = hl_block_find(r, hl_block_runs[i]);
  hl_score_abstain(HL_REASON_HISTORY, r->n - 1, needed, out);
  out->nu = NU_BROAD;
  if (isfinite(value[0])) score_several(h->block, value, HL_BLOCKS, s, out);
}

static void score_ramp(const hl_history *h, const hl_recent *r,
                       const hl_statistic *s, hl_score *out) {
  double value[HL_RAMPS];
  for (int i = 0; i < HL_RAMPS; i++)
    value[i] = hl_ramp_find(r, hl_ramp_days[i]);
  hl_score_abstain(HL_REASON_SPARSE, h->ramp[0].n, HL_HISTORY_NEEDED, out);
  out->nu = NU_LONG;
  if (isfinite(value[0])) score_several(h->ramp, value, HL_RAMPS, s, out);
}

static void score_contrast(const hl_list *past, const hl_list *past_speed,
                           const hl_statistic *s, double speed_kmh,
                           hl_score *out) {
  hl_yardstick yard = {past, past_speed, COMPARED, NU_LONG, speed_kmh};
  if (!s->has) {
    hl_score_abstain(HL_REASON_WINDOW, past->n, HL_HISTORY_NEEDED, out);
    return;
  }
  hl_score_find(&yard, s, out);
  hl_score_add_plane(&yard, s, out);
}

/* How much more the whole run costs than the level before it. */
static double day_cost(const hl_history *h, const hl_facts *f) {
  return h->learnt >= LEVEL_FEWEST ? hl_round(f->entire.value_bpm - h->level)
                                   : 0;
}

/* Both windows of a start move with the day, but the one at the end is noisy
** itself, so that the contrast takes off too much: the third angle gives back
** what the runner's own past shows. */
static void score_start(const hl_history *h, const hl_facts *f,
                        double speed_kmh, hl_score *out) {
  hl_yardstick yard = {&h->start, &h->start_speed, COMPARED, NU_LONG,
                       speed_kmh};
  score_contrast(&h->start, &h->start_speed, &f->start, speed_kmh, out);
  if (f->start.has && f->entire.has)
    hl_score_add_freed(&yard, &f->start, &h->start_day, day_cost(h, f), out);
}

/* What can be said of the parts of a run. */
static void score_parts(const hl_history *h, const hl_facts *f,
                        double speed_kmh, hl_scores *scores) {
  hl_score *start = &scores->of[HL_START], *midway = &scores->of[HL_MIDWAY];
  if (!hl_facts_is_even(f)) {
    start->reason = midway->reason = HL_REASON_NOT_STEADY;
    return;
  }
  score_start(h, f, speed_kmh, start);
  score_contrast(&h->midway, &h->midway_speed, &f->midway, speed_kmh, midway);
  if (!f->start.has && f->late_min > f->start.from_min)
    start->reason = HL_REASON_LATE;
  if (!f->midway.has && f->astray_share > LITTLE)
    midway->reason = HL_REASON_LATE;
}

static void score_entire(const hl_history *h, const hl_statistic *e,
                         hl_score *out) {
  hl_statistic residual = *e;
  hl_yardstick yard = {&h->entire, NULL, COMPARED, NU_BROAD, e->speed_kmh};
  if (much_faster(h, e->speed_kmh)) {
    hl_score_abstain(HL_REASON_FASTER, h->entire.n, HL_HISTORY_NEEDED, out);
    return;
  }
  residual.value_bpm = hl_round(e->value_bpm - h->level);
  hl_score_find(&yard, &residual, out);
}

/* The patterns that hang on the cost of the whole run. */
static void score_whole(const hl_history *h, const hl_facts *f,
                        hl_scores *scores) {
  hl_statistic several = f->entire;
  hl_recent r;
  several.effort_bpm = hl_round(recent_effort(h, f->entire.effort_bpm));
  look_back(h, f, &r);
  score_entire(h, &f->entire, &scores->of[HL_ENTIRE]);
  score_block(h, &r, &several, &scores->of[HL_MULTI_DAY]);
  score_ramp(h, &r, &several, &scores->of[HL_WORSENING]);
}

/* Costs that no loss explains, nor the runner's own variation on top of it, are
** another runner's, or another sensor's: nothing is said about any pattern. */
static bool is_unlike(const hl_score *entire) {
  double base =
      fmax(entire->effort_bpm - fmax(entire->residual_bpm, 0), SMALLEST_BASE);
  return entire->reason == HL_REASON_NONE &&
         fabs(entire->residual_bpm) > base * LARGEST_LOSS / (1 - LARGEST_LOSS) +
                                          UNLIKE * entire->scale_bpm;
}

void hl_history_score(const hl_history *h, const hl_facts *f,
                      hl_scores *scores) {
  double speed = f->entire.has ? f->entire.speed_kmh : f->mean_gas_mps * 3.6;
  hl_reason why = f->reason;
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    hl_score_abstain(why, h->learnt, HL_HISTORY_NEEDED, &scores->of[p]);
  if (why != HL_REASON_NONE) return;
  score_parts(h, f, speed, scores);
  why = !f->entire.has                  ? HL_REASON_WINDOW
        : h->learnt < HL_HISTORY_NEEDED ? HL_REASON_HISTORY
                                        : HL_REASON_NONE;
  for (int p = HL_ENTIRE; p < HL_PATTERN_COUNT; p++)
    scores->of[p].reason = why;
  if (why == HL_REASON_NONE) score_whole(h, f, scores);
  if (is_unlike(&scores->of[HL_ENTIRE]))
    for (int p = 0; p < HL_PATTERN_COUNT; p++)
      hl_score_abstain(HL_REASON_UNLIKE, h->learnt, 0, &scores->of[p]);
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    if (scores->of[p].reason == HL_REASON_NONE) hl_score_blend(&scores->of[p]);
}

/* ---- learning ------------------------------------------------------------ */

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

static void learn_several(hl_list *past, double value) {
  if (isfinite(value)) hl_list_push(past, value);
}

hl_status hl_history_learn(hl_history *h, const hl_facts *f, hl_error *err) {
  double cost = f->entire.value_bpm, days = 1;
  hl_recent r;
  if (!hl_facts_teaches(f) || !f->entire.has) return HL_OK;
  if (h->learnt > 0 && f->start_ms < h->last_ms)
    return hl_fail(err, HL_E_USAGE, "a run is older than one already learnt");
  if (h->learnt >= LEVEL_FEWEST) hl_list_push(&h->entire, day_cost(h, f));
  if (hl_facts_is_even(f) && f->start.has)
    hl_list_push(&h->start_day, day_cost(h, f));
  look_back(h, f, &r);
  for (int i = 0; i < HL_BLOCKS; i++)
    learn_several(&h->block[i], hl_block_find(&r, hl_block_runs[i]));
  for (int i = 0; i < HL_RAMPS; i++)
    learn_several(&h->ramp[i], hl_ramp_find(&r, hl_ramp_days[i]));
  if (h->learnt > 0) days = day_of(f) - h->day.value[h->day.n - 1];
  follow_level(h, cost, days);
  hl_list_push(&h->cost, cost);
  hl_list_push(&h->speed, f->entire.speed_kmh);
  hl_list_push(&h->effort, f->entire.effort_bpm);
  hl_list_push(&h->day, day_of(f));
  if (hl_facts_is_even(f)) {
    learn_contrast(&h->start, &h->start_speed, &f->start);
    learn_contrast(&h->midway, &h->midway_speed, &f->midway);
  }
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
