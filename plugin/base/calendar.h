/* SPDX-License-Identifier: MIT
**
** Dates and times without the C library's clock or locale.
**
** Instants are int64 milliseconds since 1970-01-01T00:00:00Z ("ms UTC"); days
** are int32 days since 1970-01-01. Proleptic Gregorian, years 1900 to 2199;
** outside that a text is refused.
*/
#ifndef HL_BASE_CALENDAR_H
#define HL_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  HL_MS_PER_S = 1000,
  HL_S_PER_DAY = 86400
};

typedef struct hl_date {
  int year, month, day; /* 2026, 1..12, 1..31 */
} hl_date;

typedef struct hl_instant {
  int64_t ms;       /* UTC; local time taken as UTC where zone is absent */
  int32_t offset_s; /* of the text's zone, east positive; 0 where absent */
  bool has_zone;    /* "Z" or an offset was written */
} hl_instant;

/* xs:dateTime and its common bends: "2024-06-04T16:39:40.123Z", a blank for
** the T, "+02:00", "+0200", "+02", no zone, no seconds, surrounding white
** space, ',' before the fraction, a blank before the offset. 24:00:00 and
** second 60 are accepted and carried over; what follows the third digit of the
** fraction is dropped; offsets reach 14 hours. False and *out untouched for
** anything else. [any thread] */
bool hl_parse_datetime(const char *text, size_t length, hl_instant *out);

/* "2024-06-04" (or a dateTime, whose local date is taken) to a day. */
bool hl_parse_day(const char *text, size_t length, int32_t *day);

int32_t hl_day_from_date(hl_date date);
/* A day outside 0000-03-01 to 9999-12-31 gives the nearest of these. */
hl_date hl_date_from_day(int32_t day);

/* Local day and seconds after local midnight of an instant. */
int32_t hl_local_day(int64_t ms, int32_t offset_s);
int32_t hl_local_second(int64_t ms, int32_t offset_s);

/* 0 = Monday ... 6 = Sunday. */
int hl_weekday(int32_t day);

/* The printers return the length of the text; where it does not fit into
** `size` bytes with its NUL they write "" and return 0. [any thread] */

/* "2024-06-04T16:39:40Z" or with milliseconds when they are not zero. */
size_t hl_print_datetime(char *buffer, size_t size, int64_t ms);
/* "2024-06-04" */
size_t hl_print_day(char *buffer, size_t size, int32_t day);
/* "2024-06-04 18:39", the local time a runner reads. */
size_t hl_print_local(char *buffer, size_t size, int64_t ms, int32_t offset_s);

#endif
