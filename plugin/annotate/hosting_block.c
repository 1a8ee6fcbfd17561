/* SPDX-License-Identifier: MIT
**
** See hosting_block.h.
*/
#include "annotate/hosting_block.h"

#include <string.h>

#include "base/number.h"
#include "hosts/merge.h"
#include "hosts/rows.h"

enum {
  FEW_CHARACTERS = 24 /* less than this says nothing */
};
static const char rest[] = "...";

bool hl_hosting_same(const hl_host_field *a, const hl_host_field *b) {
  return a->is_null == b->is_null && a->length == b->length &&
         !memcmp(a->text, b->text, a->length);
}

static hl_status merge(hl_hosting_block *block, const hl_host_field *old,
                       const hl_text *text, hl_host_field *now, hl_error *err) {
  hl_text out = {0};
  hl_merge_change change = {.old = old->is_null ? NULL : old->text,
                            .old_length = old->length,
                            .tag = HL_HOST_TAG,
                            .text = text ? hl_text_cstr(text) : NULL,
                            .text_length = text ? text->length : 0};
  hl_status status = hl_merge(&change, &out, err);
  *now = (hl_host_field){.is_there = true, .is_null = change.is_null};
  now->length = out.length;
  now->text = hl_arena_text(block->arena, hl_text_cstr(&out), out.length);
  hl_text_free(&out);
  return status || now->text ? status : hl_nomem(err);
}

/* As a program counts them: every byte that begins a character. */
static int64_t characters(const char *text, size_t length) {
  int64_t n = 0;
  for (size_t i = 0; i < length; i++)
    n += ((unsigned char)text[i] & 0xc0) != 0x80;
  return n;
}

/* Take `too_many` characters off its end, back to the end of a word. */
static void shorten(hl_text *text, int64_t too_many) {
  size_t end = text->length;
  int64_t gone = -(int64_t)strlen(rest);
  while (end > 0 && gone < too_many)
    gone += ((unsigned char)text->bytes[--end] & 0xc0) != 0x80;
  while (end > 0 && !strchr(" \n", text->bytes[end]))
    end--;
  while (end > 0 && strchr(" \n", text->bytes[end - 1]))
    end--;
  text->length = end;
  text->bytes[end] = '\0';
  hl_text_add(text, rest);
}

hl_status hl_hosting_set_block(hl_hosting_block *block,
                               const hl_host_field *old, const char *text,
                               hl_host_field *now, hl_error *err) {
  const char *said = block->binding->field_limit;
  int64_t limit = INT64_MAX;
  hl_text words = {0};
  if (said) hl_parse_int(said, strlen(said), &limit);
  block->has_room = false;
  if (!text) return merge(block, old, NULL, now, err);
  hl_text_add(&words, text);
  hl_status status = hl_text_status(&words) ? hl_nomem(err) : HL_OK;
  if (!status) status = merge(block, old, &words, now, err);
  int64_t over = status ? 0 : characters(now->text, now->length) - limit;
  block->has_room = over <= 0;
  if (over > 0) {
    shorten(&words, over);
    block->has_room = characters(words.bytes, words.length) >= FEW_CHARACTERS;
    if (hl_text_status(&words)) status = hl_nomem(err);
    if (!status)
      status = merge(block, old, block->has_room ? &words : NULL, now, err);
  }
  hl_text_free(&words);
  return status;
}
