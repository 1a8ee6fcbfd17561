/* SPDX-License-Identifier: MIT
**
** Annotating: what stands follows from the runs, reports and rules alone, only
** differences are written, and everything can be taken back.
*/
#include "engine_db.h"

/* Twelve runs, some reported, one not a run, one recorded twice. */
static void write_season(const char *folder) {
  static const char *const notes[] = {
      NULL, "#heavy=start #eased", "#legs=5", "#heavy=no", NULL, "#heavy=all",
      NULL, "#heavy=late",         NULL,      "#rpe=3",    NULL, "#heavy=mid"};
  for (int i = 0; i < 12; i++) {
    char name[16];
    made_run run = {.start_ms = 1700000000000 + (int64_t)i * MADE_DAY_MS,
                    .minutes = 30 + i % 3,
                    .extra_bpm = i % 4,
                    .notes = notes[i],
                    .sport = i == 4 ? "Biking" : NULL};
    snprintf(name, sizeof name, "%02d.tcx", i);
    made_tcx(folder, name, &run);
    if (i != 8) continue;
    run.start_ms += 1000;
    run.extra_bpm += 2;
    made_tcx(folder, "08-phone.tcx", &run);
  }
}

static int set_up(void **state) {
  if (engine_db_set_up(state)) return -1;
  engine_db *e = *state;
  /* Rules of whoever runs the tests must not be found. */
  if (setenv("XDG_CONFIG_HOME", e->folder, 1)) return -1;
  write_season(e->folder);
  return 0;
}

static void annotate(engine_db *e) {
  must_run(e, "annotate", e->folder);
}

/* What stands, without ids, batches and times. */
static char *dump(sqlite3 *db) {
  static const char sql[] =
      "SELECT group_concat(line, char(10)) FROM ("
      "SELECT json_array(r.start_ms, r.content_hash, s.rule, s.status,"
      " s.reason, s.text, s.score, s.z, s.rarity, s.n, s.detectable_bpm)"
      " AS line FROM heavylegs_status s"
      " JOIN heavylegs_run r ON r.id = s.run_id"
      " UNION ALL SELECT json_array(r.start_ms, f.rule, f.slot, f.pattern,"
      " f.basis, f.title, f.text, f.score, f.evidence, f.causes, f.advice)"
      " FROM heavylegs_finding f JOIN heavylegs_run r ON r.id = f.run_id"
      " WHERE f.until_batch IS NULL ORDER BY line)";
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(db));
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  const char *text = (const char *)sqlite3_column_text(stmt, 0);
  char *copy = strdup(text ? text : "");
  sqlite3_finalize(stmt);
  return copy;
}

static long long count(engine_db *e, const char *what) {
  char sql[256];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", what);
  return test_db_int(e->db, sql);
}

static const char standing[] = "heavylegs_finding WHERE until_batch IS NULL";

/* ---- judging --------------------------------------------------------- */

static void a_report_alone_is_annotated(void **state) {
  engine_db *e = *state;
  annotate(e);
  assert_int_equal(answer_int(e, "$.import.new"), 13);
  assert_int_equal(answer_int(e, "$.judged"), 13);
  char text[64];
  test_db_text(e->db,
               "SELECT pattern || ', ' || basis FROM heavylegs_annotations"
               " ORDER BY started LIMIT 1",
               text, sizeof text);
  assert_int_equal(strncmp(text, "start, reported", 15), 0);
  assert_true(count(e, standing) >= 4);
}

static void every_rule_stands_once_to_every_run(void **state) {
  engine_db *e = *state;
  annotate(e);
  must_run(e, "rules", NULL);
  long long n = 0;
  for (const char *at = hl_text_cstr(&e->out);
       (at = strstr(at, "\"stock\":")) != NULL; at++)
    n++;
  assert_true(n > 2);
  assert_int_equal(count(e, "heavylegs_status"), 13 * n);
  assert_int_equal(count(e, "heavylegs_status WHERE reason = 'not_a_run'"), n);
  assert_int_equal(count(e, "heavylegs_status WHERE reason = 'duplicate'"), n);
}

static void a_second_time_changes_nothing(void **state) {
  engine_db *e = *state;
  annotate(e);
  long long changes = sqlite3_total_changes(e->db);
  annotate(e);
  assert_int_equal(answer_int(e, "$.judged"), 0);
  must_run(e, "annotate", NULL);
  assert_int_equal(sqlite3_total_changes(e->db), changes);
  assert_int_equal(count(e, "heavylegs_batch"), 1);
}

