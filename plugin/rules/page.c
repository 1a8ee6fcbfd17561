/* SPDX-License-Identifier: MIT
**
** See page.h. The template's files are looked for in the folders of one's own,
** then among ours; each is run once and gives its value to whoever uses it.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/embed.h"
#include "base/file.h"
#include "rules/page_private.h"

enum {
  NAME_MOST = 24,
  PLACES = 12 /* of one text */
};

static const char used = 0; /* registry: file name to its value */

static hl_page *page_of(lua_State *L) {
  return hl_sandbox_context(L);
}

/* ---- files ---- */

/* "name.lua" of a folder or of ours; NULL: there is none. Bytes of a folder's
** are kept by the page. */
static const char *find_file(hl_page *page, const char *name, size_t *length,
                             hl_error *err) {
  hl_text *path = &page->scratch;
  for (size_t i = 0; i < page->way->folder_n; i++) {
    hl_text_clear(path);
    hl_text_format(path, "%s/%s", page->way->folder[i], name);
    if (hl_text_status(path) || !hl_path_exists(hl_text_cstr(path))) continue;
    char **bytes = &page->source[page->source_n];
    if (hl_file_load(hl_text_cstr(path), HL_SANDBOX_SOURCE, bytes, length, err))
      return NULL;
    return page->source[page->source_n++];
  }
  hl_text_clear(path);
  hl_text_format(path, "lua/page/%s", name);
  if (hl_text_status(path)) return NULL;
  const hl_embedded *ours = hl_embedded_find(hl_text_cstr(path));
  if (ours) *length = ours->length;
  return ours ? ours->bytes : NULL;
}

static void check_name(lua_State *L, const char *name) {
  size_t n = strlen(name);
  if (n == 0 || n > NAME_MOST ||
      strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789") != n)
    luaL_error(L, "'%s' is no name of a page's file", name);
}

/* [-0, +1, v] Compile and run it. */
static void run_file(lua_State *L, const char *name) {
  hl_page *page = page_of(L);
  char file[NAME_MOST + 8];
  hl_error err = {0};
  size_t length = 0;
  check_name(L, name);
  if (page->source_n == HL_PAGE_USED)
    luaL_error(L, "a page of more than %d files", HL_PAGE_USED);
  snprintf(file, sizeof file, "%s.lua", name);
  const char *bytes = find_file(page, file, &length, &err);
  if (page->scratch.failed || err.status == HL_E_NOMEM) hl_sandbox_no_memory(L);
  if (!bytes)
    luaL_error(L, "page file '%s': %s", file,
               err.status ? err.text : "there is none");
  hl_sandbox_compile(L, bytes, length, file);
  lua_call(L, 0, 1);
}

/* use(name): what the file gives, run once */
static int page_use(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_settop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &used); /* name used */
  if (lua_getfield(L, 2, name) != LUA_TNIL) return 1;
  run_file(L, name); /* name used nil value */
  if (lua_isnil(L, -1)) return luaL_error(L, "%s.lua gives nothing", name);
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
  return 1;
}

/* ---- texts ---- */

/* [-0, +n, v] The values of a table; their texts stay on the stack. */
static size_t read_values(lua_State *L, int table, hl_text_value *value) {
  size_t n = 0;
  if (lua_isnoneornil(L, table)) return 0;
  luaL_checktype(L, table, LUA_TTABLE);
  luaL_checkstack(L, PLACES + 4, NULL);
  for (lua_pushnil(L); lua_next(L, table); n++) {
    if (n == PLACES || lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "values of a text are {name = text or number}");
    bool is_text = lua_type(L, -1) == LUA_TSTRING;
    value[n] = (hl_text_value){.name = lua_tostring(L, -2),
                               .text = is_text ? lua_tostring(L, -1) : NULL,
                               .number = is_text ? 0 : luaL_checknumber(L, -1)};
    lua_insert(L, -2); /* value below the key */
  }
  return n;
}

/* say(id [, values]): the text, or nil where there is none */
static int page_say(lua_State *L) {
  hl_page *page = page_of(L);
  const char *pattern = hl_texts_find(page->texts, luaL_checkstring(L, 1));
  hl_text_value value[PLACES];
  hl_error err = {0};
  hl_sandbox_charge(L, 16);
  if (!pattern) {
    lua_pushnil(L);
    return 1;
  }
  lua_settop(L, 2);
  size_t n = read_values(L, 2, value);
  hl_text_clear(&page->scratch);
  if (hl_text_fill(&page->scratch, pattern, value, n, &err)) {
    /* A coach's text with a place of its own: shown as it was written. */
    hl_text_clear(&page->scratch);
    hl_text_add(&page->scratch, pattern);
  }
  if (page->scratch.failed) hl_sandbox_no_memory(L);
  lua_pushlstring(L, hl_text_cstr(&page->scratch), page->scratch.length);
  return 1;
}

