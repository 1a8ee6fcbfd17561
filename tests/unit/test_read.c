/* SPDX-License-Identifier: MIT
**
** From paths and bytes to a format: unpacking, encodings, recognising, and
** the samples with what is expected of each (samples/EXPECT, samples/bad).
*/
#include "hl_test.h"

#include <zlib.h>

#include "base/text.h"
#include "read/decode.h"
#include "read/xml_cut.h"
#include "read_case.h"

#define TCX(inside)                                                            \
  "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Lap>"      \
  "<Track><Trackpoint><Time>2024-05-01T06:00:00Z</Time><HeartRateBpm><Value>"  \
  "99</Value></HeartRateBpm></Trackpoint></Track></Lap>" inside                \
  "</Activity></Activities></TrainingCenterDatabase>"

enum {
  ROOM = 65536
};

/* gzip of `text` behind `length` bytes of `out`; returns the new length. */
static size_t add_gzip(unsigned char *out, size_t length, const char *text) {
  z_stream z = {0};
  assert_int_equal(
      deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY),
      Z_OK);
  z.next_in = (Bytef *)(uintptr_t)text;
  z.avail_in = (uInt)strlen(text);
  z.next_out = out + length;
  z.avail_out = (uInt)(ROOM - length);
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  length = ROOM - z.avail_out;
  deflateEnd(&z);
  return length;
}

static void refuses(const void *bytes, size_t length, const char *why) {
  read_case r = read_memory("some.dat", bytes, length);
  assert_true(r.status == HL_E_INPUT || r.status == HL_E_LIMIT);
  if (!strstr(r.err.text, why)) print_error("got: %s\n", r.err.text);
  assert_non_null(strstr(r.err.text, why));
  assert_string_equal(r.err.where, "some.dat");
  assert_int_equal(r.parts, 0);
}

/* ---- gzip ---------------------------------------------------------------- */
static void unpacks_gzip_whatever_the_name(void **state) {
  (void)state;
  unsigned char bytes[ROOM];
  size_t length = add_gzip(bytes, 0, TCX(""));
  read_case r = read_memory("run", bytes, length);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.part[0].n, 1);
  assert_false(r.part[0].is_truncated);
  read_done(&r);
}

static void reads_all_members_of_a_gzip_and_ignores_padding(void **state) {
  (void)state;
  static const char text[] = TCX("<Notes>in two halves</Notes>");
  char first[sizeof text];
  unsigned char bytes[ROOM] = {0};
  size_t half = sizeof text / 2;
  memcpy(first, text, half);
  first[half] = '\0';
  size_t length = add_gzip(bytes, 0, first);
  length = add_gzip(bytes, length, text + half);
  memset(bytes + length, 0, 512);
  read_case r = read_memory("run.gz", bytes, length + 512);
  assert_int_equal(r.status, HL_OK);
  assert_string_equal(r.part[0].notes, "in two halves");
  read_done(&r);
}

static void keeps_what_a_broken_off_gzip_holds(void **state) {
  (void)state;
  unsigned char bytes[ROOM];
  size_t length = add_gzip(bytes, 0, TCX("<Notes>0123456789abcdef</Notes>"));
  int truncated = 0;
  for (size_t n = 0; n < length; n++) {
    read_case r = read_memory("run.tcx.gz", bytes, n);
    assert_true(r.status == HL_OK || r.status == HL_E_INPUT);
    if (r.parts > 0) {
      assert_int_equal(r.part[0].n, 1);
      truncated += r.part[0].is_truncated;
    }
    read_done(&r);
  }
  assert_true(truncated > 0);
}

static void refuses_damaged_gzip(void **state) {
  (void)state;
  unsigned char bytes[ROOM], twice[ROOM];
  size_t length = add_gzip(bytes, 0, TCX(""));
  memcpy(twice, bytes, length);
  twice[length - 6] ^= 1; /* of the check sum */
  refuses(twice, length, "damaged gzip");
  refuses("\x1f\x8b\x08\xff\xff\xff", 6, "damaged gzip");
}

