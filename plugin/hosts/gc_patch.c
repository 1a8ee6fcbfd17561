/* SPDX-License-Identifier: MIT
**
** See gc_patch.h. A section is written anew as a list of items, each with what
** stood in front of it: a comma and blanks. The first item has blanks only, so
** adding an item and taking it away again gives the same bytes wherever in the
** list it stood.
*/
#include "hosts/gc_patch.h"

#include <string.h>

#include "hosts/gc_document.h"

#define MARK_COLOR "#ff5500"

typedef struct edit { /* these bytes give way to that text */
  hl_gc_range gone;
  hl_text text;
} edit;

typedef struct span {
  const char *text;
  size_t length;
} span;

typedef struct writer { /* of one section */
  const hl_gc_document *doc;
  const hl_gc_section *section;
  hl_text *out;
  span lead; /* blanks before the first item */
  span tail; /* and behind the last */
  size_t written;
} writer;

/* ---- texts as GoldenCheetah writes them --------------------------------- */

static void add_escaped(hl_text *out, const char *text) {
  static const char from[] = "\"\\/\t\n\r\b\f", to[] = "\"\\/tnrbf";
  for (const char *c = text; *c; c++) {
    const char *found = strchr(from, *c);
    bool is_control = (unsigned char)*c < ' ';
    if (found) hl_text_add(out, "\\");
    hl_text_add_n(out, found ? &to[found - from] : is_control ? " " : c, 1);
  }
}

static void add_tag(hl_text *out, const hl_gc_tag *tag) {
  hl_text_add(out, "\"");
  add_escaped(out, tag->key);
  hl_text_add(out, "\":\"");
  add_escaped(out, tag->value);
  hl_text_add(out, " \"");
}

static void add_mark(hl_text *out, const hl_gc_mark *mark) {
  hl_text_add(out, "{ \"NAME\":\"");
  add_escaped(out, mark->name);
  hl_text_format(out,
                 " \", \"START\": %lld, \"STOP\": %lld, "
                 "\"COLOR\":\"" MARK_COLOR "\", \"PTEST\":\"false\" }",
                 (long long)mark->start_s, (long long)mark->stop_s);
}

/* What the parser gives for a byte that was written so. */
static char read_back(char c) {
  bool is_cut = (unsigned char)c < ' ' && !strchr("\t\n\r\b\f", c);
  return is_cut ? ' ' : c;
}

/* The same for a text: without the blanks at its end. */
static bool same_value(const char *read, const char *value) {
  size_t n = strlen(value);
  while (n > 0 && read_back(value[n - 1]) == ' ')
    n--;
  if (strlen(read) != n) return false;
  for (size_t i = 0; i < n; i++)
    if (read[i] != read_back(value[i])) return false;
  return true;
}

/* ---- one section -------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t back_over_blanks(const char *bytes, size_t at) {
  while (at > 0 && is_blank(bytes[at - 1]))
    at--;
  return at;
}

/* What belongs in front of the next item: `own` where it was not the first. */
static void add_lead(writer *w, span own) {
  if (w->written++ && own.text) {
    hl_text_add_n(w->out, own.text, own.length);
    return;
  }
  if (w->written > 1) hl_text_add(w->out, ",");
  hl_text_add_n(w->out, w->lead.text, w->lead.length);
}

static span lead_of(const writer *w, size_t i) {
  if (i == 0) return (span){NULL, 0};
  size_t from = w->section->item[i - 1].whole.end;
  return (span){w->doc->bytes + from, w->section->item[i].whole.begin - from};
}

static void keep_item(writer *w, size_t i) {
  hl_gc_range whole = w->section->item[i].whole;
  add_lead(w, lead_of(w, i));
  hl_text_add_n(w->out, w->doc->bytes + whole.begin, whole.end - whole.begin);
}

static bool has_tag(const hl_gc_section *tags, const char *key, size_t first) {
  for (size_t i = first; i < tags->n; i++)
    if (!strcmp(tags->item[i].name, key)) return true;
  return false;
}

