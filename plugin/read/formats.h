/* SPDX-License-Identifier: MIT
**
** Every format of the reading room; each is defined in the file of its name.
*/
#ifndef HL_READ_FORMATS_H
#define HL_READ_FORMATS_H

#include "read/format.h"

extern const hl_format_reader hl_read_apple_health;
extern const hl_format_reader hl_read_fit;
extern const hl_format_reader hl_read_garmin_days;
extern const hl_format_reader hl_read_gcjson;
extern const hl_format_reader hl_read_tcx;
extern const hl_format_reader hl_read_gpx;
extern const hl_format_reader hl_read_pwx;
extern const hl_format_reader hl_read_fitlog;
extern const hl_format_reader hl_read_sml;
extern const hl_format_reader hl_read_moveslink;
extern const hl_format_reader hl_read_polar;
extern const hl_format_reader hl_read_gc;
extern const hl_format_reader hl_read_sigma;
extern const hl_format_reader hl_read_hrm;
extern const hl_format_reader hl_read_zip;

#endif
