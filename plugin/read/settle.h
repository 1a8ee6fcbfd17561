/* SPDX-License-Identifier: MIT
**
** What can only be told when all of an activity has been read.
*/
#ifndef HL_READ_SETTLE_H
#define HL_READ_SETTLE_H

#include "activity/activity.h"

/* Cadence as written to steps of both legs. Most files count strides of one
** leg; some treadmills, and tools that convert, write steps. Nobody keeps up
** 120 strides (240 steps) a minute, so the middle value tells them apart. */
void hl_settle_cadence(hl_activity *activity);

/* Where the file names no sport that is known, guess from the speed and say why
** in sport_reason. Running is a middle moving speed of 1.9 to 5 m/s (with a
** running cadence, 140 to 230 steps: 1.5 to 5.8 m/s), 95 % of the time below
** 7 m/s and below 2.2 times the middle: downhill a rider is faster. Slower is
** walking, faster is riding. Where the file says "Other" only a running cadence
** counts. People change from walking to running at about 2 m/s (Hreljac, 1993);
** 5.8 m/s is the world record over the marathon, 7 m/s over 1,500 m; the factor
** 2.2 parts the runs and rides without a sport that we had to look at. */
void hl_settle_sport(hl_activity *activity);

#endif
