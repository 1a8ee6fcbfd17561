/* SPDX-License-Identifier: MIT
**
** Exports as people have them: the table beside the files, in any language.
*/
#include <sys/stat.h>
#include <unistd.h>

#include "hl_test.h"

#include "read_case.h"

#include "read/csv.h"
#include "read/export_strava.h"
#include "read/folder.h"

/* ---- comma-separated values --------------------------------------------- */

/* Rows joined by '/', fields by '|'. */
static const char *joined(const char *csv_text) {
  static char out[1000];
  hl_csv csv;
  hl_text field = {0};
  out[0] = 0;
  hl_csv_begin(&csv, csv_text, strlen(csv_text));
  for (int row = 0; hl_csv_row(&csv); row++) {
    if (row) strcat(out, "/");
    for (int i = 0; hl_csv_field(&csv, &field); i++) {
      if (i) strcat(out, "|");
      strcat(out, hl_text_cstr(&field));
    }
  }
  hl_text_free(&field);
  return out;
}

static void reads_comma_separated_values(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a,b,c\n1,2,3\n", "a|b|c/1|2|3"},
      {"\xef\xbb\xbf"
       "a,b\r\n1,2\r\n",
       "a|b/1|2"},
      {"a,b\n\n\n1,2", "a|b/1|2"},
      {"a,\"b,\"\"c\"\"\nd\",e\n", "a|b,\"c\"\nd|e"},
      {"a;b,c;d\n1;2;3\n", "a|b,c|d/1|2|3"},
      {"a\tb\n", "a|b"},
      {",\n,,\n", "|/||"},
      {"\"open", "open"},
      {"\"a\"b,c", "ab|c"},
      {"", ""},
      {"\n", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(joined(cases[i][0]), cases[i][1]);
}

static void steps_over_the_rest_of_a_row(void **state) {
  (void)state;
  hl_csv csv;
  hl_text field = {0};
  static const char text[] = "a,\"x\ny\",c\nd,e\n";
  hl_csv_begin(&csv, text, sizeof text - 1);
  assert_true(hl_csv_row(&csv));
  assert_true(hl_csv_field(&csv, &field));
  assert_true(hl_csv_row(&csv));
  assert_true(hl_csv_field(&csv, &field));
  assert_string_equal(hl_text_cstr(&field), "d");
  hl_text_free(&field);
}

/* ---- Strava ------------------------------------------------------------- */

/* The columns before the file's of an export since 2021, in two languages. */
#define HEAD_EN                                                                \
  "Activity ID,Activity Date,Activity Name,Activity Type,Activity "            \
  "Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,"  \
  "Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,"   \
  "Elapsed Time,Moving Time,Distance,Perceived Exertion\n"
#define HEAD_DE                                                                \
  "Aktivit\xc3\xa4ts-ID,Aktivit\xc3\xa4tsdatum,Name der Aktivit\xc3\xa4t,"     \
  "Aktivit\xc3\xa4tsart,Aktivit\xc3\xa4tsbeschreibung,Verstrichene Zeit,"      \
  "Distanz,Max. Herzfrequenz,Relative Leistung,Pendeln,Hinweis zur "           \
  "Privatsph\xc3\xa4re f\xc3\xbcr Aktivit\xc3\xa4ten,Aktivit\xc3\xa4"          \
  "tsausr\xc3\xbcstung,Dateiname,Sportlergewicht,Fahrradgewicht,Verstrichene " \
  "Zeit,Bewegungszeit,Distanz,Gef\xc3\xbchlte Anstrengung\n"

static hl_export *parse(const char *text) {
  hl_export *export = NULL;
  hl_error err = {0};
  hl_status status = hl_export_parse(&export, text, strlen(text), &err);
  if (status) print_error("%s\n", err.text);
  assert_int_equal(status, HL_OK);
  return export;
}

static void lays_type_words_and_exertion_over_an_activity(void **state) {
  (void)state;
  hl_export *export = parse(
      HEAD_EN
      "1,d,Morning Run,Run,\"heavy, from \"\"km 3\"\"\n#heavy=mid\",1,2,3,4,"
      "false,slept badly,Shoes,activities/101.fit.gz,60,,1,1,2,8.0\n"
      "2,d,By hand,Run,,1,2,3,4,false,,,,60,,1,1,2,3.0\n"
      "3,d,Loop,Ride,,1,2,3,4,false,,,activities/99.gpx,60,,1,1,2,\n");
  hl_activity a;
  hl_activity_init(&a, "gpx");
  hl_export_apply(export, "/x/activities/101.fit", &a);
  assert_int_equal(a.sport, HL_SPORT_RUN);
  assert_string_equal(a.sport_name, "Run");
  assert_string_equal(a.title, "Morning Run");
  assert_string_equal(a.notes, "heavy, from \"km 3\"\n#heavy=mid\nslept badly");
  assert_int_equal(a.report.rpe, 8);
  assert_string_equal(a.report.source, "file");
  hl_activity_reset(&a, "gpx");
  a.sport = HL_SPORT_RUN; /* the watch was set to run */
  a.report.rpe = 4;
  hl_export_apply(export, "99.gpx.gz", &a);
  assert_int_equal(a.sport, HL_SPORT_OTHER);
  assert_int_equal(a.report.rpe, 4);
  assert_null(a.notes);
  hl_activity_reset(&a, "gpx");
  hl_export_apply(export, "activities/10.fit", &a); /* not in the table */
  hl_export_apply(export, "activities/1010.fit", &a);
  hl_export_apply(export, "", &a);
  assert_null(a.title);
  hl_activity_free(&a);
  hl_export_free(export);
}

static void understands_a_table_in_another_language(void **state) {
  (void)state;
  hl_export *export = parse(
      HEAD_DE "1,d,Morgenlauf,Lauf,z\xc3\xa4h,1,2,3,4,false,,,activities/1.gpx,"
              "60,,1,1,2,7.0\n"
              "2,d,Runde,Radfahrt,,1,2,3,4,false,,,activities/2.gpx,60,,1,1,2,"
              "\n");
  hl_activity a;
  hl_activity_init(&a, "gpx");
  hl_export_apply(export, "1.gpx", &a);
  assert_int_equal(a.sport, HL_SPORT_RUN);
  assert_string_equal(a.title, "Morgenlauf");
  assert_string_equal(a.notes, "z\xc3\xa4h");
  assert_int_equal(a.report.rpe, 7);
  hl_activity_reset(&a, "gpx");
  hl_export_apply(export, "2.gpx", &a); /* a word we do not know: no verdict */
  assert_int_equal(a.sport, HL_SPORT_UNKNOWN);
  assert_string_equal(a.title, "Runde");
  hl_activity_free(&a);
  hl_export_free(export);
}

static void understands_the_table_of_2018(void **state) {
  (void)state;
  hl_export *export =
      parse("id,date,name,type,description,elapsed_time,distance,commute,gear,"
            "filename\n"
            "1,2018-09-12 15:02:23,Evening Run,Run,slow,783,3681.0,true,M,"
            "activities/1.gpx\n");
  hl_activity a;
  hl_activity_init(&a, "gpx");
  hl_export_apply(export, "activities/1.gpx", &a);
  assert_int_equal(a.sport, HL_SPORT_RUN);
  assert_string_equal(a.notes, "slow");
  assert_int_equal(a.report.rpe, 0);
  hl_activity_free(&a);
  hl_export_free(export);
}

static void refuses_a_table_without_files(void **state) {
  (void)state;
  static const char *const bad[] = {"", "a,b\n1,2\n", HEAD_EN, "\"",
                                    ",,,,\n,,,,\n"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    hl_export *export = NULL;
    hl_error err = {0};
    assert_int_equal(hl_export_parse(&export, bad[i], strlen(bad[i]), &err),
                     HL_E_INPUT);
    assert_null(export);
    assert_true(err.text[0] != 0);
  }
}

static void finds_files_in_a_table_of_any_order(void **state) {
  (void)state;
  enum {
    MANY = 1000
  };
  hl_text text = {0};
  hl_text_add(&text, HEAD_EN);
  for (int i = 0; i < MANY; i++)
    hl_text_format(&text, "%d,d,run %d,Run,,1,2,3,4,,,,activities/%d.gpx\n", i,
                   i, i * 7919 % MANY);
  hl_export *export = parse(hl_text_cstr(&text));
  hl_text_free(&text);
  hl_activity a;
  hl_activity_init(&a, "gpx");
  for (int i = 0; i < MANY; i++) {
    char path[40], wanted[40];
    snprintf(path, sizeof path, "%d.gpx", i * 7919 % MANY);
    snprintf(wanted, sizeof wanted, "run %d", i);
    hl_export_apply(export, path, &a);
    assert_string_equal(a.title, wanted);
    hl_activity_reset(&a, "gpx");
  }
  hl_activity_free(&a);
  hl_export_free(export);
}

static void takes_a_row_of_ten_thousand_fields(void **state) {
  (void)state;
  hl_text text = {0};
  hl_text_add(&text, HEAD_EN "1,d,n,Run,,1,2,3,4,,,,activities/1.gpx");
  for (int i = 0; i < 10000; i++)
    hl_text_add(&text, ",x");
  hl_text_add(&text, "\n2,d,m,Run,,1,2,3,4,,,,activities/2.gpx\n");
  hl_export *export = parse(hl_text_cstr(&text));
  hl_text_free(&text);
  hl_activity a;
  hl_activity_init(&a, "gpx");
  hl_export_apply(export, "2.gpx", &a);
  assert_string_equal(a.title, "m");
  hl_activity_free(&a);
  hl_export_free(export);
}

/* ---- folders ------------------------------------------------------------ */

static void write_file(const char *folder, const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void finds_the_table_above_the_files_of_a_folder(void **state) {
  (void)state;
  char root[] = "/tmp/heavylegs-export-XXXXXX", path[200];
  assert_non_null(mkdtemp(root));
  snprintf(path, sizeof path, "%s/activities", root);
  assert_int_equal(mkdir(path, 0700), 0);
  write_file(root, "activities.csv",
             HEAD_EN "1,d,Hills,Run,,1,2,3,4,,,,activities/1.gpx\n");
  hl_folder *folder = hl_folder_new();
  hl_error err = {0};
  hl_activity a;
  hl_activity_init(&a, "gpx");
  snprintf(path, sizeof path, "%s/activities/1.gpx", root);
  assert_int_equal(hl_folder_enter(folder, path, &err), HL_OK);
  assert_int_equal(hl_folder_apply(folder, path, 1, &a, &err), HL_OK);
  assert_null(a.title); /* another part of the file */
  assert_int_equal(hl_folder_apply(folder, path, 0, &a, &err), HL_OK);
  assert_string_equal(a.title, "Hills");
  hl_activity_reset(&a, "gpx");
  assert_int_equal(hl_folder_enter(folder, "/nowhere/1.gpx", &err), HL_OK);
  assert_int_equal(hl_folder_apply(folder, "/nowhere/1.gpx", 0, &a, &err),
                   HL_OK);
  assert_null(a.title);
  write_file(root, "activities.csv", "something else\n");
  assert_int_equal(hl_folder_enter(folder, path, &err), HL_E_INPUT);
  assert_string_equal(err.where, "activities.csv");
  hl_folder_free(folder);
  hl_activity_free(&a);
  snprintf(path, sizeof path, "rm -r '%s'", root);
  assert_int_equal(system(path), 0);
}

static void knows_what_is_a_part_of_something_else(void **state) {
  (void)state;
  assert_true(hl_folder_is_part("a/workout-routes/route_1.gpx"));
  assert_true(hl_folder_is_part("workout-routes/route_1.gpx"));
  assert_true(hl_folder_is_part("apple_health_export/export_cda.xml"));
  assert_false(hl_folder_is_part("my-workout-routes/1.gpx"));
  assert_false(hl_folder_is_part("export.xml"));
}

HL_TEST_MAIN(cmocka_unit_test(reads_comma_separated_values),
             cmocka_unit_test(steps_over_the_rest_of_a_row),
             cmocka_unit_test(lays_type_words_and_exertion_over_an_activity),
             cmocka_unit_test(understands_a_table_in_another_language),
             cmocka_unit_test(understands_the_table_of_2018),
             cmocka_unit_test(refuses_a_table_without_files),
             cmocka_unit_test(finds_files_in_a_table_of_any_order),
             cmocka_unit_test(takes_a_row_of_ten_thousand_fields),
             cmocka_unit_test(finds_the_table_above_the_files_of_a_folder),
             cmocka_unit_test(knows_what_is_a_part_of_something_else))
