/* SPDX-License-Identifier: MIT
**
** Who set something, and where: a path to rules that came along inside
** somebody's database must not run here.
*/
#ifndef HL_ANNOTATE_ORIGIN_H
#define HL_ANNOTATE_ORIGIN_H

#include <stdbool.h>

#include "store/setting.h"

/* The user and a hash of the machine's id, in `arena`. machine NULL where it
** cannot be told. HL_E_NOMEM only. */
hl_status hl_origin_here(hl_arena *arena, hl_setting_row *origin,
                         hl_error *err);
/* Was it this user on this machine? Never, where either is not known. */
bool hl_origin_is(const hl_setting_row *row, const hl_setting_row *here);

#endif
