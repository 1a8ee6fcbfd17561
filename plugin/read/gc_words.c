/* SPDX-License-Identifier: MIT
**
** See gc_words.h.
*/
#include "read/gc_words.h"

#include <string.h>

#include "base/calendar.h"
#include "base/number.h"

bool hl_gc_parse_start(const char *text, int64_t *ms) {
  char iso[20];
  hl_instant instant;
  if (strlen(text) < 19) return false;
  memcpy(iso, text, 19);
  for (size_t i = 0; i < 19; i++)
    if (iso[i] == '/') iso[i] = '-';
  if (!hl_parse_datetime(iso, 19, &instant)) return false;
  *ms = instant.ms;
  return true;
}

bool hl_gc_is_lap_name(const char *name) {
  int64_t number;
  if (strncmp(name, "Lap ", 4) == 0) name += 4;
  return hl_parse_int(name, strlen(name), &number);
}
