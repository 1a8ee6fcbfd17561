/* SPDX-License-Identifier: MIT
**
** Offsets of named time zones, read by us from the system's tzdata
** (/usr/share/zoneinfo, TZif version 2 and later, RFC 8536), because
** localtime() and tzset() touch state that belongs to the host.
*/
#ifndef HL_BASE_ZONE_H
#define HL_BASE_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct hl_zone hl_zone;

/* `name` is an IANA name such as "Europe/Berlin"; names with "..", a leading
** '/' or bytes outside [A-Za-z0-9_+-/] are refused. NULL name: the system's
** own zone (/etc/localtime). Files over 64 KiB are refused. */
hl_status hl_zone_open(const char *name, hl_zone **zone, hl_error *err);

/* The same from the bytes of a TZif file. HL_E_INPUT when they are none, are
** of version 1 (no 64-bit times, no footer) or count leap seconds. */
hl_status hl_zone_parse(const char *bytes, size_t length, hl_zone **zone,
                        hl_error *err);

/* Offset east of UTC in force at an instant, including the footer rule for
** times after the table's end. [any thread] */
int32_t hl_zone_offset_s(const hl_zone *zone, int64_t ms_utc);

/* The instant at which a clock on the wall showed `local_ms` (as if it were
** UTC). Of an hour that came twice the first; of one that was left out, what
** the clock would have shown without the change. [any thread] */
int64_t hl_zone_utc_ms(const hl_zone *zone, int64_t local_ms);

void hl_zone_close(hl_zone *zone);

#endif