/* gzip of any bytes, stored. */
static size_t gzip_again(unsigned char *out, const unsigned char *bytes,
                         size_t length) {
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, MAX_WBITS + 16, 8, 0), Z_OK);
  z.next_in = (Bytef *)(uintptr_t)bytes;
  z.avail_in = (uInt)length;
  z.next_out = out;
  z.avail_out = ROOM;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  deflateEnd(&z);
  return ROOM - z.avail_out;
}

static void unpacks_gzip_within_gzip_once(void **state) {
  (void)state;
  unsigned char once[ROOM], twice[ROOM];
  size_t n = gzip_again(twice, once, add_gzip(once, 0, TCX("")));
  read_case r = read_memory("run.tcx.gz", twice, n);
  assert_int_equal(r.status, HL_OK);
  read_done(&r);
  refuses(once, gzip_again(once, twice, n), "gzip within gzip");
}

/* ---- encodings ----------------------------------------------------------- */
static size_t as_utf16(unsigned char *out, const char *ascii, bool big) {
  size_t n = 0;
  for (; *ascii; ascii++) {
    out[n + big] = (unsigned char)*ascii;
    out[n + !big] = 0;
    n += 2;
  }
  return n;
}

static void reads_utf_16_of_both_byte_orders(void **state) {
  (void)state;
  for (int big = 0; big < 2; big++)
    for (int mark = 0; mark < 2; mark++) {
      unsigned char bytes[ROOM];
      size_t n = 0;
      if (mark) {
        bytes[0] = big ? 0xfe : 0xff;
        bytes[1] = big ? 0xff : 0xfe;
        n = 2;
      }
      n += as_utf16(
          bytes + n,
          "<?xml version='1.0' encoding='UTF-16'?>" TCX("<Notes>legs</Notes>"),
          big);
      read_case r = read_memory("run.tcx", bytes, n);
      assert_int_equal(r.status, HL_OK);
      assert_string_equal(r.part[0].notes, "legs");
      read_done(&r);
    }
}

static void reads_latin_1_and_a_lie_about_utf_16(void **state) {
  (void)state;
  read_case r =
      read_text("run.tcx", "<?xml version='1.0' encoding='iso-8859-1'?>" TCX(
                               "<Notes>m\xfc"
                               "de</Notes>"));
  assert_int_equal(r.status, HL_OK);
  assert_string_equal(r.part[0].notes, "m\xc3\xbc"
                                       "de");
  read_done(&r);
  r = read_text("run.tcx",
                "\n<?xml version='1.0' encoding=\"utf-16\"?>" TCX(""));
  assert_int_equal(r.status, HL_OK);
  read_done(&r);
}

static void refuses_other_encodings(void **state) {
  (void)state;
  static const char *const names[] = {
      "Shift_JIS", "UTF-7", "EBCDIC-US",
      "x-no-such-encoding-in-this-world-at-all"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char text[1000];
    int n =
        snprintf(text, sizeof text,
                 "<?xml version=\"1.0\" encoding=\"%s\"?>" TCX(""), names[i]);
    refuses(text, (size_t)n, "encoding is not");
  }
}

static void decodes_the_same_however_the_bytes_come(void **state) {
  (void)state;
  /* a, e-acute, the runner emoji as a surrogate pair, b, half a pair, c */
  static const unsigned char wide[] = {'a',  0,   0xe9, 0,    0x3c, 0xd8, 0xc3,
                                       0xdf, 'b', 0,    0x3c, 0xd8, 'c',  0};
  unsigned char whole[64], pieces[64];
  hl_span text = {wide, sizeof wide};
  size_t n = hl_decode(HL_ENCODING_UTF16LE, &text, whole, sizeof whole);
  assert_int_equal(text.length, 0);
  assert_memory_equal(whole,
                      "a\xc3\xa9\xf0\x9f\x8f\x83"
                      "b\xed\xa0\xbc"
                      "c",
                      n);
  for (size_t room = 4; room < 20; room++) {
    size_t got = 0;
    text = (hl_span){wide, sizeof wide};
    while (text.length)
      got += hl_decode(HL_ENCODING_UTF16LE, &text, pieces + got, room);
    assert_int_equal(got, n);
    assert_memory_equal(pieces, whole, n);
  }
}

