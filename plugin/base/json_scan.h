/* SPDX-License-Identifier: MIT
**
** A JSON scanner that pulls one token at a time, for readers that know what
** they expect. Errors are sticky: after the first, every call does nothing.
**
**     hl_scan scan = {0};
**     hl_scan_begin(&scan, bytes, length, &err);
**     hl_scan_need(&scan, '{', "'{'");
**     do {
**       hl_scan_text(&scan, &key);
**       hl_scan_need(&scan, ':', "':'");
**       value = hl_scan_number(&scan);
**     } while (hl_scan_take(&scan, ','));
**     hl_scan_need(&scan, '}', "'}'");
**
** [one scanner, one thread]
*/
#ifndef HL_BASE_JSON_SCAN_H
#define HL_BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

enum {
  HL_SCAN_DEPTH = 32,
  HL_SCAN_TEXT = 65536
};

typedef struct hl_scan {
  const char *begin, *at, *end;
  hl_error *err;
  hl_status status;  /* not HL_OK: nothing more is read */
  bool is_truncated; /* the bytes ended where more was expected: `status` is
                     ** HL_E_INPUT then, and `err` was not filled */
  bool is_latin1;    /* not UTF-8: texts are taken as ISO-8859-1 */
} hl_scan;

/* A byte order mark is stepped over. */
void hl_scan_begin(hl_scan *scan, const char *bytes, size_t length,
                   hl_error *err);

/* The next byte that is no white space, not taken; 0 at the end. */
char hl_scan_peek(hl_scan *scan);
/* Take it if it is `byte`. */
bool hl_scan_take(hl_scan *scan, char byte);
/* It must be `byte`; `what` completes "expected ...". */
void hl_scan_need(hl_scan *scan, char byte, const char *what);
/* A text in quotes, decoded to UTF-8, at most about HL_SCAN_TEXT bytes of it.
** Half a surrogate pair and NUL become U+FFFD. */
void hl_scan_text(hl_scan *scan, hl_text *text);
/* A decimal number; NaN when that failed. */
double hl_scan_number(hl_scan *scan);
/* Any value, left unread; nested at most HL_SCAN_DEPTH deep (HL_E_LIMIT). */
void hl_scan_skip(hl_scan *scan);

/* Fail with "expected ..." at this place, or note that the bytes end here. */
void hl_scan_expected(hl_scan *scan, const char *what);
/* Take over the status of something else unless there is one already. */
void hl_scan_check(hl_scan *scan, hl_status status);
/* Where the scanner stands: byte from the begin, line from 1. */
size_t hl_scan_offset(const hl_scan *scan);
int64_t hl_scan_line(const hl_scan *scan);

#endif
