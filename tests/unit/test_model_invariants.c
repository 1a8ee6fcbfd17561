/* SPDX-License-Identifier: MIT
**
** What must not matter does not: order of days where there is no trend, clock,
** sea level, sampling, files cut in pieces, threads, compilers. What must
** matter does: another athlete.
*/
#include "near.h"

#include <pthread.h>

#include "made_athlete.h"
#include "model/history.h"

enum {
  RUNS = 70,
  DAY_MS = 86400000
};
#define MIDNIGHT ((int64_t)1700006400000)

static const athlete ann = {11, 60, 7.5, 11};
static const athlete bob = {23, 90, 10, 9.5};

/* What is done to each recording before it is measured. */
typedef void change(hl_activity *a, int k);

static void nothing(hl_activity *a, int k) {
  (void)a;
  (void)k;
}

static hl_facts measure(hl_activity *a) {
  hl_arena arena = {0};
  hl_epochs e;
  hl_facts f;
  hl_error err = {0};
  assert_int_equal(hl_epochs_build(a, &arena, &arena, &e, &err), HL_OK);
  assert_int_equal(hl_facts_from_epochs(&e, &arena, &f, &err), HL_OK);
  hl_arena_free(&arena);
  hl_activity_free(a);
  return f;
}

/* Seventy runs two days apart; `extra` gives what each costs more. */
static void measure_all(const athlete *who, double (*extra)(int k),
                        change *spoil, hl_facts *facts) {
  for (int k = 0; k < RUNS; k++) {
    int64_t start = MIDNIGHT + (int64_t)k * 2 * DAY_MS + 9 * 3600000;
    hl_activity a = athlete_run(who, k, start, extra(k));
    spoil(&a, k);
    facts[k] = measure(&a);
  }
}

static double none(int k) {
  (void)k;
  return 0;
}

/* Four weeks of getting worse, at the end. */
static double worse(int k) {
  return k < RUNS - 14 ? 0 : 1.4 * (k - (RUNS - 15));
}

static void judge_all(const hl_facts *facts, hl_scores *scores) {
  hl_history *h = hl_history_new();
  assert_non_null(h);
  for (int k = 0; k < RUNS; k++) {
    hl_error err = {0};
    hl_history_score(h, &facts[k], &scores[k]);
    assert_int_equal(hl_history_learn(h, &facts[k], &err), HL_OK);
  }
  hl_history_free(h);
}

static double largest(const hl_scores *scores, hl_pattern p) {
  double most = -INFINITY;
  for (int k = 0; k < RUNS; k++)
    if (scores[k].of[p].reason == HL_REASON_NONE)
      most = fmax(most, scores[k].of[p].llr);
  return most;
}

/* A history with a trend, plain and spoilt: every score of every run within
** `bound` of the other, or, with a bound below 0, the same verdict. */
static void compare(change *spoil, double bound) {
  hl_facts facts[RUNS];
  hl_scores a[RUNS], b[RUNS];
  measure_all(&ann, worse, nothing, facts);
  judge_all(facts, a);
  measure_all(&ann, worse, spoil, facts);
  judge_all(facts, b);
  for (int k = 0; k < RUNS; k++)
    for (int p = 0; p < HL_PATTERN_COUNT; p++) {
      const hl_score *x = &a[k].of[p], *y = &b[k].of[p];
      assert_int_equal(x->reason, y->reason);
      if (x->reason != HL_REASON_NONE) continue;
      if (bound >= 0)
        assert_near(x->llr, y->llr, bound);
      else
        assert_int_equal(x->llr > 1.5, y->llr > 1.5);
    }
}

