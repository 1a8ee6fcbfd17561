/* SPDX-License-Identifier: MIT
**
** Patching GoldenCheetah's activities: what is written, what is left alone,
** and the forms of the file that it reads or silently loses.
*/
#include "hl_test.h"

#include "hosts/gc_patch.h"
#include "read/gc_json.h"

#define PREFIX "Heavy legs: "
#define BOM "\xef\xbb\xbf"
#define HEAD                                                                   \
  BOM "{\n\t\"RIDE\":{\n\t\t\"STARTTIME\":\"2026\\/06\\/01 05:00:00 UTC \",\n" \
      "\t\t\"RECINTSECS\":1,\n\t\t\"DEVICETYPE\":\"Made up \",\n"              \
      "\t\t\"IDENTIFIER\":\" \",\n"
#define TAG_LINES                                                              \
  "\t\t\t\"Feel\":\"75 \",\n\t\t\t\"Heavy Legs\":\"old \",\n"                  \
  "\t\t\t\"Notes\":\"Gr\xc3\xb6\xc3\x9f"                                       \
  "e \\\"x\\\" \",\n\t\t\t\"Sport\":\"Run \"\n"
#define TAGS "\t\t\"TAGS\":{\n" TAG_LINES "\t\t},\n"
#define LAP "\t\t\t{ \"NAME\":\"Lap 1 \", \"START\": 0, \"STOP\": 3 }"
#define OURS                                                                   \
  "\t\t\t{ \"NAME\":\"Heavy legs: old \", \"START\": 1, \"STOP\": 2, "         \
  "\"COLOR\":\"#ff5500\", \"PTEST\":\"false\" }"
#define INTERVALS "\t\t\"INTERVALS\":[\n" LAP ",\n" OURS "\n\t\t],\n"
#define SAMPLES                                                                \
  "\t\t\"SAMPLES\":[\n\t\t\t{ \"SECS\":0, \"KM\":0, \"HR\":120 },\n"           \
  "\t\t\t{ \"SECS\":5, \"KM\":0.01, \"HR\":121 },\n"                           \
  "\t\t\t{ \"SECS\":6, \"KM\":0.02, \"HR\":122 }\n\t\t]"
#define FOOT "\n\t}\n}\n"
static const char NATIVE[] = HEAD TAGS INTERVALS SAMPLES FOOT;

/* The first `was` of a text replaced; the caller frees. */
static char *with(const char *text, const char *was, const char *is) {
  hl_text out = {0};
  const char *at = strstr(text, was);
  assert_non_null(at);
  hl_text_add_n(&out, text, (size_t)(at - text));
  hl_text_add(&out, is);
  hl_text_add(&out, at + strlen(was));
  assert_int_equal(hl_text_status(&out), HL_OK);
  return out.bytes;
}

static hl_text patched(const char *text, const hl_gc_patch *patch) {
  hl_text out = {0};
  hl_error err = {0};
  hl_status status = hl_gc_patch_apply(text, strlen(text), patch, &out, &err);
  if (status) print_error("line %d: %s\n", (int)err.line, err.text);
  assert_int_equal(status, HL_OK);
  return out;
}

static void becomes(const char *text, const hl_gc_patch *patch,
                    const char *expected) {
  hl_text out = patched(text, patch);
  assert_string_equal(out.bytes, expected);
  hl_text_free(&out);
}

static hl_status refused(const char *text, const hl_gc_patch *patch) {
  hl_text out = {0};
  hl_error err = {0};
  hl_text_add(&out, "kept");
  hl_status status = hl_gc_patch_apply(text, strlen(text), patch, &out, &err);
  if (status) assert_string_equal(out.bytes, "kept");
  hl_text_free(&out);
  return status;
}

static const hl_gc_tag two[] = {{"Effort vs Usual", "9"},
                                {"Heavy Legs", "start, \"reported\" 1/2\n"}};
static const hl_gc_mark mark = {PREFIX "start", 10, 600};

static void writes_tags_in_order_and_our_intervals(void **state) {
  (void)state;
  const hl_gc_patch patch = {two, 2, PREFIX, &mark, 1};
  char *a = with(NATIVE, "\t\t\t\"Feel\"",
                 "\t\t\t\"Effort vs Usual\":\"9 \",\n\t\t\t\"Feel\"");
  char *b = with(a, "\"old \"", "\"start, \\\"reported\\\" 1\\/2\\n \"");
  char *c = with(b, OURS,
                 "\t\t\t{ \"NAME\":\"Heavy legs: start \", \"START\": 10, "
                 "\"STOP\": 600, \"COLOR\":\"#ff5500\", \"PTEST\":\"false\" }");
  becomes(NATIVE, &patch, c);
  becomes(c, &patch, c); /* idempotent */
  free(a), free(b), free(c);
}

