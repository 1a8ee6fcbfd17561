/* SPDX-License-Identifier: MIT
**
** Importing: the same run is the same run again whatever way it comes, nothing
** is written twice, nothing passes silently, and a command that fails leaves
** nothing.
*/
#include <utime.h>

#include "engine_db.h"

static const made_run morning = {.start_ms = 1700000000000, .minutes = 30};

static made_run on_day(int day) {
  made_run run = morning;
  run.start_ms += (int64_t)day * MADE_DAY_MS;
  return run;
}

static long long covered(engine_db *e, const char *which) {
  char sql[128];
  snprintf(sql, sizeof sql,
           "SELECT ifnull(sum(n), 0) FROM heavylegs_coverage WHERE %s", which);
  return test_db_int(e->db, sql);
}

static void tells_what_can_be_judged(void **state) {
  engine_db *e = *state;
  made_run runs[] = {on_day(0), on_day(0), on_day(60), on_day(61)};
  runs[1].start_ms += 1000; /* the same run on another device */
  runs[1].extra_bpm = 3;
  runs[3].minutes = 5;
  for (int i = 0; i < 4; i++) {
    char name[16];
    snprintf(name, sizeof name, "%d.tcx", i);
    made_tcx(e->folder, name, &runs[i]);
  }
  made_text(e->folder, "bad.tcx", "<broken");
  must_import(e);
  assert_int_equal(covered(e, "outcome = 'refused' AND year IS NULL"), 1);
  assert_int_equal(covered(e, "year = 2023"), 2);
  assert_int_equal(covered(e, "outcome = 'second_recording'"), 1);
  assert_int_equal(covered(e, "year = 2024 AND outcome = 'usable'"), 1);
  assert_int_equal(covered(e, "year = 2024 AND outcome = 'short'"), 1);
  assert_int_equal(covered(e, "1"), 5);
  assert_int_equal(answer_int(e, "$.coverage[0].n"), 1); /* refused */
  assert_int_equal(answer_int(e, "$.coverage[1].year"), 2023);
}

/* Everything that a result may depend on, without the ids. */
static char *dump(sqlite3 *db) {
  static const char sql[] =
      "SELECT group_concat(line, char(10)) FROM ("
      "SELECT json_array(r.start_ms, r.content_hash, r.duration_s, r.moving_s,"
      " r.distance_m, r.reason, r.notes, r.title, d.content_hash, hex(f.block),"
      " hex(e.block)) AS line FROM heavylegs_run r"
      " LEFT JOIN heavylegs_run d ON d.id = r.duplicate_of"
      " LEFT JOIN heavylegs_facts f ON f.run_id = r.id"
      " LEFT JOIN heavylegs_epochs e ON e.run_id = r.id"
      " UNION ALL SELECT json_array(r.content_hash, p.heavy, p.legs, p.source)"
      " FROM heavylegs_report p JOIN heavylegs_run r ON r.id = p.run_id"
      " UNION ALL SELECT json_array(day, source, sleep_h, ill)"
      " FROM heavylegs_day"
      " UNION ALL SELECT json_array(s.name, s.part, r.content_hash, s.status,"
      " s.message) FROM heavylegs_source s"
      " LEFT JOIN heavylegs_run r ON r.id = s.run_id ORDER BY line)";
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(db));
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  char *text = strdup((const char *)sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  return text;
}

static void reads_a_folder_once(void **state) {
  engine_db *e = *state;
  made_run second = on_day(1);
  made_tcx(e->folder, "1.tcx", &morning);
  made_tcx(e->folder, "2.tcx", &second);
  made_text(e->folder, "notes.txt", "not an activity");
  must_import(e);
  assert_int_equal(answer_int(e, "$.files"), 2);
  assert_int_equal(answer_int(e, "$.new"), 2);
  long long changes = sqlite3_total_changes(e->db);
  must_import(e);
  assert_int_equal(answer_int(e, "$.read"), 0);
  assert_int_equal(answer_int(e, "$.same"), 2);
  assert_int_equal(sqlite3_total_changes(e->db), changes);
}

