/* SPDX-License-Identifier: MIT
**
** A runner whose recordings are made with + - * / only, so that they are the
** same bits under every compiler and C library.
*/
#ifndef TESTS_MADE_ATHLETE_H
#define TESTS_MADE_ATHLETE_H

#include <math.h>
#include <stdint.h>

#include "activity/activity.h"

typedef struct athlete {
  uint64_t seed;
  double rest_bpm, cost_bpm; /* heart rate at nought, and per km/h */
  double usual_kmh;
} athlete;

/* Uniform in (-1, 1). */
static inline double made_dice(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double)(int64_t)(*state >> 11) / 4503599627370496.0 - 1;
}

/* Run k: about 45 min at about the usual speed, the heart following with a lag,
** on rolling ground; a point a second. `extra_bpm` is added throughout. */
static inline hl_activity athlete_run(const athlete *who, int k,
                                      int64_t start_ms, double extra_bpm) {
  uint64_t dice = who->seed + (uint64_t)k * 977;
  double day = 3 * made_dice(&dice), kmh = who->usual_kmh;
  double metres = 0, drift = 0, wind = 0, heart = 80, height = 120;
  hl_activity a;
  hl_activity_init(&a, "made");
  kmh += 0.7 * made_dice(&dice);
  a.n = 2600 + (size_t)(200 * (1 + made_dice(&dice)));
  a.start_ms = start_ms;
  a.time_ms = hl_arena_alloc(&a.arena, a.n, sizeof *a.time_ms);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (c == HL_DISTANCE || c == HL_ALTITUDE || c == HL_HEART_RATE ||
        c == HL_CADENCE)
      a.channel[c] = hl_arena_alloc(&a.arena, a.n, sizeof(float));
  for (size_t i = 0; i < a.n; i++) {
    wind += 0.02 * (made_dice(&dice) - wind / 4);
    drift += 0.01 * (made_dice(&dice) * 4 - drift / 8);
    double v = kmh + wind;
    double wanted = who->rest_bpm + who->cost_bpm * v + day + drift + extra_bpm;
    heart += (wanted - heart) / 60;
    height += (i / 300) % 2 ? 0.03 : -0.03;
    a.time_ms[i] = start_ms + (int64_t)i * 1000;
    a.channel[HL_DISTANCE][i] = (float)metres;
    a.channel[HL_ALTITUDE][i] = (float)height;
    a.channel[HL_HEART_RATE][i] =
        (float)(int)(heart + 1.5 * made_dice(&dice) + 0.5);
    a.channel[HL_CADENCE][i] = (float)(int)(172 + 3 * made_dice(&dice));
    metres += v / 3.6;
  }
  return a;
}

#endif
