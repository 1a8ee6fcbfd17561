/* SPDX-License-Identifier: MIT
**
** Zip archives: what is read from them, and what a hostile one can not do.
*/
#include <unistd.h>

#include "hl_test.h"

#include "read_case.h"
#include "zip_bytes.h"

/* A run of one point at a second after 2024-05-01T06:00:00Z. */
#define TCX(second)                                                            \
  "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\">"           \
  "<Lap StartTime=\"2024-05-01T06:00:" second "Z\"><Track><Trackpoint>"        \
  "<Time>2024-05-01T06:00:" second "Z</Time><HeartRateBpm><Value>140</Value>"  \
  "</HeartRateBpm></Trackpoint></Track></Lap></Activity></Activities>"         \
  "</TrainingCenterDatabase>"
#define JSON                                                                   \
  "{\"RIDE\":{\"STARTTIME\":\"2024/05/01 06:00:30 UTC \","                     \
  "\"SAMPLES\":[{\"SECS\":0,\"HR\":141}]}}"

#define START_MS INT64_C(1714543200000)

static int second_of(const hl_activity *a) {
  return (int)((a->start_ms - START_MS) / 1000);
}

/* Reads it as bytes. */
static read_case read_zip(zip_bytes *z) {
  return read_memory("runs.zip", z->byte, z->n);
}

static void reads_the_one_file_of_an_archive_by_any_name(void **state) {
  (void)state;
  static const char *const names[] = {"run.tcx", "export", "a/b/run.bak"};
  for (size_t i = 0; i < 3; i++) {
    zip_bytes z = {0};
    zip_text(&z, names[i], TCX("07"));
    zip_end(&z);
    read_case r = read_zip(&z);
    assert_int_equal(r.status, HL_OK);
    assert_int_equal(r.parts, 1);
    assert_int_equal(second_of(&r.part[0]), 7);
    assert_string_equal(r.part[0].format, "tcx");
    read_done(&r);
    zip_free(&z);
  }
}

static void reads_every_activity_file_and_passes_over_the_rest(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "photos/1.jpg", "x");
  zip_text(&z, "a/", "");
  zip_text(&z, "a/one.tcx", TCX("01"));
  zip_text(&z, "a/.hidden.tcx", TCX("02"));
  zip_text(&z, "__MACOSX/a/._one.tcx", "y");
  zip_text(&z, "../../etc/two.json", JSON);
  zip_text(&z, "workout-routes/route_1.gpx", "<gpx/>");
  zip_end(&z);
  read_case r = read_zip(&z);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 2);
  assert_int_equal(second_of(&r.part[0]), 1);
  assert_int_equal(second_of(&r.part[1]), 30);
  read_done(&r);
  zip_free(&z);
}

static void reads_the_same_from_a_path_and_from_bytes(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "one.tcx", TCX("01"));
  zip_text(&z, "two.json", JSON);
  zip_end(&z);
  char path[] = "/tmp/heavylegs-zip-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, z.byte, z.n), z.n);
  close(fd);
  read_case r = read_file_at(path);
  unlink(path);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 2);
  assert_int_equal(second_of(&r.part[1]), 30);
  read_done(&r);
  zip_free(&z);
}

static void reads_archives_in_archives_to_a_limit(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "one.tcx", TCX("09"));
  zip_end(&z);
  for (int depth = 1; depth < 8; depth++) {
    read_case r = read_zip(&z);
    if (depth <= 4) {
      assert_int_equal(r.status, HL_OK);
      assert_int_equal(r.parts, 1);
      assert_int_equal(second_of(&r.part[0]), 9);
    } else {
      assert_int_equal(r.status, HL_E_LIMIT);
    }
    read_done(&r);
    zip_bytes outer = {0};
    zip_add(&outer, "inner.zip", z.byte, z.n);
    zip_end(&outer);
    zip_free(&z);
    z = outer;
  }
  zip_free(&z);
}

typedef struct refusals {
  read_case read; /* must be first */
  char member[8][64];
  hl_error why[8];
  int n;
} refusals;

static void note_refusal(void *ctx, const char *member, const hl_error *why) {
  refusals *r = ctx;
  assert_true(r->n < 8);
  snprintf(r->member[r->n], sizeof r->member[0], "%s", member);
  r->why[r->n++] = *why;
}

static void read_noting(refusals *r, const zip_bytes *z) {
  memset(r, 0, sizeof *r);
  hl_read_sink sink = {
      .take = read_case_take, .ctx = r, .refuse = note_refusal};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  r->read.status = hl_read_bytes(reader, &(hl_content){z->byte, z->n, "x.zip"},
                                 &sink, &r->read.err);
  hl_reader_free(reader);
}

