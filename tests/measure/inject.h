/* SPDX-License-Identifier: MIT
**
** A known loss put into the channels of a real run, as method.md B 5 and 9
** describe it: efficiency is speed over heart rate above 55 bpm; a loss of e
** raises the heart rate or slows the runner. Programs of tests/measure only.
*/
#ifndef MEASURE_INJECT_H
#define MEASURE_INJECT_H

#include "model/history.h"

typedef enum flavour {
  BY_PULSE = 0,
  BY_PACE,
  FLAVOURS
} flavour;

/* start: all of it for 12 min, none from 15; midway: from 55 % of the moving
** time; any other pattern: the whole run. */
typedef struct injection {
  hl_pattern pattern;
  double percent;
  flavour flavour;
} injection;

/* A changed copy; its arrays live in `arena`. What is not changed is shared. */
hl_activity inject(const hl_activity *from, const injection *what,
                   hl_arena *arena);

#endif
