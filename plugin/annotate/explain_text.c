/* SPDX-License-Identifier: MIT
**
** An explanation in the words of lua/texts/, line by line: see explain.h. What
** was looked at, what it showed, and what it could not have shown; no finding
** is never reassurance.
*/
#include <math.h>
#include <string.h>

#include "annotate/explain.h"
#include "base/calendar.h"
#include "base/number.h"
#include "rules/texts.h"

#define M_PER_KM 1000.0
#define M_PER_MILE 1609.344 /* international mile */

typedef struct telling {
  const hl_explanation *e;
  const hl_rulebook *book;
  hl_texts *texts;
  hl_text *out;
  hl_text line;
  hl_arena arena; /* lists that go into a line */
  hl_status status;
  hl_error *err;
} telling;

typedef hl_text_value value;

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* A text by id, or the id itself: a coach's language may lack one. */
static const char *text_of(const telling *t, const char *id) {
  const char *text = hl_texts_find(t->texts, id);
  return text ? text : id;
}

/* The word for `name`, or `name` itself. */
static const char *word_of(const telling *t, const char *prefix,
                           const char *name) {
  const char *text = hl_texts_find_in(t->texts, prefix, name);
  return text ? text : name;
}

static void fill(telling *t, const char *pattern, const value *v, size_t n) {
  if (!t->status) t->status = hl_text_fill(&t->line, pattern, v, n, t->err);
}

static void end_line(telling *t) {
  if (!t->status && hl_text_status(&t->line)) t->status = hl_nomem(t->err);
  if (!t->status) hl_json_text(t->out, NULL, hl_text_cstr(&t->line));
  hl_text_clear(&t->line);
}

static void say(telling *t, const char *id, const value *v, size_t n) {
  fill(t, text_of(t, id), v, n);
  end_line(t);
}

/* The same for "prefix.name". */
static void say_in(telling *t, const char *prefix, const char *name,
                   const value *v, size_t n) {
  fill(t, word_of(t, prefix, name), v, n);
  end_line(t);
}

/* ---- the run --------------------------------------------------------- */

static void tell_run(telling *t) {
  const hl_run_row *run = &t->e->run;
  bool known = run->offset_source != HL_OFFSET_NONE;
  double unit = t->book->imperial ? M_PER_MILE : M_PER_KM;
  char started[32];
  hl_print_local(started, sizeof started, run->start_ms,
                 known ? run->utc_offset_s : 0);
  value v[] = {
      {.name = "run", .number = (double)run->id},
      {.name = "started", .text = started},
      {.name = "distance",
       .number = isnan(run->distance_m) ? 0 : run->distance_m / unit},
      {.name = "unit", .text = t->book->imperial ? "mi" : "km"},
      {.name = "minutes",
       .number = isnan(run->duration_s) ? 0 : round(run->duration_s / 60)},
      {.name = "source",
       .text = t->e->source ? hl_base_name(t->e->source) : "?"}};
  say(t, "explain.run", v, COUNT(v));
}

static void tell_zone(telling *t) {
  hl_offset_source source = t->e->run.offset_source;
  if (source == HL_OFFSET_SYSTEM) say(t, "explain.zone_assumed", NULL, 0);
  if (source == HL_OFFSET_NONE) say(t, "explain.zone_unknown", NULL, 0);
}

static void tell_share(telling *t) {
  value v[] = {{.name = "heavy", .number = t->e->heavy},
               {.name = "n", .number = t->e->reported}};
  for (size_t i = 0; i < t->e->finding_n; i++)
    if (!strcmp(t->e->finding[i].judgement.rule_id, "stock.report"))
      return; /* it says so itself */
  if (t->e->reported > 1) say(t, "explain.share", v, COUNT(v));
}

static void add_said(telling *t, const char *id, double number) {
  value v[] = {{.name = "score", .number = number}};
  if (t->line.length) hl_text_add(&t->line, ", ");
  fill(t, text_of(t, id), v, COUNT(v));
}