static void order_and_threads_do_not_matter(void **state) {
  engine_db *e = *state;
  annotate(e);
  char *whole = dump(e->db);
  engine_db other = {.db = test_db_open(NULL)};
  other.engine = hl_engine_new(other.db);
  /* From the last to the first, judging in between. */
  for (int i = 11; i >= 0; i--) {
    char argument[128];
    snprintf(argument, sizeof argument,
             "{\"path\":\"%s/%02d.tcx\",\"threads\":2}", e->folder, i);
    must_run(&other, "annotate", argument);
  }
  must_run(&other, "annotate", e->folder);
  char *single = dump(other.db);
  assert_string_equal(whole, single);
  free(whole);
  free(single);
  hl_text_free(&other.out);
  hl_engine_free(other.engine);
  assert_int_equal(sqlite3_close(other.db), SQLITE_OK);
}

static void a_report_judges_from_its_run_on(void **state) {
  engine_db *e = *state;
  char argument[80];
  annotate(e);
  long long before = count(e, standing);
  snprintf(argument, sizeof argument, "{\"run\":%lld,\"heavy\":\"all\"}",
           test_db_int(e->db, "SELECT id FROM heavylegs_run "
                              "WHERE is_run ORDER BY start_ms LIMIT 1 "
                              "OFFSET 9"));
  must_run(e, "report", argument);
  assert_int_equal(answer_int(e, "$.changed"), 1);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.judged"), 3);
  assert_int_equal(count(e, standing), before + 1);
  must_run(e, "report", argument);
  assert_int_equal(answer_int(e, "$.changed"), 0);
}

static void a_late_old_run_judges_from_its_date(void **state) {
  engine_db *e = *state;
  made_run late = {.start_ms = 1700000000000 + 5 * (int64_t)MADE_DAY_MS / 2,
                   .minutes = 40,
                   .notes = "#heavy=start"};
  annotate(e);
  long long before = count(e, standing);
  made_tcx(e->folder, "late.tcx", &late);
  annotate(e);
  assert_int_equal(answer_int(e, "$.import.new"), 1);
  assert_int_equal(answer_int(e, "$.judged"), 11);
  assert_int_equal(count(e, standing), before + 1);
}

static void a_report_of_the_other_recording_counts(void **state) {
  engine_db *e = *state;
  char argument[80];
  annotate(e);
  long long before = count(e, standing);
  snprintf(argument, sizeof argument, "{\"run\":%lld,\"heavy\":\"all\"}",
           test_db_int(e->db, "SELECT id FROM heavylegs_run "
                              "WHERE duplicate_of IS NOT NULL"));
  must_run(e, "report", argument);
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, standing), before + 1);
}

/* ---- a coach's rules ------------------------------------------------- */

#define RULE(version, body)                                                    \
  "local R = legs.rule { api = 1, id = 'coach.test', version = '" version      \
  "', title = 'Long one', pattern = 'none', author = 'a', licence = 'MIT',\n"  \
  "  requires = {}, uses = {}, options = {} }\n"                               \
  "function R.evaluate(run, past, opt)\n" body "\nend\nreturn R\n"

static void coach_folder(engine_db *e, const char *rule) {
  char path[64];
  snprintf(path, sizeof path, "%s/heavylegs", e->folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/heavylegs/rules", e->folder);
  mkdir(path, 0700);
  made_text(path, "test.lua", rule);
}

static const char of_coach[] = "heavylegs_finding WHERE rule = 'coach.test' "
                               "AND until_batch IS NULL";

static void a_rule_is_taken_up_and_let_go(void **state) {
  engine_db *e = *state;
  char path[64];
  annotate(e);
  long long before = count(e, standing);
  coach_folder(e, RULE("1", "  return legs.finding {}"));
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.judged"), 13);
  long long found = count(e, of_coach);
  assert_true(found > 0);
  snprintf(path, sizeof path, "%s/heavylegs/rules/test.lua", e->folder);
  assert_int_equal(remove(path), 0);
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, of_coach), 0);
  assert_int_equal(count(e, standing), before);
  assert_int_equal(count(e, "heavylegs_status WHERE rule = 'coach.test'"), 0);
  /* Closed, not deleted. */
  assert_int_equal(count(e, "heavylegs_finding WHERE rule = 'coach.test'"),
                   found);
}

static void a_broken_rule_leaves_what_it_found(void **state) {
  engine_db *e = *state;
  coach_folder(e, RULE("1", "  return legs.finding {}"));
  annotate(e);
  long long found = count(e, of_coach);
  assert_true(found > 0);
  coach_folder(e, RULE("2", "  return return"));
  must_run(e, "annotate", NULL);
  assert_non_null(strstr(hl_text_cstr(&e->out), "test.lua"));
  assert_int_equal(count(e, "heavylegs_status WHERE status = 'error'"), 11);
  assert_int_equal(count(e, of_coach), found);
  coach_folder(e, RULE("2", "  return nil"));
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, of_coach), 0);
}

