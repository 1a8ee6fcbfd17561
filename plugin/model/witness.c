/* SPDX-License-Identifier: MIT
**
** Other witnesses; see witness.h.
*/
#include "model/witness.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"

enum {
  KEPT = 32,         /* runs of lately */
  MOVEMENT_RUNS = 5, /* that a lasting change needs */
  MOVEMENT_SPAN_DAYS = 14
};

typedef struct moved { /* one run of lately */
  int64_t start_ms;
  double cadence_z, step_z;
} moved;

struct hl_witness {
  hl_matched cadence, step_length, rpe, legs, apart;
  moved lately[KEPT]; /* ring */
  int at;
};

enum {
  NEEDED_RUNS = 20,
  NEEDED_RATINGS = 15
}; /* methods.md 2.2 */

/* Features: km/h, then the logarithm of minutes. Slopes: cadence and step share
** a change of speed about one to three; a rating rises with both. */
#define MS_PER_DAY INT64_C(86400000)

static const hl_matched_prior cadence_prior = {
    {2.5, 0}, {1.5, 0}, 3, 0.5, NEEDED_RUNS};
static const hl_matched_prior step_prior = {
    {0.085, 0}, {0.03, 0}, 0.03, 0.005, NEEDED_RUNS};
static const hl_matched_prior rpe_prior = {
    {0.8, 1.0}, {0.8, 1.0}, 1, 0.75, NEEDED_RATINGS};
static const hl_matched_prior legs_prior = {
    {0, 0}, {0, 0}, 1, 0.6, NEEDED_RATINGS};
static const hl_matched_prior apart_prior = {
    {0, 0}, {0, 0}, 1, 0.7, NEEDED_RATINGS};
static const double nothing[HL_MATCHED_FEATURES] = {0, 0};

hl_witness *hl_witness_new(void) {
  return calloc(1, sizeof(hl_witness));
}

void hl_witness_free(hl_witness *witness) {
  free(witness);
}

/* False where the run cannot be matched: no speed. */
static bool features(const hl_facts *f, double *x) {
  x[0] = f->mean_gas_mps * 3.6;
  x[1] = log(fmax(f->moving_min, 1));
  return isfinite(x[0]);
}

static double rating(int said) {
  return said > 0 ? said : (double)NAN;
}

static double larger(const hl_match *a, const hl_match *b) {
  if (a->reason) return b->z;
  return b->reason ? a->z : fmax(a->z, b->z);
}

static hl_joint read_together(double heart, double feel) {
  if (isnan(feel)) return isnan(heart) ? HL_JOINT_NONE : HL_JOINT_UNFELT;
  if (isnan(heart)) return HL_JOINT_UNSEEN;
  if (feel >= HL_JOINT_Z)
    return heart >= HL_JOINT_Z    ? HL_JOINT_GENERAL
           : heart <= -HL_JOINT_Z ? HL_JOINT_LOW_HEART
                                  : HL_JOINT_LEGS;
  if (heart >= HL_JOINT_Z) return HL_JOINT_HEART;
  return heart <= -HL_JOINT_Z ? HL_JOINT_EASY : HL_JOINT_ORDINARY;
}

/* ---- movement of late ---------------------------------------------------- */

static moved look_at_movement(const hl_witness *w, const hl_facts *f,
                              const double *x) {
  hl_match cadence, step;
  hl_matched_look(&w->cadence, &cadence_prior, f->cadence_spm, x, &cadence);
  hl_matched_look(&w->step_length, &step_prior, f->step_length_m, x, &step);
  return (moved){f->start_ms, cadence.z, step.z};
}

static bool has_both(const moved *m) {
  return isfinite(m->cadence_z) && isfinite(m->step_z);
}

static void add_movement(const hl_witness *w, const moved *now,
                         hl_movement *out) {
  const double none = (double)NAN;
  int64_t first_ms = now->start_ms;
  double cadence = now->cadence_z, step = now->step_z;
  *out = (hl_movement){.n = 0, .cadence_z = none, .step_z = none};
  if (!has_both(now)) return;
  out->n = 1;
  for (int i = 0; i < KEPT; i++) {
    const moved *m = &w->lately[i];
    if (m->start_ms == 0 || !has_both(m)) continue;
    if (now->start_ms - m->start_ms > HL_MOVEMENT_DAYS * MS_PER_DAY) continue;
    if (m->start_ms < first_ms) first_ms = m->start_ms;
    cadence += m->cadence_z;
    step += m->step_z;
    out->n++;
  }
  if (out->n < MOVEMENT_RUNS ||
      now->start_ms - first_ms < MOVEMENT_SPAN_DAYS * MS_PER_DAY)
    return;
  out->cadence_z = hl_round(cadence / out->n);
  out->step_z = hl_round(step / out->n);
}

void hl_witness_look(const hl_witness *w, const hl_facts *f,
                     const hl_report *report, double heart_z,
                     hl_testimony *out) {
  const double none = (double)NAN;
  double x[HL_MATCHED_FEATURES];
  bool known = features(f, x);
  double cadence = known ? f->cadence_spm : none;
  double step = known ? f->step_length_m : none;
  double rpe = known && report ? rating(report->rpe) : none;
  double legs = report ? rating(report->legs) : none;
  hl_matched_look(&w->cadence, &cadence_prior, cadence, x, &out->cadence);
  hl_matched_look(&w->step_length, &step_prior, step, x, &out->step_length);
  hl_matched_look(&w->rpe, &rpe_prior, rpe, x, &out->rpe);
  moved now = {f->start_ms, out->cadence.z, out->step_length.z};
  add_movement(w, &now, &out->movement);
  x[0] = x[1] = 0;
  hl_matched_look(&w->legs, &legs_prior, legs, x, &out->legs);
  out->feel_z = larger(&out->rpe, &out->legs);
  out->heart_z = heart_z;
  out->dissociation = hl_round(out->feel_z - heart_z);
  hl_matched_look(&w->apart, &apart_prior, out->dissociation, nothing,
                  &out->apart);
  out->joint = read_together(heart_z, out->feel_z);
  out->is_apart =
      (out->joint == HL_JOINT_LOW_HEART || out->joint == HL_JOINT_LEGS) &&
      out->apart.reason == HL_REASON_NONE && out->apart.z > HL_APART_Z;
}

void hl_witness_learn(hl_witness *w, const hl_facts *f, const hl_report *report,
                      double heart_z) {
  double x[HL_MATCHED_FEATURES];
  hl_testimony now;
  hl_witness_look(w, f, report, heart_z, &now);
  if (isfinite(now.dissociation))
    hl_matched_push(&w->apart, now.dissociation, nothing);
  if (report && report->legs > 0)
    hl_matched_push(&w->legs, report->legs, nothing);
  if (!features(f, x)) return;
  if (report && report->rpe > 0) hl_matched_push(&w->rpe, report->rpe, x);
  if (f->reason != HL_REASON_NONE && f->reason != HL_REASON_NO_HEART_RATE)
    return;
  w->lately[w->at] = look_at_movement(w, f, x);
  w->at = (w->at + 1) % KEPT;
  if (isfinite(f->cadence_spm)) hl_matched_push(&w->cadence, f->cadence_spm, x);
  if (isfinite(f->step_length_m))
    hl_matched_push(&w->step_length, f->step_length_m, x);
}

const char *hl_joint_name(hl_joint joint) {
  static const char *const names[] = {
#define HL_JOINT_NAME(id, name) name,
      HL_JOINTS(HL_JOINT_NAME)
#undef HL_JOINT_NAME
  };
  return names[joint];
}