static void order_and_threads_do_not_matter(void **state) {
  engine_db *e = *state;
  char argument[128];
  made_run runs[] = {on_day(0), on_day(1), on_day(2), on_day(2), on_day(3)};
  runs[1].notes = "#heavy=start #sleep=6.5";
  runs[2].notes = "#ill";
  runs[3].start_ms += 1000; /* the same run on another device */
  runs[3].extra_bpm = 3;
  for (int i = 0; i < 5; i++) {
    char name[16];
    snprintf(name, sizeof name, "%d.tcx", i);
    made_tcx(e->folder, name, &runs[i]);
  }
  made_run copy = on_day(3);
  copy.notes = "the same samples, #legs=4";
  made_tcx(e->folder, "copy.tcx", &copy);
  made_text(e->folder, "bad.tcx", "<broken");
  snprintf(argument, sizeof argument, "{\"path\":\"%s\",\"threads\":3}",
           e->folder);
  must_run(e, "import", argument);
  assert_int_equal(answer_int(e, "$.duplicates"), 1);
  char *whole = dump(e->db);

  static const char *const backwards[] = {"copy", "4", "bad", "3",
                                          "2",    "1", "0"};
  engine_db other = {.db = test_db_open(NULL)};
  other.engine = hl_engine_new(other.db);
  for (size_t i = 0; i < sizeof backwards / sizeof backwards[0]; i++) {
    snprintf(argument, sizeof argument, "%s/%s.tcx", e->folder, backwards[i]);
    must_run(&other, "import", argument);
  }
  char *single = dump(other.db);
  assert_string_equal(whole, single);
  free(whole);
  free(single);
  hl_text_free(&other.out);
  hl_engine_free(other.engine);
  assert_int_equal(sqlite3_close(other.db), SQLITE_OK);
}

static void a_mended_file_stays_its_run(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "1.tcx", &morning);
  must_import(e);
  long long id = test_db_int(e->db, "SELECT id FROM heavylegs_run");
  must_run(e, "report", "{\"run\":\"last\",\"heavy\":\"all\",\"legs\":4}");
  made_run mended = morning;
  mended.minutes = 31;
  mended.notes = "#rpe=7";
  made_tcx(e->folder, "1.tcx", &mended);
  must_import(e);
  assert_int_equal(answer_int(e, "$.changed"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_run"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT id FROM heavylegs_run"), id);
  assert_int_equal(test_db_int(e->db, "SELECT sum(rpe) FROM heavylegs_report"),
                   7);
  assert_int_equal(test_db_int(e->db, "SELECT sum(legs) FROM heavylegs_report"),
                   4);
  /* A tag that is taken out of the notes is taken out here. */
  mended.notes = NULL;
  made_tcx(e->folder, "1.tcx", &mended);
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   1);
}

static void a_file_used_again_is_another_run(void **state) {
  engine_db *e = *state;
  made_run later = on_day(9);
  made_tcx(e->folder, "current.tcx", &morning);
  must_import(e);
  made_tcx(e->folder, "current.tcx", &later);
  must_import(e);
  assert_int_equal(answer_int(e, "$.new"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_run"), 2);
}

static void a_copy_is_the_same_run(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "1.tcx", &morning);
  made_tcx(e->folder, "1 (copy).tcx", &morning);
  must_import(e);
  assert_int_equal(answer_int(e, "$.new"), 1);
  assert_int_equal(answer_int(e, "$.same"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_run"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_source"),
                   2);
}

static void another_engine_reads_all_and_changes_nothing(void **state) {
  engine_db *e = *state;
  made_run noted = morning;
  noted.notes = "#heavy=start";
  made_tcx(e->folder, "1.tcx", &noted);
  made_tcx(e->folder, "2.tcx", &morning); /* the same samples, no notes */
  must_import(e);
  test_db_exec(e->db, "UPDATE heavylegs_source SET engine = 'older'");
  must_import(e);
  assert_int_equal(answer_int(e, "$.read"), 2);
  assert_int_equal(answer_int(e, "$.changed"), 0);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   1);
  /* The one with the notes may take them back. */
  made_tcx(e->folder, "1.tcx", &morning);
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   0);
}

static void a_touched_file_is_read_and_nothing_changes(void **state) {
  engine_db *e = *state;
  char path[64];
  struct utimbuf old = {1000000000, 1000000000};
  made_tcx(e->folder, "1.tcx", &morning);
  must_import(e);
  snprintf(path, sizeof path, "%s/1.tcx", e->folder);
  assert_int_equal(utime(path, &old), 0);
  must_import(e);
  assert_int_equal(answer_int(e, "$.read"), 1);
  assert_int_equal(answer_int(e, "$.same"), 1);
  assert_int_equal(answer_int(e, "$.changed"), 0);
}