static void takes_away_what_is_ours_and_no_more(void **state) {
  (void)state;
  const hl_gc_tag gone[] = {{"Heavy Legs", NULL}, {"Never There", NULL}};
  const hl_gc_patch patch = {gone, 2, PREFIX, NULL, 0};
  char *a = with(NATIVE, "\t\t\t\"Heavy Legs\":\"old \",\n", "");
  char *b = with(a, ",\n" OURS, "");
  becomes(NATIVE, &patch, b);
  free(a), free(b);
}

static void leaves_no_empty_section(void **state) {
  (void)state;
  const hl_gc_tag tag = {"Heavy Legs", "x"}, gone = {"Heavy Legs", NULL};
  const hl_gc_patch on = {&tag, 1, PREFIX, &mark, 1};
  const hl_gc_patch off = {&gone, 1, PREFIX, NULL, 0};
  static const char *const bare[] = {
      HEAD SAMPLES FOOT,
      "{\"RIDE\":{\"STARTTIME\":\"2026/06/01 05:00:00 UTC\","
      "\"SAMPLES\":[{\"SECS\":0}]}}",
      "{\"RIDE\":{ \"SAMPLES\" :\r\n[{\"SECS\":0}]\r\n ,"
      "\"STARTTIME\":\"2026/06/01 05:00:00 UTC\"}}",
      HEAD "\t\t\"TAGS\":{\"A\":\"b\"},\n" SAMPLES FOOT,
      HEAD "\t\t\"INTERVALS\":[" LAP "],\n" SAMPLES FOOT,
  };
  for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
    hl_text with_ours = patched(bare[i], &on);
    assert_non_null(strstr(with_ours.bytes, "\"Heavy Legs\":\"x \""));
    assert_non_null(strstr(with_ours.bytes, "\"START\": 10"));
    becomes(with_ours.bytes, &off, bare[i]);
    hl_text_free(&with_ours);
  }
}

static void refuses_what_goldencheetah_could_not_read(void **state) {
  (void)state;
  const hl_gc_tag word = {"HR", "1"}, empty = {"", "1"}, fine = {"X", "\xff"};
  const hl_gc_tag back[] = {{"B", "1"}, {"A", "1"}};
  const hl_gc_mark foreign[] = {{"start", 1, 2}, {PREFIX, 1, 2}};
  const hl_gc_tag umlaut = {"X", "\xc3\xb6"};
  assert_int_equal(refused(NATIVE, &(hl_gc_patch){&word, 1, NULL, NULL, 0}),
                   HL_E_USAGE);
  assert_int_equal(refused(NATIVE, &(hl_gc_patch){&empty, 1, NULL, NULL, 0}),
                   HL_E_USAGE);
  assert_int_equal(refused(NATIVE, &(hl_gc_patch){&fine, 1, NULL, NULL, 0}),
                   HL_E_USAGE);
  assert_int_equal(refused(NATIVE, &(hl_gc_patch){back, 2, NULL, NULL, 0}),
                   HL_E_USAGE);
  for (int i = 0; i < 2; i++)
    assert_int_equal(
        refused(NATIVE, &(hl_gc_patch){NULL, 0, PREFIX, &foreign[i], 1}),
        HL_E_USAGE);
  char *latin = with(NATIVE, "\xc3\xb6\xc3\x9f", "\xf6\xdf");
  assert_int_equal(refused(latin, &(hl_gc_patch){&umlaut, 1, NULL, NULL, 0}),
                   HL_E_INPUT);
  free(latin);
  char *twice = with(NATIVE, SAMPLES, TAGS SAMPLES);
  assert_int_equal(refused(twice, &(hl_gc_patch){two, 2, NULL, NULL, 0}),
                   HL_E_INPUT);
  free(twice);
}

/* ---- the grammar -------------------------------------------------------- */

typedef enum fate { /* in GoldenCheetah, observed in the running program */
  READS,            /* everything */
  LOSES,            /* what follows, in silence */
  DROPS,            /* the foreign part, at its next save */
} fate;

