/* SPDX-License-Identifier: MIT
**
** Seconds to 10 s epochs, and what is known against each; see epochs.h.
**
** An epoch is clean when its heart rate is there and believable, the runner is
** running, and has been for a minute: after a stop heart rate is still on its
** way back.
*/
#include "signal/epochs.h"

#include <math.h>
#include <string.h>

#include "signal/astray.h"
#include "signal/clean.h"
#include "signal/grade.h"

enum {
  LOCK_EPOCHS = 6, /* a minute on the cadence is no coincidence */
  AFTER_PAUSE = 6,
  AFTER_WALK = 3,
  HALF_EPOCH = 5, /* seconds that must have a value */
  BAD_SECONDS = 4 /* over 30 % of an epoch */
};

#define STANDING_MPS 0.5
#define WALKING_MPS 1.7
#define FASTEST_MPS 7.5
#define LOCK_SPM 2.5

double hl_moving_min(size_t k) {
  return (double)k * HL_EPOCH_S / 60.0 - HL_EPOCH_S / 120.0;
}

/* Mean of the values an epoch has; NaN with under half of them. */
static float epoch_mean(const double *second) {
  double sum = 0;
  int have = 0;
  for (int i = 0; i < HL_EPOCH_S; i++) {
    if (!isfinite(second[i])) continue;
    sum += second[i];
    have++;
  }
  return have >= HALF_EPOCH ? (float)(sum / have) : NAN;
}

static int count_seconds(const hl_grid *grid, size_t epoch, int flag) {
  int have = 0;
  for (size_t i = 0; i < HL_EPOCH_S; i++)
    have += (grid->flag[epoch * HL_EPOCH_S + i] & flag) != 0;
  return have;
}

static hl_status add_column(hl_epochs *e, hl_column c, hl_arena *arena,
                            hl_error *err) {
  e->column[c] = hl_arena_alloc(arena, e->n, sizeof(float));
  return e->column[c] ? HL_OK : hl_nomem(err);
}

hl_status hl_epochs_derive(hl_epochs *e, hl_arena *arena, hl_error *err) {
  const float *cadence = e->column[HL_COL_CADENCE_SPM];
  size_t moving = 0;
  if (add_column(e, HL_COL_MOVING_MIN, arena, err) ||
      add_column(e, HL_COL_WALL_S, arena, err) ||
      (cadence && add_column(e, HL_COL_STEP_LENGTH_M, arena, err)))
    return HL_E_NOMEM;
  for (size_t i = 0; i < e->n; i++) {
    moving += !(e->flag[i] & HL_EPOCH_PAUSED);
    e->column[HL_COL_MOVING_MIN][i] = (float)hl_moving_min(moving);
    e->column[HL_COL_WALL_S][i] =
        (float)(i * HL_EPOCH_S) + (float)HL_EPOCH_S / 2;
    if (cadence)
      e->column[HL_COL_STEP_LENGTH_M][i] =
          cadence[i] > 0 ? e->column[HL_COL_SPEED_MPS][i] * 60 / cadence[i]
                         : NAN;
  }
  hl_astray_mark(e);
  return HL_OK;
}

static hl_status fill_speed(const hl_grid *grid, const hl_slope *slope,
                            hl_arena *arena, hl_epochs *e, hl_error *err) {
  if (add_column(e, HL_COL_SPEED_MPS, arena, err) ||
      add_column(e, HL_COL_GAS_MPS, arena, err) ||
      (slope->grade && add_column(e, HL_COL_GRADE, arena, err)))
    return HL_E_NOMEM;
  for (size_t i = 0; i < e->n; i++) {
    double v = 0, gas = 0, grade = 0;
    for (size_t s = i * HL_EPOCH_S; s < (i + 1) * HL_EPOCH_S; s++) {
      v += grid->speed_mps[s];
      gas += grid->speed_mps[s] * (slope->cost ? slope->cost[s] : 1.0);
      grade += slope->grade ? slope->grade[s] : 0;
    }
    e->column[HL_COL_SPEED_MPS][i] = (float)(v / HL_EPOCH_S);
    e->column[HL_COL_GAS_MPS][i] = (float)(gas / HL_EPOCH_S);
    if (slope->grade) e->column[HL_COL_GRADE][i] = (float)(grade / HL_EPOCH_S);
  }
  return HL_OK;
}

static hl_status fill_channels(const hl_grid *grid, hl_arena *arena,
                               hl_epochs *e, hl_error *err) {
  static const struct {
    hl_channel from;
    hl_column to;
  } map[] = {{HL_HEART_RATE, HL_COL_HEART_RATE_BPM},
             {HL_CADENCE, HL_COL_CADENCE_SPM},
             {HL_POWER, HL_COL_POWER_W},
             {HL_CONTACT, HL_COL_CONTACT_MS},
             {HL_OSCILLATION, HL_COL_OSCILLATION_MM},
             {HL_TEMPERATURE, HL_COL_TEMPERATURE_C}};
  for (size_t m = 0; m < sizeof map / sizeof *map; m++) {
    const double *second = grid->of[map[m].from];
    if (!second) continue;
    if (add_column(e, map[m].to, arena, err)) return HL_E_NOMEM;
    for (size_t i = 0; i < e->n; i++)
      e->column[map[m].to][i] = epoch_mean(second + i * HL_EPOCH_S);
  }
  return HL_OK;
}

