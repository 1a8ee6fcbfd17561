/* SPDX-License-Identifier: MIT
**
** A wrist sensor that finds the pulse late. Only signal/ includes this.
**
** Optical sensors may begin with a wrong heart rate, too high (they count
** steps or noise) or too low, and leap to the true one within a minute. That is
** where a false "heavy at the start" comes from. Legs do not ease so: the loss
** of a heavy start goes over minutes.
*/
#ifndef HL_SIGNAL_LATE_H
#define HL_SIGNAL_LATE_H

#include "signal/epochs.h"

/* Flags the epochs before the leap HL_EPOCH_LATE in place of HL_EPOCH_CLEAN.
** Looks at clean and late epochs alike, so a second call changes nothing.
** Moving minutes must be there. */
void hl_late_mark(hl_epochs *epochs);

#endif
