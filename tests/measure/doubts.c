/* SPDX-License-Identifier: MIT
**
** What may mislead; see doubts.h.
*/
#include "doubts.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "model/history.h"
#include "model/witness.h"
#include "rules/arbiter.h"

enum {
  BASE = 40,
  ROUNDS = 20 /* of drawn ratings, per history */
};

static double percent(int part, int whole) {
  return 100.0 * part / fmax(whole, 1);
}

/* ---- sensors ------------------------------------------------------------- */

/* Run number i with a heart rate that is wrong by 20 to 28 bpm, too high twice
** in three, for 3 to 9 minutes, and then leaps to the true one. */
static hl_activity find_late(const hl_activity *from, size_t i,
                             hl_arena *arena) {
  static const double shifts[] = {20, -25, 28};
  double until_ms = 60000.0 * (3 + (double)(i % 7));
  hl_activity a = *from;
  float *bpm = hl_arena_alloc(arena, a.n, sizeof *bpm);
  if (!bpm) give_up("astray", "out of memory");
  for (size_t k = 0; k < a.n; k++) {
    bool wrong = (double)(a.time_ms[k] - a.time_ms[0]) < until_ms;
    bpm[k] = a.channel[HL_HEART_RATE][k] + (float)(wrong ? shifts[i % 3] : 0);
  }
  a.channel[HL_HEART_RATE] = bpm;
  return a;
}

static bool is_start(const hl_history *past, const hl_facts *facts) {
  hl_scores s;
  hl_history_score(past, facts, &s);
  return s.of[HL_START].reason == HL_REASON_NONE &&
         s.of[HL_START].llr > hl_threshold(HL_START, 5);
}

typedef struct sensor_tally {
  int real, usable, tried, seen, named, still_named;
} sensor_tally;

static void try_late(const run *r, size_t i, const hl_history *past,
                     sensor_tally *t) {
  hl_arena arena = {0};
  hl_activity wrong = find_late(&r->activity, i, &arena);
  hl_epochs e;
  hl_facts f;
  run_measure(&wrong, AS_PROTOTYPE, &arena, &e, &f);
  t->tried++;
  t->named += is_start(past, &f);
  run_measure(&wrong, OURS, &arena, &e, &f);
  t->seen += f.late_min > 0;
  t->still_named += is_start(past, &f);
  hl_arena_free(&arena);
}

void print_astray(const runs *all) {
  sensor_tally t = {0};
  hl_history *past = hl_history_new();
  for (size_t i = 0; i < all->n && past; i++) {
    const run *r = &all->of[i];
    const hl_facts *f = &r->facts;
    hl_error err = {0};
    bool usable = f->reason == HL_REASON_NONE;
    t.usable += usable;
    t.real += usable && f->astray_share > 0;
    if (usable && f->start.has && f->astray_share <= 0 &&
        hl_history_count(past) >= BASE)
      try_late(r, i, past, &t);
    hl_history_learn(past, f, &err);
  }
  printf("%-12s astray as they are: %d of %d usable runs; made to begin wrong: "
         "n = %d, seen %.0f %%, called heavy at the start %.0f %% when not "
         "looked for, %.0f %% now\n",
         hl_base_name(all->folder), t.real, t.usable, t.tried,
         percent(t.seen, t.tried), percent(t.named, t.tried),
         percent(t.still_named, t.tried));
  hl_history_free(past);
}

/* ---- heart and feeling --------------------------------------------------- */

/* SD 1, of four uniform numbers of a congruential generator after Knuth. */
static double dice(uint64_t *state) {
  double sum = 0;
  for (int i = 0; i < 4; i++) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    sum += (double)(*state >> 11) / 9007199254740992.0 - 0.5;
  }
  return sum * 1.7320508;
}

static int clip(double value, int low, int high) {
  return (int)fmin(fmax(round(value), low), high);
}

/* What a runner says who feels 2 of 5 mostly, and rates the effort by speed. */
static hl_report say(uint64_t *state, const hl_facts *f, int worse) {
  double kmh = f->mean_gas_mps * 3.6;
  hl_report r = {.confirmed = true};
  r.legs = clip(2.2 + 0.7 * dice(state) + worse, 1, 5);
  r.rpe = clip(4 + 0.6 * (kmh - 11) + 0.8 * dice(state) + worse, 1, 10);
  return r;
}

enum {
  LOWER = 3,
  WORSE = 3
};

typedef struct joint_tally {
  int tried, low_heart[LOWER][WORSE], apart[LOWER][WORSE];
} joint_tally;

static double heart_of(const hl_history *past, const hl_facts *facts,
                       double percent_lower) {
  hl_facts f = *facts;
  hl_scores s;
  double bpm = percent_lower / 100 * f.entire.effort_bpm;
  f.entire.value_bpm -= bpm;
  f.entire.effort_bpm -= bpm;
  hl_history_score(past, &f, &s);
  return hl_score_heart_z(&s.of[HL_ENTIRE]);
}

static void try_joint(const hl_witness *w, const hl_history *past,
                      const hl_facts *f, uint64_t *state, joint_tally *t) {
  static const double lower[LOWER] = {0, 5, 8};
  t->tried++;
  for (int l = 0; l < LOWER; l++)
    for (int worse = 0; worse < WORSE; worse++) {
      hl_report said = say(state, f, worse);
      hl_testimony now;
      hl_witness_look(w, f, &said, heart_of(past, f, lower[l]), &now);
      t->low_heart[l][worse] += now.joint == HL_JOINT_LOW_HEART;
      t->apart[l][worse] += now.is_apart;
    }
}

static void walk_joint(const runs *all, uint64_t seed, joint_tally *t) {
  hl_history *past = hl_history_new();
  hl_witness *w = hl_witness_new();
  uint64_t state = seed;
  for (size_t i = 0; i < all->n && past && w; i++) {
    const hl_facts *f = &all->of[i].facts;
    hl_error err = {0};
    if (f->reason != HL_REASON_NONE || !f->entire.has) continue;
    if (hl_history_count(past) >= BASE) try_joint(w, past, f, &state, t);
    hl_report said = say(&state, f, 0);
    hl_witness_learn(w, f, &said, heart_of(past, f, 0));
    hl_history_learn(past, f, &err);
  }
  hl_witness_free(w);
  hl_history_free(past);
}

void print_joint(const runs *all) {
  joint_tally t = {0};
  for (uint64_t k = 1; k <= ROUNDS; k++)
    walk_joint(all, k * 7919, &t);
  printf("%-12s n = %d:", hl_base_name(all->folder), t.tried);
  for (int l = 0; l < LOWER; l++)
    for (int worse = 0; worse < WORSE; worse++)
      printf(" %s%.1f/%.1f", worse ? "" : "| ",
             percent(t.low_heart[l][worse], t.tried),
             percent(t.apart[l][worse], t.tried));
  printf("\n");
}
