/* SPDX-License-Identifier: MIT
**
** See texts.h. Texts are read in a sandbox of their own and kept as a sorted
** array.
*/
#include "rules/texts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/number.h"
#include "rules/sandbox.h"

typedef struct entry {
  const char *id, *text;
} entry;

struct hl_texts {
  hl_arena arena;
  entry *list;
  size_t n, capacity;
  char hash[HL_HASH_TEXT];
  hl_error flaw;
};

/* ---- reading a file of texts ---- */

typedef struct reading {
  hl_texts *texts;
  bool is_own; /* travels with the plugin */
  const char *bytes, *name;
  size_t length;
  bool no_memory;
} reading;

static entry *find_entry(const hl_texts *texts, const char *id) {
  for (size_t i = 0; i < texts->n; i++)
    if (!strcmp(texts->list[i].id, id)) return &texts->list[i];
  return NULL;
}

/* Set or replace. False when out of memory. */
static bool put(hl_texts *texts, const char *id, const char *text) {
  char *copy = hl_arena_text(&texts->arena, text, strlen(text));
  if (!copy) return false;
  entry *old = find_entry(texts, id);
  if (old) {
    old->text = copy;
    return true;
  }
  entry *list = hl_arena_more(&texts->arena, texts->list, texts->n,
                              &texts->capacity, sizeof *list);
  if (!list) return false;
  texts->list = list;
  const char *name = hl_arena_text(&texts->arena, id, strlen(id));
  if (!name) return false;
  texts->list[texts->n++] = (entry){name, copy};
  return true;
}

/* What a coach may not reword, whatever the language. */
static bool is_fixed(const char *id) {
  return !strcmp(id, "advice.professional") || !strncmp(id, "safety.", 7);
}

static int read_texts(lua_State *L) {
  reading *r = lua_touserdata(L, 1);
  hl_sandbox_compile(L, r->bytes, r->length, r->name);
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1))
    luaL_error(L, "%s:1: a file of texts returns a table", r->name);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "%s:1: texts are written id = \"text\"", r->name);
    const char *text = lua_tostring(L, -1);
    if (!r->is_own && is_fixed(lua_tostring(L, -2)))
      luaL_error(L, "%s:1: text '%s' cannot be changed", r->name,
                 lua_tostring(L, -2));
    if (!hl_utf8_valid(text, strlen(text)))
      luaL_error(L, "%s:1: text '%s' is not UTF-8", r->name,
                 lua_tostring(L, -2));
    if (!put(r->texts, lua_tostring(L, -2), text)) r->no_memory = true;
    lua_pop(L, 1);
  }
  return 0;
}

static hl_status read_bytes(reading r, hl_error *err) {
  hl_sandbox *box = hl_sandbox_new();
  if (!box) return hl_nomem(err);
  hl_status status = hl_sandbox_call(box, read_texts, &r, err);
  hl_sandbox_free(box);
  return status ? status : r.no_memory ? hl_nomem(err) : HL_OK;
}

static hl_status read_own(hl_texts *texts, const char *language, bool needed,
                          hl_error *err) {
  hl_text path = {0};
  hl_text_format(&path, "lua/texts/%s.lua", language);
  if (hl_text_status(&path)) return hl_nomem(err);
  const hl_embedded *file = hl_embedded_find(hl_text_cstr(&path));
  hl_status status = HL_OK;
  if (file) {
    status = read_bytes((reading){.texts = texts,
                                  .is_own = true,
                                  .bytes = file->bytes,
                                  .length = file->length,
                                  .name = hl_base_name(file->path)},
                        err);
  } else if (needed) {
    status =
        hl_fail(err, HL_E_INTERNAL, "the texts '%s' are missing", language);
  }
  hl_text_free(&path);
  return status;
}

/* Not there is fine; wrong is told as the flaw. */
static hl_status read_folder(hl_texts *texts, const char *folder,
                             const char *language) {
  hl_text path = {0};
  hl_text_format(&path, "%s/texts/%s.lua", folder, language);
  hl_status status = hl_text_status(&path);
  if (!status && hl_path_exists(hl_text_cstr(&path))) {
    char *bytes = NULL;
    size_t length = 0;
    hl_error why = {0};
    status = hl_file_load(hl_text_cstr(&path), HL_SANDBOX_SOURCE, &bytes,
                          &length, &why);
    if (!status)
      status = read_bytes((reading){.texts = texts,
                                    .bytes = bytes,
                                    .length = length,
                                    .name = hl_text_cstr(&path)},
                          &why);
    free(bytes);
    if (status && status != HL_E_NOMEM) {
      if (!texts->flaw.status) texts->flaw = why;
      status = HL_OK;
    }
  }
  hl_text_free(&path);
  return status;
}

static int by_id(const void *a, const void *b) {
  return strcmp(((const entry *)a)->id, ((const entry *)b)->id);
}

