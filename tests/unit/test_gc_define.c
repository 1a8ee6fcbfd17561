/* SPDX-License-Identifier: MIT
**
** GoldenCheetah's settings with our definitions in them and out again: every
** other byte stays, hostile files are refused, tabs do not vanish.
*/
#include "hl_test.h"
#include "hosts/gc_define.h"

#define METADATA "metadata.xml"
#define METRICS "usermetrics.xml"
#define COLUMNS "athlete-preferences.ini"

typedef hl_status change(const hl_gc_settings *, hl_text *, hl_error *);

static char *changed(change *how, const char *file, const char *text) {
  hl_gc_settings old = {file, text, text ? strlen(text) : 0};
  hl_text out = {0};
  hl_error err = {0};
  char *copy;

  if (how(&old, &out, &err) != HL_OK) fail_msg("%s", err.text);
  copy = malloc(out.length + 1);
  assert_non_null(copy);
  memcpy(copy, hl_text_cstr(&out), out.length + 1);
  assert_int_equal(strlen(copy), out.length);
  hl_text_free(&out);
  return copy;
}

static int count(const char *text, const char *part) {
  int n = 0;

  for (; (text = strstr(text, part)) != NULL; text++)
    n++;
  return n;
}

/* Ours in, ours out: the same bytes. `n` of ours go in. */
static void there_and_back(const char *file, const char *old, int n) {
  const char *part = strcmp(file, METADATA) == 0  ? "\"Heavy Legs\"</fieldtab>"
                     : strcmp(file, METRICS) == 0 ? "symbol=\"Heavy_Legs_Effort"
                                                  : "Legs|";
  char *with = changed(hl_gc_define, file, old);
  char *twice = changed(hl_gc_define, file, with);
  char *without = changed(hl_gc_undefine, file, with);

  assert_int_equal(count(with, part), count(old, part) + n);
  assert_string_equal(twice, with);
  assert_string_equal(without, old);
  free(with);
  free(twice);
  free(without);
}

static void refuse(change *how, const char *file, const char *text) {
  hl_gc_settings old = {file, text, strlen(text)};
  hl_text out = {0};
  hl_error err = {0};

  hl_text_add(&out, "kept");
  if (how(&old, &out, &err) == HL_OK) fail_msg("not refused: %s", text);
  assert_true(err.text[0] != '\0');
  assert_string_equal(hl_text_cstr(&out), "kept");
  hl_text_free(&out);
}

#define FIELD(tab, name)                                                       \
  "\t\t<field>\n\t\t\t<fieldtab>\"" tab "\"</fieldtab>\n"                      \
  "\t\t\t<fieldname>\"" name "\"</fieldname>\n"                                \
  "\t\t\t<fieldtype>0</fieldtype>\n\t\t</field>\n"
#define FILE_OF(fields)                                                        \
  "<metadata>\n\t<fields>\n" fields "\t</fields>\n</metadata>\n"

static void fields_go_in_and_out(void **state) {
  (void)state;
  there_and_back(METADATA, FILE_OF(FIELD("Workout", "Sport")), 7);
  there_and_back(METADATA, FILE_OF(""), 7);
  there_and_back(METADATA, "<metadata><fields></fields></metadata>", 7);
  there_and_back(METADATA,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                 "<metadata>\r\n<fields>\r\n<!-- </fields> <field> -->"
                 "</fields>\r\n</metadata>\r\n",
                 7);
  there_and_back(METADATA,
                 FILE_OF(FIELD("", "<![CDATA[</field>]]> &amp; \xc3\xa4")), 7);
  there_and_back(METADATA,
                 "<metadata><defaults/><fields><field a='>'><fieldname>\"x\""
                 "</fieldname></field>\n</fields></metadata>",
                 7);
}

static void an_empty_list_is_opened(void **state) {
  char *with =
      changed(hl_gc_define, METADATA, "<metadata>\n\t<fields/>\n</metadata>\n");
  char *without = changed(hl_gc_undefine, METADATA, with);

  (void)state;
  assert_int_equal(count(with, "<field>"), 7);
  assert_string_equal(without,
                      "<metadata>\n\t<fields>\n</fields>\n</metadata>\n");
  free(with);
  free(without);
  with = changed(hl_gc_define, METRICS, "<usermetrics version=\"1\" />");
  assert_true(strncmp(with, "<usermetrics version=\"1\" >\n", 27) == 0);
  free(with);
}

static void a_field_of_the_athlete_is_used_and_stays(void **state) {
  (void)state;
  there_and_back(METADATA, FILE_OF(FIELD("Workout", "Legs")), 6);
  there_and_back(METADATA,
                 FILE_OF(FIELD("A", "Legs") FIELD("B", "Heavy Legs Notes")), 5);
  there_and_back(METADATA, FILE_OF(FIELD("Heavy Legs", "Mine")), 7);
}

/* What GoldenCheetah writes when its options are saved: no comments, ours
** among the others. */
static void ours_are_found_wherever_they_are(void **state) {
  char *without = changed(
      hl_gc_undefine, METADATA,
      FILE_OF(FIELD("Heavy Legs", "Heavy Legs") FIELD("Notes", "Notes")
                  FIELD("Heavy Legs", "Legs") FIELD("Moved", "Heavy When")));

  (void)state;
  assert_string_equal(
      without, FILE_OF(FIELD("Notes", "Notes") FIELD("Moved", "Heavy When")));
  free(without);
}

