/* SPDX-License-Identifier: MIT
**
** Tables of measure about what may mislead: sensors that are astray, and heart
** and feeling that lie apart. Programs of tests/measure only.
*/
#ifndef MEASURE_DOUBTS_H
#define MEASURE_DOUBTS_H

#include "runs.h"

/* Sensors that find the pulse late, put into real runs: how many are seen, how
** many would be called heavy at the start, not looked for and looked for. */
void print_astray(const runs *all);

/* Ratings without any tie to the heart, beside the real heart rates of a
** history: how often they are called apart. Then with legs one or two worse
** and a heart rate 0, 5 or 8 per cent of effort lower. */
void print_joint(const runs *all);

#endif
