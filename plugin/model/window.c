/* SPDX-License-Identifier: MIT
**
** The same window in the runner's past; see window.h.
**
** Runs met lately are kept in slots, the one not used for longest giving way;
** a question remembers its reading per slot. 64 slots hold the 60 runs of one
** question, so a question never drives out its own past.
*/
#include "model/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/history.h"
#include "model/measure.h"
#include "model/robust.h"
#include "model/score.h"
#include "model/series.h"

enum {
  COMPARED = 60,
  SLOTS = 64,
  QUESTIONS = 128
};
#define DETECTABLE_Z 2.33 /* about 1 ordinary run in 100 */
#define LONG_SHARE 0.75   /* of this run's length, from which one is as long */
#define NU_LONG 3.0       /* tails: method.md A2.7 */
#define NU_BROAD 20.0

typedef struct slot {
  hl_view *view; /* NULL: free */
  int64_t start_ms;
  uint64_t used;
} slot;

typedef struct memo {
  hl_question question;
  uint64_t used;  /* 0: free */
  uint64_t known; /* a bit per slot */
  struct {
    double value, speed_kmh; /* value NaN: the window is not there */
    double at_min, to_min;
  } of[SLOTS];
} memo;

struct hl_windows {
  uint64_t clock;
  slot slot[SLOTS];
  memo memo[QUESTIONS];
};

hl_windows *hl_windows_new(void) {
  return calloc(1, sizeof(hl_windows));
}

void hl_windows_forget(hl_windows *w) {
  for (int i = 0; i < SLOTS; i++)
    free(w->slot[i].view);
  memset(w, 0, sizeof *w);
}

void hl_windows_free(hl_windows *w) {
  if (!w) return;
  hl_windows_forget(w);
  free(w);
}

/* ---- remembering --------------------------------------------------------- */

static bool same_edge(hl_edge a, hl_edge b) {
  return a.share == b.share && a.minutes == b.minutes;
}

static bool same_question(const hl_question *a, const hl_question *b) {
  return a->measure == b->measure && a->column == b->column &&
         same_edge(a->from, b->from) && same_edge(a->to, b->to) &&
         same_edge(a->against_from, b->against_from) &&
         same_edge(a->against_to, b->against_to) && a->low == b->low &&
         a->high == b->high;
}

static memo *find_memo(hl_windows *w, const hl_question *q) {
  memo *oldest = &w->memo[0];
  for (int i = 0; i < QUESTIONS; i++) {
    memo *m = &w->memo[i];
    if (m->used && same_question(&m->question, q)) {
      m->used = w->clock;
      return m;
    }
    if (m->used < oldest->used) oldest = m;
  }
  oldest->question = *q;
  oldest->known = 0;
  oldest->used = w->clock;
  return oldest;
}

/* The slot that holds a run, or -1. `hint` is where the last one was found, or
** -1: slots fill in order, so the next is mostly the one behind it. */
static int find_slot(const hl_windows *w, int64_t start_ms, int hint) {
  for (int i = 0; i < SLOTS; i++) {
    int s = (hint + 1 + i) % SLOTS;
    if (w->slot[s].view && w->slot[s].start_ms == start_ms) return s;
  }
  return -1;
}

static int take_slot(hl_windows *w, hl_view *view, int64_t start_ms) {
  int oldest = 0;
  for (int i = 1; i < SLOTS; i++)
    if (w->slot[i].used < w->slot[oldest].used) oldest = i;
  free(w->slot[oldest].view);
  w->slot[oldest] = (slot){view, start_ms, w->clock};
  for (int i = 0; i < QUESTIONS; i++)
    w->memo[i].known &= ~((uint64_t)1 << oldest);
  return oldest;
}

/* ---- the past's values --------------------------------------------------- */

typedef struct values {
  int n;
  double value[COMPARED], speed_kmh[COMPARED];
  double long_min; /* windows that end later are of long runs */
  int at_n;
  double at_min[COMPARED]; /* of those */
} values;

