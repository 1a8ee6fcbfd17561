/* SPDX-License-Identifier: MIT
**
** Smaller tables; see tables.h.
*/
#include "tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "model/history.h"
#include "model/robust.h"
#include "rules/arbiter.h"

void print_detectable(const runs *all) {
  static const double budgets[] = {5, 2, 0};
  hl_history *past = hl_history_new();
  double *bpm[HL_PATTERN_COUNT][3], *loss[HL_PATTERN_COUNT][3];
  size_t n[HL_PATTERN_COUNT][3] = {{0}};
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    for (int b = 0; b < 3; b++) {
      bpm[p][b] = calloc(all->n + 1, sizeof(double));
      loss[p][b] = calloc(all->n + 1, sizeof(double));
      if (!bpm[p][b] || !loss[p][b]) give_up("detectable", "out of memory");
    }
  for (size_t i = 0; i < all->n && past; i++) {
    const hl_facts *f = &all->of[i].facts;
    hl_error err = {0};
    hl_scores s;
    hl_history_score(past, f, &s);
    for (int p = 0; hl_history_count(past) >= 40 && p < HL_PATTERN_COUNT; p++)
      for (int b = 0; b < 3; b++) {
        double t = budgets[b] > 0 ? hl_threshold((hl_pattern)p, budgets[b])
                                  : HL_EXPLAIN_LLR;
        double d = hl_score_detectable_bpm(&s.of[p], t);
        if (!isfinite(d)) continue;
        bpm[p][b][n[p][b]] = d;
        loss[p][b][n[p][b]++] = 100 * hl_score_detectable_loss(&s.of[p], t);
      }
    hl_history_learn(past, f, &err);
  }
  printf("%-12s", hl_base_name(all->folder));
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    for (int b = 0; b < 3; b++) {
      if (n[p][b])
        printf("%s%.0f (%.0f)", b ? " " : " | ", hl_median(bpm[p][b], n[p][b]),
               hl_median(loss[p][b], n[p][b]));
      else
        printf("%s-", b ? " " : " | ");
      free(bpm[p][b]);
      free(loss[p][b]);
    }
  }
  printf("\n");
  hl_history_free(past);
}

typedef struct tally {
  int usable, judged[HL_PATTERN_COUNT];
  size_t n[HL_PATTERN_COUNT];
  double change[HL_PATTERN_COUNT][64];
} tally;

static void count(tally *t, const hl_scores *s) {
  t->usable++;
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    double d =
        hl_score_detectable_bpm(&s->of[p], hl_threshold((hl_pattern)p, 5));
    t->judged[p] += s->of[p].reason == HL_REASON_NONE;
    if (isfinite(d) && t->n[p] < 64) t->change[p][t->n[p]++] = d;
  }
}

/* How much of a history is judged at all. */
static void print_share(const runs *all) {
  int usable = 0, listed = 0, workouts = 0, openings = 0;
  for (size_t i = 0; i < all->n; i++) {
    const hl_facts *f = &all->of[i].facts;
    usable += f->reason == HL_REASON_NONE;
    listed += all->of[i].prototype.reason == HL_REASON_NONE;
    workouts += f->reason == HL_REASON_NOT_STEADY;
    openings += isfinite(f->opening_min);
  }
  printf("%-12s usable %d of %zu runs (the prototype: %d); of %d workouts and "
         "the like %d have an even opening\n",
         hl_base_name(all->folder), usable, all->n, listed, workouts, openings);
}

void print_short_history(const runs *all) {
  static const int learnt[] = {5, 20, 40, 60};
  enum {
    STEPS = 4,
    WIDTH = 10
  };
  tally t[STEPS] = {{0}};
  print_share(all);
  hl_history *past = hl_history_new();
  for (size_t i = 0; i < all->n && past; i++) {
    const hl_facts *f = &all->of[i].facts;
    int n = hl_history_count(past);
    hl_error err = {0};
    hl_scores s;
    hl_history_score(past, f, &s);
    for (int k = 0; k < STEPS; k++)
      if (f->reason == HL_REASON_NONE && n >= learnt[k] &&
          n < learnt[k] + WIDTH)
        count(&t[k], &s);
    hl_history_learn(past, f, &err);
  }
  for (int k = 0; k < STEPS; k++) {
    printf("%-12s %5d", k ? "" : hl_base_name(all->folder), learnt[k]);
    for (int p = 0; p < HL_PATTERN_COUNT; p++) {
      printf(" | %3.0f %%", 100.0 * t[k].judged[p] / fmax(t[k].usable, 1));
      if (t[k].n[p]) printf(" %.0f", hl_median(t[k].change[p], t[k].n[p]));
    }
    printf("\n");
  }
  hl_history_free(past);
}

void print_lower_tail(const runs *all) {
  static const double less[] = {0, 3, 5, 8};
  enum {
    STEPS = 4,
    BASE = 40
  };
  int judged = 0, low[STEPS] = {0};
  hl_history *past = hl_history_new();
  for (size_t i = 0; i < all->n && past; i++) {
    const hl_facts *f = &all->of[i].facts;
    hl_error err = {0};
    for (int k = 0; hl_history_count(past) >= BASE && k < STEPS; k++) {
      hl_facts changed = *f;
      hl_scores s;
      double bpm = less[k] / 100 * f->entire.effort_bpm;
      changed.entire.value_bpm -= bpm;
      changed.entire.effort_bpm -= bpm;
      hl_history_score(past, &changed, &s);
      if (s.of[HL_ENTIRE].reason != HL_REASON_NONE) continue;
      judged += k == 0;
      low[k] += hl_score_heart_z(&s.of[HL_ENTIRE]) <= -1.28;
    }
    hl_history_learn(past, f, &err);
  }
  printf("%-12s n = %d:", hl_base_name(all->folder), judged);
  for (int k = 0; k < STEPS; k++)
    printf(" %.0f %%", 100.0 * low[k] / fmax(judged, 1));
  printf("\n");
  hl_history_free(past);
}
