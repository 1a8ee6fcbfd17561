/* SPDX-License-Identifier: MIT
**
** See cli_ini.h.
*/
#include "doors/cli_ini.h"

#include <string.h>

typedef struct place { /* offsets into the text */
  bool has_section, has_key;
  size_t behind_header;   /* the line after [section] */
  size_t key, value, end; /* the line, behind its '=', before its line end */
} place;

static size_t line_end(const hl_text *ini, size_t at) {
  while (at < ini->length && ini->bytes[at] != '\n')
    at++;
  return at;
}

static size_t next_line(const hl_text *ini, size_t at) {
  size_t end = line_end(ini, at);
  return end < ini->length ? end + 1 : end;
}

/* Where the line at `at` ends, without the \r of a file from elsewhere. */
static size_t text_end(const hl_text *ini, size_t at) {
  size_t end = line_end(ini, at);
  return end > at && ini->bytes[end - 1] == '\r' ? end - 1 : end;
}

static bool is_at(const hl_text *ini, size_t at, const char *word) {
  size_t n = strlen(word);
  return ini->length - at >= n && memcmp(ini->bytes + at, word, n) == 0;
}

static bool is_header(const hl_text *ini, size_t at, const char *section) {
  size_t n = strlen(section);
  return is_at(ini, at, "[") && is_at(ini, at + 1, section) &&
         text_end(ini, at) == at + n + 2 && ini->bytes[at + n + 1] == ']';
}

static void find_key(const hl_text *ini, const char *key, place *p) {
  size_t at, n = strlen(key);

  for (at = p->behind_header; at < ini->length && !is_at(ini, at, "[");
       at = next_line(ini, at))
    if (is_at(ini, at, key) && is_at(ini, at + n, "=")) {
      p->has_key = true;
      p->key = at;
      p->value = at + n + 1;
      p->end = text_end(ini, at);
      return;
    }
}

static place find(const hl_text *ini, const char *section, const char *key) {
  place p = {0};
  size_t at;

  for (at = 0; at < ini->length && !p.has_section; at = next_line(ini, at))
    if (is_header(ini, at, section)) {
      p.has_section = true;
      p.behind_header = next_line(ini, at);
      find_key(ini, key, &p);
    }
  return p;
}

bool hl_ini_get(const hl_text *ini, const char *section, const char *key,
                hl_text *value) {
  place p = find(ini, section, key);

  if (p.has_key) hl_text_add_n(value, ini->bytes + p.value, p.end - p.value);
  return p.has_key;
}

/* The first `n` bytes of the text, then one line. */
static void add_line(hl_text *out, const hl_text *ini, size_t n,
                     const char *key, const char *value) {
  if (n > 0) hl_text_add_n(out, ini->bytes, n);
  if (out->length > 0 && out->bytes[out->length - 1] != '\n')
    hl_text_add(out, "\n");
  hl_text_format(out, "%s=%s\n", key, value);
}

void hl_ini_put(const hl_text *ini, const char *section, const char *key,
                const char *value, hl_text *out) {
  place p = find(ini, section, key);
  size_t from = 0;

  if (p.has_key && value == NULL) {
    hl_text_add_n(out, ini->bytes, p.key);
    from = next_line(ini, p.key);
  } else if (p.has_key) {
    hl_text_add_n(out, ini->bytes, p.value);
    hl_text_add(out, value);
    from = p.end;
  } else if (p.has_section && value != NULL) {
    from = p.behind_header;
    add_line(out, ini, from, key, value);
  } else if (value != NULL) {
    hl_text header = {0};
    hl_text_add_n(&header, hl_text_cstr(ini), ini->length);
    if (ini->length > 0)
      hl_text_add(&header, ini->bytes[ini->length - 1] == '\n' ? "\n" : "\n\n");
    hl_text_format(&header, "[%s]\n", section);
    add_line(out, &header, header.length, key, value);
    hl_text_free(&header);
    from = ini->length;
  }
  if (from < ini->length)
    hl_text_add_n(out, ini->bytes + from, ini->length - from);
}
