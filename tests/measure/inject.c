/* SPDX-License-Identifier: MIT
**
** A known loss put into a run; see inject.h.
*/
#include "inject.h"

#include <math.h>

#include "runs.h"

#define REST_BPM 55.0
#define HIGHEST_BPM 219.0
#define PAUSE_S 15.0

static double *moving_minutes(const hl_activity *a, hl_arena *arena) {
  double *minute = hl_arena_alloc(arena, a->n, sizeof *minute), seconds = 0;
  if (!minute) give_up("inject", "out of memory");
  for (size_t i = 0; i < a->n; i++) {
    double step = i ? (double)(a->time_ms[i] - a->time_ms[i - 1]) / 1000.0 : 0;
    seconds += step > 0 && step <= PAUSE_S ? step : 0;
    minute[i] = seconds / 60;
  }
  return minute;
}

static double profile(hl_pattern pattern, double minute, double whole) {
  if (pattern == HL_START) return fmin(fmax((15 - minute) / 3, 0), 1);
  if (pattern == HL_MIDWAY) return minute >= 0.55 * whole;
  return 1;
}

static float *changed(const hl_activity *a, hl_channel c, hl_arena *arena) {
  float *to = hl_arena_alloc(arena, a->n, sizeof *to);
  if (!to) give_up("inject", "out of memory");
  for (size_t i = 0; i < a->n; i++)
    to[i] = a->channel[c][i];
  return to;
}

static void raise_pulse(hl_activity *a, const double *loss, hl_arena *arena) {
  if (!a->channel[HL_HEART_RATE]) return;
  float *h = changed(a, HL_HEART_RATE, arena);
  for (size_t i = 0; i < a->n; i++) {
    double bpm = (double)h[i];
    if (bpm > REST_BPM)
      bpm = nearbyint(REST_BPM + (bpm - REST_BPM) / (1 - loss[i]));
    h[i] = (float)fmin(bpm, HIGHEST_BPM);
    if (isnan(bpm)) h[i] = NAN;
  }
  a->channel[HL_HEART_RATE] = h;
}

static void slow_down(hl_activity *a, const double *loss, hl_arena *arena) {
  if (a->channel[HL_DISTANCE]) {
    float *d = changed(a, HL_DISTANCE, arena);
    double last = (double)NAN, total = 0;
    for (size_t i = 0; i < a->n; i++) {
      double now = (double)d[i];
      if (isnan(now)) continue;
      total += isnan(last) ? now : (now - last) * (1 - loss[i]);
      last = now;
      d[i] = (float)total;
    }
    a->channel[HL_DISTANCE] = d;
  }
  if (a->channel[HL_SPEED]) {
    float *v = changed(a, HL_SPEED, arena);
    for (size_t i = 0; i < a->n; i++)
      v[i] = (float)((double)v[i] * (1 - loss[i]));
    a->channel[HL_SPEED] = v;
  }
}

hl_activity inject(const hl_activity *from, const injection *what,
                   hl_arena *arena) {
  hl_activity a = *from;
  double *loss = moving_minutes(from, arena);
  double whole = from->n ? loss[from->n - 1] : 0;
  for (size_t i = 0; i < from->n; i++)
    loss[i] = what->percent / 100 * profile(what->pattern, loss[i], whole);
  if (what->flavour == BY_PULSE)
    raise_pulse(&a, loss, arena);
  else
    slow_down(&a, loss, arena);
  return a;
}
