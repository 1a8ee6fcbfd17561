/* SPDX-License-Identifier: MIT
**
** Filling in an hl_error; see status.h. Text that does not fit is cut on a
** UTF-8 character so that an error can always be stored in a database.
*/
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

const char *hl_status_name(hl_status status) {
  switch (status) {
  case HL_OK: return "ok";
  case HL_E_INPUT: return "input";
  case HL_E_RULE: return "rule";
  case HL_E_LIMIT: return "limit";
  case HL_E_HOST: return "host";
  case HL_E_NOMEM: return "nomem";
  case HL_E_CANCEL: return "cancel";
  case HL_E_USAGE: return "usage";
  case HL_E_INTERNAL: return "internal";
  }
  return "unknown";
}

/* Take away the bytes of a character that was cut in the middle. */
static void end_on_character(char *text) {
  size_t length = strlen(text);
  size_t at = length;
  while (at > 0 && length - at < 3 &&
         ((unsigned char)text[at - 1] & 0xC0) == 0x80)
    at--;
  if (at == 0) return;
  unsigned char lead = (unsigned char)text[at - 1];
  size_t needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length - at + 1 < needs) text[at - 1] = '\0';
}

HL_PRINTF(4, 0)
static hl_status fill(hl_error *err, hl_status status, int64_t line,
                      const char *format, va_list args) {
  if (!err) return status;
  if (err->status != HL_OK) return err->status;
  err->status = status;
  err->line = line;
  vsnprintf(err->text, sizeof err->text, format, args);
  end_on_character(err->text);
  return status;
}

hl_status hl_fail(hl_error *err, hl_status status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  status = fill(err, status, 0, format, args);
  va_end(args);
  return status;
}

hl_status hl_fail_at(hl_error *err, hl_status status, int64_t line,
                     const char *format, ...) {
  va_list args;
  va_start(args, format);
  status = fill(err, status, line, format, args);
  va_end(args);
  return status;
}

hl_status hl_nomem(hl_error *err) {
  return hl_fail(err, HL_E_NOMEM, "out of memory");
}

void hl_error_add(hl_error *err, const char *more) {
  size_t used = err ? strlen(err->text) : 0;
  size_t length = strlen(more);
  if (err && used + length < sizeof err->text)
    memcpy(err->text + used, more, length + 1);
}

void hl_error_where(hl_error *err, const char *path) {
  if (!err || err->where[0]) return;
  snprintf(err->where, sizeof err->where, "%s", hl_base_name(path));
  end_on_character(err->where);
}
