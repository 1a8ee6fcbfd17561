/* SPDX-License-Identifier: MIT
**
** One injection at a time; see power.h.
*/
#include "power.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/arbiter.h"

enum {
  BASE = 40,
  STRIDE = 4,
  BLOCK = 5,
  FOLLOW = 2,
  MOST = 6 /* results at a time */
};
#define DAY_MS 86400000.0
#define RAMP_DAYS 28.0
#define BLOCK_DAYS 21.0
#define NO_BUDGET 1000.0

const double sizes[SIZES] = {0, 3, 5, 8, 12};

/* method.md A2.8. */
static double v2_threshold(hl_pattern p, double budget) {
  static const double at2[] = {1.30, 1.94, 2.72, 2.69, 1.76};
  static const double at5[] = {1.05, 1.06, 2.12, 1.70, 0.95};
  return budget < 5 ? at2[p] : at5[p];
}

static double threshold(hl_pattern p, const power *how) {
  if (how->budget <= 0) return HL_EXPLAIN_LLR;
  return how->first_angle ? v2_threshold(p, how->budget)
                          : hl_threshold(p, how->budget);
}

static void decider_init(hl_arbiter *a, double budget) {
  hl_arbiter_init(a, budget > 0 ? budget : NO_BUDGET);
}

/* What stands for these scores: one proposal per pattern. */
static hl_pattern decide(hl_arbiter *a, const power *how, int64_t start_ms,
                         const hl_scores *s) {
  hl_proposal p[HL_PATTERN_COUNT];
  memset(p, 0, sizeof p);
  for (int i = 0; i < HL_PATTERN_COUNT; i++) {
    p[i].pattern = (hl_pattern)i;
    p[i].is_stock = true;
    p[i].looked = s->of[i].reason == HL_REASON_NONE;
    p[i].score = (double)NAN;
    if (p[i].looked)
      p[i].score = how->first_angle ? s->of[i].angle[0].llr : s->of[i].llr;
    p[i].threshold = threshold((hl_pattern)i, how);
    p[i].found = p[i].looked && p[i].score > p[i].threshold;
  }
  hl_arbiter_decide(a, start_ms, true, p, HL_PATTERN_COUNT);
  for (int i = 0; i < HL_PATTERN_COUNT; i++)
    if (p[i].stands) return (hl_pattern)i;
  return HL_NO_PATTERN;
}

static hl_facts facts_of(const hl_activity *a, const injection *what,
                         method how) {
  hl_arena arena = {0};
  hl_epochs epochs;
  hl_facts facts;
  hl_activity changed = inject(a, what, &arena);
  run_measure(&changed, how, &arena, &epochs, &facts);
  hl_arena_free(&arena);
  return facts;
}

/* The runs of a history that the engine or the prototype would judge, and where
** the walk along them stands. What is tried is the prototype's list, so that
** abstaining does not score. */
typedef struct walk {
  const run **of;
  size_t *listed; /* places in `of` of the prototype's runs */
  size_t n, listed_n;
  size_t at, listed_at; /* listed_at: how many of the list were before it */
  method how;
  hl_history *past;
  hl_arbiter arbiter[MOST];
  power *result;
  size_t results;
  curve *alone;
} walk;

static bool is_listed(const run *r) {
  return r->prototype.reason == HL_REASON_NONE;
}

static bool is_judged(const run *r) {
  return r->facts.reason == HL_REASON_NONE;
}

/* What is compared with the threshold; -INFINITY: not judged. */
static double score_of(const walk *w, const hl_score *s) {
  if (s->reason != HL_REASON_NONE) return -INFINITY;
  return w->result->first_angle ? s->angle[0].llr : s->llr;
}

static bool has(const hl_facts *f, hl_pattern p) {
  const hl_statistic *s[] = {&f->start, &f->midway, &f->entire};
  return s[p]->has;
}