/* title(text): of the window */
static int page_title(lua_State *L) {
  hl_page *page = page_of(L);
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  hl_text_clear(&page->title);
  hl_page_escape(&page->title, text, n);
  return 0;
}

static const hl_library own_library[] = {
    {"use", page_use, "(file)", "what another file of the template gives"},
    {"say", page_say, "(id [, values])",
     "a text of lua/texts/ with its {places} filled; nil where there is none"},
    {"title", page_title, "(text)", "the window's title"},
    {NULL, NULL, NULL, NULL},
};

static void add_library(lua_State *L, const hl_library *list) {
  for (; list->name; list++) {
    lua_pushcfunction(L, list->function);
    hl_sandbox_global(L, list->name);
  }
}

static int render(lua_State *L) {
  hl_page *page = page_of(L);
  add_library(L, hl_page_write_library);
  add_library(L, own_library);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &used);
  lua_pushcfunction(L, page_use);
  lua_pushstring(L, page->way->kind);
  lua_call(L, 1, 1);
  if (lua_type(L, -1) != LUA_TFUNCTION)
    return luaL_error(L, "%s.lua gives no function", page->way->kind);
  hl_page_push_json(L, page, page->json);
  lua_call(L, 1, 0);
  hl_page_check_closed(L, page);
  return 0;
}

/* ---- the file ---- */

/* A style sheet can load things and end its element: not this one. Backslashes
** could hide the words that are looked for. */
static hl_status check_style(const char *css, size_t length, hl_error *err) {
  static const char *const refused[] = {"<",       "\\",         "url(",
                                        "@import", "image-set(", "expression("};
  hl_error_where(err, "style.css");
  if (strlen(css) != length || !hl_utf8_valid(css, length))
    return hl_fail(err, HL_E_INPUT, "it is not UTF-8");
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    size_t n = strlen(refused[i]);
    for (const char *at = css; *at; at++) {
      size_t k = 0;
      while (k < n && ((at[k] | 32) == refused[i][k] || at[k] == refused[i][k]))
        k++;
      if (k == n)
        return hl_fail(err, HL_E_INPUT, "a page's style may not hold \"%s\"",
                       refused[i]);
    }
  }
  return HL_OK;
}

/* Nothing may load, run or be sent, whatever stood in the file. */
static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
    "'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n";

static hl_status assemble(hl_page *page, hl_text *html, hl_error *err) {
  size_t length = 0;
  const char *css = find_file(page, "style.css", &length, err);
  const char *language = page->way->language ? page->way->language : "en";
  if (page->scratch.failed) return hl_nomem(err);
  if (!css)
    return err->status ? err->status
                       : hl_fail(err, HL_E_INTERNAL, "style.css is missing");
  hl_status status = check_style(css, length, err);
  if (status) return status;
  hl_text_add(html, "<!DOCTYPE html>\n<html lang=\"");
  hl_page_escape(html, language, strlen(language));
  hl_text_format(html,
                 "\">\n<head>\n%s<title>%s</title>\n<style>\n%s</style>\n",
                 head, hl_text_cstr(&page->title), css);
  hl_text_add(html, "</head>\n<body>");
  hl_text_add_n(html, hl_text_cstr(&page->body), page->body.length);
  hl_text_add(html, "\n</body>\n</html>\n");
  return hl_text_status(html) ? hl_nomem(err) : HL_OK;
}

hl_status hl_page_render(const hl_page_way *way, const char *json,
                         hl_text *html, hl_error *err) {
  hl_page page = {.way = way, .json = json};
  hl_error own = {0};
  if (!err) err = &own;
  hl_sandbox *box = hl_sandbox_new();
  hl_status status = box ? HL_OK : hl_nomem(err);
  if (!status)
    status = hl_texts_load(way->language, way->text_folder, way->text_folder_n,
                           &page.texts, err);
  if (!status) {
    hl_sandbox_widen(box, HL_PAGE_WORK, HL_PAGE_MEMORY);
    status = hl_sandbox_call(box, render, &page, err);
  }
  if (!status) status = assemble(&page, html, err);
  hl_sandbox_free(box);
  hl_texts_free(page.texts);
  hl_text_free(&page.body);
  hl_text_free(&page.title);
  hl_text_free(&page.scratch);
  for (int i = 0; i < page.source_n; i++)
    free(page.source[i]);
  return status;
}