/* New tags that belong before `key`, from *next on; NULL: all that are left. */
static void add_new_tags(writer *w, size_t *next, const char *key) {
  const hl_gc_patch *patch = w->doc->patch;
  for (; *next < patch->tag_n; ++*next) {
    const hl_gc_tag *tag = &patch->tag[*next];
    if (key && strcmp(tag->key, key) > 0) return;
    if (!tag->value || has_tag(w->section, tag->key, 0)) continue;
    add_lead(w, (span){NULL, 0});
    add_tag(w->out, tag);
  }
}

/* Of a tag that stands twice the last one counts. */
static void write_tags(writer *w) {
  size_t next = 0;
  for (size_t i = 0; i < w->section->n; i++) {
    const hl_gc_item *item = &w->section->item[i];
    const hl_gc_tag *tag = hl_gc_patch_tag(w->doc->patch, item->name);
    add_new_tags(w, &next, item->name);
    if (!tag || (tag->value && same_value(item->value, tag->value) &&
                 !has_tag(w->section, item->name, i + 1))) {
      keep_item(w, i);
    } else if (tag->value && !has_tag(w->section, item->name, i + 1)) {
      add_lead(w, lead_of(w, i));
      add_tag(w->out, tag);
    }
  }
  add_new_tags(w, &next, NULL);
}

static bool same_marks(const hl_gc_document *doc) {
  const hl_gc_patch *patch = doc->patch;
  size_t ours = 0;
  for (size_t i = 0; i < doc->intervals.n; i++) {
    const hl_gc_item *item = &doc->intervals.item[i];
    if (!item->is_ours) continue;
    if (ours == patch->mark_n) return false;
    const hl_gc_mark *mark = &patch->mark[ours++];
    if (!same_value(item->name, mark->name) ||
        item->start_s != (double)mark->start_s ||
        item->stop_s != (double)mark->stop_s)
      return false;
  }
  return ours == patch->mark_n;
}

static void write_intervals(writer *w) {
  const hl_gc_patch *patch = w->doc->patch;
  bool keeps_ours = !patch->prefix || same_marks(w->doc);
  for (size_t i = 0; i < w->section->n; i++)
    if (keeps_ours || !w->section->item[i].is_ours) keep_item(w, i);
  for (size_t i = 0; i < patch->mark_n && !keeps_ours; i++) {
    add_lead(w, (span){NULL, 0});
    add_mark(w->out, &patch->mark[i]);
  }
}

/* ---- where a section stands --------------------------------------------- */

/* The quote of the key whose value begins at `value`; 0: it is written in some
** other way. */
static size_t key_of(const hl_gc_document *doc, size_t value, const char *key) {
  size_t length = strlen(key);
  size_t at = back_over_blanks(doc->bytes, value);
  if (at == 0 || doc->bytes[at - 1] != ':') return 0;
  at = back_over_blanks(doc->bytes, at - 1);
  if (at < length + 2 || doc->bytes[at - 1] != '"') return 0;
  at -= length + 2;
  bool is_key =
      doc->bytes[at] == '"' && memcmp(doc->bytes + at + 1, key, length) == 0;
  return is_key ? at : 0;
}

/* A section with its key and the comma in front of it, or the one behind where
** it is the first or what was before it is cut as well. */
static bool range_to_cut(const hl_gc_document *doc,
                         const hl_gc_section *section, size_t cut_to,
                         hl_gc_range *gone) {
  size_t key = key_of(doc, section->range.begin, section->key);
  size_t begin = back_over_blanks(doc->bytes, key);
  size_t end = section->range.end;
  if (!key) return false;
  if (begin != cut_to && doc->bytes[begin - 1] == ',') {
    *gone = (hl_gc_range){begin - 1, end};
    return true;
  }
  while (end < doc->length && is_blank(doc->bytes[end]))
    end++;
  *gone = (hl_gc_range){begin, end + 1};
  return doc->bytes[end] == ',';
}

