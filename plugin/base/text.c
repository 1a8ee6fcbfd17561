/* SPDX-License-Identifier: MIT
**
** The growing string of text.h, UTF-8 and ASCII tools. The JSON writer is in
** json.c.
*/
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"

/* Room for `more` bytes and a NUL behind what is there. */
static bool make_room(hl_text *text, size_t more) {
  size_t needed;
  if (text->failed) return false;
  if (!hl_size_add(text->length, more, &needed) ||
      !hl_size_add(needed, 1, &needed)) {
    text->failed = true;
    return false;
  }
  if (needed <= text->capacity) return true;
  size_t capacity = text->capacity < 64 ? 64 : text->capacity;
  while (capacity < needed)
    if (!hl_size_mul(capacity, 2, &capacity)) capacity = needed;
  char *bytes = realloc(text->bytes, capacity);
  if (!bytes) {
    text->failed = true;
    return false;
  }
  text->bytes = bytes;
  text->capacity = capacity;
  return true;
}

void hl_text_add_n(hl_text *text, const char *bytes, size_t length) {
  if (!make_room(text, length)) return;
  if (length > 0) memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

void hl_text_add(hl_text *text, const char *cstr) {
  hl_text_add_n(text, cstr, strlen(cstr));
}

void hl_text_int(hl_text *text, int64_t value) {
  hl_text_format(text, "%lld", (long long)value);
}

void hl_text_fixed(hl_text *text, double value, int decimals) {
  char number[32];
  hl_text_add_n(text, number,
                hl_print_fixed(number, sizeof number, value, decimals));
}

void hl_text_format(hl_text *text, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  if (length < 0) {
    text->failed = true;
  } else if (make_room(text, (size_t)length)) {
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
  }
  va_end(again);
  va_end(args);
}

const char *hl_text_cstr(const hl_text *text) {
  return text->bytes ? text->bytes : "";
}

hl_status hl_text_status(const hl_text *text) {
  return text->failed ? HL_E_NOMEM : HL_OK;
}

void hl_text_clear(hl_text *text) {
  text->length = 0;
  text->failed = false;
  text->comma = false;
  if (text->bytes) text->bytes[0] = '\0';
}

void hl_text_free(hl_text *text) {
  free(text->bytes);
  *text = (hl_text){0};
}

size_t hl_text_fit(char *buffer, size_t size, const char *bytes,
                   size_t length) {
  if (size == 0) return 0;
  if (length >= size) length = 0;
  memcpy(buffer, bytes, length);
  buffer[length] = '\0';
  return length;
}

/* ---- UTF-8 ---------------------------------------------------------------
** Bytes of the well-formed character at `p` (Unicode 15, table 3-7), 0 if
** there is none. NUL is no character of ours. */
size_t hl_utf8_length(const char *p, const char *end) {
  unsigned lead = (unsigned char)*p;
  unsigned least = 0x80, most = 0xBF; /* of the second byte */
  size_t length;
  if (lead >= 0x01 && lead <= 0x7F) return 1;
  if (lead >= 0xC2 && lead <= 0xDF)
    length = 2;
  else if (lead >= 0xE0 && lead <= 0xEF)
    length = 3;
  else if (lead >= 0xF0 && lead <= 0xF4)
    length = 4;
  else
    return 0;
  if (lead == 0xE0) least = 0xA0; /* overlong */
  if (lead == 0xED) most = 0x9F;  /* surrogates */
  if (lead == 0xF0) least = 0x90; /* overlong */
  if (lead == 0xF4) most = 0x8F;  /* beyond U+10FFFF */
  if ((size_t)(end - p) < length) return 0;
  unsigned second = (unsigned char)p[1];
  if (second < least || second > most) return 0;
  for (size_t i = 2; i < length; i++)
    if (((unsigned char)p[i] & 0xC0) != 0x80) return 0;
  return length;
}

/* Eight bytes of ASCII without a NUL, which most of every file is. */
static bool is_plain_word(const char *bytes) {
  const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return (((word - ones) | word) & high) == 0;
}

bool hl_utf8_valid(const char *bytes, size_t length) {
  const char *end = bytes + length;
  while (bytes < end) {
    if (end - bytes >= 8 && is_plain_word(bytes)) {
      bytes += 8;
      continue;
    }
    size_t step = hl_utf8_length(bytes, end);
    if (step == 0) return false;
    bytes += step;
  }
  return true;
}

/* ---- ASCII words and paths --------------------------------------------- */

static int fold(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool hl_same_word(const char *a, const char *b) {
  for (; fold(*a) == fold(*b); a++, b++)
    if (*a == '\0') return true;
  return false;
}

bool hl_ends_with(const char *text, const char *suffix) {
  size_t length = strlen(text), wanted = strlen(suffix);
  return length >= wanted && hl_same_word(text + length - wanted, suffix);
}

const char *hl_base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
