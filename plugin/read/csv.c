/* SPDX-License-Identifier: MIT
**
** Comma-separated values, see csv.h. Linear in the bytes.
*/
#include "read/csv.h"

#include <string.h>

static bool is_break(char c) {
  return c == '\n' || c == '\r';
}

static char separator_of(const char *at, const char *end) {
  static const char candidates[] = ",;\t";
  size_t count[3] = {0};
  for (; at < end && !is_break(*at); at++)
    for (size_t i = 0; i < 3; i++)
      if (*at == candidates[i]) count[i]++;
  size_t best = count[1] > count[0] ? 1 : 0;
  return candidates[count[2] > count[best] ? 2 : best];
}

void hl_csv_begin(hl_csv *csv, const char *bytes, size_t length) {
  *csv = (hl_csv){.at = bytes, .end = bytes + length};
  if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) csv->at += 3;
  csv->separator = separator_of(csv->at, csv->end);
}

bool hl_csv_row(hl_csv *csv) {
  while (csv->in_row)
    hl_csv_field(csv, NULL);
  while (csv->at < csv->end && is_break(*csv->at))
    csv->at++;
  csv->in_row = csv->at < csv->end;
  return csv->in_row;
}

static void add(hl_text *text, const char *from, const char *to) {
  if (text && to > from) hl_text_add_n(text, from, (size_t)(to - from));
}

/* Behind the opening quote, up to behind the closing one; "" is a quote. */
static void take_quoted(hl_csv *csv, hl_text *text) {
  while (csv->at < csv->end) {
    const char *quote = memchr(csv->at, '"', (size_t)(csv->end - csv->at));
    const char *stop = quote ? quote : csv->end;
    add(text, csv->at, stop);
    csv->at = quote ? quote + 1 : stop;
    if (csv->at >= csv->end || *csv->at != '"') return;
    add(text, csv->at, csv->at + 1);
    csv->at++;
  }
}

bool hl_csv_field(hl_csv *csv, hl_text *text) {
  if (!csv->in_row) return false;
  if (text) hl_text_clear(text);
  if (csv->at < csv->end && *csv->at == '"') {
    csv->at++;
    take_quoted(csv, text);
  }
  const char *from = csv->at;
  while (csv->at < csv->end && *csv->at != csv->separator &&
         !is_break(*csv->at))
    csv->at++;
  add(text, from, csv->at);
  csv->in_row = csv->at < csv->end && *csv->at == csv->separator;
  if (csv->in_row) csv->at++;
  return true;
}