/* The multi-run patterns are not asked about a single injected run, as in the
** prototype's harness. */
static void only_single(hl_scores *s) {
  s->of[HL_MULTI_DAY].reason = s->of[HL_WORSENING].reason = HL_REASON_RULE;
}

static void try_single(walk *w, const injection *what, int size) {
  const run *r = w->of[w->at];
  hl_facts f = facts_of(&r->activity, what, w->how);
  hl_scores s;
  hl_history_score(w->past, &f, &s);
  only_single(&s);
  curve_add_injected(w->alone, what, size, score_of(w, &s.of[what->pattern]));
  for (size_t k = 0; k < w->results; k++) {
    power *p = &w->result[k];
    hl_arbiter a = w->arbiter[k];
    hl_pattern got = HL_NO_PATTERN;
    if (f.reason == HL_REASON_NONE) got = decide(&a, p, f.start_ms, &s);
    p->tried[what->pattern][what->flavour][size]++;
    p->hit[what->pattern][what->flavour][size] += got == what->pattern;
    p->named[what->pattern][got]++;
  }
}

static void try_singles(walk *w) {
  for (int p = HL_START; p <= HL_ENTIRE; p++)
    for (int size = 1; size < SIZES; size++)
      for (int fl = 0; fl < FLAVOURS; fl++) {
        injection what = {(hl_pattern)p, sizes[size], (flavour)fl};
        if (has(&w->of[w->at]->prototype, what.pattern))
          try_single(w, &what, size);
      }
}

static double days_since(const walk *w, size_t i) {
  return (double)(w->of[i]->facts.start_ms - w->of[w->at]->facts.start_ms) /
         DAY_MS;
}

static double days_to_listed(const walk *w, size_t k) {
  return days_since(w, w->listed[w->listed_at + k]);
}

/* Listed runs of an event that begins here; 0 where none can. */
static size_t event_length(const walk *w, hl_pattern p) {
  size_t n = 0, left = w->listed_n - w->listed_at;
  if (p == HL_MULTI_DAY)
    n = BLOCK;
  else
    while (n < left && days_to_listed(w, n) <= RAMP_DAYS)
      n++;
  if (n > left || n < (p == HL_MULTI_DAY ? BLOCK : 8) || n + 3 > left) return 0;
  return p == HL_MULTI_DAY && days_to_listed(w, n - 1) > BLOCK_DAYS ? 0 : n;
}

/* Run i as it is in the event, which ends before `end`. */
static hl_facts facts_in_event(const walk *w, const injection *what, size_t i,
                               size_t end) {
  injection here = *what;
  hl_facts f = w->of[i]->facts;
  here.pattern = HL_ENTIRE;
  if (what->pattern == HL_WORSENING)
    here.percent *= days_since(w, i) / RAMP_DAYS;
  if (i < end && here.percent > 0)
    f = facts_of(&w->of[i]->activity, &here, w->how);
  if (!f.entire.has) f = w->of[i]->facts;
  f.reason = HL_REASON_NONE; /* the prototype keeps it usable */
  return f;
}

/* An event of `n` listed runs and the two after it, on a copy of the past. */
static void try_event(walk *w, const injection *what, int size, size_t n) {
  hl_history *past = hl_history_copy(w->past);
  size_t end = w->listed[w->listed_at + n - 1] + 1;
  size_t stop = w->listed[w->listed_at + n - 1 + FOLLOW] + 1;
  hl_arbiter a[MOST];
  hl_pattern first[MOST];
  bool hit[MOST] = {false};
  double most = -INFINITY;
  if (!past) give_up("copy", "out of memory");
  memcpy(a, w->arbiter, sizeof a);
  for (size_t k = 0; k < MOST; k++)
    first[k] = HL_NO_PATTERN;
  for (size_t i = w->at; i < stop; i++) {
    hl_error err = {0};
    hl_scores s;
    if (!is_judged(w->of[i])) continue;
    hl_facts f = facts_in_event(w, what, i, end);
    hl_history_score(past, &f, &s);
    most = fmax(most, score_of(w, &s.of[what->pattern]));
    for (size_t k = 0; k < w->results; k++) {
      hl_pattern got = decide(&a[k], &w->result[k], f.start_ms, &s);
      if (first[k] == HL_NO_PATTERN) first[k] = got;
      hit[k] = hit[k] || got == what->pattern;
    }
    if (hl_history_learn(past, &f, &err)) give_up("learn", err.text);
  }
  curve_add_injected(w->alone, what, size, most);
  for (size_t k = 0; k < w->results; k++) {
    power *p = &w->result[k];
    p->tried[what->pattern][what->flavour][size]++;
    p->hit[what->pattern][what->flavour][size] += hit[k];
    if (size > 0) p->named[what->pattern][hit[k] ? what->pattern : first[k]]++;
  }
  hl_history_free(past);
}