/* A new section goes before SAMPLES, laid out as that is. */
static bool place_new(writer *w, edit *e, hl_text *lead) {
  const char *bytes = w->doc->bytes;
  size_t key = key_of(w->doc, w->doc->outline.samples.begin, "SAMPLES");
  size_t blank = back_over_blanks(bytes, key);
  if (!key) return false;
  w->tail = (span){bytes + blank, key - blank};
  hl_text_add_n(lead, w->tail.text, w->tail.length);
  if (memchr(w->tail.text, '\n', w->tail.length)) hl_text_add(lead, "\t");
  w->lead = (span){hl_text_cstr(lead), lead->length};
  e->gone = (hl_gc_range){key, key};
  hl_text_format(&e->text, "\"%s\":", w->section->key);
  return true;
}

static void place_old(writer *w, edit *e) {
  const hl_gc_section *s = w->section;
  size_t first = s->range.begin + 1, last = s->item[s->n - 1].whole.end;
  w->lead = (span){w->doc->bytes + first, s->item[0].whole.begin - first};
  w->tail = (span){w->doc->bytes + last, s->range.end - 1 - last};
  e->gone = s->range;
}

static bool write_section(const hl_gc_document *doc,
                          const hl_gc_section *section, size_t cut_to,
                          edit *e) {
  hl_text lead = {0};
  writer w = {.doc = doc, .section = section, .out = &e->text};
  bool is_new = section->n == 0;
  if (!is_new)
    place_old(&w, e);
  else if (!place_new(&w, e, &lead))
    return false;
  hl_text_add_n(&e->text, &section->open, 1);
  if (section == &doc->tags)
    write_tags(&w);
  else
    write_intervals(&w);
  hl_text_add_n(&e->text, w.tail.text, w.tail.length);
  hl_text_add_n(&e->text, &section->close, 1);
  if (is_new && w.written) {
    hl_text_add(&e->text, ",");
    hl_text_add_n(&e->text, w.tail.text, w.tail.length);
  }
  hl_text_free(&lead);
  if (w.written) return true;
  hl_text_clear(&e->text);
  return is_new || range_to_cut(doc, section, cut_to, &e->gone);
}

/* ---- the whole ---------------------------------------------------------- */

static void write_all(const hl_gc_document *doc, const edit e[2],
                      hl_text *out) {
  size_t at = 0;
  for (int i = 0; i < 2; i++) {
    hl_text_add_n(out, doc->bytes + at, e[i].gone.begin - at);
    hl_text_add_n(out, hl_text_cstr(&e[i].text), e[i].text.length);
    if (hl_text_status(&e[i].text)) out->failed = true;
    at = e[i].gone.end;
  }
  hl_text_add_n(out, doc->bytes + at, doc->length - at);
}

static hl_status write_document(const hl_gc_document *doc, hl_text *out,
                                hl_error *err) {
  edit first = {0}, second = {0};
  const hl_gc_section *a = &doc->tags, *b = &doc->intervals;
  /* What is not there yet goes behind what is. */
  if (b->n && (!a->n || b->range.begin < a->range.begin)) {
    a = &doc->intervals;
    b = &doc->tags;
  }
  bool ok = write_section(doc, a, SIZE_MAX, &first) &&
            write_section(doc, b, first.text.length ? SIZE_MAX : first.gone.end,
                          &second);
  edit both[2] = {first, second};
  if (second.gone.begin < first.gone.begin) {
    both[0] = second;
    both[1] = first;
  }
  if (ok) write_all(doc, both, out);
  hl_text_free(&first.text);
  hl_text_free(&second.text);
  if (!ok)
    return hl_fail(err, HL_E_INPUT,
                   "sections are written in a way that is not understood; the "
                   "file is left alone");
  return hl_text_status(out) ? hl_nomem(err) : HL_OK;
}

static bool says_what_was_asked(const hl_gc_document *doc) {
  const hl_gc_patch *patch = doc->patch;
  size_t ours = 0, asked = 0;
  for (size_t i = 0; i < doc->tags.n; i++) {
    const hl_gc_item *item = &doc->tags.item[i];
    const hl_gc_tag *tag = hl_gc_patch_tag(patch, item->name);
    if (tag && (!tag->value || !same_value(item->value, tag->value)))
      return false;
    ours += tag != NULL;
  }
  for (size_t i = 0; i < patch->tag_n; i++)
    asked += patch->tag[i].value != NULL;
  return ours == asked && (!patch->prefix || same_marks(doc));
}

