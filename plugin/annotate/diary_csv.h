/* SPDX-License-Identifier: MIT
**
** A diary in a CSV file: one row per day.
**
**     date,sleep_h,mood,note
**     2025-06-01,6.5,2,"late, and a long drive"
**
** The first line names the columns: `date` or `day` (2025-06-01), and the
** fields of activity/day.h under their name or their tag's, in any order and
** upper or lower case. UTF-8, quoted fields, comma, semicolon or tab, decimal
** point or comma. An empty cell says nothing. Columns with other names are
** passed over and named.
**
** Refused as a whole, with line and column: a value that is not of its form, a
** missing date, a day told twice, bytes that are not UTF-8. Limit: 4 MB.
*/
#ifndef HL_ANNOTATE_DIARY_CSV_H
#define HL_ANNOTATE_DIARY_CSV_H

#include "activity/day.h"
#include "base/arena.h"

typedef struct hl_diary_row {
  hl_day day;
  int64_t line;
} hl_diary_row;

typedef struct hl_diary_csv {
  hl_diary_row *row; /* ascending by day */
  size_t n;
  const char **ignored; /* columns nobody knows */
  size_t ignored_n;
} hl_diary_csv;

/* Everything lives in `arena`. HL_E_INPUT with line and column, HL_E_LIMIT. */
hl_status hl_diary_csv_load(const char *path, hl_arena *arena,
                            hl_diary_csv *diary, hl_error *err);

#endif
