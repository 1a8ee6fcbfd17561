/* SPDX-License-Identifier: MIT
**
** Names for the numbers that FIT uses for sports and devices.
*/
#ifndef HL_READ_FIT_NAMES_H
#define HL_READ_FIT_NAMES_H

#include <stdint.h>

/* Words of the FIT profile ("running", "trail"); NULL for numbers that are not
** in our table, which are then shown as numbers. Static text. [any thread] */
const char *hl_fit_sport_name(int64_t sport);
const char *hl_fit_sub_sport_name(int64_t sub_sport);
const char *hl_fit_manufacturer_name(int64_t manufacturer);
const char *hl_fit_garmin_name(int64_t product);

#endif