static void try_events(walk *w) {
  for (int p = HL_MULTI_DAY; p <= HL_WORSENING; p++) {
    size_t n = event_length(w, (hl_pattern)p);
    for (int size = 0; n > 0 && size < SIZES; size++)
      for (int fl = 0; fl < FLAVOURS; fl++) {
        injection what = {(hl_pattern)p, sizes[size], (flavour)fl};
        try_event(w, &what, size, n);
      }
  }
}

/* The run as it is: the alarms. */
static void judge_ordinary(walk *w) {
  const hl_facts *f = &w->of[w->at]->facts;
  double score[HL_PATTERN_COUNT];
  hl_scores s;
  hl_history_score(w->past, f, &s);
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    score[p] = score_of(w, &s.of[p]);
  curve_add_ordinary(w->alone, score);
  for (size_t k = 0; k < w->results; k++) {
    hl_pattern got = decide(&w->arbiter[k], &w->result[k], f->start_ms, &s);
    w->result[k].judged++;
    if (got != HL_NO_PATTERN) w->result[k].alarm[got]++;
  }
}

static void visit_run(walk *w) {
  const run *r = w->of[w->at];
  bool ready = w->listed_at >= BASE;
  hl_error err = {0};
  if (ready && is_listed(r)) {
    for (size_t k = 0; k < w->results; k++)
      w->result[k].listed++;
    try_singles(w);
  }
  if (ready && is_judged(r)) judge_ordinary(w);
  if (ready && is_listed(r) && w->listed_at % STRIDE == 0) try_events(w);
  if (hl_history_learn(w->past, &r->facts, &err)) give_up("learn", err.text);
  w->listed_at += is_listed(r);
}

void power_add(const runs *all, power *result, size_t n, curve *alone) {
  walk w = {.of = calloc(all->n + 1, sizeof *w.of),
            .listed = calloc(all->n + 1, sizeof *w.listed),
            .how = all->how,
            .past = hl_history_new(),
            .result = result,
            .results = n,
            .alone = alone};
  if (!w.of || !w.listed || !w.past) give_up("power", "out of memory");
  for (size_t i = 0; i < all->n; i++) {
    const run *r = &all->of[i];
    if (is_listed(r)) w.listed[w.listed_n++] = w.n;
    if (is_listed(r) || is_judged(r)) w.of[w.n++] = r;
  }
  for (size_t k = 0; k < n; k++)
    decider_init(&w.arbiter[k], result[k].budget);
  for (; w.at < w.n; w.at++)
    visit_run(&w);
  curve_add_ordinary(alone, NULL);
  hl_history_free(w.past);
  free(w.listed);
  free(w.of);
}

static void print_cell(int hit, int tried) {
  char cell[32];
  if (tried == 0)
    snprintf(cell, sizeof cell, "-");
  else
    snprintf(cell, sizeof cell, "%.0f %% (%d/%d)", 100.0 * hit / tried, hit,
             tried);
  printf("%15s", cell);
}

