/* SPDX-License-Identifier: MIT
**
** The rule in a TZif file's footer, "CET-1CEST,M3.5.0,M10.5.0/3": what holds
** after the last transition of the table. The grammar is that of POSIX TZ with
** the wider times of RFC 8536 3.3.1. Used by zone.c only.
*/
#ifndef HL_BASE_ZONE_RULE_H
#define HL_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hl_zone_change { /* when summer time begins or ends */
  char kind;       /* 'M' month.week.weekday, 'J' 1..365, 'N' 0..365 */
  int month, week; /* 1..12; 1..5, 5: the last */
  int day;         /* weekday 0 = Sunday for 'M', else day of the year */
  int32_t time_s;  /* local time of the change, may be negative */
} hl_zone_change;

typedef struct hl_zone_rule {
  int32_t standard_s, summer_s; /* east positive */
  bool has_summer;
  hl_zone_change begins, ends;
} hl_zone_rule;

/* False, *rule untouched, when the text is not such a rule. */
bool hl_zone_rule_parse(const char *text, size_t length, hl_zone_rule *rule);

/* Offset in force at `s` seconds since 1970 UTC. */
int32_t hl_zone_rule_offset_s(const hl_zone_rule *rule, int64_t s);

#endif
