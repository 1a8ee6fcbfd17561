/* SPDX-License-Identifier: MIT
**
** The table of formats: one line each. The order matters only where two sniff
** functions could take the same bytes.
*/
#include "read/formats.h"

#include <string.h>

#include "base/text.h"

const hl_format_reader *const hl_format_readers[] = {
    &hl_read_apple_health, &hl_read_tcx,
    &hl_read_gpx,          &hl_read_fit,
    &hl_read_gcjson,       &hl_read_garmin_days,
    &hl_read_hrm,          &hl_read_zip,
    &hl_read_pwx,          &hl_read_fitlog,
    &hl_read_sml,          &hl_read_moveslink,
    &hl_read_polar,        &hl_read_gc,
    &hl_read_sigma,        NULL,
};

const char *const hl_day_sources[] = {"file:apple-health", "file:garmin-daily",
                                      "file:garmin-health", "file:garmin-sleep",
                                      NULL};

const hl_format *hl_format_at(size_t index) {
  for (size_t i = 0; hl_format_readers[i]; i++)
    if (i == index) return &hl_format_readers[i]->about;
  return NULL;
}

bool hl_format_has_name(const hl_format_reader *format, const char *name) {
  enum {
    LONGEST = 24
  };
  char ending[LONGEST];
  for (const char *at = format->about.extensions; *at;) {
    size_t n = strcspn(at, " ");
    if (n + sizeof ".gz" <= sizeof ending) {
      memcpy(ending, at, n);
      memcpy(ending + n, ".gz", sizeof ".gz");
      if (hl_ends_with(name, ending)) return true;
      ending[n] = '\0';
      if (hl_ends_with(name, ending)) return true;
    }
    at += n + strspn(at + n, " ");
  }
  return false;
}

bool hl_read_knows_name(const char *path) {
  for (size_t i = 0; hl_format_readers[i]; i++)
    if (hl_format_has_name(hl_format_readers[i], path)) return true;
  return false;
}
