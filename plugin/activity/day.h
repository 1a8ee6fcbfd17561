/* SPDX-License-Identifier: MIT
**
** The fields of a diary day by name: what tags, a CSV file and the diary's
** commands are read with, so that a value means the same wherever it is said.
**
**     const hl_day_field *field = hl_day_field_find("sleep");
**     if (field && !hl_day_field_set(field, &day, "6,5")) ... field->form ...
**
** [any thread]
*/
#ifndef HL_ACTIVITY_DAY_H
#define HL_ACTIVITY_DAY_H

#include "activity/report.h"
#include "base/text.h"

typedef enum hl_day_kind {
  HL_DAY_NUMBER, /* float, NaN: not said */
  HL_DAY_SCORE,  /* whole, 0: not said */
  HL_DAY_YES,
  HL_DAY_MEAL,
  HL_DAY_HEAVY,
  HL_DAY_NOTE, /* text; not as a tag */
} hl_day_kind;

typedef struct hl_day_field {
  const char *name;  /* "sleep_h", as the column of heavylegs_day */
  const char *alias; /* "sleep", as the tag; may equal the name */
  hl_day_kind kind;
  size_t offset;      /* in hl_day */
  double least, most; /* what a living runner can have: slips of the pen */
  const char *bare;   /* what the tag alone says; NULL: nothing */
  const char *form;   /* "hours from 0 to 24": for messages */
} hl_day_field;

extern const hl_day_field hl_day_fields[]; /* name NULL ends it */

/* By name or alias, ASCII case aside; NULL: there is none. */
const hl_day_field *hl_day_field_find(const char *name);
bool hl_day_field_said(const hl_day_field *field, const hl_day *day);
void hl_day_field_unsay(const hl_day_field *field, hl_day *day);
/* False, with the day as it was, when the value is not of the form. A comma is
** taken for the decimal point. A note is kept by reference. */
bool hl_day_field_set(const hl_day_field *field, hl_day *day,
                      const char *value);
/* As the value is written; nothing when it was not said. */
void hl_day_field_print(const hl_day_field *field, const hl_day *day,
                        hl_text *out);

#endif