static void tell_report(telling *t) {
  const hl_report *r = t->e->report;
  if (!r) {
    say(t, "explain.said_nothing", NULL, 0);
    return;
  }
  if (r->heavy) {
    hl_text_add(&t->line, word_of(t, "said.heavy", hl_heavy_name(r->heavy)));
  }
  if (r->eased)
    add_said(t, r->eased == HL_YES ? "said.eased" : "said.not_eased", 0);
  if (r->legs) add_said(t, "said.legs", r->legs);
  if (r->rpe) add_said(t, "said.rpe", r->rpe);
  if (r->feel) add_said(t, "said.feel", r->feel);
  if (r->words)
    hl_text_format(&t->line, "%s\"%s\"", t->line.length ? ", " : "", r->words);
  const char *said =
      hl_arena_text(&t->arena, hl_text_cstr(&t->line), t->line.length);
  hl_text_clear(&t->line);
  if (!said) t->status = hl_nomem(t->err);
  value v[] = {{.name = "said", .text = said},
               {.name = "source",
                .text = word_of(t, "source", r->source ? r->source : "")}};
  if (said)
    say(t, r->confirmed ? "explain.said" : "explain.said_maybe", v, COUNT(v));
  value run[] = {{.name = "run", .number = (double)t->e->run.id}};
  if (said && !r->confirmed) say(t, "explain.confirm", run, COUNT(run));
}

/* ---- what the data show ---------------------------------------------- */

static void tell_reason(telling *t, const char *subject, const char *reason,
                        const hl_score *s) {
  value v[] = {{.name = "n", .number = s ? s->n : t->e->learnt},
               {.name = "needed",
                .number = s && s->needed ? s->needed : HL_HISTORY_NEEDED}};
  hl_text_add(&t->line, subject);
  hl_text_add(&t->line, ": ");
  fill(t, word_of(t, "reason", reason), v, COUNT(v));
  hl_text_add(&t->line, ".");
  end_line(t);
}

/* The scores of the angles, of which the score is made: "0.4, 0.1, 0.9". */
static const char *list_angles(telling *t, const hl_score *s) {
  for (int i = 0; i < s->angle_n; i++) {
    value v[] = {{.name = "score", .number = s->angle[i].llr}};
    if (i) hl_text_add(&t->line, ", ");
    fill(t, "{score}", v, COUNT(v));
  }
  const char *list =
      hl_arena_text(&t->arena, hl_text_cstr(&t->line), t->line.length);
  hl_text_clear(&t->line);
  if (!list) t->status = hl_nomem(t->err);
  return list;
}

/* Every number that the score of a pattern rests on. */
static void tell_numbers(telling *t, hl_pattern p) {
  const hl_score *s = &t->e->scores.of[p];
  bool several = p == HL_MULTI_DAY || p == HL_WORSENING;
  value v[] = {{.name = "from", .number = round(s->from_min)},
               {.name = "to", .number = round(s->to_min)},
               {.name = "value", .number = s->value_bpm},
               {.name = "usual", .number = s->usual_bpm},
               {.name = "z", .number = hl_score_heart_z(s)},
               {.name = "angles", .text = list_angles(t, s)},
               {.name = "quality",
                .text = word_of(t, "quality", hl_quality_name(s->quality))}};
  say(t, several ? "explain.numbers_several" : "explain.numbers", v, COUNT(v));
}

/* Seconds by which a loss of efficiency slows a kilometre or mile. */
static double slower_s(const telling *t, const hl_score *s, double loss) {
  double unit = t->book->imperial ? M_PER_MILE : M_PER_KM;
  return unit * 3.6 / s->speed_kmh * (1 / (1 - loss) - 1);
}

