/* SPDX-License-Identifier: MIT
**
** Arenas: aligned, zeroed, apart from each other, given back at once.
*/
#include "hl_test.h"

#include "base/arena.h"

static void memory_is_aligned_zeroed_and_its_own(void **state) {
  (void)state;
  hl_arena arena = {0};
  unsigned char *had[200];
  for (size_t i = 0; i < 200; i++) {
    size_t size = i * 37 % 5000 + 1;
    had[i] = hl_arena_alloc(&arena, 1, size);
    assert_non_null(had[i]);
    assert_int_equal((uintptr_t)had[i] % 16, 0);
    for (size_t k = 0; k < size; k++)
      assert_int_equal(had[i][k], 0);
    memset(had[i], (int)i, size);
  }
  for (size_t i = 0; i < 200; i++) {
    assert_int_equal(had[i][0], i);
    assert_int_equal(had[i][i * 37 % 5000], i);
  }
  hl_arena_free(&arena);
  assert_int_equal(arena.used, 0);
}

static void memory_is_zeroed_again_after_a_reset(void **state) {
  (void)state;
  hl_arena arena = {0};
  char *first = hl_arena_alloc(&arena, 100, 1);
  memset(first, 'x', 100);
  hl_arena_reset(&arena);
  assert_int_equal(arena.used, 0);
  char *again = hl_arena_alloc(&arena, 100, 1);
  assert_ptr_equal(again, first); /* the block was kept */
  assert_int_equal(again[0] + again[99], 0);
  hl_arena_free(&arena);
}

static void nothing_still_has_a_place(void **state) {
  (void)state;
  hl_arena arena = {0};
  void *a = hl_arena_alloc(&arena, 0, 8), *b = hl_arena_alloc(&arena, 8, 0);
  assert_non_null(a);
  assert_non_null(b);
  assert_ptr_not_equal(a, b);
  hl_arena_free(&arena);
}

static void sizes_that_overflow_are_refused(void **state) {
  (void)state;
  hl_arena arena = {0};
  assert_null(hl_arena_alloc(&arena, SIZE_MAX / 2 + 1, 2));
  assert_null(hl_arena_alloc(&arena, SIZE_MAX, 1));
  assert_null(hl_arena_alloc(&arena, SIZE_MAX - 20, 1));
  assert_null(hl_arena_text(&arena, "x", SIZE_MAX));
  assert_int_equal(arena.used, 0);
  size_t result = 7;
  assert_false(hl_size_mul(SIZE_MAX / 2 + 1, 2, &result));
  assert_false(hl_size_add(SIZE_MAX, 1, &result));
  assert_int_equal(result, 7);
  assert_true(hl_size_mul(SIZE_MAX, 0, &result));
  assert_int_equal(result, 0);
  assert_true(hl_size_add(SIZE_MAX - 1, 1, &result));
  assert_true(result == SIZE_MAX);
  hl_arena_free(&arena);
}

static void arrays_grow_with_their_contents(void **state) {
  (void)state;
  hl_arena arena = {0};
  int *values = NULL;
  size_t had = 0;
  for (size_t count = 1; count <= 65536; count *= 2) {
    values = hl_arena_grow(&arena, values, had, count, sizeof *values);
    for (size_t i = had; i < count; i++) {
      assert_int_equal(values[i], 0);
      values[i] = (int)i;
    }
    had = count;
  }
  for (size_t i = 0; i < had; i++)
    assert_int_equal(values[i], i);
  assert_null(hl_arena_grow(&arena, values, had, had - 1, sizeof *values));
  hl_arena_free(&arena);
}

static void lists_have_room_for_one_more(void **state) {
  (void)state;
  hl_arena arena = {0};
  int *list = NULL, *had = NULL;
  size_t room = 0, moves = 0;
  for (size_t n = 0; n < 1000; n++, had = list) {
    list = hl_arena_more(&arena, list, n, &room, sizeof *list);
    assert_non_null(list);
    assert_true(n < room);
    moves += list != had;
    list[n] = (int)n;
  }
  for (size_t n = 0; n < 1000; n++)
    assert_int_equal(list[n], n);
  assert_true(moves < 10);
  size_t full = SIZE_MAX / 4;
  room = full;
  assert_null(hl_arena_more(&arena, list, full, &room, sizeof *list));
  assert_true(room == full);
  hl_arena_free(&arena);
}

static void texts_are_copied_and_ended(void **state) {
  (void)state;
  hl_arena arena = {0};
  assert_string_equal(hl_arena_text(&arena, "heavy legs", 5), "heavy");
  assert_string_equal(hl_arena_text(&arena, NULL, 0), "");
  hl_arena_free(&arena);
}

HL_TEST_MAIN(cmocka_unit_test(memory_is_aligned_zeroed_and_its_own),
             cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
             cmocka_unit_test(nothing_still_has_a_place),
             cmocka_unit_test(sizes_that_overflow_are_refused),
             cmocka_unit_test(arrays_grow_with_their_contents),
             cmocka_unit_test(lists_have_room_for_one_more),
             cmocka_unit_test(texts_are_copied_and_ended))