static void somebody_elses_rules_are_not_run(void **state) {
  engine_db *e = *state;
  char argument[128], path[64];
  snprintf(path, sizeof path, "%s/mine", e->folder);
  assert_int_equal(mkdir(path, 0700), 0);
  made_text(path, "test.lua", RULE("1", "  return legs.finding {}"));
  snprintf(argument, sizeof argument, "{\"key\":\"rules\",\"value\":\"%s\"}",
           path);
  if (try_run(e, "config", argument)) { /* such as a bare chroot */
    assert_non_null(strstr(e->err.text, "this machine has no id"));
    return;
  }
  annotate(e);
  assert_true(count(e, of_coach) > 0);
  test_db_exec(e->db, "UPDATE heavylegs_setting SET machine = 'another'");
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, of_coach), 0);
  assert_non_null(strstr(hl_text_cstr(&e->out), "not used"));
}

static void a_folder_of_rules_must_be_there(void **state) {
  engine_db *e = *state;
  annotate(e);
  assert_int_equal(try_run(e, "annotate", "{\"rules\":\"/nowhere\"}"),
                   HL_E_USAGE);
}

/* ---- taking back ----------------------------------------------------- */

static void retract_closes_everything(void **state) {
  engine_db *e = *state;
  annotate(e);
  char *before = dump(e->db);
  long long stood = count(e, standing);
  must_run(e, "retract", NULL);
  assert_int_equal(answer_int(e, "$.closed"), stood);
  assert_int_equal(count(e, standing), 0);
  assert_int_equal(count(e, "heavylegs_status"), 0);
  long long changes = sqlite3_total_changes(e->db);
  must_run(e, "retract", NULL);
  assert_int_equal(sqlite3_total_changes(e->db), changes);
  must_run(e, "annotate", NULL);
  char *after = dump(e->db);
  assert_string_equal(before, after);
  free(before);
  free(after);
}

static void one_batch_is_taken_back(void **state) {
  engine_db *e = *state;
  annotate(e);
  long long stood = count(e, standing);
  must_run(e, "report", "{\"run\":\"last\",\"heavy\":\"start\"}");
  must_run(e, "annotate", NULL);
  must_run(e, "retract", "2");
  assert_int_equal(answer_int(e, "$.closed"), 1);
  assert_int_equal(answer_int(e, "$.reopened"), 1);
  assert_int_equal(count(e, standing), stood);
  assert_int_equal(try_run(e, "retract", "99"), HL_E_USAGE);
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, standing), stood);
}

static void a_verdict_outlives_the_run(void **state) {
  engine_db *e = *state;
  annotate(e);
  must_run(e, "verdict", "{\"run\":\"last\",\"verdict\":\"agree\"}");
  assert_int_equal(answer_int(e, "$.changed"), 1);
  must_run(e, "retract", NULL);
  must_run(e, "annotate", NULL);
  assert_int_equal(count(e, "heavylegs_annotations WHERE verdict = 'agree'"),
                   1);
  assert_int_equal(try_run(e, "verdict", "{\"run\":1,\"verdict\":\"agree\"}"),
                   HL_E_USAGE);
  assert_int_equal(
      try_run(e, "verdict", "{\"run\":\"last\",\"verdict\":\"maybe\"}"),
      HL_E_USAGE);
}

static void purge_leaves_no_table(void **state) {
  engine_db *e = *state;
  annotate(e);
  must_run(e, "purge", NULL);
  assert_int_equal(count(e, "sqlite_master"), 0);
  must_run(e, "purge", NULL);
  annotate(e);
  assert_int_equal(answer_int(e, "$.import.new"), 13);
}

static void forget_takes_one_athlete(void **state) {
  engine_db *e = *state;
  char argument[128];
  snprintf(argument, sizeof argument, "{\"path\":\"%s\",\"athlete\":\"ann\"}",
           e->folder);
  must_run(e, "annotate", argument);
  annotate(e);
  assert_int_equal(count(e, "heavylegs_run"), 26);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.runs"), 26);
  must_run(e, "forget", "{\"athlete\":\"ann\"}");
  assert_int_equal(answer_int(e, "$.runs"), 13);
  assert_int_equal(count(e, "heavylegs_status WHERE athlete = 'ann'"), 0);
  assert_int_equal(count(e, "heavylegs_epochs"), 13);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.judged"), 0);
}

/* ---- failing --------------------------------------------------------- */

static const char *refused_phase;

static void refuse_phase(sqlite3_context *context, int n,
                         sqlite3_value **value) {
  const char *json = n ? (const char *)sqlite3_value_text(value[0]) : "";
  if (strstr(json, refused_phase)) sqlite3_result_error(context, "stop", -1);
}

