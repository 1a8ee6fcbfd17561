/* SPDX-License-Identifier: MIT
**
** Parts of a run in which an optical sensor was astray. Only signal/ includes
** this.
**
** Such sensors may begin with a wrong heart rate, too high (they count steps or
** noise) or too low, or lose the pulse on the way, and leap from the one to the
** other within a minute at even speed. That is where a false "heavy at the
** start" or "midway" comes from. Hearts do not leap: of the parts between leaps
** the longest is believed, and those on another level are not used.
**
** A true loss of over a fifth that began at once would be taken for a leap.
*/
#ifndef HL_SIGNAL_ASTRAY_H
#define HL_SIGNAL_ASTRAY_H

#include "signal/epochs.h"

/* Flags such epochs HL_EPOCH_ASTRAY in place of HL_EPOCH_CLEAN. Looks at clean
** and astray ones alike, so a second call changes nothing. Moving minutes must
** be there. */
void hl_astray_mark(hl_epochs *epochs);

#endif