static bool make_hash(hl_texts *texts) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return false;
  for (size_t i = 0; i < texts->n; i++) {
    hl_hasher_add(hasher, texts->list[i].id, strlen(texts->list[i].id) + 1);
    hl_hasher_add(hasher, texts->list[i].text, strlen(texts->list[i].text) + 1);
  }
  hl_hash_print(hl_hasher_end(hasher), texts->hash);
  return true;
}

/* A name such as "de" or "pt_BR": it becomes part of a path. */
static bool is_language(const char *language) {
  size_t n = strlen(language);
  return n > 0 && n < 16 &&
         strspn(language, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == n;
}

hl_status hl_texts_load(const char *language, const char *const *folders,
                        size_t folder_n, hl_texts **out, hl_error *err) {
  *out = NULL;
  if (!language || !is_language(language)) language = "en";
  hl_texts *texts = calloc(1, sizeof *texts);
  if (!texts) return hl_nomem(err);
  bool is_english = !strcmp(language, "en");
  hl_status status = read_own(texts, "en", true, err);
  for (size_t i = 0; i < folder_n && !status; i++)
    status = read_folder(texts, folders[i], "en");
  if (!status && !is_english) status = read_own(texts, language, false, err);
  for (size_t i = 0; i < folder_n && !status && !is_english; i++)
    status = read_folder(texts, folders[i], language);
  if (!status) {
    qsort(texts->list, texts->n, sizeof *texts->list, by_id);
    if (!make_hash(texts)) status = HL_E_NOMEM;
  }
  if (status) {
    hl_texts_free(texts);
    return status == HL_E_NOMEM ? hl_nomem(err) : HL_E_INTERNAL;
  }
  *out = texts;
  return HL_OK;
}

void hl_texts_free(hl_texts *texts) {
  if (!texts) return;
  hl_arena_free(&texts->arena);
  free(texts);
}

/* ---- looking up ---- */

const char *hl_texts_find(const hl_texts *texts, const char *id) {
  entry key = {id, NULL};
  const entry *found =
      texts->n ? bsearch(&key, texts->list, texts->n, sizeof key, by_id) : NULL;
  return found ? found->text : NULL;
}

const char *hl_texts_find_in(const hl_texts *texts, const char *prefix,
                             const char *name) {
  char id[96];
  int n = snprintf(id, sizeof id, "%s.%s", prefix, name);
  if (n < 0 || (size_t)n >= sizeof id) return NULL;
  return hl_texts_find(texts, id);
}

bool hl_texts_each(const hl_texts *texts, size_t i, const char **id,
                   const char **text) {
  if (i >= texts->n) return false;
  *id = texts->list[i].id;
  *text = texts->list[i].text;
  return true;
}

const hl_error *hl_texts_flaw(const hl_texts *texts) {
  return &texts->flaw;
}

const char *hl_texts_hash(const hl_texts *texts) {
  return texts->hash;
}

/* ---- filling places ---- */

/* What stands in "{name:+1}". */
typedef struct place {
  const char *name;
  size_t length;
  bool sign;
  int decimals; /* -1: as the number needs */
} place;

/* `at` is behind '{'. Returns behind '}', or NULL for no place at all. */
static const char *read_place(const char *at, place *p) {
  const char *end = strchr(at, '}');
  if (!end) return NULL;
  const char *colon = memchr(at, ':', (size_t)(end - at));
  const char *stop = colon ? colon : end;
  *p = (place){.name = at, .length = (size_t)(stop - at), .decimals = -1};
  if (colon && colon[1] == '+') {
    p->sign = true;
    colon++;
  }
  if (colon && colon[1] >= '0' && colon[1] <= '9') p->decimals = colon[1] - '0';
  return end + 1;
}

static void add_value(hl_text *out, const place *p, const hl_text_value *v) {
  if (v->text) {
    hl_text_add(out, v->text);
    return;
  }
  double x = v->number;
  int decimals = p->decimals >= 0 ? p->decimals : floor(x) == x ? 0 : 1;
  if (p->sign && x >= 0) hl_text_add(out, "+");
  hl_text_fixed(out, x, decimals);
}

hl_status hl_text_fill(hl_text *out, const char *pattern,
                       const hl_text_value *value, size_t n, hl_error *err) {
  for (const char *at = pattern; *at;) {
    size_t plain = strcspn(at, "{");
    hl_text_add_n(out, at, plain);
    at += plain;
    if (!*at) break;
    place p;
    const char *next = read_place(at + 1, &p);
    if (!next)
      return hl_fail(err, HL_E_RULE, "text '%s' has '{' without '}'", pattern);
    size_t i = 0;
    while (i < n && (strlen(value[i].name) != p.length ||
                     memcmp(value[i].name, p.name, p.length) != 0))
      i++;
    if (i == n)
      return hl_fail(err, HL_E_RULE, "text '%s': no value for {%.*s}", pattern,
                     (int)p.length, p.name);
    add_value(out, &p, &value[i]);
    at = next;
  }
  return HL_OK;
}
