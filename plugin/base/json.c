/* SPDX-License-Identifier: MIT
**
** The JSON writer of text.h (RFC 8259). It writes what it is told in order;
** the only thing it remembers is whether a comma is due.
*/
#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* Anything that may go between quotes as it is. */
static void add_escaped_byte(hl_text *text, unsigned char byte) {
  static const char HEX[] = "0123456789abcdef";
  char unicode[] = {'\\', 'u', '0', '0', HEX[byte >> 4], HEX[byte & 15]};
  switch (byte) {
  case '"': hl_text_add(text, "\\\""); break;
  case '\\': hl_text_add(text, "\\\\"); break;
  case '\n': hl_text_add(text, "\\n"); break;
  case '\r': hl_text_add(text, "\\r"); break;
  case '\t': hl_text_add(text, "\\t"); break;
  default: hl_text_add_n(text, unicode, sizeof unicode);
  }
}

static void add_quoted(hl_text *text, const char *value) {
  const char *end = value + strlen(value);
  const char *plain = value; /* what may be copied as it is begins here */
  hl_text_add(text, "\"");
  while (value < end) {
    unsigned char byte = (unsigned char)*value;
    size_t step = hl_utf8_length(value, end);
    bool special = byte < 0x20 || byte == '"' || byte == '\\';
    if (step > 0 && !special) {
      value += step;
      continue;
    }
    hl_text_add_n(text, plain, (size_t)(value - plain));
    if (special)
      add_escaped_byte(text, byte);
    else
      hl_text_add(text, HL_UTF8_REPLACEMENT);
    plain = ++value;
  }
  hl_text_add_n(text, plain, (size_t)(value - plain));
  hl_text_add(text, "\"");
}

/* Comma and key before a value. */
static void begin(hl_text *text, const char *key) {
  if (text->comma) hl_text_add(text, ",");
  text->comma = true;
  if (!key) return;
  add_quoted(text, key);
  hl_text_add(text, ":");
}

void hl_json_open(hl_text *text, const char *key, char bracket) {
  begin(text, key);
  hl_text_add_n(text, &bracket, 1);
  text->comma = false;
}

void hl_json_close(hl_text *text, char bracket) {
  hl_text_add_n(text, &bracket, 1);
  text->comma = true;
}

void hl_json_text(hl_text *text, const char *key, const char *value) {
  if (!value) {
    hl_json_null(text, key);
    return;
  }
  begin(text, key);
  add_quoted(text, value);
}

void hl_json_int(hl_text *text, const char *key, int64_t value) {
  begin(text, key);
  hl_text_int(text, value);
}

void hl_json_fixed(hl_text *text, const char *key, double value, int decimals) {
  begin(text, key);
  hl_text_fixed(text, value, decimals);
}

void hl_json_double(hl_text *text, const char *key, double value) {
  char number[32];
  begin(text, key);
  hl_text_add_n(text, number, hl_print_double(number, sizeof number, value));
}

void hl_json_bool(hl_text *text, const char *key, bool value) {
  hl_json_raw(text, key, value ? "true" : "false");
}

void hl_json_null(hl_text *text, const char *key) {
  hl_json_raw(text, key, "null");
}

void hl_json_raw(hl_text *text, const char *key, const char *json) {
  begin(text, key);
  hl_text_add(text, json);
}