static void a_cancelled_annotate_leaves_nothing(void **state) {
  engine_db *e = *state;
  static const char *const phases[] = {"find", "read", "write", "judge"};
  sqlite3_create_function(e->db, "heavylegs_progress", 1, SQLITE_UTF8, NULL,
                          refuse_phase, NULL, NULL);
  for (size_t i = 0; i < sizeof phases / sizeof phases[0]; i++) {
    refused_phase = phases[i];
    assert_int_equal(try_run(e, "annotate", e->folder), HL_E_CANCEL);
    assert_int_equal(count(e, "sqlite_master"), 0);
    assert_true(sqlite3_get_autocommit(e->db));
  }
}

static void a_hosts_rollback_leaves_nothing(void **state) {
  engine_db *e = *state;
  annotate(e);
  char *before = dump(e->db);
  test_db_exec(e->db, "BEGIN");
  must_run(e, "report", "{\"run\":\"last\",\"heavy\":\"start\"}");
  must_run(e, "annotate", NULL);
  must_run(e, "retract", NULL);
  test_db_exec(e->db, "ROLLBACK");
  char *after = dump(e->db);
  assert_string_equal(before, after);
  free(before);
  free(after);
}

static void a_full_disk_leaves_what_was(void **state) {
  engine_db *e = *state;
  must_import(e);
  char sql[64];
  snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld",
           test_db_int(e->db, "PRAGMA page_count") + 1);
  test_db_int(e->db, sql);
  assert_int_equal(try_run(e, "annotate", NULL), HL_E_HOST);
  assert_int_equal(count(e, "heavylegs_run"), 13);
  assert_int_equal(count(e, "heavylegs_status"), 0);
  assert_int_equal(count(e, "heavylegs_batch"), 0);
}

static void an_empty_database_has_nothing_to_judge(void **state) {
  engine_db *e = *state;
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.runs"), 0);
  must_run(e, "retract", NULL);
  assert_int_equal(try_run(e, "explain", "1"), HL_E_USAGE);
  assert_int_equal(try_run(e, "report", "{\"run\":1,\"legs\":3}"), HL_E_USAGE);
  assert_int_equal(count(e, "sqlite_master"), 0);
}

/* ---- explaining ------------------------------------------------------ */

static void explain_gives_every_rule_and_number(void **state) {
  engine_db *e = *state;
  annotate(e);
  long long n =
      test_db_int(e->db, "SELECT count(DISTINCT rule) FROM heavylegs_status");
  must_run(e, "explain", "last");
  sqlite3_stmt *stmt = NULL;
  sqlite3_prepare_v2(
      e->db,
      "SELECT json_array_length(?1, '$.rules'),"
      " json_array_length(?1, '$.scores'), json_array_length(?1, '$.lines'),"
      " json_extract(?1, '$.report.heavy'), json_extract(?1, '$.stale')",
      -1, &stmt, NULL);
  sqlite3_bind_text(stmt, 1, hl_text_cstr(&e->out), -1, SQLITE_STATIC);
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(stmt, 0), n);
  assert_int_equal(sqlite3_column_int(stmt, 1), 5);
  assert_true(sqlite3_column_int(stmt, 2) > n);
  assert_string_equal((const char *)sqlite3_column_text(stmt, 3), "mid");
  assert_int_equal(sqlite3_column_int(stmt, 4), 0);
  sqlite3_finalize(stmt);
  char argument[64];
  snprintf(argument, sizeof argument, "%s/11.tcx", e->folder);
  must_run(e, "explain", argument);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, engine_db_tear_down)

HL_TEST_MAIN(CASE(a_report_alone_is_annotated),
             CASE(every_rule_stands_once_to_every_run),
             CASE(a_second_time_changes_nothing),
             CASE(order_and_threads_do_not_matter),
             CASE(a_report_judges_from_its_run_on),
             CASE(a_late_old_run_judges_from_its_date),
             CASE(a_report_of_the_other_recording_counts),
             CASE(a_rule_is_taken_up_and_let_go),
             CASE(a_broken_rule_leaves_what_it_found),
             CASE(somebody_elses_rules_are_not_run),
             CASE(a_folder_of_rules_must_be_there),
             CASE(retract_closes_everything), CASE(one_batch_is_taken_back),
             CASE(a_verdict_outlives_the_run), CASE(purge_leaves_no_table),
             CASE(forget_takes_one_athlete),
             CASE(a_cancelled_annotate_leaves_nothing),
             CASE(a_hosts_rollback_leaves_nothing),
             CASE(a_full_disk_leaves_what_was),
             CASE(an_empty_database_has_nothing_to_judge),
             CASE(explain_gives_every_rule_and_number))
