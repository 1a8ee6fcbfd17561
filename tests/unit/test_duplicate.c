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

static void runs_that_share_no_time_are_two(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 1000500, 1000),
                         recording(3, 2500000, 30)};
  hl_duplicates_find(list, 3);
  for (int i = 0; i < 3; i++)
    assert_int_equal(list[i].duplicate_of, 0);
  list[1] = recording(2, 800000, 1000); /* a fifth in common */
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 0);
  assert_int_equal(list[1].duplicate_of, 0);
}

static void what_has_no_duration_is_like_no_other(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1000), recording(2, 500, NAN)};
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 0);
  assert_int_equal(list[1].duplicate_of, 0);
}

/* The phone was started late and stopped late. */
static void watch_and_phone_are_one_run(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 3600), recording(2, 90000, 3700)};
  list[1].coverage = NAN;
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 0);
  assert_int_equal(list[1].duplicate_of, 1);
}

static void parts_belong_to_the_whole(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 1200), recording(2, 0, 3600),
                         recording(3, 1210000, 2400)};
  list[0].coverage = list[2].coverage = 1;
  list[1].coverage = 0.95;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 2);
  assert_int_equal(list[1].duplicate_of, 0);
  assert_int_equal(list[2].duplicate_of, 2);
}

static void parts_stand_where_the_whole_cannot_be_judged(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 3600), recording(2, 1000, 1200),
                         recording(3, 1210000, 2300)};
  list[0].is_usable = false;
  hl_duplicates_find(list, 3);
  assert_int_equal(list[0].duplicate_of, 3); /* the longer part */
  assert_int_equal(list[1].duplicate_of, 0);
  assert_int_equal(list[2].duplicate_of, 0);
}

static void a_day_that_a_run_lies_in_is_another_activity(void **state) {
  (void)state;
  hl_recording list[] = {recording(1, 0, 40000), recording(2, 5000000, 3600)};
  list[0].is_run = false;
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 0);
  assert_int_equal(list[1].duplicate_of, 0);
  list[0] = recording(1, 4900000, 3700);
  list[0].is_run = false;
  hl_duplicates_find(list, 2);
  assert_int_equal(list[0].duplicate_of, 2);
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

static void equal_recordings_are_told_by_their_hash(void **state) {
  (void)state;
  hl_recording list[] = {recording(2, 0, 1000), recording(9, 0, 1000)};
  list[1].content_hash = "b";
  hl_duplicates_find(list, 2);
  assert_int_equal(list[1].duplicate_of, 2);
  hl_duplicates_find(list, 0);
}

HL_TEST_MAIN(cmocka_unit_test(near_starts_and_lengths_are_one_run),
             cmocka_unit_test(runs_that_share_no_time_are_two),
             cmocka_unit_test(what_has_no_duration_is_like_no_other),
             cmocka_unit_test(watch_and_phone_are_one_run),
             cmocka_unit_test(parts_belong_to_the_whole),
             cmocka_unit_test(parts_stand_where_the_whole_cannot_be_judged),
             cmocka_unit_test(a_day_that_a_run_lies_in_is_another_activity),
             cmocka_unit_test(the_better_recording_stands),
             cmocka_unit_test(equal_recordings_are_told_by_their_hash))
