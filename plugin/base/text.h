/* SPDX-License-Identifier: MIT
**
** A string that grows, and the few text tools the house needs.
**
** The builder's error is sticky: after an allocation fails every call does
** nothing and hl_text_status() says so once, at the end. hl_text_clear() also
** forgets the failure.
**
**     hl_text out = {0};
**     hl_text_add(&out, "HR ");
**     hl_text_fixed(&out, 9.4, 0);
**     ... hl_text_cstr(&out) ...
**     hl_text_free(&out);
*/
#ifndef HL_BASE_TEXT_H
#define HL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct hl_text {
  char *bytes; /* NUL terminated once anything was added; may be NULL */
  size_t length;
  size_t capacity;
  bool failed; /* out of memory: contents are incomplete */
  bool comma;  /* JSON: the next member needs a comma before it */
} hl_text;

void hl_text_add(hl_text *text, const char *cstr);
void hl_text_add_n(hl_text *text, const char *bytes, size_t length);
void hl_text_int(hl_text *text, int64_t value);
void hl_text_fixed(hl_text *text, double value, int decimals);
/* %s %d %lld %zu %% only. */
void hl_text_format(hl_text *text, const char *format, ...) HL_PRINTF(2, 3);
const char *hl_text_cstr(const hl_text *text); /* "" when empty, never NULL */
hl_status hl_text_status(const hl_text *text); /* HL_OK or HL_E_NOMEM */
void hl_text_clear(hl_text *text);             /* empty, keeps the memory */
void hl_text_free(hl_text *text);

/* JSON writer. Commas are placed by the builder. `key` NULL inside arrays and
** at the top. Text is escaped; bytes that are not UTF-8 become U+FFFD. */
void hl_json_open(hl_text *text, const char *key, char bracket); /* '{' '[' */
void hl_json_close(hl_text *text, char bracket);                 /* '}' ']' */
/* value NULL is written as null. */
void hl_json_text(hl_text *text, const char *key, const char *value);
void hl_json_int(hl_text *text, const char *key, int64_t value);
void hl_json_fixed(hl_text *text, const char *key, double value, int decimals);
void hl_json_double(hl_text *text, const char *key, double value);
void hl_json_bool(hl_text *text, const char *key, bool value);
void hl_json_null(hl_text *text, const char *key);
void hl_json_raw(hl_text *text, const char *key, const char *json);

/* Copies the bytes and a NUL behind them if both fit into `size`, else writes
** "": half a number would be another number. Returns the length written. */
size_t hl_text_fit(char *buffer, size_t size, const char *bytes, size_t length);

/* Is this well-formed UTF-8 (no overlong forms, surrogates or NUL)? */
bool hl_utf8_valid(const char *bytes, size_t length);
/* Bytes of the well-formed character at `p` < `end`; 0: there is none. */
size_t hl_utf8_length(const char *p, const char *end);
#define HL_UTF8_REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD, for what is not UTF-8 */
/* ASCII-only case folding: independent of the locale. */
bool hl_same_word(const char *a, const char *b);
bool hl_ends_with(const char *text, const char *suffix); /* ASCII caseless */
/* Base name within a path: a pointer into it. */
const char *hl_base_name(const char *path);

#endif
