/* SPDX-License-Identifier: MIT
**
** What GoldenCheetah's own settings say of our fields.
**
**   metadata.xml             the fields, on a tab "Heavy Legs"; 3.5 keeps the
**                            file with each athlete, 3.6 in the library
**   usermetrics.xml          "Heavy Legs Effort", a curve for Trends and a
**                            number for Overview, in the library
**   athlete-preferences.ini  two columns of the list of activities
**
** Files are edited as text: definitions are put in where there are none of
** that name, or cut out, and every other byte stays. The XML ones are read
** again and given only if they hold what they held and ours. A metadata.xml
** that is not there yet begins with the fields that GoldenCheetah 3.5 has by
** itself: its tabs would vanish otherwise.
**
** Ours are fields with our names on the tab "Heavy Legs", the metric with our
** symbol, and columns with our names. One that the athlete has by the same name
** on another tab is used as it is.
** Sources: files written by GoldenCheetah 3.5. Pure functions. [any thread]
*/
#ifndef HL_HOSTS_GC_DEFINE_H
#define HL_HOSTS_GC_DEFINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"

typedef struct hl_gc_settings {
  const char *file; /* "metadata.xml" ... */
  const char *text; /* NULL: there is none yet */
  size_t length;
} hl_gc_settings;

/* The file with, or without, our definitions to the end of `out`; the same
** bytes where nothing had to change. HL_E_INPUT: not as GoldenCheetah writes
** it; HL_E_USAGE: no such file. On failure `out` is as it was. */
hl_status hl_gc_define(const hl_gc_settings *old, hl_text *out, hl_error *err);
hl_status hl_gc_undefine(const hl_gc_settings *old, hl_text *out,
                         hl_error *err);

/* ---- for gc_define*.c ---------------------------------------------------- */

enum {
  HL_GC_DEFINITIONS = 2000 /* most in a file */
};

typedef struct hl_gc_definition {
  const char *name; /* a field's name, a metric's symbol */
  const char *tab;  /* of a field; "" of others */
  size_t from, to;  /* bytes of its element */
} hl_gc_definition;

typedef struct hl_gc_definitions {
  hl_gc_definition item[HL_GC_DEFINITIONS];
  size_t n;
  size_t end_from, end_to; /* </fields>, where more go in; or <fields/> */
  bool has_end, end_is_empty;
} hl_gc_definitions;

/* One kind of XML file. */
typedef struct hl_gc_kind {
  const char *file;               /* "metadata.xml" */
  const char *root, *list, *item; /* "metadata", "fields", "field" */
  /* Names and tabs, in order, texts in `arena`. */
  hl_status (*read)(const hl_gc_settings *, hl_gc_definitions *, hl_arena *,
                    hl_error *);
  bool (*is_ours)(const hl_gc_definition *);
  const char *const *names;         /* of ours, NULL ends it */
  void (*add)(hl_text *, size_t i); /* the element of names[i] */
  void (*begin)(hl_text *);         /* a new file, up to the list's end */
  const char *end;                  /* and from there on */
} hl_gc_kind;

extern const hl_gc_kind hl_gc_kind_fields, hl_gc_kind_metrics;

hl_status hl_gc_define_columns(const hl_gc_settings *old, bool wanted,
                               hl_text *out, hl_error *err);

#endif
