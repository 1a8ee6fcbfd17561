/* SPDX-License-Identifier: MIT
**
** GoldenCheetah's measures: see gc_athlete.h.
**
**     {"measures":[{"when":1746502200,"hr":52,"rmssd":55, ...,"comment":"",
**                   "source":0,"originalsource":""}, ...],"version":1}
**
** The keys of a measure are the names of its group's fields in small letters,
** and a group may be the athlete's own.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/day.h"
#include "base/json_scan.h"
#include "base/number.h"
#include "hosts/gc_athlete.h"

enum {
  FIELDS_MOST = 32,
  VALUE_LONGEST = 32
};

typedef struct measuring {
  hl_scan scan;
  hl_text key, text;
  const hl_gc_calendar *calendar;
  hl_gc_athlete *athlete;
  bool is_foreign[FIELDS_MOST]; /* some value was out of range */
} measuring;

static const hl_day_field *find_field(const char *key) {
  static const char *const names[][2] = {
      {"hr", "rhr_bpm"}, {"rmssd", "hrv_ms"}, {"weightkg", "weight_kg"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(key, names[i][0])) return hl_day_field_find(names[i][1]);
  const hl_day_field *field = hl_day_field_find(key);
  bool is_number =
      field && field->kind != HL_DAY_NOTE && field->kind != HL_DAY_MEAL;
  return is_number ? field : NULL;
}

/* 0 is GoldenCheetah's "not measured". */
static void take_number(measuring *m, const hl_day_field *field, hl_day *day) {
  char text[VALUE_LONGEST] = "";
  hl_scan_peek(&m->scan);
  const char *from = m->scan.at;
  double value = hl_scan_number(&m->scan);
  size_t length = (size_t)(m->scan.at - from);
  if (m->scan.status || value == 0) return;
  if (length < sizeof text) memcpy(text, from, length);
  if (!hl_day_field_set(field, day, text))
    m->is_foreign[field - hl_day_fields] = true;
}

static void take_comment(measuring *m, hl_day *day) {
  hl_scan_text(&m->scan, &m->text);
  if (m->scan.status || !m->text.length) return;
  day->note = hl_arena_text(m->athlete->arena, m->text.bytes, m->text.length);
  if (!day->note) hl_scan_check(&m->scan, hl_nomem(m->scan.err));
}

static bool is_number(char c) {
  return c == '-' || (c >= '0' && c <= '9');
}

static void take_member(measuring *m, hl_day *day, int64_t *when_ms) {
  hl_scan_text(&m->scan, &m->key);
  hl_scan_need(&m->scan, ':', "':'");
  const char *key = hl_text_cstr(&m->key);
  const hl_day_field *field = find_field(key);
  char next = hl_scan_peek(&m->scan);
  if (!strcmp(key, "when") && is_number(next)) {
    double seconds = hl_scan_number(&m->scan);
    if (seconds > 0 && seconds < 1e11) *when_ms = (int64_t)(seconds * 1000);
  } else if (!strcmp(key, "comment") && next == '"') {
    take_comment(m, day);
  } else if (field && is_number(next)) {
    take_number(m, field, day);
  } else {
    hl_scan_skip(&m->scan);
  }
}

static hl_gc_measure *add_measure(hl_gc_athlete *a) {
  hl_gc_measure *list = hl_arena_more(a->arena, a->measure, a->measure_n,
                                      &a->measure_room, sizeof *list);
  if (!list) return NULL;
  a->measure = list;
  return &list[a->measure_n++];
}

static void take_measure(measuring *m) {
  hl_day day;
  int64_t when_ms = 0;
  hl_day_clear(&day);
  hl_scan_need(&m->scan, '{', "'{'");
  if (!hl_scan_take(&m->scan, '}')) {
    do
      take_member(m, &day, &when_ms);
    while (!m->scan.status && hl_scan_take(&m->scan, ','));
    hl_scan_need(&m->scan, '}', "',' or '}'");
  }
  if (m->scan.status || !when_ms) return;
  hl_gc_measure *measure = add_measure(m->athlete);
  if (!measure) {
    hl_scan_check(&m->scan, hl_nomem(m->scan.err));
    return;
  }
  day.source = HL_GC_SOURCE;
  day.day = m->calendar->day_of(m->calendar->ctx, when_ms);
  *measure = (hl_gc_measure){when_ms, m->athlete->measure_n, day};
}

static void take_measures(measuring *m) {
  hl_scan_need(&m->scan, '[', "'['");
  if (hl_scan_take(&m->scan, ']')) return;
  do
    take_measure(m);
  while (!m->scan.status && hl_scan_take(&m->scan, ','));
  hl_scan_need(&m->scan, ']', "',' or ']'");
}

static void take_file(measuring *m) {
  hl_scan_need(&m->scan, '{', "'{'");
  if (hl_scan_take(&m->scan, '}')) return;
  do {
    hl_scan_text(&m->scan, &m->key);
    hl_scan_need(&m->scan, ':', "':'");
    if (!strcmp(hl_text_cstr(&m->key), "measures"))
      take_measures(m);
    else
      hl_scan_skip(&m->scan);
  } while (!m->scan.status && hl_scan_take(&m->scan, ','));
  hl_scan_need(&m->scan, '}', "',' or '}'");
}

/* Of this file, whose measures begin at `first`. */
static void forget_foreign(measuring *m, size_t first) {
  for (size_t f = 0; hl_day_fields[f].name; f++)
    for (size_t i = first; i < m->athlete->measure_n && m->is_foreign[f]; i++)
      hl_day_field_unsay(&hl_day_fields[f], &m->athlete->measure[i].day);
}

hl_status hl_gc_measures_read(const char *bytes, size_t length,
                              const hl_gc_calendar *calendar,
                              hl_gc_athlete *athlete, hl_error *err) {
  measuring m = {.calendar = calendar, .athlete = athlete};
  size_t first = athlete->measure_n;
  hl_scan_begin(&m.scan, bytes, length, err);
  take_file(&m);
  hl_status status = m.scan.status;
  if (m.scan.is_truncated)
    status = hl_fail(err, HL_E_INPUT, "the file ends early");
  hl_text_free(&m.key);
  hl_text_free(&m.text);
  if (status)
    athlete->measure_n = first; /* the file as a whole or not at all */
  else
    forget_foreign(&m, first);
  return status;
}
