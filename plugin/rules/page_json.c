/* SPDX-License-Identifier: MIT
**
** JSON as Lua tables, for page templates. The JSON is the engine's own, so what
** is wrong with it is our mistake and ends the page.
*/
#include <string.h>

#include <lauxlib.h>

#include "base/json_scan.h"
#include "rules/page_private.h"

typedef struct pushing {
  lua_State *L;
  hl_page *page;
  hl_scan scan;
} pushing;

static void push_value(pushing *p, int depth);

static void check(const pushing *p) {
  if (p->scan.status == HL_E_NOMEM || p->page->scratch.failed)
    hl_sandbox_no_memory(p->L);
  if (p->scan.status)
    luaL_error(p->L, "the page's numbers end early at byte %d",
               (int)hl_scan_offset(&p->scan));
}

/* Never half a character, and an ellipsis where something is missing. */
static void cut(hl_text *text) {
  if (text->length <= HL_PAGE_TEXT) return;
  size_t n = HL_PAGE_TEXT;
  while (n > 0 && ((unsigned char)text->bytes[n] & 0xC0) == 0x80)
    n--;
  text->length = n;
  hl_text_add(text, "\xE2\x80\xA6");
}

static void push_text(pushing *p) {
  hl_text *text = &p->page->scratch;
  hl_text_clear(text);
  hl_scan_text(&p->scan, text);
  check(p);
  cut(text);
  if (text->failed) hl_sandbox_no_memory(p->L);
  lua_pushlstring(p->L, hl_text_cstr(text), text->length);
}

static void push_object(pushing *p, int depth) {
  lua_newtable(p->L);
  if (hl_scan_take(&p->scan, '}')) return;
  do {
    push_text(p);
    hl_scan_need(&p->scan, ':', "':'");
    push_value(p, depth);
    if (lua_isboolean(p->L, -1) && !lua_toboolean(p->L, -1)) {
      lua_pop(p->L, 2); /* false and null are nothing */
      continue;
    }
    lua_rawset(p->L, -3);
  } while (hl_scan_take(&p->scan, ','));
  hl_scan_need(&p->scan, '}', "'}'");
}

static void push_array(pushing *p, int depth) {
  lua_newtable(p->L);
  if (hl_scan_take(&p->scan, ']')) return;
  lua_Integer n = 0;
  do {
    push_value(p, depth);
    lua_rawseti(p->L, -2, ++n);
  } while (hl_scan_take(&p->scan, ','));
  hl_scan_need(&p->scan, ']', "']'");
}

/* true, false, null: by the first letter, the rest is stepped over. */
static void push_word(pushing *p, char first) {
  hl_scan_skip(&p->scan);
  lua_pushboolean(p->L, first == 't');
}

static void push_value(pushing *p, int depth) {
  char first = hl_scan_peek(&p->scan);
  luaL_checkstack(p->L, 8, "the page's numbers are nested too deeply");
  if (depth > HL_SCAN_DEPTH) luaL_error(p->L, "nested too deeply");
  hl_sandbox_charge(p->L, 2);
  switch (first) {
  case '"': push_text(p); break;
  case '{':
    hl_scan_take(&p->scan, '{');
    push_object(p, depth + 1);
    break;
  case '[':
    hl_scan_take(&p->scan, '[');
    push_array(p, depth + 1);
    break;
  case 't':
  case 'f':
  case 'n': push_word(p, first); break;
  default: lua_pushnumber(p->L, hl_scan_number(&p->scan));
  }
  check(p);
}

void hl_page_push_json(lua_State *L, hl_page *page, const char *json) {
  hl_error err = {0};
  pushing p = {.L = L, .page = page};
  hl_scan_begin(&p.scan, json, strlen(json), &err);
  push_value(&p, 0);
}