static void shuffled_days_end_trends(void **state) {
  (void)state;
  hl_facts facts[RUNS], mixed[RUNS];
  hl_scores scores[RUNS];
  measure_all(&ann, worse, nothing, facts);
  judge_all(facts, scores);
  assert_true(largest(scores, HL_WORSENING) > 2);
  assert_true(largest(scores, HL_MULTI_DAY) > 2);
  for (int k = 0; k < RUNS; k++) { /* 27 and 70 have no common divisor */
    mixed[k] = facts[k * 27 % RUNS];
    mixed[k].start_ms = facts[k].start_ms;
  }
  judge_all(mixed, scores);
  assert_true(largest(scores, HL_WORSENING) < 1.5);
  assert_true(largest(scores, HL_MULTI_DAY) < 1.5);
}

static void another_athlete_abstains(void **state) {
  (void)state;
  hl_facts own[RUNS], other[RUNS];
  hl_history *h = hl_history_new();
  hl_scores scores;
  hl_error err = {0};
  measure_all(&ann, none, nothing, own);
  measure_all(&bob, none, nothing, other);
  for (int k = 0; k < RUNS; k++)
    assert_int_equal(hl_history_learn(h, &own[k], &err), HL_OK);
  for (int k = 0; k < RUNS; k++) {
    other[k].start_ms = own[RUNS - 1].start_ms + DAY_MS;
    hl_history_score(h, &other[k], &scores);
    for (int p = 0; p < HL_PATTERN_COUNT; p++)
      assert_int_equal(scores.of[p].reason, HL_REASON_UNLIKE);
  }
  hl_history_free(h);
}

static void shift_clock(hl_activity *a, int k) {
  (void)k;
  for (size_t i = 0; i < a->n; i++)
    a->time_ms[i] += (int64_t)7 * 3600000 + 123;
  a->start_ms = a->time_ms[0];
  a->utc_offset_s = 7200;
  a->offset_source = HL_OFFSET_FILE;
}

static void clock_does_not_matter(void **state) {
  (void)state;
  compare(shift_clock, 0);
}

static void raise_ground(hl_activity *a, int k) {
  (void)k;
  for (size_t i = 0; i < a->n; i++)
    a->channel[HL_ALTITUDE][i] += 1000;
}

static void sea_level_does_not_matter(void **state) {
  (void)state;
  compare(raise_ground, 0.01);
}

/* A point every 5 s only. */
static void thin(hl_activity *a) {
  size_t n = 0;
  for (size_t i = 0; i < a->n; i += 5, n++) {
    a->time_ms[n] = a->time_ms[i];
    for (int c = 0; c < HL_CHANNEL_COUNT; c++)
      if (a->channel[c]) a->channel[c][n] = a->channel[c][i];
  }
  a->n = n;
}

static void thin_even(hl_activity *a, int k) {
  if (k % 2 == 0) thin(a);
}

static void thin_odd(hl_activity *a, int k) {
  if (k % 2) thin(a);
}

/* Every other run is recorded sparsely, the one half or the other. */
static void sampling_keeps_the_verdicts(void **state) {
  (void)state;
  compare(thin_even, -1);
  compare(thin_odd, -1);
}

static void swap_points(hl_activity *a, size_t i, size_t j) {
  int64_t ms = a->time_ms[i];
  a->time_ms[i] = a->time_ms[j];
  a->time_ms[j] = ms;
  for (int c = 0; c < HL_CHANNEL_COUNT; c++) {
    if (!a->channel[c]) continue;
    float v = a->channel[c][i];
    a->channel[c][i] = a->channel[c][j];
    a->channel[c][j] = v;
  }
}

/* The file holds its second half first, as some joined files do. */
static void join_wrongly(hl_activity *a, int k) {
  (void)k;
  for (size_t i = 0; i + a->n / 2 < a->n / 2 * 2; i++)
    swap_points(a, i, i + a->n / 2);
}

static void split_file_does_not_matter(void **state) {
  (void)state;
  compare(join_wrongly, 0);
}

/* A stop of two minutes after 25 min, as at a railway crossing: the clock runs
** on, the runner stands, the heart recovers. */
static void stand_still(hl_activity *a, int k) {
  if (k % 3) return;
  for (size_t i = 1500; i < a->n; i++)
    a->time_ms[i] += 120000;
}

