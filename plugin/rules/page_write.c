/* SPDX-License-Identifier: MIT
**
** HTML and SVG as a template may write them: elements and attributes of the
** lists below, closed in order, every text and value escaped. There is nothing
** among them that runs, loads or leads anywhere, so that a page is safe
** whatever a title, a note or a stranger's template holds.
*/
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/page_private.h"

typedef enum shape {
  BLOCK,  /* on a line of its own */
  INLINE, /* within text */
  VOID,   /* without content: <br> */
} shape;

struct hl_element {
  const char *name;
  shape shape;
};

static const hl_element elements[] = {
    {"a", INLINE},      {"abbr", INLINE},   {"article", BLOCK},
    {"aside", BLOCK},   {"b", INLINE},      {"blockquote", BLOCK},
    {"br", VOID},       {"caption", BLOCK}, {"circle", BLOCK},
    {"code", INLINE},   {"dd", BLOCK},      {"desc", INLINE},
    {"details", BLOCK}, {"div", BLOCK},     {"dl", BLOCK},
    {"dt", BLOCK},      {"em", INLINE},     {"figcaption", BLOCK},
    {"figure", BLOCK},  {"footer", BLOCK},  {"g", BLOCK},
    {"h1", BLOCK},      {"h2", BLOCK},      {"h3", BLOCK},
    {"header", BLOCK},  {"hr", VOID},       {"i", INLINE},
    {"li", BLOCK},      {"line", BLOCK},    {"main", BLOCK},
    {"nav", BLOCK},     {"ol", BLOCK},      {"p", BLOCK},
    {"path", BLOCK},    {"polygon", BLOCK}, {"polyline", BLOCK},
    {"q", INLINE},      {"rect", BLOCK},    {"section", BLOCK},
    {"small", INLINE},  {"span", INLINE},   {"strong", INLINE},
    {"sub", INLINE},    {"summary", BLOCK}, {"sup", INLINE},
    {"svg", BLOCK},     {"table", BLOCK},   {"tbody", BLOCK},
    {"td", BLOCK},      {"text", BLOCK},    {"tfoot", BLOCK},
    {"th", BLOCK},      {"thead", BLOCK},   {"time", INLINE},
    {"title", INLINE},  {"tr", BLOCK},      {"tspan", INLINE},
    {"ul", BLOCK},
};

/* Any value is harmless in these; aria-... and href are looked at apart. */
static const char *const attributes[] = {
    "class",  "colspan",  "cx",          "cy",      "d",         "datetime",
    "dx",     "dy",       "height",      "id",      "lang",      "open",
    "points", "r",        "role",        "rowspan", "rx",        "ry",
    "scope",  "tabindex", "text-anchor", "title",   "transform", "viewBox",
    "width",  "x",        "x1",          "x2",      "y",         "y1",
    "y2",
};

enum {
  ATTRIBUTES = 16, /* of one element */
  NAME = 32
};

static hl_page *page_of(lua_State *L) {
  return hl_sandbox_context(L);
}

static const hl_element *find_element(lua_State *L, int index) {
  const char *name = luaL_checkstring(L, index);
  for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
    if (!strcmp(elements[i].name, name)) return &elements[i];
  luaL_error(L, "a page has no element <%s>", name);
  return NULL;
}

/* ---- escaping ---- */

static const char *entity(char byte) {
  switch (byte) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

void hl_page_escape(hl_text *out, const char *bytes, size_t length) {
  const char *end = bytes + length;
  while (bytes < end) {
    size_t step = hl_utf8_length(bytes, end);
    unsigned char byte = (unsigned char)*bytes;
    const char *name = entity(*bytes);
    if (name)
      hl_text_add(out, name);
    else if (step == 0)
      hl_text_add(out, HL_UTF8_REPLACEMENT);
    else if (byte >= 0x20 || byte == '\n' || byte == '\t')
      hl_text_add_n(out, bytes, step);
    bytes += step ? step : 1;
  }
}

/* [-0, +0, v] The value at `index`: a text, or a number with two decimals at
** most, which is more than any screen can show. */
static void add_value(lua_State *L, hl_text *out, int index) {
  char digits[64];
  size_t n = 0;
  if (lua_type(L, index) == LUA_TSTRING) {
    const char *bytes = lua_tolstring(L, index, &n);
    hl_sandbox_charge(L, 1 + n / 4);
    hl_page_escape(out, bytes, n);
  } else if (lua_type(L, index) == LUA_TNUMBER) {
    n = hl_print_fixed(digits, sizeof digits, lua_tonumber(L, index), 2);
    if (memchr(digits, '.', n))
      while (digits[n - 1] == '0')
        n--;
    if (n && digits[n - 1] == '.') n--;
    hl_text_add_n(out, digits, n);
  } else {
    luaL_error(L, "a page shows texts and numbers, not a %s",
               luaL_typename(L, index));
  }
}

/* ---- attributes ---- */

static bool is_aria(const char *name) {
  size_t n = strlen(name);
  return n < NAME && !strncmp(name, "aria-", 5) &&
         strspn(name + 5, "abcdefghijklmnopqrstuvwxyz") == n - 5;
}

static void check_attribute(lua_State *L, const char *name, int value) {
  size_t i = 0, n = sizeof attributes / sizeof attributes[0];
  if (is_aria(name)) return;
  if (!strcmp(name, "href")) { /* within the page only */
    const char *to =
        lua_type(L, value) == LUA_TSTRING ? lua_tostring(L, value) : "";
    if (to[0] == '#') return;
    luaL_error(L, "a page leads nowhere else: href is \"#...\"");
  }
  while (i < n && strcmp(attributes[i], name) != 0)
    i++;
  if (i == n) luaL_error(L, "a page has no attribute '%s'", name);
}

/* [-0, +n, v] The names in order, so that the same page is the same bytes. */
static int push_names(lua_State *L, int table) {
  int first = lua_gettop(L) + 1, n = 0;
  for (lua_pushnil(L); lua_next(L, table); n++) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "attributes are written name = value");
    if (n == ATTRIBUTES) luaL_error(L, "more than %d attributes", ATTRIBUTES);
    lua_pushvalue(L, -1);
    int at = first + n;
    while (at > first &&
           strcmp(lua_tostring(L, -1), lua_tostring(L, at - 1)) < 0)
      at--;
    lua_insert(L, at); /* the key for lua_next stays at the top */
  }
  return n;
}

