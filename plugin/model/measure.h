/* SPDX-License-Identifier: MIT
**
** One question put to one run's epochs. Only model/ includes this; window.h
** puts the same question to sixty runs and compares.
*/
#ifndef HL_MODEL_MEASURE_H
#define HL_MODEL_MEASURE_H

#include "model/window.h"

/* What a question needs of a run, with the lag worked in. One block of memory:
** free() it. */
typedef struct hl_view {
  size_t n;
  double moving_min; /* T */
  double *t_min;     /* moving minutes per epoch */
  double *speed_kmh; /* lagged */
  uint16_t *flag;
  float *column[HL_COLUMN_COUNT];
} hl_view;

hl_view *hl_view_new(const hl_epochs *epochs); /* NULL when out of memory */

typedef struct hl_reading {
  bool has;
  double value;     /* NaN without `has` */
  double speed_kmh; /* of COST its speed, of CONTRAST the difference */
  double bpm;       /* mean heart rate in the window; NaN where not used */
  double at_min;
  double from_min, to_min;
  hl_quality quality;
} hl_reading;

void hl_view_read(const hl_view *view, const hl_question *question,
                  hl_reading *reading);

#endif
