/* SPDX-License-Identifier: MIT
**
** The epochs block: what comes out is what went in, and nothing else comes out.
*/
#include "hl_test.h"

#include "made_run.h"
#include "signal/epochs.h"

typedef struct fixture {
  hl_arena arena;
  hl_epochs epochs;
  unsigned char *bytes;
  size_t length;
} fixture;

static int set_up(void **state) {
  static fixture f;
  hl_activity a = made_run(3600, 1, 5);
  hl_error err = {0};
  f = (fixture){0};
  a.channel[HL_HEART_RATE][1000] = NAN;
  if (hl_epochs_build(&a, &f.arena, &f.arena, &f.epochs, &err) ||
      hl_epochs_pack(&f.epochs, &f.arena, (void **)&f.bytes, &f.length, &err))
    return 1;
  hl_arena_free(&a.arena);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  hl_arena_free(&((fixture *)*state)->arena);
  return 0;
}

static hl_status unpack(fixture *f, size_t length, hl_epochs *e) {
  hl_error err = {0};
  return hl_epochs_unpack(f->bytes, length, &f->arena, e, &err);
}

static void round_trip_is_exact(void **state) {
  fixture *f = *state;
  hl_epochs e;
  assert_int_equal(unpack(f, f->length, &e), HL_OK);
  assert_int_equal(e.n, f->epochs.n);
  assert_int_equal(e.start_ms, f->epochs.start_ms);
  assert_true(e.distance_m == f->epochs.distance_m);
  for (int c = 0; c < HL_COLUMN_COUNT; c++) {
    assert_int_equal(e.column[c] == NULL, f->epochs.column[c] == NULL);
    if (e.column[c])
      assert_memory_equal(e.column[c], f->epochs.column[c],
                          e.n * sizeof(float));
  }
  assert_memory_equal(e.flag, f->epochs.flag, e.n * sizeof *e.flag);
}

static void an_hour_takes_under_20_kb(void **state) {
  fixture *f = *state;
  assert_true(f->length < 20000);
}

static void every_other_length_is_refused(void **state) {
  fixture *f = *state;
  hl_epochs e;
  for (size_t n = 0; n < f->length; n++)
    assert_int_equal(unpack(f, n, &e), HL_E_INPUT);
}

static void another_version_is_refused(void **state) {
  fixture *f = *state;
  hl_epochs e;
  f->bytes[0] = HL_EPOCHS_VERSION + 1;
  assert_int_equal(unpack(f, f->length, &e), HL_E_INPUT);
}

static void impossible_header_is_refused(void **state) {
  fixture *f = *state;
  hl_epochs e;
  f->bytes[7] = 0x7f; /* two thousand million epochs */
  assert_int_equal(unpack(f, f->length, &e), HL_E_INPUT);
  f->bytes[7] = 0;
  f->bytes[3] = 0xff; /* columns that do not exist */
  assert_int_equal(unpack(f, f->length, &e), HL_E_INPUT);
}

static void infinite_values_are_refused(void **state) {
  fixture *f = *state;
  const unsigned char infinity[] = {0, 0, 0x80, 0x7f};
  hl_epochs e;
  memcpy(f->bytes + 36, infinity, 4);
  assert_int_equal(unpack(f, f->length, &e), HL_E_INPUT);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(FRESH(round_trip_is_exact), FRESH(an_hour_takes_under_20_kb),
             FRESH(every_other_length_is_refused),
             FRESH(another_version_is_refused),
             FRESH(impossible_header_is_refused),
             FRESH(infinite_values_are_refused))
