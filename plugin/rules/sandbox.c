/* SPDX-License-Identifier: MIT
**
** The state, its limits and its protected calls. See sandbox.h; what scripts
** may call is in sandbox_base.c, sandbox_math.c, sandbox_text.c and
** sandbox_table.c.
*/
#include "rules/sandbox.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/sandbox_private.h"

enum {
  HOOK_STEP = 1000,    /* instructions between two looks at the budget */
  MEMORY_CHANCES = 3,  /* full collections before a call is over */
  ALLOCATION_WORK = 8, /* malloc and collection cost, in instructions */
  BYTES_PER_WORK = 32, /* copying and clearing; both measured, test_sandbox */
  LONG_TEXT = 256,     /* bytes that make every instruction dearer, see hook */
};

typedef enum stop { /* why a call is over */
  STOP_NOT = 0,
  STOP_WORK,
  STOP_MEMORY,
  STOP_TEXT,
  STOP_ARGUMENTS,
  STOP_DEPTH,
  STOP_PROCESS, /* the process itself is out of memory */
} stop;

struct hl_sandbox {
  lua_State *L;
  void *context; /* of the call that runs */
  locale_t c_locale;
  size_t used, peak;
  int64_t work; /* left; negative: over */
  int64_t most_work;
  size_t most_memory;
  int refusals;
  size_t longest;      /* text that this call can hold */
  size_t longest_kept; /* in compiled source: there in every call */
  stop stop;
  char message[512];
  char traceback[2048];
};

/* Registry keys: their addresses count. */
static const char key_globals = 0; /* the table behind every _ENV */
static const char key_view = 0;    /* the read-only view that scripts get */

static hl_sandbox *box_of(lua_State *L) {
  return *(hl_sandbox **)lua_getextraspace(L);
}

void *hl_sandbox_context(lua_State *L) {
  return box_of(L)->context;
}

static void end_call(hl_sandbox *box, stop why) {
  if (!box->stop) box->stop = why;
}

/* ---- memory ---- */

/* The sizes that scripts may not have. Lua collects garbage and asks again
** before it gives up, so being refused once is not the end. */
static bool is_refused(hl_sandbox *box, const void *ptr, size_t old,
                       size_t type, size_t size) {
  if (!ptr && type == LUA_TSTRING && size > HL_SANDBOX_TEXT) {
    end_call(box, STOP_TEXT);
    return true;
  }
  if (box->used - old + size <= box->most_memory) return false;
  if (++box->refusals > MEMORY_CHANCES) end_call(box, STOP_MEMORY);
  return true;
}

static void *allocate(void *ud, void *ptr, size_t osize, size_t nsize) {
  hl_sandbox *box = ud;
  size_t old = ptr ? osize : 0;
  if (nsize == 0) {
    free(ptr);
    box->used -= old;
    return NULL;
  }
  if (nsize > old) {
    if (is_refused(box, ptr, old, osize, nsize)) return NULL;
    box->work -= ALLOCATION_WORK + (int64_t)((nsize - old) / BYTES_PER_WORK);
    if (!ptr && osize == LUA_TSTRING && nsize > box->longest)
      box->longest = nsize;
  }
  void *moved = realloc(ptr, nsize);
  if (!moved) {
    end_call(box, STOP_PROCESS);
    return NULL;
  }
  box->used += nsize - old;
  if (box->used > box->peak) box->peak = box->used;
  return moved;
}

/* ---- work ---- */

static const char *stop_text(const hl_sandbox *box) {
  bool is_wide = box->most_work != HL_SANDBOX_WORK;
  switch (box->stop) {
  case STOP_WORK:
    return is_wide ? "over the limit of steps"
                   : "over the limit of 1000000 steps for one run";
  case STOP_MEMORY:
    return is_wide ? "over the limit of memory"
                   : "over the limit of 8 MiB of memory";
  case STOP_TEXT: return "over the limit of 8 KiB for one text";
  case STOP_ARGUMENTS: return "over the limit of 250 arguments";
  case STOP_DEPTH: return "over the limit of 200 calls inside each other";
  case STOP_PROCESS: return "out of memory";
  case STOP_NOT: break;
  }
  return "";
}

/* Copying thousands of arguments is one instruction, so calls that collected
** them are ended here. They can only grow by what an instruction names, so
** between two looks there never are many. [-0, +0, -] */
static stop look_at_calls(lua_State *L) {
  lua_Debug ar;
  if (lua_getstack(L, HL_SANDBOX_DEPTH, &ar)) return STOP_DEPTH;
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    if (!lua_getlocal(L, &ar, -HL_SANDBOX_ARGUMENTS)) continue;
    lua_pop(L, 1);
    return STOP_ARGUMENTS;
  }
  return STOP_NOT;
}