/* Of findings in one run, how many would be true, if a given share of runs held
** a loss of 8 or 12 % of one of the single-run patterns. */
static void print_precision(const power *r, int alarms) {
  static const double held[] = {0.01, 0.05, 0.10};
  double false_rate = alarms / fmax(r->judged, 1);
  printf("precision if 1, 5, 10 %% of runs hold a loss:");
  for (int size = 3; size < SIZES; size++) {
    double hit = 0, tried = 0;
    for (int p = HL_START; p <= HL_ENTIRE; p++)
      for (int fl = 0; fl < FLAVOURS; fl++) {
        hit += r->hit[p][fl][size];
        tried += r->tried[p][fl][size];
      }
    printf("%s %.0f %% loss", size == 3 ? "" : ";", sizes[size]);
    for (int k = 0; k < 3; k++) {
      double true_found = held[k] * hit / fmax(tried, 1);
      double wrong = (1 - held[k]) * false_rate;
      printf(" %.0f %%", 100 * true_found / fmax(true_found + wrong, 1e-9));
    }
  }
  printf("\n");
}

void power_print(const power *r) {
  static const char *const flavours[] = {"pulse", "pace"};
  int alarms = 0;
  if (r->budget > 0)
    printf("== budget %.0f per 100%s\n", r->budget,
           r->first_angle ? ", v2" : "");
  else
    printf("== explain mode, LLR over %.2f%s\n", HL_EXPLAIN_LLR,
           r->first_angle ? ", v2" : "");
  printf("%-10s %-6s%15s%15s%15s%15s%15s\n", "pattern", "by", "sham", "3 %",
         "5 %", "8 %", "12 %");
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    for (int fl = 0; fl < FLAVOURS; fl++) {
      printf("%-10s %-6s", hl_pattern_name((hl_pattern)p), flavours[fl]);
      for (int s = 0; s < SIZES; s++)
        print_cell(r->hit[p][fl][s], r->tried[p][fl][s]);
      printf("\n");
    }
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    alarms += r->alarm[p];
  printf("alarms per 100 un-injected judged runs (n = %d, of %d listed): %.2f;",
         r->judged, r->listed, 100.0 * alarms / fmax(r->judged, 1));
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    printf(" %s %.2f", hl_pattern_name((hl_pattern)p),
           100.0 * r->alarm[p] / fmax(r->judged, 1));
  printf("\n");
  print_precision(r, alarms);
  printf("named (rows: injected):\n%-10s", "");
  for (int p = 0; p <= HL_PATTERN_COUNT; p++)
    printf("%11s", hl_pattern_name((hl_pattern)p));
  for (int t = 0; t < HL_PATTERN_COUNT; t++) {
    printf("\n%-10s", hl_pattern_name((hl_pattern)t));
    for (int p = 0; p <= HL_PATTERN_COUNT; p++)
      printf("%11d", r->named[t][p]);
  }
  printf("\n");
}

void power_findings(const runs *all, const power *how, int after) {
  hl_history *past = hl_history_new();
  hl_arbiter a;
  if (!past) give_up("findings", "out of memory");
  decider_init(&a, how->budget);
  printf("file,pattern,probability,from_s,to_s\n");
  for (size_t i = 0; i < all->n; i++) {
    const hl_facts *f = &all->of[i].facts;
    hl_error err = {0};
    hl_scores s;
    if (f->reason == HL_REASON_NONE && hl_history_count(past) >= after) {
      hl_history_score(past, f, &s);
      hl_pattern p = decide(&a, how, f->start_ms, &s);
      double T = f->moving_min * 60;
      if (p != HL_NO_PATTERN)
        printf("%s,%s,%.4f,%.0f,%.0f\n", all->of[i].name, hl_pattern_name(p),
               1 / (1 + exp(-s.of[p].llr)), p == HL_MIDWAY ? 0.6 * T : 0,
               p == HL_START ? 780 : T);
    }
    if (hl_history_learn(past, f, &err)) give_up("learn", err.text);
  }
  hl_history_free(past);
}
