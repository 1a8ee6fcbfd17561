/* SPDX-License-Identifier: MIT
**
** Looks at XML bytes without parsing them; see xml_cut.h.
*/
#include "read/xml_cut.h"

#include <string.h>

static bool is_space(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

hl_xml_width hl_xml_width_of(const unsigned char *bytes, size_t length) {
  if (length < 2) return HL_XML_NARROW;
  unsigned first = bytes[0], second = bytes[1];
  if ((first == 0xff && second == 0xfe) || (first == '<' && second == 0))
    return HL_XML_WIDE_LE;
  if ((first == 0xfe && second == 0xff) || (first == 0 && second == '<'))
    return HL_XML_WIDE_BE;
  return HL_XML_NARROW;
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

/* Is there the ASCII character `c` at bytes[i]? */
static bool is_at(const unsigned char *bytes, size_t i, size_t length, char c,
                  hl_xml_width width) {
  unsigned char wanted = (unsigned char)c;
  if (width == HL_XML_NARROW) return bytes[i] == wanted;
  if (i % 2 || i + 1 >= length) return false;
  return width == HL_XML_WIDE_LE ? bytes[i] == wanted && !bytes[i + 1]
                                 : !bytes[i] && bytes[i + 1] == wanted;
}

size_t hl_xml_last_open(const unsigned char *bytes, size_t from, size_t length,
                        hl_xml_width width) {
  for (size_t i = length; i-- > from;)
    if (is_at(bytes, i, length, '<', width)) return i;
  return length;
}

bool hl_xml_markup_ends(const unsigned char *bytes, size_t length,
                        hl_xml_width width) {
  size_t step = width == HL_XML_NARROW ? 1 : 2;
  bool is_tag = step < length && !is_at(bytes, step, length, '!', width) &&
                !is_at(bytes, step, length, '?', width);
  char quote = 0;
  for (size_t i = step; i < length; i += step) {
    if (quote) {
      if (is_at(bytes, i, length, quote, width)) quote = 0;
    } else if (is_at(bytes, i, length, '>', width)) {
      return true;
    } else if (is_tag && is_at(bytes, i, length, '"', width)) {
      quote = '"';
    } else if (is_tag && is_at(bytes, i, length, '\'', width)) {
      quote = '\'';
    }
  }
  return false;
}

/* ---- root element --------------------------------------------------------- */
typedef struct view { /* narrowed to one byte per character */
  const unsigned char *bytes;
  size_t length, at, step;
} view;

static int peek(const view *v, size_t ahead) {
  size_t i = v->at + ahead * v->step;
  return i < v->length ? v->bytes[i] : -1;
}

static bool starts_with(const view *v, const char *text) {
  for (size_t i = 0; text[i]; i++)
    if (peek(v, i) != (unsigned char)text[i]) return false;
  return true;
}

static bool skip_past(view *v, const char *text) {
  for (; peek(v, 0) >= 0; v->at += v->step)
    if (starts_with(v, text)) {
      v->at += strlen(text) * v->step;
      return true;
    }
  return false;
}

/* A DOCTYPE ends with '>' outside brackets. A bracket in a quoted value or a
** comment of the subset would mislead; the parser then says what is wrong. */
static bool skip_doctype(view *v) {
  bool in_subset = false;
  for (; peek(v, 0) >= 0; v->at += v->step) {
    int c = peek(v, 0);
    if (c == '[' || c == ']')
      in_subset = c == '[';
    else if (c == '>' && !in_subset) {
      v->at += v->step;
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
  for (v->at += v->step; !is_name_end(peek(v, 0)); v->at += v->step) {
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
  hl_xml_width width = hl_xml_width_of(bytes, length);
  view v = {bytes, length, 0, width == HL_XML_NARROW ? 1 : 2};
  if (width == HL_XML_NARROW)
    v.at = hl_xml_leading(bytes, length, &lines);
  else
    v.at = (width == HL_XML_WIDE_BE) + (bytes[0] >= 0xfe ? 2U : 0U);
  for (;;) {
    while (peek(&v, 0) >= 0 && is_space((unsigned char)peek(&v, 0)))
      v.at += v.step;
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
