/* SPDX-License-Identifier: MIT
**
** Points as recorded to one value per second. Only signal/ includes this.
**
** What devices do wrong is dealt with here, by flagging or by leaving a second
** without a value: points out of order or doubled, pauses, distance that jumps
** or runs backwards, heart rates that cannot be, smart recording of 2 to 15 s.
** method.md part B 4 "Clean" gives every constant.
*/
#ifndef HL_SIGNAL_CLEAN_H
#define HL_SIGNAL_CLEAN_H

#include "activity/activity.h"

enum hl_second_flag {
  HL_SECOND_GAP = 1,  /* nothing recorded for over 15 s, or a jump */
  HL_SECOND_JUMP = 2, /* distance rose faster than 8 m/s and 10 m */
  HL_SECOND_FLAT = 4  /* heart rate constant for over 90 s */
};

/* Second i stands for [i, i+1) after the first point, sampled at i + 0.5. */
typedef struct hl_grid {
  size_t n;
  int64_t start_ms;
  double *distance_m;           /* n + 1 values, never falling, from 0 */
  double *speed_mps;            /* n values */
  double *of[HL_CHANNEL_COUNT]; /* n values, NaN: none; NULL: no channel */
  unsigned char *flag;
} hl_grid;

/* Everything in `scratch`. n == 0: under 5 minutes, over 24 hours in one piece,
** under 60 points, or neither distance nor speed. HL_E_NOMEM only. */
hl_status hl_grid_build(const hl_activity *activity, hl_arena *scratch,
                        hl_grid *grid, hl_error *err);

/* Piecewise linear y(x) at ascending positions, flat beyond the ends. Calls
** must come with rising `at`; *from remembers the piece. n >= 1. Inline: called
** for every second of every channel. */
typedef struct hl_line {
  const double *x, *y;
  size_t n, from;
} hl_line;
static inline double hl_line_at(hl_line *line, double at) {
  const double *x = line->x, *y = line->y;
  size_t last = line->n - 1, i = line->from;
  if (at < x[0]) return y[0];
  if (at >= x[last]) return y[last];
  while (x[i + 1] <= at)
    i++;
  line->from = i;
  return y[i] + (y[i + 1] - y[i]) / (x[i + 1] - x[i]) * (at - x[i]);
}

#endif
