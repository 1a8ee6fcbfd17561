/* SPDX-License-Identifier: MIT
**
** Runs made by hand for the tests of signal and model: a point per second (or
** every few), then whatever the test spoils. Everything lives in the
** activity's arena.
*/
#ifndef TESTS_MADE_RUN_H
#define TESTS_MADE_RUN_H

#include <math.h>
#include <string.h>

#include "activity/activity.h"

/* A steady run that wobbles: 3 m/s, 140 bpm, 170 steps, flat. `seed` changes
** the wobble, so that runs differ as real ones do. */
static inline hl_activity made_run(size_t seconds, size_t every_s,
                                   unsigned seed) {
  hl_activity a;
  memset(&a, 0, sizeof a);
  a.format = "made";
  a.n = seconds / every_s + 1;
  a.start_ms = 1700000000000;
  a.time_ms = hl_arena_alloc(&a.arena, a.n, sizeof *a.time_ms);
  for (int c = 0; c < 5; c++) {
    static const hl_channel used[] = {HL_DISTANCE, HL_SPEED, HL_ALTITUDE,
                                      HL_HEART_RATE, HL_CADENCE};
    a.channel[used[c]] = hl_arena_alloc(&a.arena, a.n, sizeof(float));
  }
  for (size_t i = 0; i < a.n; i++) {
    double t = (double)(i * every_s), s = (double)seed;
    double wave = sin(t / 47 + s), slow = sin(t / 411 + 2 * s);
    double warm = 1 - exp(-t / 90);
    a.time_ms[i] = a.start_ms + (int64_t)(i * every_s) * 1000;
    a.channel[HL_DISTANCE][i] = (float)(3.0 * t + 4 * wave);
    a.channel[HL_SPEED][i] = 3.0f;
    a.channel[HL_ALTITUDE][i] = 100.0f;
    a.channel[HL_HEART_RATE][i] =
        (float)round(90 + 50 * warm + 3 * wave + 3 * slow);
    a.channel[HL_CADENCE][i] = (float)round(170 + 2 * slow);
  }
  return a;
}

static inline hl_activity made_run_at(size_t seconds, unsigned seed,
                                      int64_t start_ms) {
  hl_activity a = made_run(seconds, 1, seed);
  for (size_t i = 0; i < a.n; i++)
    a.time_ms[i] += start_ms - a.start_ms;
  a.start_ms = start_ms;
  return a;
}

#endif
