/* SPDX-License-Identifier: MIT
**
** What the files of the sandbox share. Included by sandbox*.c only.
*/
#ifndef HL_RULES_SANDBOX_PRIVATE_H
#define HL_RULES_SANDBOX_PRIVATE_H

#include "rules/sandbox.h"

/* [-0, +0, m] Fill the table at the top: base functions; fmt; and the tables
** math, string and table, frozen. */
void hl_sandbox_open_base(lua_State *L);
void hl_sandbox_open_math(lua_State *L);
void hl_sandbox_open_text(lua_State *L);
void hl_sandbox_open_table(lua_State *L);

/* fmt(format, ...), in sandbox_text.c. */
int hl_sandbox_fmt(lua_State *L);

/* Did this call pass a limit? Then no error of it may be held back. */
bool hl_sandbox_is_over(lua_State *L);
/* A memory error passed through pcall: the call is over. */
void hl_sandbox_give_up(lua_State *L);

/* [-0, +0, v] The table at `index`, writable and of the script's own making;
** raises for anything else, read-only views included. */
void hl_sandbox_check_own(lua_State *L, int index);

/* Order of two keys or values as `pairs` and `table.sort` use it: numbers,
** then text (byte by byte), then booleans. Raises for others. [-0, +0, v] */
bool hl_sandbox_less(lua_State *L, int a, int b);

/* Sort the list at `index` (stable); `less` is the index of a function, or 0
** for hl_sandbox_less. [-0, +0, v] */
void hl_sandbox_sort(lua_State *L, int index, int less);

#endif
