/* SPDX-License-Identifier: MIT
**
** libFuzzer: text to numbers and times. What is taken is what the C library
** makes of it (in its own locale, in a test), and survives being printed.
**
**     make fuzz
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"

enum {
  LONGEST = 4000
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void need(bool holds) {
  if (!holds) abort();
}

static void check_double(const char *text, size_t length) {
  double value = 0, again = 0;
  char printed[64];
  if (!hl_parse_double(text, length, &value)) return;
  need(isfinite(value));
  need(value == strtod(text, NULL));
  size_t n = hl_print_double(printed, sizeof printed, value);
  need(hl_parse_double(printed, n, &again) && again == value);
}

static void check_int(const char *text, size_t length) {
  int64_t value = 0;
  if (hl_parse_int(text, length, &value))
    need(value == strtoll(text, NULL, 10));
}

static void check_time(const char *text, size_t length) {
  hl_instant instant, again;
  char printed[64];
  int32_t day = 0;
  if (!hl_parse_datetime(text, length, &instant)) return;
  need(instant.has_zone || instant.offset_s == 0);
  size_t n = hl_print_datetime(printed, sizeof printed, instant.ms);
  need(hl_parse_datetime(printed, n, &again) && again.ms == instant.ms);
  if (hl_parse_day(text, length, &day))
    need(day == hl_local_day(instant.ms, instant.offset_s));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static char text[LONGEST + 1];
  if (length > LONGEST) return 0;
  memcpy(text, bytes, length);
  text[length] = '\0';
  check_double(text, length);
  check_int(text, length);
  check_time(text, length);
  return 0;
}