/* ---- recognising --------------------------------------------------------- */
static void finds_the_root_element_behind_anything(void **state) {
  (void)state;
  static const struct {
    const char *text, *root;
  } cases[] = {
      {"<gpx>", "gpx"},
      {"\xef\xbb\xbf  \r\n<?xml version=\"1.0\"?><!-- <a> --><p:gpx x='1'>",
       "gpx"},
      {"<!DOCTYPE a [<!ELEMENT b (c|d)> <!ATTLIST b e CDATA #IMPLIED>]>\n<b/>",
       "b"},
      {"<!DOCTYPE GoldenCheetah>\n<ride>", "ride"},
  };
  char name[8];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(hl_xml_root_name((const unsigned char *)cases[i].text,
                                 strlen(cases[i].text), name, sizeof name));
    assert_string_equal(name, cases[i].root);
  }
  static const char *const none[] = {
      "", "x<gpx>", "<!-- <gpx>", "<?xml <gpx>", "<", "<!DOCTYPE a [ <gpx>"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_false(hl_xml_root_name((const unsigned char *)none[i],
                                  strlen(none[i]), name, sizeof name));
}

static void says_what_it_does_not_know(void **state) {
  (void)state;
  refuses("<html><body/></html>", 20, "root element <html>");
  refuses("hello", 5, "not in a known activity format");
  refuses("", 0, "the file is empty");
}

static void knows_its_files_by_name(void **state) {
  (void)state;
  assert_true(hl_read_knows_name("/a/b/Run.TCX"));
  assert_true(hl_read_knows_name("run.tcx.gz"));
  assert_false(hl_read_knows_name("run.txt"));
  assert_false(hl_read_knows_name("tcx"));
}

static void the_manual_has_every_format(void **state) {
  static char manual[16384];
  char *line, *save = NULL;
  (void)state;
  FILE *file = fopen("plugin/doc/heavylegs-formats.7", "r");
  assert_non_null(file);
  size_t length = fread(manual, 1, sizeof manual - 1, file);
  fclose(file);
  assert_in_range(length, 1000, sizeof manual - 2);
  bool has[64] = {false};
  for (line = strtok_r(manual, "\n", &save); line;
       line = strtok_r(NULL, "\n", &save)) {
    if (!strncmp(line, ".It ", 4)) line += 4;
    for (size_t i = 0; hl_format_at(i); i++)
      if (strcspn(line, " ") == strlen(hl_format_at(i)->name) &&
          !strncmp(line, hl_format_at(i)->name, strcspn(line, " ")))
        has[i] = true;
  }
  assert_non_null(hl_format_at(0));
  for (size_t i = 0; hl_format_at(i); i++)
    if (!has[i]) fail_msg("%s is not in the manual", hl_format_at(i)->name);
}

static const hl_content good = {TCX(""), sizeof TCX("") - 1, "a.tcx"};

static hl_status stop_at_once(void *ctx, hl_activity *activity, int part,
                              hl_error *err) {
  (void)ctx, (void)activity, (void)part;
  return hl_fail(err, HL_E_HOST, "no more");
}

static void ends_with_the_status_of_the_taker(void **state) {
  (void)state;
  hl_read_sink sink = {.take = stop_at_once};
  hl_reader *reader = hl_reader_new();
  hl_error err = {0};
  assert_int_equal(hl_read_bytes(reader, &good, &sink, &err), HL_E_HOST);
  assert_string_equal(err.text, "no more");
  hl_reader_free(reader);
}

