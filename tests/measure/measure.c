/* SPDX-License-Identifier: MIT
**
** measure: what the engine reaches on real or simulated histories.
**
**     measure power FOLDER...         found with the right pattern, and alarms
**     measure statistics FOLDER       as CSV: the prototype's statistics and
**                                     scores, from recordings as it reads them
**     measure findings FOLDER BUDGET  findings CSV for evaluate.py score;
**                                     BUDGET 2, 5, or 2-v2, 5-v2
**     measure prediction FOLDER...    error of the expected heart rate
**     measure detectable FOLDER...    smallest change each runner could show
**     measure history FOLDER...       what 5, 20, 40 and 60 usable runs can say
**     measure lower FOLDER...         the lower tail of the whole run's cost
**     measure joint FOLDER...         how often heart and feeling lie apart
**     measure astray FOLDER...        sensors that find the pulse late
**     measure cost FOLDER...          processor time per step
**
** Prints figures only. The protocol and the prototype's own figures are in
** method.md B 5 and A1.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doubts.h"
#include "model/predict.h"
#include "model/robust.h"
#include "model/series.h"
#include "power.h"
#include "tables.h"

static void statistics(const runs *all) {
  hl_history *past = hl_history_new();
  printf("file,why,T,cov,okf,cv,s,su,sh,l,lu,lh,y,uw,yh,"
         "start,midway,entire,multi_day,worsening,score_start,score_midway,"
         "score_entire,score_multi_day,score_worsening\n");
  for (size_t i = 0; i < all->n && past; i++) {
    const hl_facts *f = &all->of[i].facts;
    const hl_statistic *s[] = {&f->start, &f->midway, &f->entire};
    hl_error err = {0};
    hl_scores scores;
    hl_history_score(past, f, &scores);
    printf("%s,%s,%.9g,%.9g,%.9g,%.9g", all->of[i].name,
           hl_reason_name(f->reason), f->moving_min, f->coverage,
           f->clean_share, f->speed_cv);
    for (int k = 0; k < 3; k++)
      printf(",%.9g,%.9g,%.9g", s[k]->has ? s[k]->value_bpm : (double)NAN,
             s[k]->speed_kmh, s[k]->effort_bpm);
    for (int p = 0; p < HL_PATTERN_COUNT; p++)
      printf(",%.9g",
             scores.of[p].angle_n ? scores.of[p].angle[0].llr : (double)NAN);
    for (int p = 0; p < HL_PATTERN_COUNT; p++)
      printf(",%.9g", scores.of[p].llr);
    printf("\n");
    hl_history_learn(past, f, &err);
  }
  hl_history_free(past);
}

static void print_power(char **folders, int n, power *result, size_t results) {
  curve alone = {0};
  for (int i = 0; i < n; i++) {
    runs all;
    runs_load(&all, folders[i], result->first_angle ? AS_PROTOTYPE : OURS);
    power_add(&all, result, results, &alone);
    runs_free(&all);
  }
  for (size_t k = 0; k < results; k++)
    power_print(&result[k]);
  curve_print(&alone, result->first_angle ? ", v2" : "");
  curve_free(&alone);
}

/* Absolute errors after 30 learnt runs, as method.md B 3 counts them. */
typedef struct errors {
  size_t n;
  double *of;
} errors;

static void add_error(errors *e, double value) {
  e->of = realloc(e->of, (e->n + 1) * sizeof *e->of);
  if (!e->of) give_up("prediction", "out of memory");
  e->of[e->n++] = fabs(value);
}

static void print_errors(errors *e) {
  double sum = 0;
  for (size_t i = 0; i < e->n; i++)
    sum += e->of[i] / (double)e->n;
  if (e->n > 0) printf("  %5.2f / %5.2f", hl_median(e->of, e->n), sum);
  free(e->of);
}

static void prediction(const runs *all) {
  enum {
    SKIP = 30
  };
  hl_predict *p = hl_predict_new();
  errors whole = {0}, epochs = {0};
  int learnt = 0;
  for (size_t i = 0; i < all->n && p; i++) {
    const run *r = &all->of[i];
    hl_arena scratch = {0};
    hl_error err = {0};
    hl_series s;
    double sum = 0;
    if (!hl_facts_teaches(&r->facts)) continue; /* as method.md B 3 */
    if (hl_series_build(&r->epochs, &scratch, &s, &err))
      give_up("series", err.text);
    for (size_t k = 0; learnt >= SKIP && k < s.n; k++) {
      double e =
          s.bpm[k] - hl_predict_bpm(p, &r->facts, s.t_min[k], s.speed_kmh[k]);
      add_error(&epochs, e);
      sum += e / (double)s.n;
    }
    if (learnt >= SKIP) add_error(&whole, sum);
    hl_predict_learn(p, &r->facts);
    learnt++;
    hl_arena_free(&scratch);
  }
  printf("%-24s %4zu", hl_base_name(all->folder), whole.n);
  print_errors(&whole);
  print_errors(&epochs);
  printf("\n");
  hl_predict_free(p);
}

