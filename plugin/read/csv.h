/* SPDX-License-Identifier: MIT
**
** Comma-separated values (RFC 4180) as exports write them: a byte order mark,
** quoted fields with line breaks, CRLF, and ';' or a tab for the comma where a
** spreadsheet saved the file again.
**
**     hl_csv csv;
**     hl_csv_begin(&csv, bytes, length);
**     while (hl_csv_row(&csv))
**       while (hl_csv_field(&csv, &text)) ...
**
** [one reader, one thread]
*/
#ifndef HL_READ_CSV_H
#define HL_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

typedef struct hl_csv {
  const char *at, *end;
  char separator;
  bool in_row; /* fields of the current row are left */
} hl_csv;

/* The separator is the one that the first line has most of. */
void hl_csv_begin(hl_csv *csv, const char *bytes, size_t length);
/* To the next row, past what is left of this one; false at the end. */
bool hl_csv_row(hl_csv *csv);
/* The next field of the row, unquoted, into `text`; false after the last. */
bool hl_csv_field(hl_csv *csv, hl_text *text);

#endif
