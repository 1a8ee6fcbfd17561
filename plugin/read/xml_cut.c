/* SPDX-License-Identifier: MIT
**
** Looks at XML bytes without parsing them; see xml_cut.h.
*/
#include "read/xml_cut.h"

#include <string.h>

static bool is_space(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t hl_xml_leading(const unsigned char *bytes, size_t length, int *lines) {
  static const unsigned char mark[3] = {0xef, 0xbb, 0xbf};
  size_t at = 0;
  for (;;) {
    if (length - at >= sizeof mark && !memcmp(bytes + at, mark, sizeof mark))
      at += sizeof mark;
    else if (at < length && is_space(bytes[at]))
      *lines += bytes[at++] == '\n';
    else
      return at;
  }
}

size_t hl_xml_last_open(const unsigned char *bytes, size_t from,
                        size_t length) {
  for (size_t i = length; i-- > from;)
    if (bytes[i] == '<') return i;
  return length;
}

bool hl_xml_markup_ends(const unsigned char *bytes, size_t length) {
  bool is_tag = length > 1 && bytes[1] != '!' && bytes[1] != '?';
  unsigned char quote = 0;
  for (size_t i = 1; i < length; i++) {
    if (quote)
      quote = bytes[i] == quote ? 0 : quote;
    else if (bytes[i] == '>')
      return true;
    else if (is_tag && (bytes[i] == '"' || bytes[i] == '\''))
      quote = bytes[i];
  }
  return false;
}

/* ---- root element -------------------------------------------------------- */
typedef struct view {
  const unsigned char *bytes;
  size_t length, at;
} view;

static int peek(const view *v, size_t ahead) {
  size_t i = v->at + ahead;
  return i < v->length ? v->bytes[i] : -1;
}

static bool starts_with(const view *v, const char *text) {
  for (size_t i = 0; text[i]; i++)
    if (peek(v, i) != (unsigned char)text[i]) return false;
  return true;
}

static bool skip_past(view *v, const char *text) {
  for (; peek(v, 0) >= 0; v->at++)
    if (starts_with(v, text)) {
      v->at += strlen(text);
      return true;
    }
  return false;
}

/* A DOCTYPE ends with '>' outside brackets. A bracket in a quoted value or a
** comment of the subset would mislead; the parser then says what is wrong. */
static bool skip_doctype(view *v) {
  bool in_subset = false;
  for (; peek(v, 0) >= 0; v->at++) {
    int c = peek(v, 0);
    if (c == '[' || c == ']')
      in_subset = c == '[';
    else if (c == '>' && !in_subset) {
      v->at++;
      return true;
    }
  }
  return false;
}

static bool is_name_end(int c) {
  return c < 0 || c == '>' || c == '/' || c == '<' ||
         is_space((unsigned char)c);
}

static bool take_name(view *v, char *name, size_t size) {
  size_t n = 0;
  for (v->at++; !is_name_end(peek(v, 0)); v->at++) {
    int c = peek(v, 0);
    if (c == ':')
      n = 0; /* what came before was the prefix */
    else if (n + 1 < size)
      name[n++] = (char)c;
  }
  name[n] = '\0';
  return n > 0;
}

bool hl_xml_root_name(const unsigned char *bytes, size_t length, char *name,
                      size_t size) {
  int lines = 0;
  view v = {bytes, length, hl_xml_leading(bytes, length, &lines)};
  for (;;) {
    while (peek(&v, 0) >= 0 && is_space((unsigned char)peek(&v, 0)))
      v.at++;
    bool more = true;
    if (peek(&v, 0) != '<') return false;
    if (starts_with(&v, "<!--"))
      more = skip_past(&v, "-->");
    else if (starts_with(&v, "<?"))
      more = skip_past(&v, "?>");
    else if (starts_with(&v, "<!"))
      more = skip_doctype(&v);
    else
      return take_name(&v, name, size);
    if (!more) return false;
  }
}