static void a_reader_can_be_used_again_after_an_error(void **state) {
  (void)state;
  read_case r = {0};
  hl_read_sink sink = {.take = read_case_take, .ctx = &r};
  hl_reader *reader = hl_reader_new();
  hl_error err = {0};
  hl_content bad = {"<TrainingCenterDatabase><a></b>", 31, "a"};
  assert_int_equal(hl_read_bytes(reader, &bad, &sink, &err), HL_E_INPUT);
  assert_int_equal(hl_read_bytes(reader, &good, &sink, &r.err), HL_OK);
  assert_int_equal(r.part[0].n, 1);
  read_done(&r);
  hl_reader_free(reader);
}

/* ---- samples ------------------------------------------------------------- */
/* The next field of a line of EXPECT, trimmed; *line moves behind it. */
static char *field(char **line) {
  char *begin = *line + strspn(*line, " ");
  char *end = begin + strcspn(begin, "|\n");
  *line = *end ? end + 1 : end;
  while (end > begin && end[-1] == ' ')
    end--;
  *end = '\0';
  return begin;
}

static bool any_truncated(const read_case *r) {
  bool is = false;
  for (int i = 0; i < r->parts; i++)
    is = is || r->part[i].is_truncated;
  return is;
}

static void check_sample(const char *folder, char *line, bool is_bad) {
  char path[256];
  const char *name = field(&line), *status = field(&line);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  read_case r = read_file_at(path);
  bool is_refused = !strcmp(status, "refused");
  if (is_refused == (r.status == HL_OK))
    fail_msg("%s: expected %s, got: %s", name, status, r.err.text);
  if (is_bad && is_refused) {
    const char *part = field(&line);
    if (!strstr(r.err.text, part))
      fail_msg("%s: expected '%s', got: %s", name, part, r.err.text);
  } else if (!is_bad) {
    size_t points = 0, laps = 0;
    for (int i = 0; i < r.parts; i++) {
      points += r.part[i].n;
      laps += r.part[i].lap_n;
    }
    int parts_n = atoi(field(&line));
    size_t points_n = (size_t)atoi(field(&line));
    size_t laps_n = (size_t)atoi(field(&line));
    if (r.parts != parts_n || points != points_n || laps != laps_n)
      fail_msg("%s: %d activities, %zu points, %zu laps", name, r.parts, points,
               laps);
  }
  if (!strcmp(status, "truncated")) assert_true(any_truncated(&r));
  read_done(&r);
}

static void check_samples(const char *folder, bool is_bad) {
  char path[256], line[512];
  int checked = 0;
  snprintf(path, sizeof path, "%s/EXPECT", folder);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  while (fgets(line, sizeof line, file)) {
    if (line[0] == '#' || line[0] == '\n') continue;
    check_sample(folder, line, is_bad);
    checked++;
  }
  fclose(file);
  assert_true(checked > 10);
}

static void every_sample_is_read_as_expected(void **state) {
  (void)state;
  check_samples("samples", false);
}

static void every_bad_sample_is_answered_as_expected(void **state) {
  (void)state;
  check_samples("samples/bad", true);
}

HL_TEST_MAIN(cmocka_unit_test(unpacks_gzip_whatever_the_name),
             cmocka_unit_test(reads_all_members_of_a_gzip_and_ignores_padding),
             cmocka_unit_test(keeps_what_a_broken_off_gzip_holds),
             cmocka_unit_test(refuses_damaged_gzip),
             cmocka_unit_test(unpacks_gzip_within_gzip_once),
             cmocka_unit_test(reads_utf_16_of_both_byte_orders),
             cmocka_unit_test(reads_latin_1_and_a_lie_about_utf_16),
             cmocka_unit_test(refuses_other_encodings),
             cmocka_unit_test(decodes_the_same_however_the_bytes_come),
             cmocka_unit_test(finds_the_root_element_behind_anything),
             cmocka_unit_test(says_what_it_does_not_know),
             cmocka_unit_test(knows_its_files_by_name),
             cmocka_unit_test(the_manual_has_every_format),
             cmocka_unit_test(ends_with_the_status_of_the_taker),
             cmocka_unit_test(a_reader_can_be_used_again_after_an_error),
             cmocka_unit_test(every_sample_is_read_as_expected),
             cmocka_unit_test(every_bad_sample_is_answered_as_expected))
