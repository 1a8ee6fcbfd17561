/* SPDX-License-Identifier: MIT
**
** Which recordings are of the same run, and which of them stands for it.
*/
#include <math.h>

#include "hl_test.h"

#include "annotate/duplicate.h"

static hl_recording recording(int64_t id, int64_t start_ms, double duration_s) {
  return (hl_recording){.id = id,
                        .start_ms = start_ms,
                        .duration_s = duration_s,
                        .is_run = true,
                        .is_usable = true,
                        .coverage = 1,
                        .content_hash = "a"};
}

static void near_starts_and_lengths_are_one_run(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 2000, 1010)};
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 2);
  assert_int_equal(list[1].duplicate_of, 0);
}

static void later_or_longer_is_another_run(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 1000, 1011),
                         recording(3, 3001, 1011)};
  hl_duplicates_find(list, 3);
  for (int i = 0; i < 3; i++)
    assert_int_equal(list[i].duplicate_of, 0);
  list[0].duration_s = list[1].duration_s = NAN;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 0);
}

static void the_better_recording_stands(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 500, 1000),
                         recording(3, 900, 1000)};
  list[0].is_usable = false;
  list[1].coverage = 0.5;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 3);
  assert_int_equal(list[1].duplicate_of, 3);
  assert_int_equal(list[2].duplicate_of, 0);
  list[2].coverage = NAN;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[2].duplicate_of, 2);
  list[0].is_run = list[1].is_run = false;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 3);
}

/* 1 and 3 are too far apart, but both are like 2. */
static void likeness_is_handed_on(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 1500, 1005),
                         recording(3, 3000, 1010)};
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 3);
  assert_int_equal(list[1].duplicate_of, 3);
}

static void equal_recordings_are_told_by_their_hash(void **state) {
  (void)state;
  hl_recording list[] = {recording(9, 0, 1000), recording(2, 0, 1000)};
  list[0].content_hash = "b";
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 2);
  hl_duplicates_find(list, 0);
}

HL_TEST_MAIN(cmocka_unit_test(near_starts_and_lengths_are_one_run),
             cmocka_unit_test(later_or_longer_is_another_run),
             cmocka_unit_test(the_better_recording_stands),
             cmocka_unit_test(likeness_is_handed_on),
             cmocka_unit_test(equal_recordings_are_told_by_their_hash))
