/* SPDX-License-Identifier: MIT
**
** See gc_define.h: which file, and how one in XML is edited.
*/
#include "hosts/gc_define.h"

#include <stdlib.h>
#include <string.h>

#include "hosts/markup.h"

#define COLUMNS_FILE "athlete-preferences.ini"

static hl_status not_gc(const hl_gc_settings *old, const char *what,
                        hl_error *err) {
  return hl_fail(err, HL_E_INPUT, "%s is not as GoldenCheetah writes it: %s",
                 old->file, what);
}

/* ---- where things are ---------------------------------------------------- */

typedef struct place {
  const hl_gc_kind *kind;
  hl_markup m;
  hl_gc_definitions *list;
  size_t n; /* items seen */
  bool inside;
} place;

/* One tag. False: items are not as they were read. */
static bool note_tag(place *p) {
  const hl_markup *m = &p->m;
  hl_gc_definitions *list = p->list;
  if (m->name[0] == '!') return false; /* a document type */
  if (hl_markup_is(m, p->kind->list) && (m->is_end || m->is_empty)) {
    list->end_from = m->from;
    list->end_to = m->to;
    list->has_end = true;
    list->end_is_empty = m->is_empty;
  }
  if (!hl_markup_is(m, p->kind->item)) return true;
  if (m->is_end != p->inside || m->is_empty || p->n == list->n) return false;
  p->inside = !m->is_end;
  if (m->is_end)
    list->item[p->n++].to = m->to;
  else
    list->item[p->n].from = m->from;
  return true;
}

static hl_status find(const hl_gc_kind *kind, const hl_gc_settings *old,
                      hl_gc_definitions *list, hl_error *err) {
  place p = {.kind = kind,
             .m = {.text = old->text, .length = old->length},
             .list = list};
  list->has_end = false;
  if (!hl_markup_next(&p.m) || !hl_markup_is(&p.m, kind->root))
    return not_gc(old, "it begins with another element", err);
  p.m.to = p.m.from;
  while (hl_markup_next(&p.m))
    if (!note_tag(&p)) return not_gc(old, "elements in odd places", err);
  if (p.n != list->n || p.inside)
    return not_gc(old, "elements in odd places", err);
  if (!list->has_end) return not_gc(old, "an element is missing", err);
  return HL_OK;
}

static hl_status read_list(const hl_gc_kind *kind, const hl_gc_settings *old,
                           hl_gc_definitions *list, hl_arena *arena,
                           hl_error *err) {
  list->n = 0;
  if (memchr(old->text, '\0', old->length))
    return not_gc(old, "a NUL in it", err);
  hl_status status = kind->read(old, list, arena, err);
  return status ? status : find(kind, old, list, err);
}

static const hl_gc_definition *named(const hl_gc_definitions *list,
                                     const char *name) {
  for (size_t i = 0; i < list->n; i++)
    if (!strcmp(list->item[i].name, name)) return &list->item[i];
  return NULL;
}

/* ---- in and out ---------------------------------------------------------- */

static void put_in(const hl_gc_kind *kind, const hl_gc_settings *old,
                   const hl_gc_definitions *list, hl_text *out) {
  hl_markup m = {.text = old->text, .length = old->length};
  size_t at = hl_markup_line_begin(&m, list->end_from);
  hl_text_add_n(out, old->text, list->end_is_empty ? list->end_to - 2 : at);
  if (list->end_is_empty) hl_text_add(out, ">\n");
  for (size_t i = 0; kind->names[i]; i++)
    if (!named(list, kind->names[i])) kind->add(out, i);
  if (list->end_is_empty) {
    hl_text_format(out, "</%s>", kind->list);
    at = list->end_to;
  }
  hl_text_add_n(out, old->text + at, old->length - at);
}

