/* SPDX-License-Identifier: MIT
**
** What the commands `diary` and `today` share: a day's values as a command's
** argument has them.
*/
#ifndef HL_ANNOTATE_DIARY_H
#define HL_ANNOTATE_DIARY_H

#include "activity/day.h"
#include "annotate/task.h"
#include "store/report.h"

/* "day" of the arguments; HL_E_USAGE. */
hl_status hl_diary_take_day(const hl_args *args, int32_t *day, hl_error *err);
/* What was said by command of this day; nothing where it was not. */
hl_status hl_diary_get(hl_task *task, int32_t day, hl_day *found,
                       hl_error *err);
/* The members that are fields of a day; null takes one back. *said counts
** them. HL_E_USAGE naming what is not of its form. */
hl_status hl_diary_take_fields(const hl_args *args, hl_day *day, int *said,
                               hl_error *err);

#endif
