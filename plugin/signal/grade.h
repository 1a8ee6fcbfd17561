/* SPDX-License-Identifier: MIT
**
** Grade out of altitude and distance, and what it costs. Only signal/ includes
** this. method.md part B 4 "Grade".
*/
#ifndef HL_SIGNAL_GRADE_H
#define HL_SIGNAL_GRADE_H

#include "signal/clean.h"

typedef struct hl_slope {
  double *grade; /* rise over run per second; NULL: altitude mostly absent */
  double *cost;  /* factor on speed per second; NULL with grade */
} hl_slope;

/* HL_E_NOMEM only. Everything in `scratch`. */
hl_status hl_slope_build(const hl_grid *grid, hl_arena *scratch,
                         hl_slope *slope, hl_error *err);

#endif
