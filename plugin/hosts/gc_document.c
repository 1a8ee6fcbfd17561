/* SPDX-License-Identifier: MIT
**
** See gc_document.h.
*/
#include "hosts/gc_document.h"

#include <string.h>

const hl_gc_tag *hl_gc_patch_tag(const hl_gc_patch *patch, const char *key) {
  for (size_t i = 0; i < patch->tag_n; i++)
    if (!strcmp(patch->tag[i].key, key)) return &patch->tag[i];
  return NULL;
}

static void hash_text(hl_gc_document *doc, const char *text) {
  hl_hasher_add(doc->hasher, text, strlen(text) + 1);
}

static hl_status add_item(hl_gc_document *doc, hl_gc_section *section,
                          const hl_gc_item *item, hl_error *err) {
  hl_gc_item *list = hl_arena_more(doc->arena, section->item, section->n,
                                   &section->room, sizeof *list);
  if (!list) return hl_nomem(err);
  section->item = list;
  hl_gc_item *to = &list[section->n++];
  *to = *item;
  to->name = hl_arena_text(doc->arena, item->name, strlen(item->name));
  if (item->value)
    to->value = hl_arena_text(doc->arena, item->value, strlen(item->value));
  return to->name && (to->value || !item->value) ? HL_OK : hl_nomem(err);
}

static hl_status take_head(void *ctx, const char *key, const char *value,
                           hl_error *err) {
  (void)err;
  hash_text(ctx, key);
  hash_text(ctx, value);
  return HL_OK;
}

static hl_status take_tag(void *ctx, const char *key, const char *value,
                          hl_gc_range whole, hl_error *err) {
  hl_gc_document *doc = ctx;
  hl_gc_item item = {.whole = whole, .name = key, .value = value};
  item.is_ours = hl_gc_patch_tag(doc->patch, key) != NULL;
  if (!item.is_ours) {
    hash_text(doc, key);
    hash_text(doc, value);
  }
  return add_item(doc, &doc->tags, &item, err);
}

static hl_status take_interval(void *ctx, const hl_gc_interval *interval,
                               hl_error *err) {
  hl_gc_document *doc = ctx;
  const char *prefix = doc->patch->prefix;
  hl_gc_item item = {.whole = interval->whole,
                     .name = interval->name,
                     .start_s = interval->start_s,
                     .stop_s = interval->stop_s};
  item.is_ours = prefix && !strncmp(interval->name, prefix, strlen(prefix));
  if (!item.is_ours) {
    hash_text(doc, interval->name);
    hl_hasher_add(doc->hasher, &interval->start_s, sizeof(double));
    hl_hasher_add(doc->hasher, &interval->stop_s, sizeof(double));
  }
  return add_item(doc, &doc->intervals, &item, err);
}

static hl_status take_sample(void *ctx, const hl_gc_sample *sample,
                             hl_error *err) {
  hl_gc_document *doc = ctx;
  (void)err;
  hl_hasher_add(doc->hasher, sample->value, sizeof sample->value);
  return HL_OK;
}

static hl_status ride_end(void *ctx, bool is_truncated, hl_error *err) {
  hl_gc_document *doc = ctx;
  (void)is_truncated;
  (void)err;
  doc->rides++;
  return HL_OK;
}

/* Does one section of that name hold all its items? */
static bool is_single(const hl_gc_section *section) {
  for (size_t i = 0; i < section->n; i++)
    if (section->item[i].whole.begin < section->range.begin) return false;
  return true;
}

static hl_status check(const hl_gc_document *doc, hl_error *err) {
  const hl_gc_outline *outline = &doc->outline;
  if (outline->is_truncated)
    return hl_fail(err, HL_E_INPUT, "the file ends early; it is left alone");
  if (outline->loose_what)
    return hl_fail_at(err, HL_E_INPUT, outline->loose_line,
                      "GoldenCheetah stops reading here: %s; the file is left "
                      "alone",
                      outline->loose_what);
  if (doc->rides != 1 || !outline->samples.end)
    return hl_fail(err, HL_E_INPUT,
                   "expected one activity with samples; the file is left "
                   "alone");
  if (!is_single(&doc->tags) || !is_single(&doc->intervals))
    return hl_fail(err, HL_E_INPUT,
                   "a section stands twice; the file is left alone");
  return HL_OK;
}

hl_status hl_gc_document_read(hl_gc_document *doc, hl_error *err) {
  const hl_gc_sink sink = {.ctx = doc,
                           .head = take_head,
                           .tag = take_tag,
                           .interval = take_interval,
                           .sample = take_sample,
                           .ride_end = ride_end};
  doc->hasher = hl_hasher_new();
  if (!doc->hasher) return hl_nomem(err);
  hl_status status =
      hl_gc_parse(doc->bytes, doc->length, &sink, &doc->outline, err);
  doc->others = hl_hasher_end(doc->hasher);
  doc->tags.key = "TAGS";
  doc->tags.open = '{';
  doc->tags.close = '}';
  doc->tags.range = doc->outline.tags;
  doc->intervals.key = "INTERVALS";
  doc->intervals.open = '[';
  doc->intervals.close = ']';
  doc->intervals.range = doc->outline.intervals;
  return status ? status : check(doc, err);
}
