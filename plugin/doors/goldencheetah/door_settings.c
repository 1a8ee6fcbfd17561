/* SPDX-License-Identifier: MIT
**
** As much of QSettings' files as the door asks for: see door.h.
*/
#include <stdio.h>
#include <string.h>

#include "doors/goldencheetah/door.h"

/* Without the newline and blanks at either end. */
static char *trim(char *line) {
  size_t n = strlen(line);

  while (n > 0 && strchr("\r\n \t", line[n - 1]))
    line[--n] = '\0';
  return line + strspn(line, " \t");
}

/* "key=value" to the value; NULL: another key. */
static char *value_of(char *line, const char *key) {
  size_t n = strlen(key);

  if (strncmp(line, key, n) != 0) return NULL;
  line = trim(line + n);
  return line[0] == '=' ? trim(line + 1) : NULL;
}

bool hl_door_setting(const char *path, const char *section, const char *key,
                     char value[HL_DOOR_PATH]) {
  FILE *file = fopen(path, "re");
  char line[HL_DOOR_PATH];
  bool inside = strcmp(section, "General") == 0, found = false;

  if (file == NULL) return false;
  while (!found && fgets(line, sizeof line, file) != NULL) {
    char *text = trim(line);
    size_t n = strlen(text);

    if (text[0] == '[') {
      inside = n == strlen(section) + 2 && text[n - 1] == ']' &&
               strncmp(text + 1, section, n - 2) == 0;
    } else if (inside && (text = value_of(text, key)) != NULL) {
      memmove(value, text, strlen(text) + 1);
      found = true;
    }
  }
  fclose(file);
  return found;
}

/* ---- values ---- */

/* One character of Unicode at out[*n]; one that does not fit is left out. */
static void add_character(char *out, size_t *n, unsigned long c) {
  static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
  size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;

  if (c > 0x10ffff || *n + length >= HL_DOOR_PATH) return;
  for (i = length; i > 1; i--) {
    out[*n + i - 1] = (char)(0x80 | (c & 0x3f));
    c >>= 6;
  }
  out[*n] = (char)(lead[length > 1 ? length : 0] | c);
  *n += length;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What follows a backslash; returns what follows that. */
static const char *add_escape(const char *at, char *out, size_t *n) {
  static const char plain[] = "abfnrtv", meant[] = "\a\b\f\n\r\t\v";
  const char *p = *at ? strchr(plain, *at) : NULL;
  unsigned long c = 0;

  if (*at == 'x') {
    for (at++; hex_digit(*at) >= 0 && c < 0x110000; at++)
      c = c * 16 + (unsigned long)hex_digit(*at);
    add_character(out, n, c);
    return at;
  }
  if (*at != '\0')
    add_character(out, n, (unsigned char)(p ? meant[p - plain] : *at));
  return *at ? at + 1 : at;
}

bool hl_door_setting_text(const char **at, char text[HL_DOOR_PATH]) {
  const char *p = *at;
  bool quoted = false;
  size_t n = 0;

  while (*p == ' ' || *p == ',')
    p++;
  if (*p == '\0') return false;
  while (*p != '\0' && (quoted || *p != ',')) {
    if (*p == '"') {
      quoted = !quoted;
      p++;
    } else if (*p == '\\') {
      p = add_escape(p + 1, text, &n);
    } else if (n + 1 < HL_DOOR_PATH) {
      text[n++] = *p++;
    } else {
      p++;
    }
  }
  text[n] = '\0';
  *at = p;
  return true;
}
