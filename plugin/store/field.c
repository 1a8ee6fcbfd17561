/* SPDX-License-Identifier: MIT
**
** See field.h.
*/
#include "store/field.h"

#include <math.h>
#include <string.h>

bool hl_same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

bool hl_same_double(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
  return !(a < b) && !(a > b);
}

void hl_bind_yes(hl_query *query, const char *name, hl_yes yes) {
  if (yes != HL_UNSAID) hl_bind_int(query, name, yes == HL_YES);
}

hl_yes hl_column_yes(hl_query *query) {
  bool said = !hl_column_is_null(query);
  int64_t value = hl_column_int(query);
  return !said ? HL_UNSAID : value ? HL_YES : HL_NO;
}

void hl_bind_score(hl_query *query, const char *name, int score) {
  if (score) hl_bind_int(query, name, score);
}