static void stops_at_no_member_that_cannot_be_read(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.tcx", "<TrainingCenterDatabase><Activities></wrong>");
  zip_text(&z, "b.tcx", TCX("01"));
  zip_text(&z, "c.tcx", TCX("02"))->flags = 1; /* encrypted */
  zip_text(&z, "d.tcx", TCX("03"))->method = 12;
  zip_entry *e = zip_text(&z, "e.tcx", TCX("04"));
  e->crc ^= 1;
  z.byte[e->at + 14] ^= 1; /* the same in both places */
  zip_text(&z, "f.tcx", TCX("05"));
  zip_end(&z);
  refusals r;
  read_noting(&r, &z);
  assert_int_equal(r.read.status, HL_OK);
  assert_int_equal(r.read.parts, 2);
  assert_int_equal(second_of(&r.read.part[1]), 5);
  assert_int_equal(r.n, 4);
  static const char *const wanted[] = {"a.tcx", "c.tcx", "d.tcx", "e.tcx"};
  for (int i = 0; i < 4; i++) {
    assert_string_equal(r.member[i], wanted[i]);
    assert_string_equal(r.why[i].where, wanted[i]);
    assert_int_equal(r.why[i].status, HL_E_INPUT);
  }
  assert_non_null(strstr(r.why[1].text, "encrypted"));
  assert_non_null(strstr(r.why[3].text, "checksum"));
  read_done(&r.read);
  /* who does not listen gets the first error, after everything was read */
  read_case plain = read_zip(&z);
  assert_int_equal(plain.parts, 2);
  assert_int_equal(plain.status, HL_E_INPUT);
  assert_string_equal(plain.err.where, "a.tcx");
  read_done(&plain);
  zip_free(&z);
}

static void says_why_an_archive_gives_nothing(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.jpg", "x");
  zip_text(&z, "b.jpg", "y");
  zip_end(&z);
  read_case r = read_zip(&z);
  assert_int_equal(r.status, HL_E_INPUT);
  assert_non_null(strstr(r.err.text, "no activity"));
  zip_free(&z);
  zip_end(&z); /* empty */
  r = read_zip(&z);
  assert_int_equal(r.status, HL_E_INPUT);
  zip_free(&z);
}

static hl_status stop_at_second(void *ctx, hl_activity *activity, int part,
                                hl_error *err) {
  (void)activity;
  ++*(int *)ctx;
  return part == 1 ? hl_fail(err, HL_E_INPUT, "enough") : HL_OK;
}

static void ends_when_the_caller_says_so(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.tcx", TCX("01"));
  zip_text(&z, "b.tcx", TCX("02"));
  zip_text(&z, "c.tcx", TCX("03"));
  zip_end(&z);
  int taken = 0;
  hl_error err = {0};
  hl_read_sink sink = {.take = stop_at_second, .ctx = &taken};
  hl_reader *reader = hl_reader_new();
  assert_int_equal(
      hl_read_bytes(reader, &(hl_content){z.byte, z.n, "x"}, &sink, &err),
      HL_E_INPUT);
  assert_int_equal(taken, 2);
  assert_string_equal(err.text, "enough");
  hl_reader_free(reader);
  zip_free(&z);
}

/* ---- exports ------------------------------------------------------------ */

static void lays_strava_s_table_over_its_files(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "export_1/activities/11.tcx", TCX("01"));
  zip_text(&z, "export_1/activities/12.tcx", TCX("02"));
  zip_text(&z, "export_1/activities.csv",
           "Activity ID,Activity Date,Activity Name,Activity Type,"
           "Activity Description,Filename\n"
           "11,\"May 1, 2024\",Morning Ride,Ride,,activities/11.tcx.gz\n");
  zip_end(&z);
  read_case r = read_zip(&z);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 2);
  assert_int_equal(r.part[0].sport, HL_SPORT_OTHER);
  assert_string_equal(r.part[0].title, "Morning Ride");
  assert_int_equal(r.part[1].sport, HL_SPORT_RUN);
  assert_null(r.part[1].title);
  read_done(&r);
  zip_free(&z);
}

/* ---- hostile ------------------------------------------------------------ */