static void tell_smallest(telling *t, hl_pattern p) {
  const hl_score *s = &t->e->scores.of[p];
  double bpm = t->e->detectable_bpm[p], loss = t->e->detectable_loss[p];
  if (isnan(bpm)) {
    say(t, "explain.smallest_none", NULL, 0);
    return;
  }
  value v[] = {{.name = "bpm", .number = bpm},
               {.name = "seconds", .number = round(slower_s(t, s, loss))},
               {.name = "unit", .text = t->book->imperial ? "mi" : "km"},
               {.name = "percent", .number = round(100 * loss)},
               {.name = "rest", .number = HL_RESTING_BPM}};
  say(t, "explain.smallest", v, COUNT(v));
}

static void tell_score(telling *t, hl_pattern p) {
  const hl_score *s = &t->e->scores.of[p];
  const char *pattern = word_of(t, "part", hl_pattern_name(p));
  if (s->reason) {
    tell_reason(t, pattern, hl_reason_name(s->reason), s);
    return;
  }
  value v[] = {{.name = "part", .text = pattern},
               {.name = "bpm", .number = s->residual_bpm},
               {.name = "scale", .number = s->scale_bpm},
               {.name = "one_in", .number = round(1 / s->rarity)},
               {.name = "n", .number = s->n},
               {.name = "score", .number = s->llr},
               {.name = "threshold", .number = t->e->threshold[p]}};
  say(t, s->rarity < 0.5 ? "explain.score" : "explain.score_usual", v,
      COUNT(v));
  tell_numbers(t, p);
  tell_smallest(t, p);
}

static void tell_scores(telling *t) {
  const hl_explanation *e = t->e;
  value v[] = {{.name = "n", .number = e->learnt}};
  if (e->run.reason[0] || !e->facts) {
    const char *reason = e->facts ? e->run.reason : "no_speed";
    tell_reason(t, text_of(t, "explain.not_compared"), reason, NULL);
    return;
  }
  say(t, "explain.compared", v, COUNT(v));
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    tell_score(t, (hl_pattern)p);
}

/* ---- what could have been seen --------------------------------------- */

/* "+20 bpm at the start, +27 bpm over the whole run": per pattern the change
** that these data show half of the time. */
static const char *list_detectable(telling *t) {
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    if (isnan(t->e->detectable_bpm[p])) continue;
    value v[] = {
        {.name = "bpm", .number = t->e->detectable_bpm[p]},
        {.name = "percent", .number = round(100 * t->e->detectable_loss[p])}};
    if (t->line.length) hl_text_add(&t->line, ", ");
    fill(t, word_of(t, "seen", hl_pattern_name((hl_pattern)p)), v, COUNT(v));
  }
  if (!t->line.length) return NULL;
  const char *list =
      hl_arena_text(&t->arena, hl_text_cstr(&t->line), t->line.length);
  hl_text_clear(&t->line);
  if (!list) t->status = hl_nomem(t->err);
  return list;
}

/* Said of every run, found or not: no finding is never reassurance. */
static void tell_seen(telling *t) {
  const hl_explanation *e = t->e;
  const char *list = e->facts ? list_detectable(t) : NULL;
  if (t->status) return;
  value v[] = {{.name = "changes", .text = list}};
  if (list)
    say(t, "explain.detectable", v, COUNT(v));
  else
    say(t, "explain.undetectable", NULL, 0);
}

/* ---- rules and findings ---------------------------------------------- */

/* A finding's own lines. */
static void tell_lines(telling *t, const char *text) {
  while (text && *text) {
    size_t n = strcspn(text, "\n");
    hl_text_add_n(&t->line, text, n);
    end_line(t);
    text += n + (text[n] == '\n');
  }
}

/* What finding `i` rests on of one kind, with reasons, behind the first `shown`
** which its own lines have. */
static void tell_parts(telling *t, size_t i, const char *kind, int shown) {
  bool is_cause = strcmp(kind, "evidence") != 0;
  for (size_t k = 0; k < t->e->part_n; k++) {
    const hl_explain_part *part = &t->e->part[k];
    if (part->finding != i || !part->kind || strcmp(part->kind, kind) != 0)
      continue;
    if (!part->text || shown-- > 0) continue;
    hl_text_add(&t->line, t->line.length ? "; " : "");
    hl_text_add(&t->line,
                is_cause ? word_of(t, "cause", part->text) : part->text);
    if (part->why) hl_text_format(&t->line, " (%s)", part->why);
  }
  if (!t->line.length) return;
  const char *list =
      hl_arena_text(&t->arena, hl_text_cstr(&t->line), t->line.length);
  hl_text_clear(&t->line);
  if (!list) t->status = hl_nomem(t->err);
  value v[] = {{.name = "list", .text = list}};
  if (list) say_in(t, "record", kind, v, COUNT(v));
}

