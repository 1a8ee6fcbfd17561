/* SPDX-License-Identifier: MIT
**
** A run as 10 s epochs: cleaned, graded, flagged. The one thing that is kept
** of a recording, and all that statistics and rules ever see of it.
**
** Built from an activity by hl_epochs_build() (pure function, any thread).
** Stored as a block: version byte, column mask, little-endian float32 columns,
** flags; about 20 kB per hour. Cleaning flags, it never deletes.
** Algorithm: method.md part B 4 "Clean", "Grade".
*/
#ifndef HL_SIGNAL_EPOCHS_H
#define HL_SIGNAL_EPOCHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/status.h"

enum { HL_EPOCH_S = 10, HL_EPOCHS_VERSION = 1 };

/* Columns of an epoch; a column the run never had is NULL. */
typedef enum hl_column {
  HL_COL_MOVING_MIN = 0, /* moving minutes at the epoch's middle */
  HL_COL_WALL_S,         /* seconds since the first point, epoch's middle */
  HL_COL_SPEED_MPS,
  HL_COL_GRADE,   /* rise over run; NULL without altitude */
  HL_COL_GAS_MPS, /* grade-adjusted speed */
  HL_COL_HEART_RATE_BPM,
  HL_COL_CADENCE_SPM,
  HL_COL_STEP_LENGTH_M, /* speed * 60 / cadence */
  HL_COL_POWER_W,
  HL_COL_CONTACT_MS,
  HL_COL_OSCILLATION_MM,
  HL_COL_TEMPERATURE_C,
  HL_COLUMN_COUNT
} hl_column;

/* Why an epoch may not be used; 0 in HL_EPOCH_CLEAN's place means clean. */
enum hl_epoch_flag {
  HL_EPOCH_CLEAN = 1,   /* may be used by statistics */
  HL_EPOCH_PAUSED = 2,  /* standing: does not count as moving time */
  HL_EPOCH_WALK = 4,
  HL_EPOCH_LOCK = 8,    /* heart rate follows cadence: optical sensor */
  HL_EPOCH_FLAT = 16,   /* heart rate constant for over 90 s */
  HL_EPOCH_JUMP = 32,   /* distance jump */
  HL_EPOCH_NO_HR = 64,
};

typedef struct hl_epochs {
  size_t n;
  float *column[HL_COLUMN_COUNT];
  uint8_t *flag;
  int64_t start_ms; /* UTC of the first point */
  int lap_n;
  double distance_m; /* cleaned */
} hl_epochs;

/* Everything is allocated in `arena`. *epochs has n == 0 when the recording
** is too short or has neither distance nor speed; that is not an error.
** HL_E_NOMEM only. */
hl_status hl_epochs_build(const hl_activity *activity, hl_arena *arena,
                          hl_epochs *epochs, hl_error *err);

/* Block form. pack: bytes live in `arena`. unpack: HL_E_INPUT for a block of
** another version or with an impossible size. */
hl_status hl_epochs_pack(const hl_epochs *epochs, hl_arena *arena,
                         void **bytes, size_t *length, hl_error *err);
hl_status hl_epochs_unpack(const void *bytes, size_t length, hl_arena *arena,
                           hl_epochs *epochs, hl_error *err);

/* C(i)/C(0) of Minetti 2002, i clamped to +-0.30 (methods.md M1). */
double hl_minetti_ratio(double grade);

#endif
