/* SPDX-License-Identifier: MIT
**
** A JSON scanner that pulls one token at a time, see json_scan.h. Linear in
** the bytes but for the line number of an error, which is counted when needed.
*/
#include "base/json_scan.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

void hl_scan_begin(hl_scan *s, const char *bytes, size_t length,
                   hl_error *err) {
  *s = (hl_scan){.begin = bytes, .at = bytes, .end = bytes + length};
  s->err = err;
  s->is_latin1 = !hl_utf8_valid(bytes, length);
  if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) s->at += 3;
}

int64_t hl_scan_line(const hl_scan *s) {
  int64_t line = 1;
  for (const char *c = s->begin; c < s->at; c++)
    if (*c == '\n') line++;
  return line;
}

void hl_scan_expected(hl_scan *s, const char *what) {
  if (s->status) return;
  s->is_truncated = s->at >= s->end;
  s->status = s->is_truncated ? HL_E_INPUT
                              : hl_fail_at(s->err, HL_E_INPUT, hl_scan_line(s),
                                           "expected %s", what);
}

void hl_scan_check(hl_scan *s, hl_status status) {
  if (!s->status) s->status = status;
}

static void skip_space(hl_scan *s) {
  while (s->at < s->end &&
         (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r'))
    s->at++;
}

char hl_scan_peek(hl_scan *s) {
  if (s->status) return 0;
  skip_space(s);
  return s->at < s->end ? *s->at : 0;
}

bool hl_scan_take(hl_scan *s, char byte) {
  if (hl_scan_peek(s) != byte || s->status || s->at >= s->end) return false;
  s->at++;
  return true;
}

void hl_scan_need(hl_scan *s, char byte, const char *what) {
  if (!hl_scan_take(s, byte)) hl_scan_expected(s, what);
}

size_t hl_scan_offset(const hl_scan *s) {
  return (size_t)(s->at - s->begin);
}

static void add_code(hl_text *text, uint32_t code) {
  char bytes[4];
  size_t n = 0;
  if (code < 0x80) {
    bytes[n++] = (char)code;
  } else if (code < 0x800) {
    bytes[n++] = (char)(0xc0 | code >> 6);
    bytes[n++] = (char)(0x80 | (code & 63));
  } else if (code < 0x10000) {
    bytes[n++] = (char)(0xe0 | code >> 12);
    bytes[n++] = (char)(0x80 | (code >> 6 & 63));
    bytes[n++] = (char)(0x80 | (code & 63));
  } else {
    bytes[n++] = (char)(0xf0 | code >> 18);
    bytes[n++] = (char)(0x80 | (code >> 12 & 63));
    bytes[n++] = (char)(0x80 | (code >> 6 & 63));
    bytes[n++] = (char)(0x80 | (code & 63));
  }
  hl_text_add_n(text, bytes, n);
}

static bool hex4(hl_scan *s, uint32_t *code) {
  if (s->end - s->at < 4) return false;
  *code = 0;
  for (int i = 0; i < 4; i++) {
    char c = s->at[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return false;
    *code = *code << 4 | (uint32_t)digit;
  }
  s->at += 4;
  return true;
}

/* Behind "\u". A lone half of a surrogate pair becomes U+FFFD, so does NUL. */
static void take_unicode(hl_scan *s, hl_text *text) {
  uint32_t high, low;
  if (!hex4(s, &high)) {
    hl_scan_expected(s, "four hex digits after \\u");
    return;
  }
  bool paired = high >= 0xd800 && high < 0xdc00 && s->end - s->at >= 6 &&
                s->at[0] == '\\' && s->at[1] == 'u';
  if (paired) {
    const char *back = s->at;
    s->at += 2;
    if (hex4(s, &low) && low >= 0xdc00 && low < 0xe000) {
      add_code(text, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
      return;
    }
    s->at = back;
  }
  bool bad = high == 0 || (high >= 0xd800 && high < 0xe000);
  add_code(text, bad ? 0xfffd : high);
}

static void take_escape(hl_scan *s, hl_text *text) {
  static const char from[] = "\"\\/tnrbf", to[] = "\"\\/\t\n\r\b\f";
  if (s->at >= s->end) {
    hl_scan_expected(s, "an escape");
    return;
  }
  char c = *s->at++;
  const char *found = c ? strchr(from, c) : NULL;
  if (found)
    hl_text_add_n(text, &to[found - from], 1);
  else if (c == 'u')
    take_unicode(s, text);
  else
    hl_scan_expected(s, "one of \\\" \\\\ \\/ \\t \\n \\r \\b \\f \\u");
}

/* Bytes up to the next quote or escape, as UTF-8. */
static void take_plain(hl_scan *s, hl_text *text) {
  const char *from = s->at;
  while (s->at < s->end && *s->at != '"' && *s->at != '\\')
    s->at++;
  size_t room = HL_SCAN_TEXT - text->length, length = (size_t)(s->at - from);
  if (length > room) length = room;
  if (!s->is_latin1) {
    hl_text_add_n(text, from, length);
    return;
  }
  for (size_t i = 0; i < length; i++)
    add_code(text, (unsigned char)from[i]);
}

void hl_scan_text(hl_scan *s, hl_text *text) {
  hl_text_clear(text);
  hl_scan_need(s, '"', "a text in quotes");
  while (!s->status && s->at < s->end && *s->at != '"') {
    if (*s->at == '\\') {
      s->at++;
      take_escape(s, text);
    } else {
      take_plain(s, text);
    }
    if (text->length > HL_SCAN_TEXT)
      text->bytes[text->length = HL_SCAN_TEXT] = 0;
  }
  if (!s->status && (s->at >= s->end || *s->at != '"'))
    hl_scan_expected(s, "a quote");
  if (!s->status) s->at++;
  hl_scan_check(s, hl_text_status(text) ? hl_nomem(s->err) : HL_OK);
}

static void skip_text(hl_scan *s) {
  for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
    if (*s->at == '\\' && s->end - s->at > 1) s->at++;
  hl_scan_need(s, '"', "a quote");
}

static bool is_number_byte(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' ||
         c == 'e' || c == 'E';
}

double hl_scan_number(hl_scan *s) {
  double value = NAN;
  if (hl_scan_peek(s) == 0) hl_scan_expected(s, "a number");
  const char *from = s->at;
  while (!s->status && s->at < s->end && is_number_byte(*s->at))
    s->at++;
  size_t length = (size_t)(s->at - from);
  if (s->at >= s->end || !hl_parse_double(from, length, &value)) {
    if (s->at < s->end) s->at = from;
    hl_scan_expected(s, "a number");
  }
  return value;
}

static void take_word(hl_scan *s, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(s->end - s->at) < length &&
      memcmp(s->at, word, (size_t)(s->end - s->at)) == 0)
    s->at = s->end;
  else if ((size_t)(s->end - s->at) >= length &&
           memcmp(s->at, word, length) == 0) {
    s->at += length;
    return;
  }
  hl_scan_expected(s, "a value");
}

static void skip_value(hl_scan *s, int depth);

/* `[` or `{` is next. Members that nobody asked for. */
static void skip_list(hl_scan *s, int depth) {
  char open = *s->at++, close = open == '{' ? '}' : ']';
  if (depth >= HL_SCAN_DEPTH) {
    hl_scan_check(s, hl_fail_at(s->err, HL_E_LIMIT, hl_scan_line(s),
                                "nested deeper than %d", HL_SCAN_DEPTH));
    return;
  }
  if (hl_scan_take(s, close)) return;
  do {
    if (open == '{') {
      if (hl_scan_peek(s) == '"')
        skip_text(s);
      else
        hl_scan_expected(s, "a name in quotes");
      hl_scan_need(s, ':', "':'");
    }
    skip_value(s, depth + 1);
  } while (hl_scan_take(s, ','));
  hl_scan_need(s, close, close == '}' ? "',' or '}'" : "',' or ']'");
}

static void skip_value(hl_scan *s, int depth) {
  switch (hl_scan_peek(s)) {
  case '{':
  case '[': skip_list(s, depth); break;
  case '"': skip_text(s); break;
  case 't': take_word(s, "true"); break;
  case 'f': take_word(s, "false"); break;
  case 'n': take_word(s, "null"); break;
  default: hl_scan_number(s); break;
  }
}

void hl_scan_skip(hl_scan *s) {
  skip_value(s, 0);
}
