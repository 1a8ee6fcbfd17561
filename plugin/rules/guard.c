/* SPDX-License-Identifier: MIT
**
** Are the lua_* symbols that we call those of Lua 5.4?
**
** SQLite loads extensions with RTLD_GLOBAL. In a process that links LuaJIT our
** calls bind to its symbols of the same names and crash in the first one,
** although the library that we were linked with is there as well. A function
** that both have and one that only 5.4 has then lie in different libraries:
** that is what is compared (research/engineering.md 2.6).
*/
#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include <lua.h>

#include "rules/rules.h"

/* ISO C knows no conversion between function and object pointers. */
static const void *library_of(uintptr_t function) {
  Dl_info info;
  memset(&info, 0, sizeof info);
  return dladdr((void *)function, &info) ? info.dli_fbase : NULL;
}

hl_status hl_lua_guard(hl_error *err) {
  const void *shared = library_of((uintptr_t)&lua_newstate);
  const void *only54 = library_of((uintptr_t)&lua_newuserdatauv);
  if (!shared || shared != only54)
    return hl_fail(err, HL_E_USAGE,
                   "another Lua (LuaJIT or 5.1 to 5.3) is loaded in this "
                   "process and hides the Lua 5.4 that heavylegs needs");
  if (lua_version(NULL) != LUA_VERSION_NUM)
    return hl_fail(err, HL_E_USAGE,
                   "this process has Lua %d where heavylegs needs Lua %d",
                   (int)lua_version(NULL), LUA_VERSION_NUM);
  return HL_OK;
}
