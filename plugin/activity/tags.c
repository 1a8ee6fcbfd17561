/* SPDX-License-Identifier: MIT
**
** Tags in a note: "#heavy=start #legs=4 #ill"; the list is in report.h.
**
** A tag begins with '#' that does not stand inside a word, so that an address
** such as page#top is none. A value reaches to white space, ';', ')', '#' or a
** comma that is not followed by a digit; full stops and the like behind it
** belong to the sentence around it.
*/
#include "activity/report.h"

#include <string.h>

#include "activity/day.h"
#include "base/number.h"
#include "base/text.h"

enum {
  LONGEST = 32,
  BARE_SCORE = 4,
  NO_BARE_FORM = 0
};

/* What became of one tag. */
typedef enum outcome {
  TAKEN,
  ALREADY_SAID,
  NOT_UNDERSTOOD,
} outcome;

typedef struct tag {
  char name[LONGEST], value[LONGEST]; /* value "" for a bare tag */
} tag;

static bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || ((unsigned char)c & 0x80);
}

static bool ends_value(const char *p) {
  bool decimal_comma = *p == ',' && p[1] >= '0' && p[1] <= '9';
  return *p == '\0' || (strchr(" \t\r\n\f\v;)#,", *p) && !decimal_comma);
}

/* The tag behind '#' at `p`; returns where to go on. A name or value that is
** too long for us is cut and then matches nothing. */
static const char *scan_tag(const char *p, tag *t) {
  size_t n = 0;
  for (; is_word(*p); p++)
    if (n + 1 < LONGEST) t->name[n++] = *p;
  t->name[n] = '\0';
  n = 0;
  if (*p == '=')
    for (p++; !ends_value(p); p++)
      if (n + 1 < LONGEST) t->value[n++] = *p;
  while (n > 0 && strchr(".!?:", t->value[n - 1]))
    n--;
  t->value[n] = '\0';
  return p;
}

static outcome put(int *field, int value) {
  if (value == 0) return NOT_UNDERSTOOD;
  if (*field != 0) return ALREADY_SAID;
  *field = value;
  return TAKEN;
}

static outcome take_score(const tag *t, int *field, int most, int bare) {
  int64_t score = 0;
  if (t->value[0] == '\0') return put(field, bare);
  if (!hl_parse_int(t->value, strlen(t->value), &score)) return NOT_UNDERSTOOD;
  return put(field, score >= 1 && score <= most ? (int)score : 0);
}

static outcome take_yes(const tag *t, hl_yes *field) {
  int said = (int)*field;
  bool bare = t->value[0] == '\0';
  int value = bare || hl_same_word(t->value, "yes") ? HL_YES
              : hl_same_word(t->value, "no")        ? HL_NO
                                                    : HL_UNSAID;
  outcome o = put(&said, value);
  *field = (hl_yes)said;
  return o;
}

static outcome take_heavy(const tag *t, hl_report *report) {
  int said = (int)report->heavy;
  if (t->value[0] == '\0') return put(&report->legs, BARE_SCORE);
  outcome o = put(&said, (int)hl_heavy_from_name(t->value));
  report->heavy = (hl_heavy)said;
  return o;
}

static outcome take_for_run(const tag *t, hl_report *report) {
  if (hl_same_word(t->name, "heavy")) return take_heavy(t, report);
  if (hl_same_word(t->name, "eased")) return take_yes(t, &report->eased);
  if (hl_same_word(t->name, "legs"))
    return take_score(t, &report->legs, 5, BARE_SCORE);
  if (hl_same_word(t->name, "rpe"))
    return take_score(t, &report->rpe, 10, NO_BARE_FORM);
  if (hl_same_word(t->name, "heavy_runs"))
    return take_score(t, &report->heavy_runs, HL_HEAVY_RUNS, NO_BARE_FORM);
  if (hl_same_word(t->name, "feel"))
    return take_score(t, &report->feel, 5, NO_BARE_FORM);
  return NOT_UNDERSTOOD;
}

static outcome take_for_day(const tag *t, hl_day *day) {
  const hl_day_field *field = hl_day_field_find(t->name);
  const char *value = t->value;
  if (!field || field->kind == HL_DAY_NOTE) return NOT_UNDERSTOOD;
  if (value[0] == '\0') value = field->bare;
  hl_day said = *day;
  if (!value || !hl_day_field_set(field, &said, value)) return NOT_UNDERSTOOD;
  if (hl_day_field_said(field, day)) return ALREADY_SAID;
  *day = said;
  return TAKEN;
}

bool hl_report_from_tags(const char *text, hl_report *report, hl_day *day,
                         int *ignored) {
  bool run_taken = false, day_taken = false;
  int not_understood = 0;
  bool in_word = false;
  for (const char *p = text; *p;) {
    bool begins = *p == '#' && !in_word && is_word(p[1]);
    in_word = is_word(*p++);
    if (!begins) continue;
    tag t;
    p = scan_tag(p, &t);
    outcome for_run = report ? take_for_run(&t, report) : NOT_UNDERSTOOD;
    outcome for_day = day && for_run == NOT_UNDERSTOOD ? take_for_day(&t, day)
                                                       : NOT_UNDERSTOOD;
    run_taken |= for_run == TAKEN;
    day_taken |= for_day == TAKEN;
    not_understood += for_run == NOT_UNDERSTOOD && for_day == NOT_UNDERSTOOD;
  }
  if (run_taken && !report->source) report->source = "tag";
  if (run_taken) report->confirmed = true;
  if (day_taken && !day->source) day->source = "tag";
  if (ignored) *ignored = not_understood;
  return run_taken || day_taken;
}
