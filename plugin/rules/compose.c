/* SPDX-License-Identifier: MIT
**
** From what a rule said to what is stored and shown: basis, title, at most
** five lines of text, and the JSON of evidence, causes and the rest. Wording
** comes from the texts alone.
*/
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "rules/ask.h"

enum {
  MOST_LINES = 5,
  SHOWN_EVIDENCE = 3,
  SHOWN_AGAINST = 2,
  SHOWN_ADVICE = 2
};

typedef struct composer {
  const hl_ask *ask;
  const hl_draft *draft;
  hl_arena *arena;
  hl_error *err;
  hl_text text; /* scratch */
  bool failed;
} composer;

/* The text of an id; a missing one is an error of our own. */
static const char *wording(composer *c, const char *prefix, const char *name) {
  const char *text = hl_texts_find_in(c->ask->set->texts, prefix, name);
  if (text) return text;
  hl_fail(c->err, HL_E_RULE, "there is no text '%s.%s'", prefix, name);
  c->failed = true;
  return "";
}

/* What the scratch holds, in the arena; the scratch is empty again. */
static const char *finish(composer *c) {
  const char *text =
      hl_arena_text(c->arena, hl_text_cstr(&c->text), c->text.length);
  if (!text || hl_text_status(&c->text)) {
    hl_nomem(c->err);
    c->failed = true;
  }
  hl_text_clear(&c->text);
  return text ? text : "";
}

/* ---- words ---- */

static const char *basis(const hl_draft *d) {
  if (!d->is_reported) return "data only";
  if (!d->statistic) return "reported";
  return d->statistic->score > d->threshold ? "reported, data agree"
                                            : "reported, data do not show it";
}

/* Key of the basis among the texts. */
static const char *basis_key(const hl_draft *d) {
  if (!d->is_reported) return "data_only";
  if (!d->statistic) return "reported";
  return d->statistic->score > d->threshold ? "agree" : "do_not_show";
}

static const char *title(composer *c) {
  const hl_draft *d = c->draft;
  const hl_rule *rule = c->ask->rule;
  if (d->title) return d->title;
  /* A coach's rule speaks under its own title, as long as that does not say
  ** what only the runner can. */
  bool may_use_own =
      !rule->is_stock && (d->is_reported || !hl_says_heavy(rule->title));
  if (may_use_own) return rule->title;
  return wording(c, d->is_reported ? "heavy" : "harder",
                 hl_pattern_name(d->pattern));
}

/* ---- the lines ---- */

/* First letter of a line in upper case, ASCII only. */
static void capitalise(hl_text *text, size_t from) {
  if (from >= text->length) return;
  char *first = text->bytes + from;
  if (*first >= 'a' && *first <= 'z') *first = (char)(*first - 'a' + 'A');
}

static void new_line(composer *c) {
  if (c->text.length) hl_text_add(&c->text, "\n");
}

/* One line from a template "line.<name>" with one place. */
static void add_line(composer *c, const char *name, const char *place,
                     const char *value) {
  hl_text_value v = {.name = place, .text = value};
  new_line(c);
  if (hl_text_fill(&c->text, wording(c, "line", name), &v, 1, c->err))
    c->failed = true;
}

static void add_title_line(composer *c, const char *title_text) {
  hl_text_value v[] = {
      {.name = "title", .text = title_text},
      {.name = "basis", .text = wording(c, "basis", basis_key(c->draft))},
  };
  if (hl_text_fill(&c->text, wording(c, "line", "title"), v, 2, c->err))
    c->failed = true;
}

static void add_evidence_line(composer *c) {
  size_t from = c->text.length + 1;
  int n = 0;
  for (const hl_evidence *e = c->draft->evidence; e && n < SHOWN_EVIDENCE;
       e = e->next, n++) {
    if (n == 0) new_line(c);
    if (n > 0) hl_text_add(&c->text, "; ");
    hl_text_add(&c->text, e->text);
  }
  if (n == 0) return;
  hl_text_add(&c->text, ".");
  capitalise(&c->text, from);
}