static void what_cannot_be_read_is_named_every_time(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "good.tcx", &morning);
  made_text(e->folder, "bad.tcx", "<TrainingCenterDatabase>\n<oops");
  for (int i = 0; i < 2; i++) {
    must_import(e);
    assert_int_equal(answer_int(e, "$.failed"), 1);
    assert_non_null(strstr(hl_text_cstr(&e->out), "bad.tcx"));
  }
  made_run other = on_day(1);
  made_tcx(e->folder, "bad.tcx", &other);
  must_import(e);
  assert_int_equal(answer_int(e, "$.failed"), 0);
  assert_int_equal(answer_int(e, "$.new"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_source "
                                      "WHERE status = 'failed'"),
                   0);
}

static void a_file_that_breaks_keeps_its_run(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "1.tcx", &morning);
  must_import(e);
  made_text(e->folder, "1.tcx", "<broken");
  must_import(e);
  assert_int_equal(answer_int(e, "$.failed"), 1);
  made_run mended = morning;
  mended.minutes = 32;
  made_tcx(e->folder, "1.tcx", &mended);
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_run"), 1);
}

static void what_is_not_a_run_is_kept_as_load(void **state) {
  engine_db *e = *state;
  made_run ride = morning;
  ride.sport = "Biking";
  made_tcx(e->folder, "1.tcx", &ride);
  must_import(e);
  assert_int_equal(answer_int(e, "$.not_runs"), 1);
  char text[32];
  assert_string_equal(
      test_db_text(e->db, "SELECT reason FROM heavylegs_run", text, 32),
      "not_a_run");
}

static void local_time_follows_the_setting(void **state) {
  engine_db *e = *state;
  made_run run = on_day(0);
  run.start_ms = 1700000000000 - 1700000000000 % MADE_DAY_MS + 72000000;
  run.notes = "#ill"; /* 20:00 UTC: the next day in Tokyo */
  made_tcx(e->folder, "1.tcx", &run);
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Europe/Berlin\"}");
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT utc_offset_s FROM heavylegs_run "
                                      "WHERE offset_source = 'setting'"),
                   3600);
  long long day = test_db_int(e->db, "SELECT day FROM heavylegs_day");
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Asia/Tokyo\"}");
  assert_int_equal(test_db_int(e->db, "SELECT utc_offset_s FROM heavylegs_run"),
                   32400);
  assert_int_equal(test_db_int(e->db, "SELECT day FROM heavylegs_day"),
                   day + 1);
  assert_int_equal(
      try_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Mars/Base\"}"),
      HL_E_INPUT);
}

/* ---- failing leaves nothing ------------------------------------------ */

static void a_missing_path_is_refused(void **state) {
  engine_db *e = *state;
  assert_int_equal(try_run(e, "import", "/nowhere/at/all"), HL_E_INPUT);
  assert_non_null(strstr(e->err.text, "/nowhere/at/all"));
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
}

static void a_hosts_rollback_leaves_nothing(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "1.tcx", &morning);
  test_db_exec(e->db, "BEGIN");
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_run"), 1);
  test_db_exec(e->db, "ROLLBACK");
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
  must_import(e);
  assert_int_equal(answer_int(e, "$.new"), 1);
}

static void refuse_writing(sqlite3_context *context, int n,
                           sqlite3_value **value) {
  const char *json = n ? (const char *)sqlite3_value_text(value[0]) : "";
  if (strstr(json, "\"write\"")) sqlite3_result_error(context, "stop", -1);
}

static void a_cancelled_import_leaves_nothing(void **state) {
  engine_db *e = *state;
  made_tcx(e->folder, "1.tcx", &morning);
  sqlite3_create_function(e->db, "heavylegs_progress", 1, SQLITE_UTF8, NULL,
                          refuse_writing, NULL, NULL);
  assert_int_equal(try_run(e, "import", e->folder), HL_E_CANCEL);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
  assert_true(sqlite3_get_autocommit(e->db));
}

