/* SPDX-License-Identifier: MIT
**
** Cadence of one leg or two, and the sport where none was written; see
** settle.h. Both look at the whole activity through a histogram.
*/
#include "read/settle.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum {
  CADENCE_BINS = 256,  /* of 1 per minute */
  ONE_LEG_MOST = 120,  /* strides per minute */
  SPEED_BINS = 150,    /* of 0.1 m/s */
  WINDOW_MS = 10000,   /* distances are coarse from second to second */
  GAP_MS = 30000,      /* longer between points is a pause */
  MOVING_LEAST_S = 60, /* less tells nothing */
  RUN_STEPS_LEAST = 140,
  RUN_STEPS_MOST = 230,
};

static const double moving_mps = 0.5, walk_mps = 1.9, jog_mps = 1.5,
                    run_mps = 5.0, race_mps = 5.8, sprint_mps = 7.0,
                    spread = 2.2;

/* The bin below which `share` of the counts lie. */
static int quantile(const double *count, int bins, double share) {
  double all = 0, below = 0;
  int i = 0;
  for (int k = 0; k < bins; k++)
    all += count[k];
  for (below = count[0]; below < share * all && i < bins - 1; i++)
    below += count[i + 1];
  return i;
}

/* The middle of the values that are not 0; 0 when there are none. */
static int middle_cadence(const hl_activity *activity) {
  double count[CADENCE_BINS] = {0};
  const float *cadence = activity->channel[HL_CADENCE];
  for (size_t i = 0; cadence && i < activity->n; i++)
    if (cadence[i] >= 1 && cadence[i] < CADENCE_BINS)
      count[(int)cadence[i]] += 1;
  return quantile(count, CADENCE_BINS, 0.5);
}

void hl_settle_cadence(hl_activity *activity) {
  float *cadence = activity->channel[HL_CADENCE];
  if (!cadence || middle_cadence(activity) > ONE_LEG_MOST) return;
  for (size_t i = 0; i < activity->n; i++)
    cadence[i] *= 2;
}

/* ---- sport --------------------------------------------------------------- */
typedef struct pace {
  double seconds[SPEED_BINS]; /* spent at each speed, when moving */
  double moving_s;
} pace;

static void add_speed(pace *p, double mps, double seconds) {
  if (!(mps >= moving_mps)) return;
  int bin = mps * 10 < SPEED_BINS ? (int)(mps * 10) : SPEED_BINS - 1;
  p->seconds[bin] += seconds;
  p->moving_s += seconds;
}

/* Speeds over windows of 10 s, from distance or else from speed. */
static void measure(const hl_activity *a, pace *p) {
  const float *distance = a->channel[HL_DISTANCE];
  const float *speed = a->channel[HL_SPEED];
  const float *value = distance ? distance : speed;
  size_t from = 0;
  memset(p, 0, sizeof *p);
  for (size_t i = 1; value && i < a->n; i++) {
    int64_t step = a->time_ms[i] - a->time_ms[i - 1];
    if (isnan(value[i])) continue;
    if (step < 0 || step > GAP_MS || isnan(value[from])) {
      from = i;
      continue;
    }
    int64_t window = a->time_ms[i] - a->time_ms[from];
    if (window < WINDOW_MS) continue;
    double seconds = (double)window / 1000;
    double mps = distance ? (double)(value[i] - value[from]) / seconds
                          : (double)value[i];
    add_speed(p, mps, seconds);
    from = i;
  }
}

static const char *reason(hl_activity *activity, double middle, double fast,
                          int steps) {
  hl_text text = {0};
  hl_text_add(&text, "middle speed ");
  hl_text_fixed(&text, middle, 1);
  hl_text_add(&text, " m/s, 95 % below ");
  hl_text_fixed(&text, fast, 1);
  hl_text_add(&text, " m/s");
  if (steps) hl_text_format(&text, ", %d steps a minute", steps);
  const char *kept =
      hl_activity_text(activity, hl_text_cstr(&text), text.length);
  hl_text_free(&text);
  return kept;
}

void hl_settle_sport(hl_activity *activity) {
  pace p;
  if (activity->sport != HL_SPORT_UNKNOWN) return;
  measure(activity, &p);
  if (p.moving_s < MOVING_LEAST_S) return;
  /* the upper ends of the bins */
  double middle = (quantile(p.seconds, SPEED_BINS, 0.5) + 1) / 10.0;
  double fast = (quantile(p.seconds, SPEED_BINS, 0.95) + 1) / 10.0;
  int steps = middle_cadence(activity);
  bool has_steps = steps >= RUN_STEPS_LEAST && steps <= RUN_STEPS_MOST;
  bool is_run = middle >= (has_steps ? jog_mps : walk_mps) &&
                middle <= (has_steps ? race_mps : run_mps) &&
                fast <= sprint_mps && fast <= spread * middle;
  if (activity->sport_name && hl_same_word(activity->sport_name, "Other") &&
      !(is_run && has_steps))
    return;
  if (steps && !has_steps) is_run = false;
  activity->sport = is_run ? HL_SPORT_RUN : HL_SPORT_OTHER;
  activity->sport_guessed = true;
  activity->sport_reason = reason(activity, middle, fast, steps);
}