/* Appends "line.<name>" with the next causes of that reading, at most `most`;
** with why where it is one. Returns the cause behind them. */
static const hl_cause *add_causes(composer *c, const char *name,
                                  hl_reading reading, const hl_cause *from,
                                  int most) {
  hl_text joined = {0};
  int n = 0;
  for (; from && n < most; from = from->next) {
    if (from->reading != reading) continue;
    if (n++) hl_text_add(&joined, ", ");
    hl_text_add(&joined, wording(c, "cause", from->id));
    if (from->why && most == 1) hl_text_format(&joined, " (%s)", from->why);
  }
  hl_text_value v = {.name = "causes", .text = hl_text_cstr(&joined)};
  bool begins = c->text.length && c->text.bytes[c->text.length - 1] != '\n';
  if (n && begins) hl_text_add(&c->text, " ");
  if (n && hl_text_fill(&c->text, wording(c, "line", name), &v, 1, c->err))
    c->failed = true;
  if (joined.failed) c->failed = true;
  hl_text_free(&joined);
  return from;
}

/* One cause as what it is most consistent with, one more, each with why; what
** little speaks for by name. All of them are in the JSON and in `explain`. */
static void add_cause_line(composer *c) {
  const hl_cause *first = c->draft->cause;
  bool any = false;
  for (const hl_cause *cause = first; cause; cause = cause->next)
    any |= cause->reading == HL_SUPPORTS || cause->reading == HL_AGAINST;
  if (!any) return;
  new_line(c);
  const hl_cause *rest = add_causes(c, "consistent", HL_SUPPORTS, first, 1);
  add_causes(c, "also", HL_SUPPORTS, rest, 1);
  add_causes(c, "against", HL_AGAINST, first, SHOWN_AGAINST);
}

/* The list in words, joined by a comma. */
static void add_word_line(composer *c, const char *line, const char *place,
                          const char *prefix, const hl_word *words) {
  if (!words) return;
  hl_text joined = {0};
  for (; words; words = words->next) {
    if (joined.length) hl_text_add(&joined, ", ");
    hl_text_add(&joined, wording(c, prefix, words->text));
  }
  if (joined.failed) c->failed = true;
  add_line(c, line, place, hl_text_cstr(&joined));
  hl_text_free(&joined);
}

/* Advice may name {in_7}, {in_14}, {in_21} and {in_28}. */
static void add_advice(composer *c, const char *id) {
  char day[4][16];
  for (int i = 0; i < 4; i++)
    hl_print_day(day[i], sizeof day[i], hl_ask_day(c->ask) + 7 * (i + 1));
  hl_text_value v[] = {{.name = "in_7", .text = day[0]},
                       {.name = "in_14", .text = day[1]},
                       {.name = "in_21", .text = day[2]},
                       {.name = "in_28", .text = day[3]}};
  if (hl_text_fill(&c->text, wording(c, "advice", id), v, 4, c->err))
    c->failed = true;
}

static void add_advice_line(composer *c) {
  int n = 0;
  for (const hl_word *w = c->draft->advice; w && n < SHOWN_ADVICE;
       w = w->next, n++) {
    if (n == 0) {
      new_line(c);
    } else {
      hl_text_add(&c->text, " ");
    }
    add_advice(c, w->text);
  }
}

static const char *annotation(composer *c, const char *title_text) {
  hl_text_clear(&c->text);
  add_title_line(c, title_text);
  add_evidence_line(c);
  add_cause_line(c);
  add_word_line(c, "not_recorded", "things", "thing", c->draft->not_seen);
  add_advice_line(c);
  return finish(c);
}