static void a_full_disk_leaves_nothing(void **state) {
  engine_db *e = *state;
  for (int i = 0; i < 8; i++) {
    char name[16];
    made_run run = on_day(i);
    run.minutes = 90;
    snprintf(name, sizeof name, "%d.tcx", i);
    made_tcx(e->folder, name, &run);
  }
  test_db_exec(e->db, "PRAGMA max_page_count = 40");
  assert_int_equal(try_run(e, "import", e->folder), HL_E_HOST);
  assert_non_null(strstr(e->err.text, "no room"));
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
}

static void an_unknown_key_is_refused(void **state) {
  engine_db *e = *state;
  assert_int_equal(try_run(e, "import", "{\"path\":\"/tmp\",\"thread\":2}"),
                   HL_E_USAGE);
  assert_non_null(strstr(e->err.text, "\"thread\""));
  assert_int_equal(try_run(e, "import", "{\"path\":"), HL_E_USAGE);
  assert_int_equal(try_run(e, "import", "{\"path\":7}"), HL_E_USAGE);
  assert_int_equal(try_run(e, "import", NULL), HL_E_USAGE);
  assert_int_equal(
      try_run(e, "import", "{\"path\":\"/tmp\",\"threads\":\"many\"}"),
      HL_E_USAGE);
  assert_int_equal(try_run(e, "imports", NULL), HL_E_USAGE);
}

#define CASE(f)                                                                \
  cmocka_unit_test_setup_teardown(f, engine_db_set_up, engine_db_tear_down)

static void legs_words_of_a_note_wait_to_be_confirmed(void **state) {
  engine_db *e = *state;
  made_run run = morning;
  run.notes = "Nice. Legs felt heavy the last mile. #rpe=6";
  made_tcx(e->folder, "1.tcx", &run);
  must_import(e);
  const char *const derived =
      "SELECT heavy = 'late' AND NOT confirmed AND legs IS NULL AND words = "
      "'Legs felt heavy the last mile' FROM heavylegs_report "
      "WHERE source = 'note'";
  assert_int_equal(test_db_int(e->db, derived), 1);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.standing"), 0);
  must_run(e, "explain", "last");
  assert_non_null(strstr(hl_text_cstr(&e->out), "From your note? legs heavy "
                                                "late, "));
  must_run(e, "report", "{\"run\":\"last\",\"confirm\":true}");
  assert_int_equal(answer_int(e, "$.changed"), 1);
  must_run(e, "report", "{\"run\":\"last\",\"confirm\":true}");
  assert_int_equal(answer_int(e, "$.changed"), 0);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.standing"), 1);
}

static void tags_win_over_legs_words(void **state) {
  engine_db *e = *state;
  made_run run = morning;
  run.notes = "Heavy legs #heavy=no";
  made_tcx(e->folder, "1.tcx", &run);
  must_import(e);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.standing"), 0);
  must_run(e, "explain", "last");
  assert_non_null(strstr(hl_text_cstr(&e->out), "You said: legs not heavy"));
}

static void a_note_without_legs_words_has_nothing_to_confirm(void **state) {
  engine_db *e = *state;
  made_run run = morning;
  run.notes = "watch died";
  made_tcx(e->folder, "1.tcx", &run);
  must_import(e);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   0);
  assert_int_equal(try_run(e, "report", "{\"run\":1,\"confirm\":true}"),
                   HL_E_USAGE);
}

HL_TEST_MAIN(CASE(reads_a_folder_once), CASE(tells_what_can_be_judged),
             CASE(order_and_threads_do_not_matter),
             CASE(a_mended_file_stays_its_run),
             CASE(a_file_used_again_is_another_run),
             CASE(a_copy_is_the_same_run),
             CASE(another_engine_reads_all_and_changes_nothing),
             CASE(a_touched_file_is_read_and_nothing_changes),
             CASE(what_cannot_be_read_is_named_every_time),
             CASE(a_file_that_breaks_keeps_its_run),
             CASE(what_is_not_a_run_is_kept_as_load),
             CASE(local_time_follows_the_setting),
             CASE(a_missing_path_is_refused),
             CASE(a_hosts_rollback_leaves_nothing),
             CASE(a_cancelled_import_leaves_nothing),
             CASE(a_full_disk_leaves_nothing), CASE(an_unknown_key_is_refused),
             CASE(legs_words_of_a_note_wait_to_be_confirmed),
             CASE(tags_win_over_legs_words),
             CASE(a_note_without_legs_words_has_nothing_to_confirm))