static void cost(const runs *all) {
  hl_history *past = hl_history_new();
  double t = cpu_seconds(), epochs, judge, bytes = 0, hours = 0;
  for (size_t i = 0; i < all->n; i++) {
    hl_arena arena = {0};
    hl_error err = {0};
    hl_epochs e;
    hl_facts f;
    void *block;
    size_t length;
    run_measure(&all->of[i].activity, all->how, &arena, &e, &f);
    if (hl_epochs_pack(&e, &arena, &block, &length, &err))
      give_up("pack", err.text);
    bytes += (double)length;
    hours += (double)e.n / 360;
    hl_arena_free(&arena);
  }
  epochs = cpu_seconds() - t;
  t = cpu_seconds();
  for (size_t i = 0; i < all->n && past; i++) {
    hl_error err = {0};
    hl_scores s;
    hl_history_score(past, &all->of[i].facts, &s);
    hl_history_learn(past, &all->of[i].facts, &err);
  }
  judge = cpu_seconds() - t;
  printf("%-12s %5zu runs: read %.2f ms, epochs and facts %.2f ms (%.0f %%), "
         "score and learn %.3f ms per run; block %.1f kB per hour\n",
         hl_base_name(all->folder), all->n, 1e3 * all->read_s / (double)all->n,
         1e3 * epochs / (double)all->n, 100 * epochs / all->read_s,
         1e3 * judge / (double)all->n, bytes / hours / 1e3);
  hl_history_free(past);
}

static void each(char **folders, int n, method how,
                 void (*print)(const runs *all)) {
  for (int i = 0; i < n; i++) {
    runs all;
    runs_load(&all, folders[i], how);
    print(&all);
    runs_free(&all);
  }
}

int main(int argc, char **argv) {
  const char *what = argc > 2 ? argv[1] : "";
  if (strcmp(what, "power") == 0) {
    power v2[] = {{.budget = 2, .first_angle = true},
                  {.budget = 5, .first_angle = true},
                  {.budget = 0, .first_angle = true}};
    power own[] = {{.budget = 2}, {.budget = 5}, {.budget = 0}};
    print_power(argv + 2, argc - 2, v2, 3);
    print_power(argv + 2, argc - 2, own, 3);
  } else if (strcmp(what, "statistics") == 0) {
    each(argv + 2, 1, AS_PROTOTYPE, statistics);
  } else if (strcmp(what, "findings") == 0 && argc == 4) {
    runs all;
    power how = {.budget = argv[3][0] == '5' ? 5 : 2,
                 .first_angle = strstr(argv[3], "v2") != NULL};
    runs_load(&all, argv[2], how.first_angle ? AS_PROTOTYPE : OURS);
    power_findings(&all, &how, 20);
    runs_free(&all);
  } else if (strcmp(what, "prediction") == 0) {
    printf("%-24s %4s  %s\n", "after 30 runs: bpm", "n",
           "run mean: median / mean   10 s epochs: median / mean");
    each(argv + 2, argc - 2, OURS, prediction);
  } else if (strcmp(what, "detectable") == 0) {
    printf("bpm (per cent) at 5 and 2 per 100, and in explain mode:\n%-12s"
           " | start | midway | entire | multi_day | worsening\n",
           "");
    each(argv + 2, argc - 2, OURS, print_detectable);
  } else if (strcmp(what, "history") == 0) {
    printf("usable runs learnt: share of usable runs judged, smallest change "
           "at 5 per 100 (bpm)\n%-12s %5s | start | midway | entire | "
           "multi_day | worsening\n",
           "", "runs");
    each(argv + 2, argc - 2, OURS, print_short_history);
  } else if (strcmp(what, "lower") == 0) {
    printf("whole run, z at or below -1.28: ordinary runs, and with 3, 5, 8 %% "
           "less effort\n");
    each(argv + 2, argc - 2, OURS, print_lower_tail);
  } else if (strcmp(what, "joint") == 0) {
    printf("per 100 rated runs, read as low_heart / called apart; heart rate 0 "
           "| 5 | 8 %% of effort lower, each with legs as usual, 1 and 2 worse "
           "(drawn ratings)\n");
    each(argv + 2, argc - 2, OURS, print_joint);
  } else if (strcmp(what, "astray") == 0) {
    each(argv + 2, argc - 2, OURS, print_astray);
  } else if (strcmp(what, "cost") == 0) {
    each(argv + 2, argc - 2, OURS, cost);
  } else {
    fprintf(stderr, "usage: measure power|statistics|findings|prediction|"
                    "detectable|history|lower|joint|astray|cost "
                    "FOLDER... [BUDGET]\n");
    return 2;
  }
  return 0;
}
