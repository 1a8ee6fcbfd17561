/* SPDX-License-Identifier: MIT
**
** Texts by id: own languages, a coach's own, places, and words that may not be
** used in any of them.
*/
#include "hl_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include <lauxlib.h>

#include "base/embed.h"
#include "model/facts.h"
#include "rules/texts.h"

static hl_texts *load(const char *language) {
  hl_texts *texts = NULL;
  hl_error err = {0};
  assert_int_equal(hl_texts_load(language, NULL, 0, &texts, &err), HL_OK);
  assert_string_equal(hl_texts_flaw(texts)->text, "");
  return texts;
}

static void english_is_there(void **state) {
  (void)state;
  hl_texts *texts = load("en");
  assert_string_equal(hl_texts_find(texts, "basis.data_only"), "data only");
  assert_string_equal(hl_texts_find_in(texts, "cause", "stiffness"),
                      "stiffness");
  assert_null(hl_texts_find(texts, "nothing.of.the.kind"));
  assert_null(hl_texts_find(texts, ""));
  hl_texts_free(texts);
}

static void an_unknown_language_falls_back_to_english(void **state) {
  (void)state;
  static const char *const odd[] = {"xx", "../en", "", "en/../../etc"};
  hl_texts *english = load(NULL);
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    hl_texts *texts = load(odd[i]);
    assert_string_equal(hl_texts_hash(texts), hl_texts_hash(english));
    hl_texts_free(texts);
  }
  hl_texts_free(english);
}

static void every_reason_has_words(void **state) {
  (void)state;
  hl_texts *texts = load("en");
  for (int r = HL_REASON_NONE + 1; r < HL_REASON_RULE; r++)
    if (!hl_texts_find_in(texts, "reason", hl_reason_name((hl_reason)r)))
      fail_msg("reason.%s", hl_reason_name((hl_reason)r));
  hl_texts_free(texts);
}

/* In every language that travels with the plugin. */
static void no_text_uses_a_banned_word(void **state) {
  (void)state;
  for (const hl_embedded *f = hl_embedded_files; f->path; f++) {
    if (strncmp(f->path, "lua/texts/", 10) != 0) continue;
    char language[8] = "";
    sscanf(f->path + 10, "%7[^.]", language);
    hl_texts *texts = load(language);
    const char *id, *text;
    for (size_t i = 0; hl_texts_each(texts, i, &id, &text); i++)
      if (hl_banned_word(text))
        fail_msg("%s %s: %s", language, id, hl_banned_word(text));
    hl_texts_free(texts);
  }
}

/* ---- German says what English says ---- */

static void push_own(lua_State *L, const char *path) {
  const hl_embedded *f = hl_embedded_find(path);
  assert_non_null(f);
  assert_int_equal(luaL_loadbuffer(L, f->bytes, f->length, path), LUA_OK);
  assert_int_equal(lua_pcall(L, 0, 1, 0), LUA_OK);
}

static int compare_words(const void *a, const void *b) {
  return strcmp(a, b);
}

/* The places of a text, "{bpm:+0} {n}", in order of their names. */
static void places_of(const char *text, char *places, size_t size) {
  char list[16][32];
  size_t n = 0;
  for (const char *at = text; (at = strchr(at, '{')) != NULL; at++) {
    assert_true(n < 16);
    snprintf(list[n++], sizeof list[0], "%.*s", (int)strcspn(at, "}") + 1, at);
  }
  qsort(list, n, sizeof list[0], compare_words);
  places[0] = '\0';
  for (size_t i = 0; i < n; i++)
    strncat(places, list[i], size - strlen(places) - 1);
}

/* Every text of `from` is in `to`, with the same places. */
static void is_covered(const char *from, const char *to) {
  lua_State *L = luaL_newstate();
  push_own(L, from);
  push_own(L, to);
  int n = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    const char *id = lua_tostring(L, -2);
    char here[256], there[256];
    places_of(lua_tostring(L, -1), here, sizeof here);
    if (lua_getfield(L, 2, id) != LUA_TSTRING)
      fail_msg("%s has no text '%s', which %s has", to, id, from);
    places_of(lua_tostring(L, -1), there, sizeof there);
    if (strcmp(here, there) != 0)
      fail_msg("'%s' has %s in %s and %s in %s", id, here, from, there, to);
    lua_pop(L, 2);
    n++;
  }
  assert_true(n > 150);
  lua_close(L);
}

static void german_has_every_text_with_its_places(void **state) {
  (void)state;
  is_covered("lua/texts/en.lua", "lua/texts/de.lua");
  is_covered("lua/texts/de.lua", "lua/texts/en.lua");
}

static void only_what_a_runner_said_speaks_of_heavy_legs(void **state) {
  (void)state;
  static const char *const languages[] = {"en", "de"};
  for (int l = 0; l < 2; l++) {
    hl_texts *texts = load(languages[l]);
    const char *id, *text;
    for (size_t i = 0; hl_texts_each(texts, i, &id, &text); i++) {
      bool reported = !strncmp(id, "heavy.", 6);
      if (!reported && strncmp(id, "harder.", 7) != 0) continue;
      if (hl_says_heavy(text) != reported)
        fail_msg("%s %s: %s", languages[l], id, text);
    }
    hl_texts_free(texts);
  }
}