static void pauses_keep_the_verdicts(void **state) {
  (void)state;
  compare(stand_still, -1);
}

/* ---- identical bytes ----------------------------------------------------- */

typedef struct job {
  int first, step;
  unsigned char (*bytes)[HL_FACTS_BYTES];
  size_t *length;
} job;

static void *work(void *ctx) {
  job *j = ctx;
  for (int k = j->first; k < RUNS; k += j->step) {
    hl_activity a = athlete_run(&ann, k, MIDNIGHT + (int64_t)k * 2 * DAY_MS, 0);
    hl_facts f = measure(&a);
    j->length[k] = hl_facts_pack(&f, j->bytes[k]);
  }
  return NULL;
}

static unsigned char one[RUNS][HL_FACTS_BYTES], two[RUNS][HL_FACTS_BYTES];

static void threads_do_not_matter(void **state) {
  (void)state;
  size_t length[2][RUNS];
  job alone = {0, 1, one, length[0]};
  job pair[2] = {{0, 2, two, length[1]}, {1, 2, two, length[1]}};
  pthread_t thread;
  work(&alone);
  assert_int_equal(pthread_create(&thread, NULL, work, &pair[1]), 0);
  work(&pair[0]);
  pthread_join(thread, NULL);
  for (int k = 0; k < RUNS; k++) {
    assert_int_equal(length[0][k], length[1][k]);
    assert_memory_equal(one[k], two[k], length[0][k]);
  }
}

static uint32_t fnv(uint32_t hash, const void *bytes, size_t n) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < n; i++)
    hash = (hash ^ at[i]) * 16777619u;
  return hash;
}

/* Blocks, facts and scores of a whole history as one number. gcc, clang, with
** and without optimisation, all give this one; a change of the method may
** change it, a compiler may not. */
static void compilers_do_not_matter(void **state) {
  (void)state;
  hl_history *h = hl_history_new();
  uint32_t hash = 2166136261u;
  for (int k = 0; k < RUNS; k++) {
    hl_activity a =
        athlete_run(&ann, k, MIDNIGHT + (int64_t)k * 2 * DAY_MS, worse(k));
    hl_arena arena = {0};
    hl_error err = {0};
    hl_epochs e;
    hl_facts f;
    hl_scores s;
    unsigned char bytes[HL_FACTS_BYTES];
    void *block;
    size_t n;
    assert_int_equal(hl_epochs_build(&a, &arena, &arena, &e, &err), HL_OK);
    assert_int_equal(hl_epochs_pack(&e, &arena, &block, &n, &err), HL_OK);
    hash = fnv(hash, block, n);
    assert_int_equal(hl_facts_from_epochs(&e, &arena, &f, &err), HL_OK);
    hash = fnv(hash, bytes, hl_facts_pack(&f, bytes));
    hl_history_score(h, &f, &s);
    for (int p = 0; p < HL_PATTERN_COUNT; p++)
      if (s.of[p].reason == HL_REASON_NONE)
        hash = fnv(hash, &s.of[p].llr, sizeof s.of[p].llr);
    hl_history_learn(h, &f, &err);
    hl_arena_free(&arena);
    hl_activity_free(&a);
  }
  hl_history_free(h);
  assert_int_equal(hash, 0xd13c6a94);
}

HL_TEST_MAIN(cmocka_unit_test(shuffled_days_end_trends),
             cmocka_unit_test(another_athlete_abstains),
             cmocka_unit_test(clock_does_not_matter),
             cmocka_unit_test(sea_level_does_not_matter),
             cmocka_unit_test(sampling_keeps_the_verdicts),
             cmocka_unit_test(split_file_does_not_matter),
             cmocka_unit_test(pauses_keep_the_verdicts),
             cmocka_unit_test(threads_do_not_matter),
             cmocka_unit_test(compilers_do_not_matter))