/* The slot of run i of the past, filled if need be; -1 where its epochs are
** not kept. False: out of memory. */
static bool slot_of(hl_windows *w, const hl_window_case *c, size_t i,
                    int *place) {
  int64_t start_ms = c->past_facts(c->ctx, i)->start_ms;
  const hl_epochs *epochs;
  hl_view *view;
  *place = find_slot(w, start_ms, *place);
  if (*place >= 0) {
    w->slot[*place].used = w->clock;
    return true;
  }
  epochs = c->past_epochs ? c->past_epochs(c->ctx, i) : NULL;
  if (!epochs || epochs->n == 0) return true;
  view = hl_view_new(epochs);
  if (!view) return false;
  *place = take_slot(w, view, start_ms);
  return true;
}

static void read_slot(hl_windows *w, memo *m, int place, values *out) {
  if (!(m->known >> place & 1)) {
    hl_reading r;
    hl_view_read(w->slot[place].view, &m->question, &r);
    m->of[place].value = r.value;
    m->of[place].speed_kmh = r.speed_kmh;
    m->of[place].at_min = r.at_min;
    m->of[place].to_min = r.to_min;
    m->known |= (uint64_t)1 << place;
  }
  if (isnan(m->of[place].value)) return;
  out->value[out->n] = m->of[place].value;
  out->speed_kmh[out->n++] = m->of[place].speed_kmh;
  if (isfinite(m->of[place].at_min) && m->of[place].to_min >= out->long_min)
    out->at_min[out->at_n++] = m->of[place].at_min;
}

/* Of the last sixty usable runs that started before `before_ms`. False: out of
** memory. */
static bool read_past(hl_windows *w, const hl_question *q,
                      const hl_window_case *c, values *out) {
  memo *m = find_memo(w, q);
  int taken = 0, place = -1;
  for (size_t i = c->past_n; i-- > 0 && taken < COMPARED;) {
    const hl_facts *f = c->past_facts(c->ctx, i);
    if (!f || !hl_facts_teaches(f) || f->start_ms >= c->facts->start_ms)
      continue;
    if (!slot_of(w, c, i, &place)) return false;
    if (place >= 0) read_slot(w, m, place, out);
    taken++;
  }
  return true;
}

/* ---- the answer ---------------------------------------------------------- */

static double floor_of(const hl_question *q) {
  static const double floors[HL_COLUMN_COUNT] = {
      [HL_COL_MOVING_MIN] = 0.1,   [HL_COL_WALL_S] = 1,
      [HL_COL_SPEED_MPS] = 0.03,   [HL_COL_GRADE] = 0.002,
      [HL_COL_GAS_MPS] = 0.03,     [HL_COL_HEART_RATE_BPM] = 1,
      [HL_COL_CADENCE_SPM] = 0.5,  [HL_COL_STEP_LENGTH_M] = 0.005,
      [HL_COL_POWER_W] = 2,        [HL_COL_CONTACT_MS] = 1,
      [HL_COL_OSCILLATION_MM] = 1, [HL_COL_TEMPERATURE_C] = 0.5};
  if (q->measure == HL_MEASURE_SHARE) return 0.02;
  return q->measure == HL_MEASURE_MEAN ? floors[q->column] : 1;
}

static void compare(const hl_question *q, const hl_reading *r,
                    const values *past, hl_answer *a) {
  bool contrast = q->measure == HL_MEASURE_CONTRAST;
  hl_sample sample = {past->n, past->value, contrast ? past->speed_kmh : NULL,
                      floor_of(q)};
  hl_place place;
  hl_place_find(&sample, r->value, r->speed_kmh, &place);
  a->residual = place.residual;
  a->scale = place.scale;
  a->usual = hl_round(r->value - place.residual);
  a->z = hl_round(place.residual / place.scale);
  a->rarity_high = place.rarity_high;
  a->rarity_low = place.rarity_low;
  a->detectable = hl_round(DETECTABLE_Z * place.scale);
  if (contrast || q->measure == HL_MEASURE_COST)
    a->llr = hl_round(hl_llr(place.residual, place.scale,
                             r->bpm - HL_REST_BPM - fmax(place.residual, 0),
                             contrast ? NU_LONG : NU_BROAD));
}

