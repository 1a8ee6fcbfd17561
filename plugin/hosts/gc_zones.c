/* SPDX-License-Identifier: MIT
**
** GoldenCheetah's heart-rate zones: see gc_athlete.h.
**
**     DEFAULTS:
**     Z1,Recovery,0%,0.9
**     2025/01/01: LT=168, RestHr=48, MaxHr=191, AeT=150
**     Z1,Recovery,0,115
**
** Lines that begin with a date, or with "from" or BEGIN, are ranges; what they
** hold until is where the next one begins. Zones are not read.
*/
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "hosts/gc_athlete.h"

enum {
  LINE_LONGEST = 256,
  BEGIN_DAY = 0 /* before any run */
};

static const char *skip_blanks(const char *c) {
  while (*c == ' ' || *c == '\t')
    c++;
  return c;
}

static char small(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Behind the word, when the text begins with it, capitals aside; else NULL. */
static const char *behind(const char *text, const char *word) {
  for (; *word; word++, text++)
    if (small(*text) != small(*word)) return NULL;
  return text;
}

/* "2025/01/01"; also with single digits. */
static bool take_date(const char *text, int32_t *day) {
  int part[3] = {0};
  for (int i = 0; i < 3; i++) {
    if (i && *text++ != '/') return false;
    const char *from = text;
    for (; *text >= '0' && *text <= '9' && text - from < 4; text++)
      part[i] = part[i] * 10 + (*text - '0');
    if (text == from) return false;
  }
  char iso[11] = "0000-00-00";
  for (int at = 3, value = part[0]; at >= 0; at--, value /= 10)
    iso[at] = (char)('0' + value % 10);
  for (int i = 0; i < 2; i++) {
    iso[5 + 3 * i] = (char)('0' + part[1 + i] / 10 % 10);
    iso[6 + 3 * i] = (char)('0' + part[1 + i] % 10);
  }
  return part[1] < 100 && part[2] < 100 && hl_parse_day(iso, 10, day);
}

/* The number behind "name =" in the line; NaN without it, and for 0. */
static double assigned(const char *line, const char *name) {
  for (const char *c = line; *c; c++) {
    const char *at = behind(c, name);
    bool is_word =
        at && (c == line || !((c[-1] | 32) >= 'a' && (c[-1] | 32) <= 'z'));
    if (!is_word) continue;
    at = skip_blanks(at);
    if (*at != '=') continue;
    at = skip_blanks(at + 1);
    double value;
    size_t n = strspn(at, "0123456789");
    if (n && hl_parse_double(at, n, &value) && value > 0) return value;
  }
  return (double)NAN;
}

static double within(double value, double least, double most) {
  return value >= least && value <= most ? value : (double)NAN;
}

static bool take_range(const char *line, hl_heart *heart) {
  line = skip_blanks(line);
  const char *from = behind(line, "from");
  if (from) line = skip_blanks(from);
  heart->day = BEGIN_DAY;
  if (!behind(line, "BEGIN") && !take_date(line, &heart->day)) return false;
  heart->max_bpm = within(assigned(line, "MaxHr"), 100, 250);
  heart->resting_bpm = within(assigned(line, "RestHr"), 20, 120);
  heart->threshold_bpm = within(assigned(line, "LT"), 60, 250);
  return true;
}

/* Of two ranges from the same day the later line holds. */
static hl_status add(hl_gc_athlete *a, const hl_heart *heart, hl_error *err) {
  size_t at = a->heart_n;
  while (at > 0 && a->heart[at - 1].day > heart->day)
    at--;
  if (at > 0 && a->heart[at - 1].day == heart->day) {
    a->heart[at - 1] = *heart;
    return HL_OK;
  }
  hl_heart *list = hl_arena_more(a->arena, a->heart, a->heart_n, &a->heart_room,
                                 sizeof *list);
  if (!list) return hl_nomem(err);
  a->heart = list;
  memmove(&a->heart[at + 1], &a->heart[at],
          (a->heart_n - at) * sizeof *a->heart);
  a->heart[at] = *heart;
  a->heart_n++;
  return HL_OK;
}

static bool says_something(const hl_heart *heart) {
  return isfinite(heart->max_bpm) || isfinite(heart->resting_bpm) ||
         isfinite(heart->threshold_bpm);
}

hl_status hl_gc_zones_read(const char *bytes, size_t length,
                           hl_gc_athlete *athlete, hl_error *err) {
  const char *at = bytes, *end = bytes + length;
  hl_status status = HL_OK;
  while (at < end && !status) {
    char line[LINE_LONGEST];
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    size_t n = (size_t)((stop ? stop : end) - at);
    hl_heart heart;
    if (n >= sizeof line) n = sizeof line - 1;
    memcpy(line, at, n);
    line[n] = '\0';
    line[strcspn(line, "#")] = '\0';
    if (take_range(line, &heart) && says_something(&heart) &&
        athlete->heart_n < HL_GC_HEARTS)
      status = add(athlete, &heart, err);
    at = stop ? stop + 1 : end;
  }
  return status;
}