static const struct form {
  const char *what;
  const char *was, *is; /* the change to NATIVE; was NULL: is the whole */
  fate fate;
  int samples; /* that we read; -1: refused as not even JSON */
} forms[] = {
    {"as it writes it", BOM, BOM, READS, 3},
    {"minified, no mark, no blanks behind texts", NULL,
     "{\"RIDE\":{\"STARTTIME\":\"2026/06/01 05:00:00 UTC\",\"RECINTSECS\":1,"
     "\"TAGS\":{\"Heavy Legs\":\"x\"},\"SAMPLES\":[{\"SECS\":0,\"HR\":1}]}}",
     READS, 1},
    {"\\u escapes", "\xc3\xb6", "\\u00f6", READS, 3},
    {"a number as tag", "\"75 \"", "7.4", LOSES, 3},
    {"an unknown text before TAGS", "\t\t\"TAGS\"",
     "\"HEAVYLEGS\":\"x \",\"TAGS\"", LOSES, 3},
    {"an unknown object behind SAMPLES", FOOT, ",\"HEAVYLEGS\":{\"a\":\"b\"}}}",
     DROPS, 3},
    {"something behind RIDE", FOOT, "},\"HEAVYLEGS\":{\"a\":\"b\"}}", DROPS, 3},
    {"no interval in INTERVALS", "[\n" LAP ",\n" OURS "\n\t\t]", "[]", LOSES,
     3},
    {"no tag in TAGS", "{\n" TAG_LINES "\t\t}", "{}", LOSES, 3},
    {"SAMPLES first", NULL,
     "{\"RIDE\":{" SAMPLES "," INTERVALS TAGS "\"IDENTIFIER\":\" \","
     "\"STARTTIME\":\"2026/06/01 05:00:00 UTC \"}}",
     READS, 3},
    {"an interval without COLOR and PTEST",
     ", \"COLOR\":\"#ff5500\", \"PTEST\":\"false\"", "", READS, 3},
    {"an unknown member of an interval", "\"PTEST\":\"false\"",
     "\"PTEST\":\"false\", \"NOTE\":\"x \"", LOSES, 3},
    {"START before NAME", "\"NAME\":\"Lap 1 \", \"START\": 0",
     "\"START\": 0, \"NAME\":\"Lap 1 \"", LOSES, 3},
    {"a tag named as a word of the grammar", "\"Feel\"", "\"HR\"", LOSES, 3},
    {"a tag that says such a word", "\"75 \"", "\"HR\"", LOSES, 3},
    {"a text that ends in a backslash", "\"75 \"", "\"75\\\\\"", LOSES, 3},
    {"null in a sample", "\"HR\":121", "\"HR\":null", LOSES, 3},
    {"unknown numbers and texts in a sample", "\"SECS\":5",
     "\"SECS\":5, \"RUNPWR\":250, \"NOTE\":\"abc \"", READS, 3},
    {"1e-05 and 1e+06", "\"SECS\":5",
     "\"SECS\":5, \"NM\":1e-05, \"WATTS\":1e+06", LOSES, 3},
    {"1.5e2, -0.0, -3 and 1e-05", "\"SECS\":5",
     "\"SECS\":5, \"NM\":1.5e2, \"SLOPE\":-0.0, \"TEMP\":-3, \"LTE\":1e-05",
     READS, 3},
    {"another STARTTIME than the file's name", "05:00:00", "07:30:00", READS,
     3},
    {"ISO-8859-1", "\xc3\xb6\xc3\x9f", "\xf6\xdf", READS, 3},
    {"CR and LF", "{\n", "{\r\n", READS, 3},
    {"broken off in the samples",
     "\"SECS\":6, \"KM\":0.02, \"HR\":122 }\n\t\t]" FOOT, "\"SE", LOSES, 2},
    {"nothing at all", NULL, "", LOSES, 0},
    {"XDATA behind SAMPLES", FOOT,
     ",\"XDATA\":[{\"NAME\":\"X\",\"VALUES\":[\"a\",\"b\"],\"UNITS\":[\"c\","
     "\"d\"],\"SAMPLES\":[{\"SECS\":1,\"KM\":0,\"VALUES\":[1.5,80]}]}]}}",
     READS, 3},
    {"an empty tag", "\"75 \"", "\"\"", READS, 3},
    {"an interval beyond the end", "\"STOP\": 2", "\"STOP\": 99999", READS, 3},
    {"four-byte characters, quotes, a tab", "\"75 \"",
     "\"\xf0\x9f\xa6\xb5 \\\"q\\\" <b>&amp; \\t \"", READS, 3},
    {"true in a sample", "\"SECS\":5", "\"SECS\":5, \"FLAG\":true", LOSES, 3},
    {"an object as tag", "\"75 \"", "{\"a\":\"b\"}", LOSES, 3},
    {"half seconds in an interval", "\"START\": 1", "\"START\": 1.5", READS, 3},
    {"a comment", "\"STARTTIME\"", "// hello\n\"STARTTIME\"", LOSES, -1},
    {"1.5E2", "\"SECS\":5", "\"SECS\":5, \"NM\":1.5E2", LOSES, 3},
    {"no TAGS", TAGS, "", READS, 3},
};

