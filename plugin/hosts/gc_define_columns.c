/* SPDX-License-Identifier: MIT
**
** Columns of GoldenCheetah's list of activities, in athlete-preferences.ini:
**
**     [navigator]
**     headings=*|Workout Code|Date|
**     headingwidths=0|100|100|
**
** As many widths as headings, or GoldenCheetah takes its own. See gc_define.h.
*/
#include <string.h>

#include "hosts/gc_define.h"

static const struct column {
  const char *name, *width;
} ours[] = {{"Heavy Legs", "220"}, {"Legs", "60"}};

enum {
  OURS = sizeof ours / sizeof ours[0]
};

/* What it shows of itself. */
static const char *const own_headings = "*|Workout Code|Date|";
static const char *const own_widths = "0|100|100|";

/* ---- where the two values are -------------------------------------------- */

typedef struct value { /* bytes of the text, without quotes */
  size_t from, to;
  bool found;
} value;

typedef struct preferences {
  const char *text;
  size_t length;
  value headings, widths;
  size_t section_to; /* behind the section's line; 0: there is none */
} preferences;

static bool line_is(const preferences *p, size_t from, size_t to,
                    const char *text) {
  return to - from == strlen(text) && !memcmp(p->text + from, text, to - from);
}

static void take_value(const preferences *p, size_t from, size_t to,
                       const char *key, value *v) {
  size_t n = strlen(key);
  if (v->found || to - from < n || memcmp(p->text + from, key, n) != 0) return;
  *v = (value){from + n, to, true};
  if (v->to - v->from > 1 && p->text[v->from] == '"' &&
      p->text[v->to - 1] == '"') {
    v->from++;
    v->to--;
  }
}

static void find(preferences *p) {
  bool inside = false;
  for (size_t at = 0; at < p->length;) {
    const char *newline = memchr(p->text + at, '\n', p->length - at);
    size_t next = newline ? (size_t)(newline - p->text) + 1 : p->length;
    size_t to = next;
    while (to > at && strchr("\r\n", p->text[to - 1]))
      to--;
    if (to > at && p->text[at] == '[') {
      inside = line_is(p, at, to, "[navigator]");
      if (inside) p->section_to = next;
    }
    if (inside) take_value(p, at, to, "headings=", &p->headings);
    if (inside) take_value(p, at, to, "headingwidths=", &p->widths);
    at = next;
  }
}

/* ---- lists with '|' behind each ------------------------------------------ */

typedef struct cells {
  const char *at;
  size_t left;
  const char *cell;
  size_t n;
} cells;

/* The next that is not empty. */
static bool next_cell(cells *c) {
  while (c->left > 0 && *c->at == '|')
    c->at++, c->left--;
  const char *bar = c->left ? memchr(c->at, '|', c->left) : NULL;
  c->cell = c->at;
  c->n = bar ? (size_t)(bar - c->at) : c->left;
  c->at += c->n;
  c->left -= c->n;
  return c->n > 0;
}

static cells cells_of(const preferences *p, const value *v) {
  return (cells){.at = p->text + v->from, .left = v->to - v->from};
}

/* Which of ours it is; OURS: none. */
static size_t which(const cells *c) {
  size_t i = 0;
  while (i < OURS && (c->n != strlen(ours[i].name) ||
                      memcmp(c->cell, ours[i].name, c->n) != 0))
    i++;
  return i;
}

typedef struct lists { /* the new values */
  hl_text headings, widths;
  bool has[OURS], agree;
} lists;

static void add_cell(hl_text *out, const char *text, size_t n) {
  hl_text_add_n(out, text, n);
  hl_text_add(out, "|");
}

