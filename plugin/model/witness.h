/* SPDX-License-Identifier: MIT
**
** Other witnesses of heavy legs: cadence and step length at matched speed, and
** what the runner said, read together with the heart (methods.md 2.4).
**
** Cadence and step length support or question; their sign is not evidence by
** itself (method.md A4 "failed" 8). RPE and legs are compared with the
** runner's own ratings at the same speed and duration, from 15 ratings on.
**
** Past only: look first, then learn. Thread class: one hl_witness, one thread.
*/
#ifndef HL_MODEL_WITNESS_H
#define HL_MODEL_WITNESS_H

#include "activity/report.h"
#include "model/matched.h"

/* The joint reading of heart and feeling; high and low mean rarer than about
** 1 in 10 of the runner's own (z beyond 1.28). How far feeling and heart lie
** apart is compared with how far they did in the runner's own past, so that
** "heavy although the heart is quiet" has a scale of its own: at HL_APART_Z
** 1 to 2 of 100 ordinary rated runs would be called so (tests/measure,
** "joint"). */
#define HL_JOINTS(X)                                                           \
  X(HL_JOINT_NONE, "none")     /* neither is known */                          \
  X(HL_JOINT_UNFELT, "unfelt") /* heart known, nothing said */                 \
  X(HL_JOINT_UNSEEN, "unseen") /* said, heart not known */                     \
  X(HL_JOINT_ORDINARY, "ordinary")                                             \
  X(HL_JOINT_GENERAL, "general")     /* heart high, effort high */             \
  X(HL_JOINT_LEGS, "legs")           /* heart as usual, effort high */         \
  X(HL_JOINT_LOW_HEART, "low_heart") /* heart low, effort high: seen when    \
                                       ** training has outrun recovery */ \
  X(HL_JOINT_HEART, "heart")         /* heart high, effort as usual */         \
  X(HL_JOINT_EASY, "easy")           /* heart low, effort not high */

typedef enum hl_joint {
#define HL_JOINT_ENUM(id, name) id,
  HL_JOINTS(HL_JOINT_ENUM)
#undef HL_JOINT_ENUM
  HL_JOINT_COUNT
} hl_joint;

const char *hl_joint_name(hl_joint joint);
#define HL_JOINT_Z 1.28
#define HL_APART_Z 2.0

/* Cadence and step length lately: whether a change of movement lasts. */
typedef struct hl_movement {
  int n; /* runs of HL_MOVEMENT_DAYS with both, this one included; with
                  ** under 5, or under 14 days from first to last, no means */
  double cadence_z, step_z; /* mean of their z; NaN: cannot be told */
} hl_movement;

enum {
  HL_MOVEMENT_DAYS = 28
};

typedef struct hl_testimony {
  hl_match cadence;     /* steps/min */
  hl_match step_length; /* m */
  hl_match rpe;         /* CR10; residual > 0: harder than usual */
  hl_match legs;        /* 1..5; residual > 0: heavier than usual */
  double feel_z;        /* the larger z of rpe and legs; NaN: neither */
  double heart_z;       /* as given */
  double dissociation;  /* feel_z - heart_z (methods.md M25); NaN */
  hl_match apart;       /* the same beside the runner's own past */
  hl_joint joint;
  bool is_apart; /* reading LOW_HEART or LEGS, apart.z beyond HL_APART_Z */
  hl_movement movement;
} hl_testimony;

typedef struct hl_witness hl_witness;

hl_witness *hl_witness_new(void); /* NULL when out of memory */
void hl_witness_free(hl_witness *witness);

/* `heart_z`: of the whole run, hl_score_heart_z(&scores.of[HL_ENTIRE]), or of a
** window; NaN: not judged. `report` may be NULL. */
void hl_witness_look(const hl_witness *witness, const hl_facts *facts,
                     const hl_report *report, double heart_z,
                     hl_testimony *testimony);
/* `heart_z` as for the look at the same run. */
void hl_witness_learn(hl_witness *witness, const hl_facts *facts,
                      const hl_report *report, double heart_z);

#endif