static void hook(lua_State *L, lua_Debug *ar) {
  (void)ar;
  hl_sandbox *box = box_of(L);
  /* One instruction may compare two texts, or take three for numbers
  ** (`for i = s, s, s`): what it can cost goes with the longest one there. */
  box->work -= HOOK_STEP * (int64_t)(1 + box->longest / LONG_TEXT);
  if (box->work < 0) end_call(box, STOP_WORK);
  if (!box->stop) box->stop = look_at_calls(L);
  if (!box->stop) return;
  /* From here on at every instruction, whatever catches this error. */
  lua_sethook(L, hook, LUA_MASKCOUNT, 1);
  luaL_where(L, 0);
  lua_pushstring(L, stop_text(box));
  lua_concat(L, 2);
  lua_error(L);
}

void hl_sandbox_charge(lua_State *L, size_t work) {
  hl_sandbox *box = box_of(L);
  box->work -= (int64_t)work;
  if (box->work < 0) end_call(box, STOP_WORK);
  if (box->stop) luaL_error(L, "%s", stop_text(box));
}

int hl_sandbox_no_memory(lua_State *L) {
  end_call(box_of(L), STOP_PROCESS);
  return luaL_error(L, "%s", "out of memory");
}

bool hl_sandbox_is_over(lua_State *L) {
  return box_of(L)->stop != STOP_NOT;
}

void hl_sandbox_give_up(lua_State *L) {
  end_call(box_of(L), STOP_MEMORY);
}

/* ---- read-only views ---- */

static int refuse_write(lua_State *L) {
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  if (lua_toboolean(L, lua_upvalueindex(1)))
    return luaL_error(L, "'%s' is not a local variable: write 'local %s'", key,
                      key);
  return luaL_error(L, "'%s' cannot be set: this table is read-only", key);
}

static int length_of_view(lua_State *L) {
  hl_sandbox_melt(L, 1);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

/* [-1, +1, m] `globals`: the message speaks of variables. */
static void freeze(lua_State *L, bool globals) {
  lua_newtable(L);      /* real view */
  lua_newtable(L);      /* real view meta */
  lua_pushvalue(L, -3); /* real view meta real */
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__index");
  lua_setfield(L, -2, "__real"); /* real view meta */
  lua_pushboolean(L, globals);
  lua_pushcclosure(L, refuse_write, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, length_of_view);
  lua_setfield(L, -2, "__len");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2); /* real view */
  lua_remove(L, -2);
}

void hl_sandbox_freeze(lua_State *L) {
  freeze(L, false);
}

void hl_sandbox_melt(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TTABLE &&
      luaL_getmetafield(L, index, "__real") != LUA_TNIL)
    return;
  lua_pushvalue(L, index);
}

void hl_sandbox_global(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_globals);
  lua_insert(L, -2); /* globals value */
  lua_pushstring(L, name);
  lua_insert(L, -2); /* globals name value */
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

static int refuse_unknown(lua_State *L) {
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  return luaL_error(L, "'%s' is not part of what a rule may use", key);
}

/* [-0, +0, m] Names that nobody defined raise, instead of being nil. */
static void open_globals(lua_State *L) {
  lua_newtable(L);
  hl_sandbox_open_base(L);
  hl_sandbox_open_math(L);
  hl_sandbox_open_text(L);
  hl_sandbox_open_table(L);
  lua_newtable(L); /* globals meta */
  lua_pushcfunction(L, refuse_unknown);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_globals);
  freeze(L, true);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_view);
}

static int open_all(lua_State *L) {
  open_globals(L);
  return 0;
}

/* ---- source ---- */

void hl_sandbox_refresh(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_view);
  if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
}

static void load(lua_State *L, const char *bytes, size_t length,
                 const char *name, const char *mode) {
  const char *chunk = lua_pushfstring(L, "@%s", name);
  if (luaL_loadbufferx(L, bytes, length, chunk, mode)) lua_error(L);
  lua_remove(L, -2);
  hl_sandbox_refresh(L);
  hl_sandbox *box = box_of(L);
  if (box->longest > box->longest_kept) box->longest_kept = box->longest;
}

void hl_sandbox_compile(lua_State *L, const char *bytes, size_t length,
                        const char *name) {
  if (length > HL_SANDBOX_SOURCE)
    luaL_error(L, "%s:1: longer than %d bytes", name, HL_SANDBOX_SOURCE);
  hl_sandbox_charge(L, length / 4);
  load(L, bytes, length, name, "t");
}