static void add_attributes(lua_State *L, hl_text *out, int table) {
  if (lua_isnoneornil(L, table)) return;
  luaL_checktype(L, table, LUA_TTABLE);
  luaL_checkstack(L, ATTRIBUTES + 4, NULL);
  int top = lua_gettop(L), n = push_names(L, table);
  for (int i = 1; i <= n; i++) {
    const char *name = lua_tostring(L, top + i);
    lua_pushvalue(L, top + i);
    lua_rawget(L, table);
    check_attribute(L, name, lua_gettop(L));
    hl_text_format(out, " %s=\"", name);
    add_value(L, out, lua_gettop(L));
    hl_text_add(out, "\"");
    lua_pop(L, 1);
  }
  lua_settop(L, top);
}

/* ---- what a template calls ---- */

static void check_room(lua_State *L, const hl_page *page) {
  if (page->body.failed) hl_sandbox_no_memory(L);
  if (page->body.length > HL_PAGE_BYTES)
    luaL_error(L, "a page of more than %d MiB", HL_PAGE_BYTES / 1048576);
}

static void add_tag(lua_State *L, hl_page *page, const hl_element *e) {
  hl_sandbox_charge(L, 8);
  if (e->shape == BLOCK) hl_text_add(&page->body, "\n");
  hl_text_format(&page->body, "<%s", e->name);
  add_attributes(L, &page->body, 2);
  hl_text_add(&page->body, ">");
  check_room(L, page);
}

static void add_end(hl_page *page, const hl_element *e) {
  if (e->shape != VOID) hl_text_format(&page->body, "</%s>", e->name);
}

static int page_open(lua_State *L) {
  hl_page *page = page_of(L);
  const hl_element *e = find_element(L, 1);
  if (e->shape == VOID) luaL_error(L, "<%s> holds nothing: put it", e->name);
  if (page->depth == HL_PAGE_DEPTH)
    luaL_error(L, "more than %d elements within each other", HL_PAGE_DEPTH);
  lua_settop(L, 2);
  add_tag(L, page, e);
  page->open[page->depth++] = e;
  return 0;
}

static int page_close(lua_State *L) {
  hl_page *page = page_of(L);
  const hl_element *e = find_element(L, 1);
  if (page->depth == 0 || page->open[page->depth - 1] != e)
    return luaL_error(L, "</%s> where %s%s is open", e->name,
                      page->depth ? "<" : "nothing",
                      page->depth ? page->open[page->depth - 1]->name : "");
  page->depth--;
  add_end(page, e);
  return 0;
}

static int page_put(lua_State *L) {
  hl_page *page = page_of(L);
  const hl_element *e = find_element(L, 1);
  lua_settop(L, 3);
  add_tag(L, page, e);
  if (!lua_isnil(L, 3)) {
    if (e->shape == VOID) return luaL_error(L, "<%s> holds nothing", e->name);
    add_value(L, &page->body, 3);
  }
  add_end(page, e);
  return 0;
}

static int page_text(lua_State *L) {
  hl_page *page = page_of(L);
  add_value(L, &page->body, 1);
  check_room(L, page);
  return 0;
}

void hl_page_check_closed(lua_State *L, const hl_page *page) {
  if (page->depth > 0)
    luaL_error(L, "<%s> was never closed", page->open[page->depth - 1]->name);
}

const hl_library hl_page_write_library[] = {
    {"open", page_open, "(element [, attributes])",
     "begins an element; attributes are {class = \"x\", width = 7}"},
    {"close", page_close, "(element)", "ends the one that is open"},
    {"put", page_put, "(element [, attributes [, text]])",
     "a whole element, empty or with a text"},
    {"text", page_text, "(value)",
     "a text or a number into the element that is open, escaped"},
    {NULL, NULL, NULL, NULL},
};
