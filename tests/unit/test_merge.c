/* SPDX-License-Identifier: MIT
**
** The marked block: what goes in comes out, and nothing else moves.
*/
#include "hl_test.h"
#include "hosts/merge.h"

#define TAG "heavy-legs"

/* The merged field, malloc'd; NULL where the field stays NULL. */
static char *merged_n(const char *old, size_t n, const char *text) {
  hl_merge_change change = {old, n, TAG, text, text ? strlen(text) : 0, false};
  hl_text out = {0};
  hl_error err = {0};
  char *copy;

  assert_int_equal(hl_merge(&change, &out, &err), HL_OK);
  if (change.is_null) {
    assert_int_equal(out.length, 0);
    return NULL;
  }
  assert_int_equal(strlen(hl_text_cstr(&out)), out.length);
  copy = malloc(out.length + 1);
  assert_non_null(copy);
  memcpy(copy, hl_text_cstr(&out), out.length + 1);
  hl_text_free(&out);
  return copy;
}

static char *merged(const char *old, const char *text) {
  return merged_n(old, old ? strlen(old) : 0, text);
}

static void expect(const char *old, const char *text, const char *want) {
  char *got = merged(old, text);

  if (want == NULL) {
    assert_null(got);
  } else {
    assert_non_null(got);
    assert_string_equal(got, want);
  }
  free(got);
}

static void an_empty_field_gets_the_block_alone(void **state) {
  (void)state;
  expect(NULL, "x", "[heavy-legs] x\n[/heavy-legs]");
  expect("", "x", "[heavy-legs] x\n[/heavy-legs]");
}

static void null_stays_null_when_nothing_is_added(void **state) {
  (void)state;
  expect(NULL, NULL, NULL);
  expect(NULL, "", NULL);
  expect("", NULL, "");
}

static void words_before_and_behind_stay(void **state) {
  (void)state;
  expect("felt ok", "x", "felt ok\n[heavy-legs]\nx\n[/heavy-legs]");
  expect("a [heavy-legs] x\n[/heavy-legs] b", "y",
         "a [heavy-legs] y\n[/heavy-legs] b");
  expect("a [heavy-legs] x\n[/heavy-legs] b", NULL, "a  b");
}

static void the_last_opener_with_a_closer_counts(void **state) {
  (void)state;
  expect("I saw [heavy-legs] once\n[heavy-legs]\nx\n[/heavy-legs]", NULL,
         "I saw [heavy-legs] once");
  expect("[heavy-legs] x\n[/heavy-legs] and [heavy-legs] again", "y",
         "[heavy-legs] y\n[/heavy-legs] and [heavy-legs] again");
  expect("[heavy-legs] x\n[/heavy-legs] and [/heavy-legs] again", NULL,
         " and [/heavy-legs] again");
}

static void a_lonely_marker_is_the_users(void **state) {
  (void)state;
  expect("see [heavy-legs]", NULL, "see [heavy-legs]");
  expect("[/heavy-legs] x [heavy-legs]", NULL, "[/heavy-legs] x [heavy-legs]");
}

static void words_written_later_keep_their_newline(void **state) {
  (void)state;
  expect("later\n[heavy-legs] x\n[/heavy-legs]", NULL, "later\n");
}

static void markers_in_our_own_words_lose_their_brackets(void **state) {
  (void)state;
  expect("", "you wrote [/heavy-legs] and [heavy-legs]",
         "[heavy-legs] you wrote (/heavy-legs) and (heavy-legs)\n"
         "[/heavy-legs]");
}

static void another_tag_is_left_alone(void **state) {
  (void)state;
  expect("[sleep] 7\n[/sleep]", NULL, "[sleep] 7\n[/sleep]");
}

static void a_bad_tag_is_refused(void **state) {
  static const char *const bad[] = {NULL, "", "a b", "a]",
                                    "123456789012345678901234567890123"};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    hl_merge_change change = {"x", 1, bad[i], "y", 1, false};
    hl_text out = {0};
    hl_error err = {0};
    assert_int_equal(hl_merge(&change, &out, &err), HL_E_USAGE);
    assert_int_equal(out.length, 0);
    assert_true(strlen(err.text) > 0);
  }
}

/* ---- properties over many small texts ---------------------------------- */

static uint32_t next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 16;
}

/* Texts made of the pieces that could confuse it. */
static char *some_text(uint32_t *seed, const char *const *piece, size_t n) {
  hl_text out = {0};
  uint32_t count = next(seed) % 8;
  char *copy;

  while (count-- > 0)
    hl_text_add(&out, piece[next(seed) % n]);
  copy = malloc(out.length + 1);
  assert_non_null(copy);
  memcpy(copy, hl_text_cstr(&out), out.length + 1);
  hl_text_free(&out);
  return copy;
}

static const char *const pieces[] = {
    "[heavy-legs]", "\n",   " ",        "x",         "[",
    "[/heavy-legs", "\r\n", "\xc3\xa9", "[heavy-leg"};
static const char *const all_pieces[] = {
    "[heavy-legs]",   "\n", " ", "x", "[", "[/heavy-legs]", "[heavy-legs]\n",
    "\n[/heavy-legs]"};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void adding_and_cutting_gives_the_same_bytes(void **state) {
  uint32_t seed = 1;
  int i;

  (void)state;
  for (i = 0; i < 20000; i++) { /* no closing marker: no block in there yet */
    char *old = some_text(&seed, pieces, COUNT(pieces));
    char *with = merged(old, "w\n[x]");
    char *without = merged(with, NULL);
    assert_string_equal(without, old);
    free(without);
    free(with);
    free(old);
  }
}

static void merging_twice_is_merging_once(void **state) {
  uint32_t seed = 2;
  int i;

  (void)state;
  for (i = 0; i < 20000; i++) {
    char *old = some_text(&seed, all_pieces, COUNT(all_pieces));
    char *text = some_text(&seed, all_pieces, COUNT(all_pieces));
    char *once = merged(old, text);
    char *twice = merged(once, *text ? text : NULL);
    if (*text) assert_string_equal(twice, once);
    free(twice);
    free(once);
    free(text);
    free(old);
  }
}

/* Whatever surrounds our block when it is replaced, surrounds it afterwards,
** and replacing it leaves no trace of what it said before. */
static void replacing_forgets_the_old_words_only(void **state) {
  uint32_t seed = 3;
  int i;

  (void)state;
  for (i = 0; i < 20000; i++) {
    char *old = some_text(&seed, pieces, COUNT(pieces));
    char *direct = merged(old, "second");
    char *first = merged(old, "first");
    char *second = merged(first, "second");
    assert_string_equal(second, direct);
    free(second);
    free(first);
    free(direct);
    free(old);
  }
}

HL_TEST_MAIN(cmocka_unit_test(an_empty_field_gets_the_block_alone),
             cmocka_unit_test(null_stays_null_when_nothing_is_added),
             cmocka_unit_test(words_before_and_behind_stay),
             cmocka_unit_test(the_last_opener_with_a_closer_counts),
             cmocka_unit_test(a_lonely_marker_is_the_users),
             cmocka_unit_test(words_written_later_keep_their_newline),
             cmocka_unit_test(markers_in_our_own_words_lose_their_brackets),
             cmocka_unit_test(another_tag_is_left_alone),
             cmocka_unit_test(a_bad_tag_is_refused),
             cmocka_unit_test(adding_and_cutting_gives_the_same_bytes),
             cmocka_unit_test(merging_twice_is_merging_once),
             cmocka_unit_test(replacing_forgets_the_old_words_only))