static void banned_words_are_found_as_words(void **state) {
  (void)state;
  assert_non_null(hl_banned_word("This is a DIAGNOSIS."));
  assert_non_null(hl_banned_word("you must rest"));
  assert_non_null(hl_banned_word("the risk of injury"));
  assert_non_null(hl_banned_word("may be anaemia"));
  assert_non_null(hl_banned_word("ein Fall von \u00dcbertraining"));
  assert_non_null(hl_banned_word("du musst ruhen"));
  assert_null(hl_banned_word("a contrast, a mustard treaty"));
  assert_null(hl_banned_word("secured and procured"));
  assert_null(hl_banned_word(""));
  assert_null(hl_banned_word("Patterns, not diagnoses."));
  assert_null(hl_banned_word("Muster, keine Diagnosen"));
  assert_non_null(hl_banned_word("not diagnoses but a diagnosis"));
  assert_non_null(hl_banned_word("cannot diagnose"));
}

static void check_fill(const char *pattern, const char *expected) {
  hl_text_value v[] = {{.name = "n", .number = 60},
                       {.name = "bpm", .number = 8.96},
                       {.name = "low", .number = -0.4},
                       {.name = "who", .text = "you"}};
  hl_text out = {0};
  hl_error err = {0};
  assert_int_equal(hl_text_fill(&out, pattern, v, 4, &err), HL_OK);
  assert_string_equal(hl_text_cstr(&out), expected);
  hl_text_free(&out);
}

static void places_are_filled(void **state) {
  (void)state;
  check_fill("plain", "plain");
  check_fill("", "");
  check_fill("{n} runs of {who}", "60 runs of you");
  check_fill("{bpm:+0} bpm", "+9 bpm");
  check_fill("{bpm} {bpm:2}", "9.0 8.96");
  check_fill("{low:+1}{n:1}", "-0.460.0");
}

static void a_place_without_value_is_an_error(void **state) {
  (void)state;
  hl_text out = {0};
  hl_error err = {0};
  assert_int_equal(hl_text_fill(&out, "at {minute}", NULL, 0, &err), HL_E_RULE);
  assert_non_null(strstr(err.text, "{minute}"));
  memset(&err, 0, sizeof err);
  assert_int_equal(hl_text_fill(&out, "at {minute", NULL, 0, &err), HL_E_RULE);
  hl_text_free(&out);
}

/* ---- a coach's folder ---- */

static char folder[] = "/tmp/hl_texts_XXXXXX";

static void write_file(const char *name, const char *content) {
  char path[128];
  snprintf(path, sizeof path, "%s/texts", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/texts/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(content, file);
  fclose(file);
}

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/hl_texts_XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state) {
  (void)state;
  static const char *const names[] = {"texts/en.lua", "texts/de.lua", "texts",
                                      ""};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    remove(path);
  }
  return 0;
}

static hl_texts *load_folder(const char *language, hl_error *flaw) {
  const char *const folders[] = {folder};
  hl_texts *texts = NULL;
  hl_error err = {0};
  assert_int_equal(hl_texts_load(language, folders, 1, &texts, &err), HL_OK);
  *flaw = *hl_texts_flaw(texts);
  return texts;
}

static void a_coach_adds_and_rewords_texts(void **state) {
  (void)state;
  write_file("en.lua", "return { ['cause.hills'] = 'hills',"
                       " ['basis.data_only'] = 'only data' }");
  write_file("de.lua", "return { ['cause.hills'] = 'Berge' }");
  hl_error flaw = {0};
  hl_texts *texts = load_folder("en", &flaw);
  assert_string_equal(hl_texts_find(texts, "cause.hills"), "hills");
  assert_string_equal(hl_texts_find(texts, "basis.data_only"), "only data");
  hl_texts_free(texts);
  texts = load_folder("de", &flaw);
  assert_string_equal(hl_texts_find(texts, "cause.hills"), "Berge");
  assert_non_null(hl_texts_find(texts, "basis.reported"));
  assert_string_equal(flaw.text, "");
  hl_texts_free(texts);
}

static void a_wrong_file_of_texts_is_told_and_left_out(void **state) {
  (void)state;
  static const char *const wrong[][2] = {
      {"return 1", "returns a table"},
      {"return { 'x' }", "id = \"text\""},
      {"return { a = 1 }", "id = \"text\""},
      {"return { a = 'b' ", "'}' expected"},
      {"return { a = '\\xff' }", "not UTF-8"},
      {"while true do end", "steps"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    write_file("en.lua", wrong[i][0]);
    hl_error flaw = {0};
    hl_texts *texts = load_folder("en", &flaw);
    if (!strstr(flaw.text, wrong[i][1])) fail_msg("%s", flaw.text);
    assert_string_equal(flaw.where, "en.lua");
    assert_non_null(hl_texts_find(texts, "basis.reported"));
    hl_texts_free(texts);
  }
}

HL_TEST_MAIN(
    cmocka_unit_test(english_is_there),
    cmocka_unit_test(an_unknown_language_falls_back_to_english),
    cmocka_unit_test(every_reason_has_words),
    cmocka_unit_test(no_text_uses_a_banned_word),
    cmocka_unit_test(german_has_every_text_with_its_places),
    cmocka_unit_test(only_what_a_runner_said_speaks_of_heavy_legs),
    cmocka_unit_test(banned_words_are_found_as_words),
    cmocka_unit_test(places_are_filled),
    cmocka_unit_test(a_place_without_value_is_an_error),
    cmocka_unit_test_setup_teardown(a_coach_adds_and_rewords_texts, make_folder,
                                    drop_folder),
    cmocka_unit_test_setup_teardown(a_wrong_file_of_texts_is_told_and_left_out,
                                    make_folder, drop_folder))