static void a_new_file_keeps_the_tabs_that_were_built_in(void **state) {
  char *made = changed(hl_gc_define, METADATA, NULL);
  char *again = changed(hl_gc_define, METADATA, made);
  char *without = changed(hl_gc_undefine, METADATA, made);

  (void)state;
  assert_int_equal(count(made, "<field>"), 44 + 7);
  assert_int_equal(count(without, "<field>"), 44);
  assert_int_equal(count(made, "<fieldtab>\"Workout\"</fieldtab>"), 11);
  assert_int_equal(count(made, "<keyword>"), 4);
  assert_string_equal(again, made);
  free(made);
  free(again);
  free(without);
}

static void the_metric_goes_in_and_out(void **state) {
  char *made = changed(hl_gc_define, METRICS, NULL);
  char *again = changed(hl_gc_define, METRICS, made);

  (void)state;
  assert_string_equal(again, made);
  free(again);
  there_and_back(METRICS, "<usermetrics version=\"1\">\n</usermetrics>\n", 1);
  there_and_back(METRICS,
                 "<usermetrics version=\"1\">\n\t<usermetric symbol=\"a\" "
                 "name=\"x>y\">\n{ 1; }\n</usermetric>\n</usermetrics>\n",
                 1);
  free(made);
}

static void columns_go_in_and_out(void **state) {
  char *made = changed(hl_gc_define, COLUMNS, NULL);

  (void)state;
  assert_string_equal(made, "[navigator]\n"
                            "headings=*|Workout Code|Date|Heavy Legs|Legs|\n"
                            "headingwidths=0|100|100|220|60|\n");
  free(made);
  there_and_back(COLUMNS, "[navigator]\nheadings=*|A|\nheadingwidths=0|9|\n",
                 2);
  there_and_back(COLUMNS,
                 "[General]\nheadings=*|B|\n[navigator]\r\nx=1\r\n"
                 "headingwidths=0|9|\r\nheadings=\"*|A, B|\"\r\n[z]\ny=2",
                 2);
  made = changed(hl_gc_define, COLUMNS,
                 "[navigator]\nheadings=*|Legs|\nheadingwidths=0|7|\n");
  assert_string_equal(made, "[navigator]\nheadings=*|Legs|Heavy Legs|\n"
                            "headingwidths=0|7|220|\n");
  free(made);
  made = changed(hl_gc_define, COLUMNS, "[a]\nb=c");
  assert_int_equal(count(made, "[a]\nb=c\n\n[navigator]\nheadings="), 1);
  free(made);
}

static void hostile_files_are_refused(void **state) {
  static const char *const files[] = {
      "",
      "no markup",
      "<metadata>",
      "<metadata><fields></metadata>",
      "<metadata></metadata>",
      "<other><fields></fields></other>",
      "<metadata><fields><field></fields></metadata>",
      "<metadata><x><fields><field></field></fields></x></metadata>",
      "<metadata><fields><field><field></field></field></fields></metadata>",
      "<metadata><fields><field/></fields></metadata>",
      "<!DOCTYPE metadata [<!ENTITY a \"b\">]><metadata><fields>"
      "</fields></metadata>",
      "<!DOCTYPE metadata><metadata><fields></fields></metadata>",
      "<metadata><fields>&a;</fields></metadata>",
      "<metadata><fields>\xff</fields></metadata>",
      "<metadata><fields></fields></metadata><metadata/>",
      "<metadata><fields></fields></metadata> and more",
  };
  size_t i;

  (void)state;
  for (i = 0; i < sizeof files / sizeof files[0]; i++) {
    refuse(hl_gc_define, METADATA, files[i]);
    refuse(hl_gc_undefine, METADATA, files[i]);
  }
  refuse(hl_gc_define, METRICS, "<usermetrics><usermetric></usermetrics>");
  refuse(hl_gc_define, METRICS, "<metrics></metrics>");
  refuse(hl_gc_define, COLUMNS, "[navigator]\nheadings=*|A|\n");
  refuse(hl_gc_define, COLUMNS,
         "[navigator]\nheadings=*|A|\nheadingwidths=0|\n");
  refuse(hl_gc_define, "seasons.xml", "<seasons/>");
}

/* A file cut off or changed anywhere is refused, or nothing of it is lost. */
static void no_damage_loses_a_byte(void **state) {
  static const char whole[] =
      FILE_OF(FIELD("Workout", "Sport") "<!-- x -->" FIELD("", "A &amp; B"));
  char text[sizeof whole];
  size_t at;
  int taken = 0;

  (void)state;
  for (at = 0; at + 2 < sizeof whole; at++) { /* the newline may go */
    hl_gc_settings old = {METADATA, text, sizeof whole - 1};
    hl_text with = {0}, without = {0};
    memcpy(text, whole, sizeof whole);
    text[at] = at % 2 ? '<' : '"';
    if (hl_gc_define(&old, &with, NULL) == HL_OK) {
      hl_gc_settings now = {METADATA, with.bytes, with.length};
      taken++;
      assert_int_equal(hl_gc_undefine(&now, &without, NULL), HL_OK);
      assert_string_equal(hl_text_cstr(&without), text);
    }
    hl_text_free(&with);
    hl_text_free(&without);
    old.length = at;
    memcpy(text, whole, sizeof whole);
    assert_int_not_equal(hl_gc_define(&old, &with, NULL), HL_OK);
    hl_text_free(&with);
  }
  assert_true(taken > 20);
}

HL_TEST_MAIN(cmocka_unit_test(fields_go_in_and_out),
             cmocka_unit_test(an_empty_list_is_opened),
             cmocka_unit_test(a_field_of_the_athlete_is_used_and_stays),
             cmocka_unit_test(ours_are_found_wherever_they_are),
             cmocka_unit_test(a_new_file_keeps_the_tabs_that_were_built_in),
             cmocka_unit_test(the_metric_goes_in_and_out),
             cmocka_unit_test(columns_go_in_and_out),
             cmocka_unit_test(hostile_files_are_refused),
             cmocka_unit_test(no_damage_loses_a_byte))
