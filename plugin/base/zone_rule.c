/* SPDX-License-Identifier: MIT
**
** Reading and applying the footer rule of a time zone; see zone_rule.h.
*/
#include "base/zone_rule.h"

#include "base/calendar.h"

typedef struct cursor {
  const char *p, *end;
} cursor;

static bool take(cursor *c, char wanted) {
  if (c->p == c->end || *c->p != wanted) return false;
  c->p++;
  return true;
}

static bool take_int(cursor *c, int least, int most, int *value) {
  const char *start = c->p;
  int n = 0;
  for (; c->p < c->end && *c->p >= '0' && *c->p <= '9' && n <= most; c->p++)
    n = n * 10 + (*c->p - '0');
  if (c->p == start || n < least || n > most) return false;
  *value = n;
  return true;
}

/* "CEST" or "<+0330>": at least three characters. */
static bool skip_name(cursor *c) {
  const char *start = c->p;
  bool quoted = take(c, '<');
  for (; c->p < c->end; c->p++) {
    bool letter =
        (*c->p >= 'A' && *c->p <= 'Z') || (*c->p >= 'a' && *c->p <= 'z');
    bool other = (*c->p >= '0' && *c->p <= '9') || *c->p == '+' || *c->p == '-';
    if (!letter && !(quoted && other)) break;
  }
  if (quoted && !take(c, '>')) return false;
  return c->p - start >= 3;
}

/* "[+-]hh[:mm[:ss]]"; RFC 8536 allows hours from -167 to 167. */
static bool take_time(cursor *c, int32_t *seconds) {
  int sign = 1, hours, minutes = 0, rest = 0;
  if (take(c, '-'))
    sign = -1;
  else
    take(c, '+');
  if (!take_int(c, 0, 167, &hours)) return false;
  if (take(c, ':')) {
    if (!take_int(c, 0, 59, &minutes)) return false;
    if (take(c, ':') && !take_int(c, 0, 59, &rest)) return false;
  }
  *seconds = sign * ((hours * 60 + minutes) * 60 + rest);
  return true;
}

static bool take_change(cursor *c, hl_zone_change *change) {
  *change = (hl_zone_change){.kind = 'N', .time_s = 2 * 3600};
  if (!take(c, ',')) return false;
  if (take(c, 'M')) {
    change->kind = 'M';
    if (!take_int(c, 1, 12, &change->month) || !take(c, '.') ||
        !take_int(c, 1, 5, &change->week) || !take(c, '.') ||
        !take_int(c, 0, 6, &change->day))
      return false;
  } else if (take(c, 'J')) {
    change->kind = 'J';
    if (!take_int(c, 1, 365, &change->day)) return false;
  } else if (!take_int(c, 0, 365, &change->day)) {
    return false;
  }
  return !take(c, '/') || take_time(c, &change->time_s);
}

bool hl_zone_rule_parse(const char *text, size_t length, hl_zone_rule *rule) {
  cursor c = {text, text + length};
  hl_zone_rule r = {0};
  int32_t west_s;
  if (!skip_name(&c) || !take_time(&c, &west_s)) return false;
  r.standard_s = -west_s; /* POSIX counts west as positive */
  if (c.p < c.end) {
    r.has_summer = true;
    if (!skip_name(&c)) return false;
    r.summer_s = r.standard_s + 3600;
    if (c.p < c.end && *c.p != ',') {
      if (!take_time(&c, &west_s)) return false;
      r.summer_s = -west_s;
    }
    if (!take_change(&c, &r.begins) || !take_change(&c, &r.ends)) return false;
  }
  if (c.p != c.end) return false;
  *rule = r;
  return true;
}

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The n-th (5: last) given weekday of a month. */
static int32_t nth_weekday(int year, const hl_zone_change *change) {
  int32_t first = hl_day_from_date((hl_date){year, change->month, 1});
  int next_month = change->month % 12 + 1;
  int32_t end =
      hl_day_from_date((hl_date){year + change->month / 12, next_month, 1});
  int sunday_based = (hl_weekday(first) + 1) % 7;
  int32_t day = first + (change->day - sunday_based + 7) % 7;
  day += 7 * (change->week - 1);
  return day < end ? day : day - 7;
}

/* Local seconds since 1970 at which the change of `year` happens. */
static int64_t change_at(int year, const hl_zone_change *change) {
  int32_t day = hl_day_from_date((hl_date){year, 1, 1});
  if (change->kind == 'M')
    day = nth_weekday(year, change);
  else if (change->kind == 'N')
    day += change->day;
  else
    day += change->day - 1 + (is_leap(year) && change->day >= 60);
  return (int64_t)day * HL_S_PER_DAY + change->time_s;
}

int32_t hl_zone_rule_offset_s(const hl_zone_rule *rule, int64_t s) {
  if (!rule->has_summer) return rule->standard_s;
  int32_t day = hl_local_day(s * HL_MS_PER_S, rule->standard_s);
  int year = hl_date_from_day(day).year;
  int64_t begins = change_at(year, &rule->begins) - rule->standard_s;
  int64_t ends = change_at(year, &rule->ends) - rule->summer_s;
  bool summer = begins < ends ? s >= begins && s < ends
                              : s >= begins || s < ends; /* southern */
  return summer ? rule->summer_s : rule->standard_s;
}