/* Read the result as GoldenCheetah will, and compare. */
static hl_status verify(const hl_gc_document *before, const char *bytes,
                        size_t length, hl_error *err) {
  hl_gc_document after = {.bytes = bytes,
                          .length = length,
                          .patch = before->patch,
                          .arena = before->arena};
  hl_status status = hl_gc_document_read(&after, err);
  if (status) return status;
  hl_gc_range a = before->outline.samples, b = after.outline.samples;
  bool same =
      before->others.high == after.others.high &&
      before->others.low == after.others.low &&
      before->outline.sample_n == after.outline.sample_n &&
      a.end - a.begin == b.end - b.begin &&
      memcmp(before->bytes + a.begin, bytes + b.begin, a.end - a.begin) == 0;
  if (!same || !says_what_was_asked(&after))
    return hl_fail(err, HL_E_INTERNAL,
                   "the patched file would not say the same; it is left alone");
  return HL_OK;
}

static bool is_ascii(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text > 126) return false;
  return true;
}

static hl_status check_text(const char *text, bool is_utf8, hl_error *err) {
  if (!hl_utf8_valid(text, strlen(text)))
    return hl_fail(err, HL_E_USAGE, "a text to be written is not UTF-8");
  if (!is_utf8 && !is_ascii(text))
    return hl_fail(err, HL_E_INPUT, "the file is not UTF-8; it is left alone");
  return HL_OK;
}

static hl_status check_patch(const hl_gc_patch *patch, bool is_utf8,
                             hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < patch->tag_n && !status; i++) {
    const hl_gc_tag *tag = &patch->tag[i];
    if (!tag->key[0] || hl_gc_is_word(tag->key))
      return hl_fail(err, HL_E_USAGE, "\"%.40s\" cannot be a tag's name",
                     tag->key);
    if (i && strcmp(patch->tag[i - 1].key, tag->key) >= 0)
      return hl_fail(err, HL_E_USAGE, "tags must ascend by name");
    status = check_text(tag->key, is_utf8, err);
    if (!status && tag->value) status = check_text(tag->value, is_utf8, err);
  }
  for (size_t i = 0; i < patch->mark_n && !status; i++) {
    const char *name = patch->mark[i].name;
    size_t n = patch->prefix ? strlen(patch->prefix) : 0;
    if (!n || strncmp(name, patch->prefix, n) != 0 || is_blank(name[n]) ||
        !name[n])
      return hl_fail(err, HL_E_USAGE,
                     "an interval's name must be the prefix and more");
    status = check_text(name, is_utf8, err);
  }
  return status;
}

hl_status hl_gc_patch_document(const hl_gc_document *doc,
                               const hl_gc_patch *patch, hl_text *out,
                               hl_error *err) {
  size_t had = out->length;
  hl_gc_document now = *doc;
  now.patch = patch;
  hl_status status =
      check_patch(patch, hl_utf8_valid(doc->bytes, doc->length), err);
  if (!status) status = write_document(&now, out, err);
  if (!status) status = verify(&now, out->bytes + had, out->length - had, err);
  if (status && out->bytes && out->length > had)
    out->bytes[out->length = had] = 0;
  return status;
}

hl_status hl_gc_patch_apply(const char *bytes, size_t length,
                            const hl_gc_patch *patch, hl_text *out,
                            hl_error *err) {
  hl_arena arena = {0};
  hl_gc_document doc = {
      .bytes = bytes, .length = length, .patch = patch, .arena = &arena};
  hl_status status = check_patch(patch, hl_utf8_valid(bytes, length), err);
  if (!status) status = hl_gc_document_read(&doc, err);
  if (!status) status = hl_gc_patch_document(&doc, patch, out, err);
  hl_arena_free(&arena);
  return status;
}
