/* SPDX-License-Identifier: MIT
**
** Finds, replaces, adds and cuts the marked block. See merge.h for the form.
*/
#include "hosts/merge.h"

#include <string.h>

typedef struct marker { /* "[tag]" or "[/tag]" */
  char bytes[HL_MERGE_TAG_MAX + 4];
  size_t length;
} marker;

typedef struct span { /* bytes from..to of a text; to == 0: none */
  size_t from, to;
} span;

static bool is_tag(const char *tag) {
  size_t n = tag ? strlen(tag) : 0;

  return n > 0 && n <= HL_MERGE_TAG_MAX &&
         strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                     "0123456789_-") == n;
}

static marker make_marker(const char *before, const char *tag) {
  marker m = {{0}, strlen(before) + strlen(tag) + 1};

  memcpy(m.bytes, before, strlen(before));
  memcpy(m.bytes + strlen(before), tag, strlen(tag)); /* NOLINT: no NUL */
  m.bytes[m.length - 1] = ']';
  return m;
}

static bool is_at(const char *text, size_t length, size_t at, const marker *m) {
  return length - at >= m->length &&
         memcmp(text + at, m->bytes, m->length) == 0;
}

/* Walks backwards and remembers the nearest closing marker seen so far. */
static span find_block(const hl_merge_change *c, const marker *opener,
                       const marker *closer) {
  size_t close = 0, at;
  span none = {0, 0};

  for (at = c->old_length; at-- > 0;) {
    if (c->old[at] != '[') continue;
    if (is_at(c->old, c->old_length, at, closer)) close = at;
    if (close > 0 && is_at(c->old, c->old_length, at, opener)) {
      span found = {at, close + closer->length};
      return found;
    }
  }
  return none;
}

/* The newline that hl_merge itself put in front of the block. */
static bool owns_newline(const hl_merge_change *c, span block,
                         const marker *opener) {
  return block.from > 0 && c->old[block.from - 1] == '\n' &&
         c->old[block.from + opener->length] == '\n';
}

/* `text` with our own markers written in round brackets. */
static void add_words(hl_text *out, const hl_merge_change *c,
                      const marker *opener, const marker *closer) {
  size_t at = 0;

  while (at < c->text_length) {
    const marker *m = is_at(c->text, c->text_length, at, opener)   ? opener
                      : is_at(c->text, c->text_length, at, closer) ? closer
                                                                   : NULL;
    if (m == NULL) {
      hl_text_add_n(out, c->text + at++, 1);
      continue;
    }
    hl_text_add(out, "(");
    hl_text_add_n(out, m->bytes + 1, m->length - 2);
    hl_text_add(out, ")");
    at += m->length;
  }
}

static void add_block(hl_text *out, const hl_merge_change *c, bool owns,
                      const marker *opener, const marker *closer) {
  hl_text_add_n(out, opener->bytes, opener->length);
  hl_text_add(out, owns ? "\n" : " ");
  add_words(out, c, opener, closer);
  hl_text_add(out, "\n");
  hl_text_add_n(out, closer->bytes, closer->length);
}

hl_status hl_merge(hl_merge_change *change, hl_text *out, hl_error *err) {
  bool adds = change->text != NULL && change->text_length > 0;
  marker opener, closer;
  span block;
  bool owns;

  change->is_null = false;
  if (!is_tag(change->tag))
    return hl_fail(err, HL_E_USAGE,
                   "the tag of a marked block is 1 to %d letters, digits, "
                   "'-' or '_'",
                   (int)HL_MERGE_TAG_MAX);
  if (change->old == NULL) {
    change->is_null = !adds;
    if (!adds) return HL_OK;
    change->old = "";
    change->old_length = 0;
  }
  opener = make_marker("[", change->tag);
  closer = make_marker("[/", change->tag);
  block = find_block(change, &opener, &closer);
  if (block.to == 0) { /* none yet: it goes behind everything */
    block.from = block.to = change->old_length;
    owns = change->old_length > 0;
    hl_text_add_n(out, change->old, change->old_length);
    if (adds && owns) hl_text_add(out, "\n");
  } else {
    owns = owns_newline(change, block, &opener);
    hl_text_add_n(out, change->old, block.from - (owns && !adds ? 1 : 0));
  }
  if (adds) add_block(out, change, owns, &opener, &closer);
  hl_text_add_n(out, change->old + block.to, change->old_length - block.to);
  return hl_text_status(out) == HL_OK ? HL_OK : hl_nomem(err);
}