static void tell_record(telling *t, size_t i) {
  tell_parts(t, i, "evidence", 3);
  tell_parts(t, i, "supports", 2);
  tell_parts(t, i, "against", 0);
  tell_parts(t, i, "not_recorded", 0);
  tell_parts(t, i, "not_measurable", 0);
  const hl_finding *f = t->e->finding[i].judgement.finding;
  if (strstr(f->advice_json, "\"professional\""))
    say(t, "safety.urgent", NULL, 0);
}

static void tell_findings(telling *t) {
  const hl_explanation *e = t->e;
  if (!e->finding_n) say(t, "explain.no_finding", NULL, 0);
  for (size_t i = 0; i < e->finding_n; i++) {
    tell_lines(t, e->finding[i].judgement.finding->text);
    tell_record(t, i);
    value v[] = {
        {.name = "verdict",
         .text = e->verdict[i] ? word_of(t, "verdict", e->verdict[i]) : ""}};
    if (e->verdict[i]) say(t, "explain.verdict", v, COUNT(v));
  }
}

/* What is said of a rule's status behind its name; "" where the two parts are
** all there is. */
static const char *status_words(const telling *t, const hl_judgement *j) {
  if (j->text && j->kind != HL_RULE_ERROR) return j->text;
  return j->reason ? word_of(t, "reason", j->reason) : "";
}

static bool is_told_alike(const telling *t, const hl_judgement *a,
                          const hl_judgement *b) {
  return a->kind == b->kind && !strcmp(status_words(t, a), status_words(t, b));
}

/* Rules that say the same share a line: told at the first of them. */
static void tell_status(telling *t, size_t at) {
  const hl_explanation *e = t->e;
  const hl_judgement *j = &e->status[at].judgement;
  for (size_t i = 0; i < at; i++)
    if (is_told_alike(t, j, &e->status[i].judgement)) return;
  for (size_t i = at; i < e->status_n; i++) {
    const hl_judgement *other = &e->status[i].judgement;
    if (is_told_alike(t, j, other))
      hl_text_format(&t->line, "%s%s", i == at ? "" : ", ", other->rule_id);
  }
  const char *words = status_words(t, j);
  hl_text_format(&t->line, ": %s%s%s",
                 word_of(t, "status", hl_verdict_kind_name(j->kind)),
                 *words ? ": " : "", words);
  end_line(t);
}

static void tell_rules(telling *t) {
  const hl_explanation *e = t->e;
  if (!e->status_n) say(t, "explain.not_judged", NULL, 0);
  if (e->status_n && e->is_stale) say(t, "explain.stale", NULL, 0);
  for (size_t i = 0; i < e->status_n; i++)
    tell_status(t, i);
}

hl_status hl_explain_lines(const hl_explanation *e, const hl_rulebook *book,
                           hl_text *out, hl_error *err) {
  telling t = {.e = e, .book = book, .out = out, .err = err};
  t.status = hl_texts_load(book->language, book->folder, book->folder_n,
                           &t.texts, err);
  if (t.status) return t.status;
  hl_json_open(out, "lines", '[');
  tell_run(&t);
  tell_report(&t);
  tell_share(&t);
  tell_findings(&t);
  tell_seen(&t);
  tell_scores(&t);
  tell_rules(&t);
  tell_zone(&t);
  hl_json_close(out, ']');
  hl_text_free(&t.line);
  hl_arena_free(&t.arena);
  hl_texts_free(t.texts);
  return t.status;
}