static void knows_what_goldencheetah_reads_and_loses(void **state) {
  (void)state;
  const hl_gc_patch patch = {two, 2, PREFIX, &mark, 1};
  const hl_gc_sink nothing = {0};
  assert_int_equal(sizeof forms / sizeof forms[0], 35);
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    const struct form *f = &forms[i];
    char *text = with(f->was ? NATIVE : "x", f->was ? f->was : "x", f->is);
    hl_gc_outline outline;
    hl_status status =
        hl_gc_parse(text, strlen(text), &nothing, &outline, NULL);
    bool loses = status || outline.loose_what || outline.is_truncated;
    if (loses != (f->fate != READS)) fail_msg("%s", f->what);
    if ((status == HL_OK) != (f->samples >= 0) ||
        (!status && outline.sample_n != (size_t)f->samples))
      fail_msg("%s: %zu samples", f->what, outline.sample_n);
    status = refused(text, &patch);
    if ((status == HL_OK) != (f->fate == READS))
      fail_msg("%s: %d", f->what, (int)status);
    free(text);
  }
}

/* ---- any patch ---------------------------------------------------------- */

static uint32_t seed = 1;
static uint32_t any(uint32_t n) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % n;
}

static void any_text(char *text, size_t size) {
  static const char *const parts[] = {"a",  "\"",   "\\",       "/",  "\n",
                                      "\t", " ",    "\xc3\xb6", "HR", "}",
                                      "]",  "\x01", ","};
  text[0] = 0;
  for (uint32_t n = any(8); n && strlen(text) + 4 < size; n--)
    strcat(text, parts[any(sizeof parts / sizeof parts[0])]);
}

/* A file of ours with random foreign tags and intervals and random blanks. */
static hl_text any_file(void) {
  static const char *const blank[] = {"", " ", "\n\t\t", "\r\n"};
  static const char *const tags[] = {"A", "Feel", "Notes", "Sport", "Zoe"};
  const char *b = blank[any(4)];
  hl_text out = {0};
  uint32_t laps = any(3), have = any(32);
  hl_text_format(&out, "%s{%s\"RIDE\":%s{%s", any(2) ? BOM : "", b, b, b);
  for (uint32_t i = 0, n = 0; i < 5; i++) {
    if (!(have >> i & 1)) continue;
    hl_text_format(&out, "%s%s\"%s\":\"v\\\"%d \"", n++ ? "," : "\"TAGS\":{", b,
                   tags[i], (int)i);
  }
  if (have) hl_text_format(&out, "%s},%s", b, b);
  for (uint32_t i = 0; i < laps; i++)
    hl_text_format(&out, "%s%s{\"NAME\":\"Lap %d \",\"START\":%d,\"STOP\":9}",
                   i ? "," : "\"INTERVALS\":[", b, (int)i, (int)i);
  if (laps) hl_text_format(&out, "%s],%s", b, b);
  hl_text_format(&out, "\"SAMPLES\":%s[{\"SECS\":0,\"HR\":99}]%s,", b, b);
  hl_text_add(&out, "\"STARTTIME\":\"2026\\/06\\/01 05:00:00 UTC \"}}\n");
  return out;
}

static void any_patch_can_be_taken_back_to_the_byte(void **state) {
  (void)state;
  static const char *const keys[] = {"Effort", "Heavy Legs", "Heavy Note",
                                     "Zulu"};
  for (int round = 0; round < 3000; round++) {
    hl_gc_tag set[4], gone[4];
    char value[4][40], name[2][60];
    hl_gc_mark marks[2];
    size_t n = 0, m = any(3);
    for (size_t i = 0; i < 4; i++) {
      if (!any(3)) continue;
      any_text(value[n], sizeof value[n]);
      gone[n] = (hl_gc_tag){keys[i], NULL};
      set[n] = (hl_gc_tag){keys[i], value[n]};
      n++;
    }
    for (size_t i = 0; i < m; i++) {
      strcpy(name[i], PREFIX "x");
      any_text(name[i] + strlen(PREFIX "x"), 40);
      marks[i] = (hl_gc_mark){name[i], any(99), 100 + any(99)};
    }
    hl_text file = any_file();
    hl_text on = patched(file.bytes, &(hl_gc_patch){set, n, PREFIX, marks, m});
    becomes(on.bytes, &(hl_gc_patch){set, n, PREFIX, marks, m}, on.bytes);
    becomes(on.bytes, &(hl_gc_patch){gone, n, PREFIX, NULL, 0}, file.bytes);
    hl_text_free(&on);
    hl_text_free(&file);
  }
}

HL_TEST_MAIN(cmocka_unit_test(writes_tags_in_order_and_our_intervals),
             cmocka_unit_test(takes_away_what_is_ours_and_no_more),
             cmocka_unit_test(leaves_no_empty_section),
             cmocka_unit_test(refuses_what_goldencheetah_could_not_read),
             cmocka_unit_test(knows_what_goldencheetah_reads_and_loses),
             cmocka_unit_test(any_patch_can_be_taken_back_to_the_byte))