static bool can_be(const hl_question *q) {
  const hl_edge *edges[] = {&q->from, &q->to, &q->against_from, &q->against_to};
  for (int i = 0; i < 4; i++)
    if (!isfinite(edges[i]->share) || !isfinite(edges[i]->minutes))
      return false;
  return (unsigned)q->measure < HL_MEASURE_COUNT &&
         (unsigned)q->column < HL_COLUMN_COUNT &&
         (q->measure != HL_MEASURE_SHARE || q->low < q->high);
}

/* Why there is no value: no epochs, no heart rate where it is needed, or too
** little of the window. */
static hl_reason why_not(const hl_question *q, const hl_window_case *c) {
  bool pulse =
      (q->measure != HL_MEASURE_MEAN && q->measure != HL_MEASURE_SHARE) ||
      q->column == HL_COL_HEART_RATE_BPM;
  if (!c->epochs || c->epochs->n == 0) return HL_REASON_NO_EPOCHS;
  return pulse && !c->epochs->column[HL_COL_HEART_RATE_BPM]
             ? HL_REASON_NO_HEART_RATE
             : HL_REASON_WINDOW;
}

static hl_answer no_answer(hl_reason reason) {
  const double none = (double)NAN;
  return (hl_answer){.reason = reason,
                     .needed = HL_HISTORY_NEEDED,
                     .value = none,
                     .usual = none,
                     .residual = none,
                     .scale = none,
                     .z = none,
                     .llr = none,
                     .rarity_high = none,
                     .rarity_low = none,
                     .detectable = none,
                     .at_min = none,
                     .at_usual_min = none,
                     .from_min = none,
                     .to_min = none};
}

hl_status hl_windows_ask(hl_windows *w, const hl_question *q,
                         const hl_window_case *c, hl_answer *answer,
                         hl_error *err) {
  hl_view *view;
  hl_reading r;
  values v = {.n = 0};
  *answer = no_answer(why_not(q, c));
  if (!can_be(q))
    return hl_fail(err, HL_E_USAGE, "a window that cannot be asked for");
  if (answer->reason == HL_REASON_NO_EPOCHS) return HL_OK;
  view = hl_view_new(c->epochs);
  if (!view) return hl_nomem(err);
  hl_view_read(view, q, &r);
  free(view);
  answer->quality = r.quality;
  answer->from_min = hl_round(r.from_min);
  answer->to_min = hl_round(r.to_min);
  if (!r.has) return HL_OK;
  answer->value = r.value;
  answer->at_min = r.at_min;
  w->clock++;
  v.long_min = LONG_SHARE * r.to_min;
  if (!read_past(w, q, c, &v)) return hl_nomem(err);
  answer->n = v.n;
  answer->at_n = v.at_n;
  if (v.at_n > 0)
    answer->at_usual_min = hl_round(hl_median(v.at_min, (size_t)v.at_n));
  answer->reason = v.n < HL_HISTORY_NEEDED ? HL_REASON_HISTORY : HL_REASON_NONE;
  if (answer->reason == HL_REASON_NONE) compare(q, &r, &v, answer);
  return HL_OK;
}

/* ---- questions ----------------------------------------------------------- */

static hl_edge minute(double minutes) {
  return (hl_edge){0, minutes};
}

hl_question hl_question_mean(hl_column column, double from, double to) {
  return (hl_question){.measure = HL_MEASURE_MEAN,
                       .column = column,
                       .from = minute(from),
                       .to = minute(to)};
}

hl_question hl_question_cost(double from, double to) {
  return (hl_question){.measure = HL_MEASURE_COST,
                       .column = HL_COL_HEART_RATE_BPM,
                       .from = minute(from),
                       .to = minute(to)};
}

hl_question hl_question_contrast(double from, double to, double against_from,
                                 double against_to) {
  return (hl_question){.measure = HL_MEASURE_CONTRAST,
                       .column = HL_COL_HEART_RATE_BPM,
                       .from = minute(from),
                       .to = minute(to),
                       .against_from = minute(against_from),
                       .against_to = minute(against_to)};
}

const char *hl_measure_name(hl_measure measure) {
  static const char *const names[] = {"mean",  "cost",  "contrast",
                                      "slope", "onset", "share"};
  return (unsigned)measure < HL_MEASURE_COUNT ? names[measure] : "";
}