static void ends_a_member_that_unpacks_to_hundreds_of_times(void **state) {
  (void)state;
  enum {
    LARGE = 40 << 20
  };
  char *zeros = calloc(1, LARGE);
  assert_non_null(zeros);
  memcpy(zeros, "<gpx>", 5);
  zip_bytes z = {0};
  zip_add(&z, "bomb.tcx", zeros, LARGE);
  zip_end(&z);
  read_case r = read_zip(&z);
  assert_int_not_equal(r.status, HL_OK);
  zip_free(&z);
  memcpy(zeros, "{\"RIDE\"", 7); /* a format that is loaded whole */
  zip_add(&z, "bomb.json", zeros, LARGE);
  zip_end(&z);
  r = read_zip(&z);
  assert_int_equal(r.status, HL_E_LIMIT);
  assert_non_null(strstr(r.err.text, "300 times"));
  zip_free(&z);
  free(zeros);
}

static void ends_an_archive_whose_members_are_one_and_the_same(void **state) {
  (void)state;
  enum {
    SIZE = 15 << 20 /* under what a member may be at any ratio */
  };
  char *zeros = calloc(1, SIZE);
  assert_non_null(zeros);
  memcpy(zeros, "{\"RIDE\"", 7);
  zip_bytes z = {0};
  zip_entry first = *zip_add(&z, "00.json", zeros, SIZE);
  for (int i = 1; i < 60; i++) {
    z.entry[i] = first; /* the same bytes again, by another name */
    snprintf(z.entry[i].name, sizeof first.name, "%02d.json", i);
  }
  z.entry_n = 60;
  zip_end(&z);
  read_case r = read_zip(&z);
  assert_int_not_equal(r.status, HL_OK);
  zip_free(&z);
  free(zeros);
}

static void refuses_an_archive_that_ends_early_at_any_byte(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.tcx", TCX("01"));
  zip_text(&z, "b.json", JSON);
  zip_end(&z);
  for (size_t n = 0; n < z.n; n++) {
    read_case r = read_memory("x.zip", z.byte, n);
    if (r.status == HL_OK) { /* only the length of no comment is missing */
      assert_true(n + 3 >= z.n);
      assert_int_equal(r.parts, 2);
    } else {
      assert_int_equal(r.status, HL_E_INPUT);
      assert_true(r.err.text[0] != 0);
    }
    read_done(&r);
  }
  zip_free(&z);
}

static void survives_every_single_wrong_byte(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.tcx", TCX("01"));
  zip_text(&z, "b.json", JSON);
  zip_end(&z);
  static const unsigned char flips[] = {0x01, 0x80, 0xff};
  for (size_t at = 0; at < z.n; at++) {
    for (size_t i = 0; i < sizeof flips; i++) {
      z.byte[at] ^= flips[i];
      read_case r = read_zip(&z);
      assert_true(r.status == HL_OK || r.err.text[0] != 0);
      read_done(&r);
      z.byte[at] ^= flips[i];
    }
  }
  zip_free(&z);
}

static void survives_a_directory_that_lies(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "a.tcx", TCX("01"))->at = 0x7fffffff;
  zip_text(&z, "b.tcx", TCX("02"))->size = 3;
  zip_text(&z, "c.tcx", TCX("03"))->packed = 0xfffffff0;
  zip_text(&z, "d.tcx", TCX("04"))->size = 0xfffffff0;
  zip_text(&z, "e.tcx", TCX("05"));
  zip_end(&z);
  refusals r;
  read_noting(&r, &z);
  assert_int_equal(r.read.status, HL_OK);
  assert_true(r.n >= 3);
  assert_true(r.read.parts >= 1);
  assert_int_equal(second_of(&r.read.part[r.read.parts - 1]), 5);
  read_done(&r.read);
  zip_free(&z);
}

HL_TEST_MAIN(
    cmocka_unit_test(reads_the_one_file_of_an_archive_by_any_name),
    cmocka_unit_test(reads_every_activity_file_and_passes_over_the_rest),
    cmocka_unit_test(reads_the_same_from_a_path_and_from_bytes),
    cmocka_unit_test(reads_archives_in_archives_to_a_limit),
    cmocka_unit_test(stops_at_no_member_that_cannot_be_read),
    cmocka_unit_test(says_why_an_archive_gives_nothing),
    cmocka_unit_test(ends_when_the_caller_says_so),
    cmocka_unit_test(lays_strava_s_table_over_its_files),
    cmocka_unit_test(ends_a_member_that_unpacks_to_hundreds_of_times),
    cmocka_unit_test(ends_an_archive_whose_members_are_one_and_the_same),
    cmocka_unit_test(refuses_an_archive_that_ends_early_at_any_byte),
    cmocka_unit_test(survives_every_single_wrong_byte),
    cmocka_unit_test(survives_a_directory_that_lies))
