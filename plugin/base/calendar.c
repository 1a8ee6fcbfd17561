/* SPDX-License-Identifier: MIT
**
** Reading and printing of dates and times; see calendar.h. Reading a time is
** on the hot path (one per track point), so the common layout is taken in one
** pass without a copy.
*/
#include "base/calendar.h"

#include "base/text.h"

enum {
  FIRST_YEAR = 1900,
  LAST_YEAR = 2199,
  LARGEST_OFFSET_S = 14 * 3600
};

typedef struct cursor {
  const char *p, *end;
} cursor;

static unsigned digit_of(char c) {
  return (unsigned)(unsigned char)c - '0';
}

static bool is_digit_at(const cursor *c) {
  return c->p < c->end && digit_of(*c->p) <= 9;
}

/* Two digits as a number, beyond every range when they are none. */
static inline int two(const char *p) {
  unsigned tens = digit_of(p[0]), ones = digit_of(p[1]);
  return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : 9999;
}

static bool take(cursor *c, char wanted) {
  if (c->p == c->end || *c->p != wanted) return false;
  c->p++;
  return true;
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static cursor trimmed(const char *text, size_t length) {
  cursor c = {text, text + length};
  while (c.p < c.end && is_space(*c.p))
    c.p++;
  while (c.p < c.end && is_space(c.end[-1]))
    c.end--;
  return c;
}

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
  static const signed char DAYS[] = {31, 28, 31, 30, 31, 30,
                                     31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

/* "2024-06-04" */
static bool take_date(cursor *c, int32_t *day) {
  const char *p = c->p;
  if (c->end - p < 10) return false;
  if (p[4] != '-' || p[7] != '-') return false;
  int year = two(p) * 100 + two(p + 2);
  int month = two(p + 5), dom = two(p + 8);
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  if (month < 1 || month > 12) return false;
  if (dom < 1 || dom > days_in_month(year, month)) return false;
  *day = hl_day_from_date((hl_date){year, month, dom});
  c->p += 10;
  return true;
}

/* ".123" to 123; digits behind the third are dropped. */
static bool take_fraction(cursor *c, int *ms) {
  static const int UNIT_MS[] = {100, 10, 1};
  *ms = 0;
  if (!take(c, '.') && !take(c, ',')) return true;
  if (!is_digit_at(c)) return false;
  for (size_t i = 0; is_digit_at(c); c->p++, i++)
    if (i < 3) *ms += UNIT_MS[i] * (int)digit_of(*c->p);
  return true;
}

/* "16:39", "16:39:40", "16:39:40.123" to milliseconds after midnight. */
static bool take_time(cursor *c, int32_t *ms) {
  const char *p = c->p;
  if (c->end - p < 5) return false;
  int hour = two(p), minute = two(p + 3), second = 0, fraction = 0;
  if (p[2] != ':') return false;
  c->p += 5;
  if (take(c, ':')) {
    if (c->end - c->p < 2) return false;
    second = two(c->p);
    c->p += 2;
    if (!take_fraction(c, &fraction)) return false;
  }
  if (hour > 24 || minute > 59 || second > 60) return false;
  if (hour == 24 && (minute || second || fraction)) return false;
  *ms = ((hour * 60 + minute) * 60 + second) * HL_MS_PER_S + fraction;
  return true;
}

/* "Z", "+02:00", "+0200", "+02" or nothing, up to the end of the text. */
static bool take_zone(cursor *c, hl_instant *out) {
  if (c->p == c->end) return true;
  out->has_zone = true;
  if (take(c, 'Z')) return c->p == c->end;
  take(c, ' '); /* "12:07:01 +0200", as Apple Health writes it */
  if (c->p == c->end || (*c->p != '+' && *c->p != '-')) return false;
  int sign = *c->p++ == '-' ? -1 : 1;
  ptrdiff_t length = c->end - c->p; /* of "02", "0200" or "02:00" */
  if (length != 2 && length != 4 && length != 5) return false;
  if (length == 5 && c->p[2] != ':') return false;
  int hours = two(c->p), minutes = length > 2 ? two(c->end - 2) : 0;
  out->offset_s = sign * (hours * 60 + minutes) * 60;
  return minutes <= 59 && hours * 60 + minutes <= LARGEST_OFFSET_S / 60;
}

bool hl_parse_datetime(const char *text, size_t length, hl_instant *out) {
  cursor c = trimmed(text, length);
  hl_instant got = {0};
  int32_t day, ms;
  if (!take_date(&c, &day)) return false;
  if (!take(&c, 'T') && !take(&c, ' ')) return false;
  if (!take_time(&c, &ms) || !take_zone(&c, &got)) return false;
  got.ms = ((int64_t)day * HL_S_PER_DAY - got.offset_s) * HL_MS_PER_S + ms;
  *out = got;
  return true;
}

bool hl_parse_day(const char *text, size_t length, int32_t *day) {
  cursor c = trimmed(text, length);
  int32_t got;
  hl_instant instant;
  if (!take_date(&c, &got)) return false;
  if (c.p < c.end) {
    if (!hl_parse_datetime(text, length, &instant)) return false;
    got = hl_local_day(instant.ms, instant.offset_s);
  }
  *day = got;
  return true;
}

/* Days since 1970-01-01 by counting years from March, so that the leap day is
** the last of its year (the usual closed form, for years after 0). */
int32_t hl_day_from_date(hl_date date) {
  int year = date.year - (date.month <= 2);
  int from_march = (date.month + 9) % 12;
  int day_of_year = (153 * from_march + 2) / 5 + date.day - 1;
  return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most) {
  return value < least ? least : value > most ? most : value;
}

hl_date hl_date_from_day(int32_t day) {
  enum {
    DAYS_400_YEARS = 146097,
    FROM_0000 = 719468, /* 0000-03-01 to 1970-01-01 */
    TO_9999 = 2932896   /* 1970-01-01 to 9999-12-31 */
  };
  int32_t since_0000 = (int32_t)clamp(day, -FROM_0000, TO_9999) + FROM_0000;
  int32_t era = since_0000 / DAYS_400_YEARS;
  int32_t of_era = since_0000 % DAYS_400_YEARS;
  int32_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int32_t from_march = (5 * of_year + 2) / 153;
  hl_date date;
  date.day = of_year - (153 * from_march + 2) / 5 + 1;
  date.month = from_march < 10 ? from_march + 3 : from_march - 9;
  date.year = era * 400 + year + (date.month <= 2);
  return date;
}

static int64_t floor_divide(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

int32_t hl_local_day(int64_t ms, int32_t offset_s) {
  int64_t s = floor_divide(ms, HL_MS_PER_S) + offset_s;
  return (int32_t)clamp(floor_divide(s, HL_S_PER_DAY), INT32_MIN, INT32_MAX);
}

int32_t hl_local_second(int64_t ms, int32_t offset_s) {
  int64_t s = floor_divide(ms, HL_MS_PER_S) + offset_s;
  return (int32_t)(s - floor_divide(s, HL_S_PER_DAY) * HL_S_PER_DAY);
}

int hl_weekday(int32_t day) {
  int weekday = (day % 7 + 3) % 7; /* 1970-01-01 was a Thursday */
  return weekday < 0 ? weekday + 7 : weekday;
}

static char *put(char *p, int value, int digits) {
  for (int i = digits; i-- > 0; value /= 10)
    p[i] = (char)('0' + value % 10);
  return p + digits;
}

static char *put_date(char *p, int32_t day) {
  hl_date date = hl_date_from_day(day);
  p = put(p, date.year, 4);
  *p++ = '-';
  p = put(p, date.month, 2);
  *p++ = '-';
  return put(p, date.day, 2);
}

size_t hl_print_datetime(char *buffer, size_t size, int64_t ms) {
  char text[32] = "";
  int32_t second = hl_local_second(ms, 0);
  int fraction = (int)(ms % HL_MS_PER_S);
  if (fraction < 0) fraction += HL_MS_PER_S;
  char *p = put_date(text, hl_local_day(ms, 0));
  *p++ = 'T';
  p = put(p, second / 3600, 2);
  *p++ = ':';
  p = put(p, second / 60 % 60, 2);
  *p++ = ':';
  p = put(p, second % 60, 2);
  if (fraction) {
    *p++ = '.';
    p = put(p, fraction, 3);
  }
  *p++ = 'Z';
  return hl_text_fit(buffer, size, text, (size_t)(p - text));
}

size_t hl_print_day(char *buffer, size_t size, int32_t day) {
  char text[32] = "";
  return hl_text_fit(buffer, size, text, (size_t)(put_date(text, day) - text));
}

size_t hl_print_local(char *buffer, size_t size, int64_t ms, int32_t offset_s) {
  char text[32] = "";
  int32_t second = hl_local_second(ms, offset_s);
  char *p = put_date(text, hl_local_day(ms, offset_s));
  *p++ = ' ';
  p = put(p, second / 3600, 2);
  *p++ = ':';
  p = put(p, second / 60 % 60, 2);
  return hl_text_fit(buffer, size, text, (size_t)(p - text));
}
