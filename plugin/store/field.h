/* SPDX-License-Identifier: MIT
**
** Single values as our tables hold them, and when two of them are the same:
** "not recorded" (NULL, NaN, unsaid) equals itself and nothing else.
*/
#ifndef HL_STORE_FIELD_H
#define HL_STORE_FIELD_H

#include "activity/report.h"
#include "store/db.h"

bool hl_same_text(const char *a, const char *b);
bool hl_same_double(double a, double b); /* bit for bit, but -0 is 0 */

void hl_bind_yes(hl_query *query, const char *name, hl_yes yes);
hl_yes hl_column_yes(hl_query *query);
/* Scores from 1 up; 0, "not said", is stored as NULL. */
void hl_bind_score(hl_query *query, const char *name, int score);

#endif
