/* SPDX-License-Identifier: MIT
**
** See markup.h.
*/
#include "hosts/markup.h"

#include <string.h>

static bool begins(const hl_markup *m, size_t at, const char *with) {
  size_t n = strlen(with);
  return m->length - at >= n && !memcmp(m->text + at, with, n);
}

/* Behind the next `end` from `at` on. */
static size_t behind(const hl_markup *m, size_t at, const char *end) {
  while (at < m->length && !begins(m, at, end))
    at++;
  size_t n = strlen(end);
  return m->length - at < n ? m->length : at + n;
}

/* Behind the '>' of a tag; one inside an attribute's quotes is none. */
static size_t behind_tag(const hl_markup *m, size_t at) {
  char quote = '\0';
  for (; at < m->length; at++) {
    char c = m->text[at];
    if (quote)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '>')
      return at + 1;
  }
  return m->length;
}

static void take_tag(hl_markup *m, size_t at) {
  m->from = at;
  m->to = behind_tag(m, at);
  m->is_end = begins(m, at, "</");
  m->is_empty = !m->is_end && m->to - at > 2 && m->text[m->to - 2] == '/';
  at += m->is_end ? 2 : 1;
  m->name = m->text + at;
  m->name_length = 0;
  while (at + m->name_length < m->to &&
         !strchr(" \t\r\n/>", m->name[m->name_length]))
    m->name_length++;
}

bool hl_markup_next(hl_markup *m) {
  size_t at = m->to;
  while (at < m->length) {
    if (m->text[at] != '<') {
      at++;
    } else if (begins(m, at, "<!--")) {
      at = behind(m, at + 4, "-->");
    } else if (begins(m, at, "<![CDATA[")) {
      at = behind(m, at, "]]>");
    } else if (begins(m, at, "<?")) {
      at = behind(m, at, "?>");
    } else {
      take_tag(m, at);
      return true;
    }
  }
  m->to = at;
  return false;
}

bool hl_markup_is(const hl_markup *m, const char *name) {
  return m->name_length == strlen(name) && !memcmp(m->name, name, strlen(name));
}

size_t hl_markup_blanks(const hl_markup *m, size_t at) {
  while (at > 0 && strchr(" \t", m->text[at - 1]))
    at--;
  return at;
}

size_t hl_markup_line_begin(const hl_markup *m, size_t at) {
  size_t begin = hl_markup_blanks(m, at);
  return begin > 0 && m->text[begin - 1] == '\n' ? begin : at;
}

size_t hl_markup_line_end(const hl_markup *m, size_t at) {
  size_t end = at;
  while (end < m->length && strchr(" \t\r", m->text[end]))
    end++;
  return end < m->length && m->text[end] == '\n' ? end + 1 : at;
}