/* A minute in which heart rate stays within 2.5 of the cadence: the optical
** sensor counts steps. */
static void mark_lock(hl_epochs *e) {
  const float *h = e->column[HL_COL_HEART_RATE_BPM];
  const float *c = e->column[HL_COL_CADENCE_SPM];
  size_t together = 0;
  if (!h || !c) return;
  for (size_t i = 0; i < e->n; i++) {
    bool near = fabs((double)h[i] - (double)c[i]) < LOCK_SPM;
    together = near ? together + 1 : 0;
    for (size_t j = 0; together >= LOCK_EPOCHS && j < LOCK_EPOCHS; j++)
      e->flag[i - j] |= HL_EPOCH_LOCK;
  }
}

static void settle(hl_epochs *e, size_t i, size_t before, size_t after) {
  size_t from = i > before ? i - before : 0;
  for (size_t j = from; j <= i + after && j < e->n; j++)
    if (j != i) e->flag[j] |= HL_EPOCH_SETTLING;
}

static void mark_epochs(const hl_grid *grid, hl_epochs *e) {
  const unsigned bad = HL_EPOCH_PAUSED | HL_EPOCH_WALK | HL_EPOCH_LOCK |
                       HL_EPOCH_FLAT | HL_EPOCH_NO_HR | HL_EPOCH_SETTLING;
  const float *h = e->column[HL_COL_HEART_RATE_BPM];
  const float *speed = e->column[HL_COL_SPEED_MPS];
  for (size_t i = 0; i < e->n; i++) {
    double v = (double)speed[i];
    unsigned f = 0;
    if (count_seconds(grid, i, HL_SECOND_GAP) >= BAD_SECONDS ||
        v < STANDING_MPS)
      f |= HL_EPOCH_PAUSED;
    if (v < WALKING_MPS) f |= HL_EPOCH_WALK;
    if (count_seconds(grid, i, HL_SECOND_FLAT) >= BAD_SECONDS)
      f |= HL_EPOCH_FLAT;
    if (count_seconds(grid, i, HL_SECOND_JUMP) > 0 || v >= FASTEST_MPS)
      f |= HL_EPOCH_JUMP;
    if (!h || !isfinite(h[i])) f |= HL_EPOCH_NO_HR;
    e->flag[i] = (uint16_t)f;
  }
  mark_lock(e);
  for (size_t i = 0; i < e->n; i++) {
    if (e->flag[i] & HL_EPOCH_PAUSED) settle(e, i, 1, AFTER_PAUSE);
    if (e->flag[i] & HL_EPOCH_WALK) settle(e, i, 0, AFTER_WALK);
  }
  for (size_t i = 0; i < e->n; i++)
    if (!(e->flag[i] & bad) && (double)speed[i] < FASTEST_MPS)
      e->flag[i] |= HL_EPOCH_CLEAN;
}

/* FNV-1a, Fowler, Noll and Vo: enough to tell one device from another. */
static uint32_t device_of(const char *name) {
  uint32_t hash = 2166136261u;
  if (!name) return 0;
  for (; *name; name++)
    hash = (hash ^ (unsigned char)*name) * 16777619u;
  return hash;
}

hl_status hl_epochs_build(const hl_activity *activity, hl_arena *arena,
                          hl_arena *scratch, hl_epochs *epochs, hl_error *err) {
  hl_grid grid;
  hl_slope slope;
  *epochs =
      (hl_epochs){.start_ms = activity->start_ms,
                  .utc_offset_s = activity->utc_offset_s,
                  .offset_known = activity->offset_source != HL_OFFSET_NONE,
                  .device = device_of(activity->device),
                  .lap_n = (int)activity->lap_n};
  if (hl_grid_build(activity, scratch, &grid, err)) return HL_E_NOMEM;
  if (grid.n == 0) return HL_OK;
  if (hl_slope_build(&grid, scratch, &slope, err)) return HL_E_NOMEM;
  epochs->start_ms = grid.start_ms;
  epochs->distance_m = grid.distance_m[grid.n];
  epochs->n = grid.n / HL_EPOCH_S;
  epochs->flag = hl_arena_alloc(arena, epochs->n, sizeof *epochs->flag);
  if (!epochs->flag) return hl_nomem(err);
  if (fill_speed(&grid, &slope, arena, epochs, err) ||
      fill_channels(&grid, arena, epochs, err))
    return HL_E_NOMEM;
  mark_epochs(&grid, epochs);
  return hl_epochs_derive(epochs, arena, err);
}

/* ---- columns by name ----------------------------------------------------- */

static const struct {
  const char *name, *unit;
} columns[] = {
#define HL_COLUMN_ROW(id, name, unit, kept) {name, unit},
    HL_COLUMNS(HL_COLUMN_ROW)
#undef HL_COLUMN_ROW
};

const char *hl_column_name(hl_column column) {
  return columns[column].name;
}

const char *hl_column_unit(hl_column column) {
  return columns[column].unit;
}

hl_column hl_column_from_name(const char *name) {
  int c = 0;
  while (c < HL_COLUMN_COUNT && strcmp(columns[c].name, name) != 0)
    c++;
  return (hl_column)c;
}