static void cut_out(const hl_gc_kind *kind, const hl_gc_settings *old,
                    const hl_gc_definitions *list, hl_text *out) {
  hl_markup m = {.text = old->text, .length = old->length};
  size_t at = 0;
  for (size_t i = 0; i < list->n; i++) {
    const hl_gc_definition *item = &list->item[i];
    if (!kind->is_ours(item)) continue;
    size_t from = hl_markup_blanks(&m, item->from);
    size_t to = hl_markup_line_end(&m, item->to);
    hl_text_add_n(out, old->text + at, from - at);
    at = to;
  }
  hl_text_add_n(out, old->text + at, old->length - at);
}

/* Does `now` say what `old` says, and of ours what is wanted? */
static bool says_the_same(const hl_gc_kind *kind, const hl_gc_definitions *old,
                          const hl_gc_definitions *now, bool wanted) {
  size_t k = 0;
  for (size_t i = 0; i < old->n; i++) {
    if (!wanted && kind->is_ours(&old->item[i])) continue;
    if (k == now->n || strcmp(old->item[i].name, now->item[k].name) != 0 ||
        strcmp(old->item[i].tab, now->item[k].tab) != 0)
      return false;
    k++;
  }
  for (size_t i = 0; wanted && kind->names[i]; i++)
    if (!named(now, kind->names[i])) return false;
  return wanted || k == now->n;
}

typedef struct edit {
  hl_gc_definitions before, after;
  hl_arena arena;
} edit;

static hl_status edit_text(edit *e, const hl_gc_kind *kind,
                           const hl_gc_settings *old, bool wanted,
                           hl_text *out) {
  hl_error *err = NULL;
  size_t begin = out->length;
  (wanted ? put_in : cut_out)(kind, old, &e->before, out);
  if (hl_text_status(out)) return HL_E_NOMEM;
  hl_gc_settings now = {old->file, out->bytes + begin, out->length - begin};
  hl_status status = read_list(kind, &now, &e->after, &e->arena, err);
  if (status == HL_E_NOMEM) return status;
  if (status || !says_the_same(kind, &e->before, &e->after, wanted))
    return HL_E_INPUT;
  return HL_OK;
}

static hl_status edit_xml(const hl_gc_kind *kind, const hl_gc_settings *old,
                          bool wanted, hl_text *out, hl_error *err) {
  edit *e = calloc(1, sizeof *e);
  size_t begin = out->length;
  if (!e) return hl_nomem(err);
  hl_status status = read_list(kind, old, &e->before, &e->arena, err);
  if (!status) {
    status = edit_text(e, kind, old, wanted, out);
    if (status == HL_E_NOMEM)
      hl_nomem(err);
    else if (status)
      not_gc(old, "what was put in is not found again", err);
  }
  if (status) out->length = begin;
  if (out->bytes) out->bytes[out->length] = '\0';
  hl_arena_free(&e->arena);
  free(e);
  return status;
}

static hl_status make_xml(const hl_gc_kind *kind, hl_text *out, hl_error *err) {
  kind->begin(out);
  for (size_t i = 0; kind->names[i]; i++)
    kind->add(out, i);
  hl_text_add(out, kind->end);
  return hl_text_status(out) ? hl_nomem(err) : HL_OK;
}

static hl_status change(const hl_gc_settings *old, bool wanted, hl_text *out,
                        hl_error *err) {
  static const hl_gc_kind *const kinds[] = {&hl_gc_kind_fields,
                                            &hl_gc_kind_metrics};
  if (!strcmp(old->file, COLUMNS_FILE))
    return hl_gc_define_columns(old, wanted, out, err);
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (strcmp(old->file, kinds[i]->file) != 0) continue;
    if (old->text) return edit_xml(kinds[i], old, wanted, out, err);
    return wanted ? make_xml(kinds[i], out, err) : HL_OK;
  }
  return hl_fail(err, HL_E_USAGE,
                 "\"%.40s\" is none of metadata.xml, usermetrics.xml, "
                 "" COLUMNS_FILE,
                 old->file);
}

hl_status hl_gc_define(const hl_gc_settings *old, hl_text *out, hl_error *err) {
  return change(old, true, out, err);
}

hl_status hl_gc_undefine(const hl_gc_settings *old, hl_text *out,
                         hl_error *err) {
  return change(old, false, out, err);
}