/* What reaches a runner is checked once more as a whole: a coach's texts and
** titles have come in by now. */
static bool is_fit_to_show(composer *c, const char *text) {
  const char *banned = hl_banned_word(text);
  int lines = 1;
  for (const char *at = text; *at; at++)
    lines += *at == '\n';
  if (banned)
    hl_fail(c->err, HL_E_RULE,
            "the annotation says '%s': patterns, not "
            "diagnoses",
            banned);
  else if (lines > MOST_LINES)
    hl_fail(c->err, HL_E_RULE, "the annotation has more than %d lines",
            (int)MOST_LINES);
  return !banned && lines <= MOST_LINES;
}

/* ---- JSON ---- */

static void json_number(hl_text *out, const char *key, double value) {
  if (!isnan(value)) hl_json_double(out, key, hl_round(value));
}

static const char *evidence_json(composer *c) {
  hl_text *out = &c->text;
  hl_json_open(out, NULL, '[');
  for (const hl_evidence *e = c->draft->evidence; e; e = e->next) {
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "key", e->key);
    json_number(out, "value", e->value);
    if (*e->unit) hl_json_text(out, "unit", e->unit);
    json_number(out, "usual", e->usual);
    json_number(out, "z", e->z);
    if (e->n) hl_json_int(out, "n", e->n);
    hl_json_text(out, "text", e->text);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
  return finish(c);
}

static const char *causes_json(composer *c) {
  static const char *const readings[] = {"supports", "against", "not_recorded",
                                         "not_measurable"};
  hl_text *out = &c->text;
  hl_json_open(out, NULL, '[');
  for (const hl_cause *cause = c->draft->cause; cause; cause = cause->next) {
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "id", cause->id);
    hl_json_text(out, "reading", readings[cause->reading]);
    if (cause->why) hl_json_text(out, "why", cause->why);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
  return finish(c);
}

static const char *words_json(composer *c, const hl_word *words) {
  hl_json_open(&c->text, NULL, '[');
  for (; words; words = words->next)
    hl_json_text(&c->text, NULL, words->text);
  hl_json_close(&c->text, ']');
  return finish(c);
}

/* ---- all of it ---- */

static double seconds(double min) {
  return isnan(min) ? NAN : round(min * 60);
}

static void rate(hl_finding *f, const hl_comparison *s) {
  f->rated = s != NULL;
  f->rarity = s ? hl_round(s->rarity) : NAN;
  f->z = s ? hl_round(s->z) : NAN;
  f->score = s ? hl_round(s->score) : NAN;
  f->value_bpm = s && !strcmp(s->unit, "bpm") ? hl_round(s->residual) : NAN;
  f->detectable_bpm =
      s && !strcmp(s->unit, "bpm") ? hl_comparison_detectable(s) : NAN;
  f->n = s ? s->n : 0;
}

hl_finding *hl_compose(const hl_ask *ask, const hl_draft *draft,
                       hl_error *err) {
  composer c = {.ask = ask, .draft = draft, .arena = ask->arena, .err = err};
  hl_finding *f = hl_arena_alloc(ask->arena, 1, sizeof *f);
  if (!f) {
    hl_nomem(err);
    return NULL;
  }
  f->pattern = draft->pattern;
  f->slot = draft->slot ? draft->slot : "";
  f->basis = basis(draft);
  f->title = title(&c);
  f->text = annotation(&c, f->title);
  f->from_s = seconds(draft->from_min);
  f->to_s = seconds(draft->to_min);
  rate(f, draft->statistic);
  f->evidence_json = evidence_json(&c);
  f->causes_json = causes_json(&c);
  f->not_recorded_json = words_json(&c, draft->not_seen);
  f->advice_json = words_json(&c, draft->advice);
  f->unsolicited = !draft->is_reported && !draft->follows_up;
  hl_text_free(&c.text);
  if (c.failed) {
    if (!err->status) hl_nomem(err);
    return NULL;
  }
  return is_fit_to_show(&c, f->text) ? f : NULL;
}