void hl_sandbox_undump(lua_State *L, const char *code, size_t length,
                       size_t source_length, const char *name) {
  hl_sandbox_charge(L, source_length / 4);
  load(L, code, length, name, "b");
}

/* ---- protected calls ---- */

static void keep(char *buffer, size_t size, const char *text) {
  size_t n = strlen(text);
  if (n >= size) n = size - 1;
  while (n > 0 && text[n] && ((unsigned char)text[n] & 0xC0) == 0x80)
    n--;
  memcpy(buffer, text, n);
  buffer[n] = 0;
}

/* [-0, +1, m] The message first, since making the traceback may fail. */
static int keep_error(lua_State *L) {
  hl_sandbox *box = box_of(L);
  if (lua_isstring(L, 1)) { /* or a number */
    keep(box->message, sizeof box->message, lua_tostring(L, 1));
  } else {
    keep(box->message, sizeof box->message, "error value is not a text");
  }
  luaL_traceback(L, L, NULL, 1);
  keep(box->traceback, sizeof box->traceback, lua_tostring(L, -1));
  return 1;
}

/* "squad.lua:12: message" to its parts; what Lua itself or luaL_where wrote. */
static hl_status report(hl_status status, const char *message, hl_error *err) {
  int64_t line = 0;
  const char *text = message;
  const char *colon = strchr(message, ':');
  char where[sizeof err->where] = "";
  if (colon && colon[1] >= '0' && colon[1] <= '9') {
    const char *end = strchr(colon + 1, ':');
    if (end && end[1] == ' ' &&
        hl_parse_int(colon + 1, (size_t)(end - colon - 1), &line)) {
      size_t n = (size_t)(colon - message);
      if (n >= sizeof where) n = sizeof where - 1;
      memcpy(where, message, n);
      text = end + 2;
    }
  }
  status = hl_fail_at(err, status, line, "%s", text);
  if (where[0]) hl_error_where(err, where);
  return status;
}

static hl_status fail_call(hl_sandbox *box, int status, hl_error *err) {
  if (box->stop == STOP_PROCESS) return hl_nomem(err);
  if (status == LUA_ERRMEM) end_call(box, STOP_MEMORY);
  if (!box->message[0])
    keep(box->message, sizeof box->message,
         box->stop ? stop_text(box) : "error in error handling");
  return report(box->stop ? HL_E_LIMIT : HL_E_RULE, box->message, err);
}

hl_status hl_sandbox_call(hl_sandbox *box, lua_CFunction body, void *context,
                          hl_error *err) {
  lua_State *L = box->L;
  locale_t before = uselocale(box->c_locale);
  box->context = context;
  box->work = box->most_work;
  box->refusals = 0;
  box->longest = box->longest_kept;
  box->stop = STOP_NOT;
  box->message[0] = box->traceback[0] = 0;
  lua_sethook(L, hook, LUA_MASKCOUNT, HOOK_STEP);
  lua_settop(L, 0);
  lua_pushcfunction(L, keep_error);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, context);
  int status = lua_pcall(L, 1, 0, 1);
  lua_settop(L, 0);
  uselocale(before);
  return status ? fail_call(box, status, err) : HL_OK;
}

const char *hl_sandbox_traceback(const hl_sandbox *box) {
  return box->traceback;
}

hl_sandbox_usage hl_sandbox_used(const hl_sandbox *box) {
  return (hl_sandbox_usage){.bytes = box->used,
                            .peak_bytes = box->peak,
                            .work = box->most_work - box->work};
}

/* ---- constructor, destructor ---- */

void hl_sandbox_widen(hl_sandbox *box, int64_t work, size_t memory) {
  box->most_work = work;
  box->most_memory = memory;
}

hl_sandbox *hl_sandbox_new(void) {
  hl_sandbox *box = calloc(1, sizeof *box);
  if (!box) return NULL;
  hl_sandbox_widen(box, HL_SANDBOX_WORK, HL_SANDBOX_MEMORY);
  box->work = box->most_work;
  box->c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (box->c_locale) box->L = lua_newstate(allocate, box);
  if (box->L) {
    *(hl_sandbox **)lua_getextraspace(box->L) = box;
    if (!hl_sandbox_call(box, open_all, NULL, NULL)) return box;
  }
  hl_sandbox_free(box);
  return NULL;
}

void hl_sandbox_free(hl_sandbox *box) {
  if (!box) return;
  if (box->L) lua_close(box->L);
  if (box->c_locale) freelocale(box->c_locale);
  free(box);
}
