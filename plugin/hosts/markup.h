/* SPDX-License-Identifier: MIT
**
** Where the tags of an XML text are, by byte: for texts that are edited in
** place. It understands nothing: a text must have been found well formed by
** read/xml.h first, with no document type. Comments, CDATA and instructions are
** passed over.
**
**     hl_markup m = {.text = text, .length = length};
**     while (hl_markup_next(&m)) ... m.from, m.to ...
**
** Pure function, linear time. [any thread]
*/
#ifndef HL_HOSTS_MARKUP_H
#define HL_HOSTS_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hl_markup {
  const char *text;
  size_t length;
  size_t from, to;  /* the tag, '<' and '>' included */
  bool is_end;      /* </name> */
  bool is_empty;    /* <name/> */
  const char *name; /* not NUL ended */
  size_t name_length;
} hl_markup;

/* The next tag behind m->to; false: there is none. */
bool hl_markup_next(hl_markup *m);
bool hl_markup_is(const hl_markup *m, const char *name);

/* Where the line that holds nothing but blanks before `at` begins, else `at`;
** behind the newline that follows `at` and blanks, else `at`; and where the
** blanks before `at` begin. */
size_t hl_markup_line_begin(const hl_markup *m, size_t at);
size_t hl_markup_line_end(const hl_markup *m, size_t at);
size_t hl_markup_blanks(const hl_markup *m, size_t at);

#endif