static void copy_cells(const preferences *p, bool wanted, lists *now) {
  cells h = cells_of(p, &p->headings), w = cells_of(p, &p->widths);
  bool more = next_cell(&h), wider = next_cell(&w);
  for (; more && wider; more = next_cell(&h), wider = next_cell(&w)) {
    size_t i = which(&h);
    if (i < OURS) now->has[i] = true;
    if (i < OURS && !wanted) continue;
    add_cell(&now->headings, h.cell, h.n);
    add_cell(&now->widths, w.cell, w.n);
  }
  now->agree = !more && !wider;
}

static void add_ours(lists *now) {
  for (size_t i = 0; i < OURS; i++) {
    if (now->has[i]) continue;
    add_cell(&now->headings, ours[i].name, strlen(ours[i].name));
    add_cell(&now->widths, ours[i].width, strlen(ours[i].width));
  }
}

/* ---- the file ------------------------------------------------------------ */

static void add_lines(const lists *now, hl_text *out) {
  hl_text_format(out, "headings=%s\nheadingwidths=%s\n",
                 hl_text_cstr(&now->headings), hl_text_cstr(&now->widths));
}

/* Both lines are new. */
static void add_section(const preferences *p, const lists *now, hl_text *out) {
  size_t at = p->section_to ? p->section_to : p->length;
  hl_text_add_n(out, p->text, at);
  if (at > 0 && p->text[at - 1] != '\n') hl_text_add(out, "\n");
  if (!p->section_to)
    hl_text_add(out, at ? "\n[navigator]\n" : "[navigator]\n");
  add_lines(now, out);
  hl_text_add_n(out, p->text + at, p->length - at);
}

static void replace_values(const preferences *p, const lists *now,
                           hl_text *out) {
  bool headings_first = p->headings.from < p->widths.from;
  const value *first = headings_first ? &p->headings : &p->widths;
  const value *second = headings_first ? &p->widths : &p->headings;
  const hl_text *a = headings_first ? &now->headings : &now->widths;
  const hl_text *b = headings_first ? &now->widths : &now->headings;
  hl_text_add_n(out, p->text, first->from);
  hl_text_add_n(out, hl_text_cstr(a), a->length);
  hl_text_add_n(out, p->text + first->to, second->from - first->to);
  hl_text_add_n(out, hl_text_cstr(b), b->length);
  hl_text_add_n(out, p->text + second->to, p->length - second->to);
}

/* Is there anything to add, or to take? */
static bool needs(const lists *now, bool wanted) {
  bool all = true, any = false;
  for (size_t i = 0; i < OURS; i++) {
    all = all && now->has[i];
    any = any || now->has[i];
  }
  return wanted ? !all : any;
}

static hl_status edit(const preferences *p, bool wanted, lists *now,
                      hl_text *out, hl_error *err) {
  bool found = p->headings.found && p->widths.found;
  if (found) copy_cells(p, wanted, now);
  if (p->headings.found != p->widths.found || (found && !now->agree))
    return hl_fail(err, HL_E_INPUT,
                   "headings and headingwidths in athlete-preferences.ini do "
                   "not belong together");
  if (!needs(now, wanted) || (!found && !wanted)) {
    hl_text_add_n(out, p->text, p->length);
    return HL_OK;
  }
  if (!found) hl_text_add(&now->headings, own_headings);
  if (!found) hl_text_add(&now->widths, own_widths);
  if (wanted) add_ours(now);
  if (found)
    replace_values(p, now, out);
  else
    add_section(p, now, out);
  return hl_text_status(&now->headings) || hl_text_status(&now->widths)
             ? hl_nomem(err)
             : HL_OK;
}

hl_status hl_gc_define_columns(const hl_gc_settings *old, bool wanted,
                               hl_text *out, hl_error *err) {
  preferences p = {.text = old->text ? old->text : "", .length = old->length};
  lists now = {.agree = true};
  size_t begin = out->length;
  find(&p);
  hl_status status = edit(&p, wanted, &now, out, err);
  if (!status && hl_text_status(out)) status = hl_nomem(err);
  if (status) out->length = begin;
  hl_text_free(&now.headings);
  hl_text_free(&now.widths);
  return status;
}
