/* SPDX-License-Identifier: MIT
**
** What the stock rules cost per run: an ordinary one, one with a finding from
** data, and one that was reported heavy.
**     build/tests/bench_rules [RUNS]
** Processor time of this thread; the least of five rounds.
*/
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../unit/rules_case.h"

enum {
  ROUNDS = 5
};

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void measure(const char *what, hl_rules *rules, const hl_case *c,
                    int runs) {
  hl_arena arena = {0};
  hl_judgement out[64];
  hl_error err = {0};
  double least = HUGE_VAL;
  for (int round = 0; round < ROUNDS; round++) {
    hl_rules_begin(rules);
    double began = now_us();
    for (int i = 0; i < runs; i++) {
      if (hl_rules_judge(rules, c, &arena, out, &err)) exit(1);
      hl_arena_reset(&arena);
    }
    least = fmin(least, (now_us() - began) / runs);
  }
  hl_arena_free(&arena);
  printf("%-24s %6.1f us per run\n", what, least);
}

int main(int argc, char **argv) {
  int runs = argc > 1 ? atoi(argv[1]) : 2000;
  static made_case made;
  hl_rules *rules = NULL;
  hl_rules_options options = {0};
  hl_error err = {0};
  double began = now_us();
  if (hl_rules_load(&options, &rules, &err)) return 1;
  printf("%-24s %6.0f us\n", "loading", now_us() - began);
  make_case(&made);
  measure("ordinary", rules, &made.c, runs);
  made.scores.of[HL_START] = made_score(3);
  measure("found from data", rules, &made.c, runs);
  made_report(&made, HL_HEAVY_START);
  measure("reported heavy", rules, &made.c, runs);
  hl_rules_free(rules);
  return 0;
}
