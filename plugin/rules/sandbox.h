/* SPDX-License-Identifier: MIT
**
** A Lua 5.4 state in which nothing can hurt the host.
**
** What a script sees is an allow-list (sandbox_base.c, sandbox_lib.c): no
** files, no clock, no random, no metatables, no coroutines, no patterns, no
** loading of code. Tables that we hand out are read-only; globals cannot be
** written. Three limits hold for every call from C:
**
**   work     HL_SANDBOX_WORK units: one per Lua instruction (counted by hook),
**            more while there is a text over 256 bytes; allocation and C
**            functions pay in proportion to what they do
**   memory   HL_SANDBOX_MEMORY bytes
**   text     HL_SANDBOX_TEXT bytes in one string, because operators on strings
**            are single instructions of any length
**
** A limit once passed ends the call: pcall() in the script cannot hold it,
** since our pcall raises it again and the hook fires at every instruction.
** Limits and reasons: research/engineering.md 4.3, measured by test_sandbox.
**
** Whatever calls the Lua API runs inside hl_sandbox_call(), because an
** allocation that fails outside a protected call would end the process. Calls
** run under the C locale of this thread, so numbers have a point everywhere.
**
**     hl_sandbox *box = hl_sandbox_new();
**     hl_sandbox_call(box, some_c_function, &context, &err);
**     hl_sandbox_free(box);
**
** Thread class: one sandbox, one thread. Only files of rules/ include this.
*/
#ifndef HL_RULES_SANDBOX_H
#define HL_RULES_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

#include "base/status.h"

enum {
  HL_SANDBOX_WORK = 1000000,
  HL_SANDBOX_MEMORY = 8 * 1024 * 1024,
  HL_SANDBOX_TEXT = 8192,     /* one string, allocator's count */
  HL_SANDBOX_SOURCE = 65536,  /* one source file */
  HL_SANDBOX_ARGUMENTS = 250, /* of one call, results of one unpack */
  HL_SANDBOX_DEPTH = 200,     /* calls inside each other */
};

typedef struct hl_sandbox hl_sandbox;

/* NULL when out of memory. The state has the allow-list and nothing else. */
hl_sandbox *hl_sandbox_new(void);
void hl_sandbox_free(hl_sandbox *sandbox);
/* Other limits of work and memory than the two above, for what is done once
** and not for every run. */
void hl_sandbox_widen(hl_sandbox *sandbox, int64_t work, size_t memory);

/* Run `body` in protected mode with fresh limits: it finds `context` as light
** userdata at index 1 and starts with an otherwise empty stack. Nothing stays
** on the stack afterwards. Body holds no C resource while it calls Lua: errors
** jump. HL_E_RULE (the script's error: err->line, err->where and text without
** them), HL_E_LIMIT (work, memory or text), HL_E_NOMEM (the process). */
hl_status hl_sandbox_call(hl_sandbox *sandbox, lua_CFunction body,
                          void *context, hl_error *err);

/* Of the last call that failed; "" without one. Several lines. */
const char *hl_sandbox_traceback(const hl_sandbox *sandbox);

/* Bytes in use, the most there were, work of the last call. For tests. */
typedef struct hl_sandbox_usage {
  size_t bytes, peak_bytes;
  int64_t work;
} hl_sandbox_usage;
hl_sandbox_usage hl_sandbox_used(const hl_sandbox *sandbox);

/* ---- for C functions that run inside a call ---- */

/* The context of the call. */
void *hl_sandbox_context(lua_State *L);

/* [-0, +0, v] Pay for work done in C. Raises when the budget is used up. */
void hl_sandbox_charge(lua_State *L, size_t work);

/* [-0, +0, v] The process has no memory for what C has to do: ends the call
** with HL_E_NOMEM, whatever catches the error. */
int hl_sandbox_no_memory(lua_State *L);

/* [-0, +1, v] Source text to a function whose globals are the allow-list.
** `name` as errors should show it. Bytecode and more than HL_SANDBOX_SOURCE
** bytes are refused. */
void hl_sandbox_compile(lua_State *L, const char *bytes, size_t length,
                        const char *name);
/* [-0, +1, e] The same from what lua_dump() made of a chunk of ours, never of
** anybody else's; charged as its source is. */
void hl_sandbox_undump(lua_State *L, const char *code, size_t length,
                       size_t source_length, const char *name);

/* [-0, +0, v] Give the function at the top its globals anew: what a script did
** to _ENV in an earlier run is gone. */
void hl_sandbox_refresh(lua_State *L);

/* [-1, +1, m] The table at the top becomes a read-only view of it. Not deep. */
void hl_sandbox_freeze(lua_State *L);

/* [-0, +1, -] The table behind a read-only view at `index`, else a copy of the
** value itself. */
void hl_sandbox_melt(lua_State *L, int index);

/* [-1, +0, m] Add the value at the top to the globals of every script. */
void hl_sandbox_global(lua_State *L, const char *name);

/* One function of a library, and its line in the reference. */
typedef struct hl_library {
  const char *name;
  lua_CFunction function;
  const char *arguments, *help;
} hl_library;

/* [-0, +0, m] Set the functions of `list` (ends with a NULL name) in the table
** at the top. */
void hl_sandbox_set(lua_State *L, const hl_library *list);

/* What every script has, for the reference. */
extern const hl_library hl_base_library[], hl_math_library[],
    hl_string_library[], hl_table_library[];

#endif
