/* SPDX-License-Identifier: MIT
**
** A run as 10 s epochs: cleaned, graded, flagged. The one thing that is kept
** of a recording, and all that statistics and rules ever see of it.
**
** Built from an activity by hl_epochs_build() (pure function, any thread).
** Stored as a block: version, column mask, little-endian float32 columns,
** flags; about 10 kB per hour. Cleaning flags, it never deletes.
** Algorithm: method.md part B 4 "Clean", "Grade". The steps are one file each:
** clean.c (points to a 1 Hz grid), grade.c, epochs.c, block.c.
**
** Limits: recordings of 5 minutes to 24 hours; others give no epochs.
*/
#ifndef HL_SIGNAL_EPOCHS_H
#define HL_SIGNAL_EPOCHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/status.h"

enum {
  HL_EPOCH_S = 10,
  HL_EPOCHS_VERSION = 1
};

/* X(enumerator, name for rules and SQL, unit, kept in the block)
** What is not kept follows from the other columns and the flags. */
#define HL_COLUMNS(X)                                                          \
  X(HL_COL_MOVING_MIN, "moving_min", "min", false)                             \
  X(HL_COL_WALL_S, "wall_s", "s", false)                                       \
  X(HL_COL_SPEED_MPS, "speed_mps", "m/s", true)                                \
  X(HL_COL_GRADE, "grade", "m/m", true)                                        \
  X(HL_COL_GAS_MPS, "gas_mps", "m/s", true)                                    \
  X(HL_COL_HEART_RATE_BPM, "heart_rate_bpm", "bpm", true)                      \
  X(HL_COL_CADENCE_SPM, "cadence_spm", "steps/min", true)                      \
  X(HL_COL_STEP_LENGTH_M, "step_length_m", "m", false)                         \
  X(HL_COL_POWER_W, "power_w", "W", true)                                      \
  X(HL_COL_CONTACT_MS, "contact_ms", "ms", true)                               \
  X(HL_COL_OSCILLATION_MM, "oscillation_mm", "mm", true)                       \
  X(HL_COL_TEMPERATURE_C, "temperature_c", "deg C", true)

/* Columns of an epoch. MOVING_MIN: moving minutes at the epoch's middle;
** WALL_S: seconds since the first point at its middle; GAS: grade-adjusted
** speed, equal to SPEED without altitude; STEP_LENGTH: speed * 60 / cadence. */
typedef enum hl_column {
#define HL_COLUMN_ENUM(id, name, unit, kept) id,
  HL_COLUMNS(HL_COLUMN_ENUM)
#undef HL_COLUMN_ENUM
  HL_COLUMN_COUNT
} hl_column;

const char *hl_column_name(hl_column column);
const char *hl_column_unit(hl_column column);
/* HL_COLUMN_COUNT for a name that is none. [any thread] */
hl_column hl_column_from_name(const char *name);

/* What is known against an epoch. CLEAN: statistics may use it, heart rate
** included; the others say why not, or count without spoiling it. */
enum hl_epoch_flag {
  HL_EPOCH_CLEAN = 1,
  HL_EPOCH_PAUSED = 2,     /* standing: does not count as moving time */
  HL_EPOCH_WALK = 4,       /* under 1.7 m/s */
  HL_EPOCH_LOCK = 8,       /* heart rate follows cadence: optical sensor */
  HL_EPOCH_FLAT = 16,      /* heart rate constant for over 90 s */
  HL_EPOCH_JUMP = 32,      /* distance jumped, or speed over 7.5 m/s */
  HL_EPOCH_NO_HR = 64,     /* under 5 of 10 s have a heart rate */
  HL_EPOCH_SETTLING = 128, /* just before or after a pause or a walk */
  HL_EPOCH_ASTRAY = 256    /* the sensor had lost the pulse: astray.h */
};

typedef struct hl_epochs {
  size_t n;
  float *column[HL_COLUMN_COUNT]; /* NULL: the run never had it; else NaN where
                                  ** nothing was recorded */
  uint16_t *flag;
  int64_t start_ms;     /* UTC of the first point */
  int32_t utc_offset_s; /* as the activity has it; 0 where unknown */
  bool offset_known;
  uint32_t device; /* of its name, to tell a change; 0: not known */
  int lap_n;
  double distance_m; /* cleaned: without jumps */
} hl_epochs;

/* Everything is allocated in `arena`; `scratch` may be reset afterwards.
** *epochs has n == 0 when the recording is too short or has neither distance
** nor speed; that is not an error. HL_E_NOMEM only. [any thread] */
hl_status hl_epochs_build(const hl_activity *activity, hl_arena *arena,
                          hl_arena *scratch, hl_epochs *epochs, hl_error *err);

/* Block form. pack: bytes live in `arena`. unpack: HL_E_INPUT for a block of
** another version or with an impossible size; what it gives equals what was
** packed, bit for bit. [any thread] */
hl_status hl_epochs_pack(const hl_epochs *epochs, hl_arena *arena, void **bytes,
                         size_t *length, hl_error *err);
hl_status hl_epochs_unpack(const void *bytes, size_t length, hl_arena *arena,
                           hl_epochs *epochs, hl_error *err);

/* Fill in moving minutes, wall seconds and step length, which follow from
** flags, speed and cadence; and look for parts where the sensor was astray.
** Called by build and unpack; a test that makes its own epochs calls it too.
** HL_E_NOMEM only. */
hl_status hl_epochs_derive(hl_epochs *epochs, hl_arena *arena, hl_error *err);

/* Moving minutes at the middle of the k-th moving epoch, k from 1: the one
** place where epochs become minutes, in double. */
double hl_moving_min(size_t k);

/* C(i)/C(0) of Minetti 2002, J Appl Physiol 93:1039, i clamped to +-0.30
** (methods.md M1). */
double hl_minetti_ratio(double grade);

#endif
