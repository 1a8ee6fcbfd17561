/* SPDX-License-Identifier: MIT
**
** What is put into our tables comes back the same, and the rules that the
** tables keep: who leads among reports, one open finding per slot, verdicts
** that outlive a run, a journal that tells NULL from ''.
*/
#include <math.h>

#include "store_db.h"

#include "store/batch.h"
#include "store/epochs.h"
#include "store/journal.h"
#include "store/judgement.h"
#include "store/report.h"
#include "store/run.h"
#include "store/schema.h"
#include "store/setting.h"
#include "store/verdict.h"

#define HASH_A "0123456789abcdef0123456789abcdef"
#define HASH_B "fedcba9876543210fedcba9876543210"

typedef struct fixture {
  sqlite3 *db;
  hl_store *store;
  hl_arena arena;
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->db = test_db_open(NULL);
  f->store = hl_store_open(f->db);
  *state = f;
  return hl_schema_ensure(f->store, true) ? -1 : 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  hl_error err = {0};
  if (hl_store_status(f->store, &err)) fprintf(stderr, "# %s\n", err.text);
  bool failed = hl_store_failed(f->store);
  hl_store_close(f->store);
  hl_arena_free(&f->arena);
  bool closed = sqlite3_close(f->db) == SQLITE_OK;
  free(f);
  return failed || !closed ? -1 : 0;
}

static hl_run_row a_run(void) {
  return (hl_run_row){.athlete = "ann",
                      .content_hash = HASH_A,
                      .start_ms = 1700000000123,
                      .utc_offset_s = 7200,
                      .offset_source = HL_OFFSET_FILE,
                      .sport = "Running",
                      .is_run = true,
                      .duration_s = 3600.5,
                      .moving_s = NAN,
                      .distance_m = 10000,
                      .notes = "legs like lead",
                      .reason = "short"};
}

static void keeps_a_run(void **state) {
  fixture *f = *state;
  hl_run_row run = a_run(), got;
  run.id = hl_run_put(f->store, &run);
  assert_true(run.id > 0);
  hl_run_get(f->store, run.id, &f->arena, &got);
  assert_string_equal(got.athlete, "ann");
  assert_true(got.start_ms == 1700000000123);
  assert_int_equal(got.utc_offset_s, 7200);
  assert_int_equal(got.offset_source, HL_OFFSET_FILE);
  assert_true(got.is_run);
  assert_true(isnan(got.moving_s));
  assert_string_equal(got.notes, "legs like lead");
  assert_null(got.title);
  assert_string_equal(got.reason, "short");

  hl_run_set_judged(f->store, run.id, "key", 2.5);
  run.title = "Morning";
  assert_true(hl_run_put(f->store, &run) == run.id);
  hl_run_get(f->store, run.id, &f->arena, &got);
  assert_string_equal(got.title, "Morning");
  assert_string_equal(got.judged_key, "key");
  assert_true(hl_run_find_content(f->store, "ann", HASH_A) == run.id);
  assert_true(hl_run_find_content(f->store, "bob", HASH_A) == 0);
}

static void an_unknown_offset_is_null(void **state) {
  fixture *f = *state;
  hl_run_row run = a_run();
  run.offset_source = HL_OFFSET_NONE;
  hl_run_put(f->store, &run);
  assert_int_equal(test_db_int(f->db, "SELECT utc_offset_s IS NULL "
                                      "FROM heavylegs_run"),
                   1);
}

static hl_status remember(void *ctx, const hl_run_row *run) {
  char *order = ctx;
  strcat(order, run->content_hash[0] == '0' ? "a" : "b");
  return HL_OK;
}

static void gives_runs_in_start_order(void **state) {
  fixture *f = *state;
  hl_run_row later = a_run(), earlier = a_run();
  earlier.content_hash = HASH_B;
  earlier.start_ms -= 1;
  hl_run_put(f->store, &later);
  hl_run_put(f->store, &earlier);
  char order[8] = "";
  hl_run_each(f->store, "ann", &f->arena, remember, order);
  assert_string_equal(order, "ba");
}

static void remembers_where_a_run_came_from(void **state) {
  fixture *f = *state;
  hl_source_row source = {.athlete = "ann",
                          .host = "",
                          .name = "/runs/1.tcx",
                          .run_id = 4,
                          .size = 9,
                          .mtime_ns = 8,
                          .engine = "0.1.0",
                          .status = "read"};
  hl_source_row got;
  assert_false(hl_source_get(f->store, &source, &f->arena, &got));
  hl_source_put(f->store, &source);
  source.part = 1;
  source.status = "failed";
  source.message = "no activity";
  source.line = 3;
  hl_source_put(f->store, &source);
  assert_true(hl_source_get(f->store, &source, &f->arena, &got));
  assert_string_equal(got.message, "no activity");
  assert_true(got.line == 3 && got.mtime_ns == 8);
  assert_true(hl_source_count(f->store, 4) == 2);
  hl_source_cut(f->store, &source, 1);
  assert_true(hl_source_count(f->store, 4) == 1);
}

static hl_status take_report(void *ctx, int64_t run_id,
                             const hl_report *report) {
  hl_report *all = ctx;
  all[run_id] = *report;
  return HL_OK;
}

static void lays_reports_over_each_other(void **state) {
  fixture *f = *state;
  hl_report note = {.heavy = HL_HEAVY_LATE, .source = "note", .legs = 4};
  hl_report tag = {.heavy = HL_HEAVY_START, .source = "tag", .confirmed = true};
  hl_report command = {.rpe = 7, .source = "command", .confirmed = true};
  hl_report other = {.heavy = HL_HEAVY_ALL, .source = "note"};
  assert_true(hl_report_put(f->store, (hl_about){"ann", 1}, &note));
  assert_true(hl_report_put(f->store, (hl_about){"ann", 1}, &tag));
  assert_true(hl_report_put(f->store, (hl_about){"ann", 1}, &command));
  assert_true(hl_report_put(f->store, (hl_about){"ann", 2}, &other));
  hl_report got[3] = {0};
  hl_report_each(f->store, (hl_about){"ann", 0}, &f->arena, take_report, got);
  assert_int_equal(got[1].heavy, HL_HEAVY_START);
  assert_int_equal(got[1].legs, 0); /* a note only guesses */
  assert_int_equal(got[1].rpe, 7);
  assert_true(got[1].confirmed);
  assert_string_equal(got[1].source, "tag");
  assert_int_equal(got[2].heavy, HL_HEAVY_ALL);
  assert_false(got[2].confirmed);
}

static void writes_a_report_only_when_it_differs(void **state) {
  fixture *f = *state;
  hl_report tag = {.legs = 4, .source = "tag", .confirmed = true};
  assert_true(hl_report_put(f->store, (hl_about){"", 1}, &tag));
  assert_false(hl_report_put(f->store, (hl_about){"", 1}, &tag));
  tag.words = "like lead";
  assert_true(hl_report_put(f->store, (hl_about){"", 1}, &tag));
  hl_report none = {.source = "tag", .confirmed = true};
  assert_true(hl_report_put(f->store, (hl_about){"", 1}, &none));
  assert_false(hl_report_put(f->store, (hl_about){"", 1}, &none));
  assert_int_equal(test_db_int(f->db, "SELECT count(*) FROM heavylegs_report"),
                   0);
}

static hl_day a_day(int32_t at, const char *source) {
  hl_day day;
  hl_day_clear(&day);
  day.day = at;
  day.source = source;
  return day;
}

static void lays_days_over_each_other(void **state) {
  fixture *f = *state;
  hl_day diary = a_day(100, "command"), tags = a_day(100, "tag");
  hl_day before = a_day(99, "file");
  diary.sleep_h = 6.5f;
  tags.sleep_h = 8;
  tags.ill = HL_YES;
  before.stress = 3;
  assert_true(hl_day_put(f->store, (hl_about){"", 0}, &diary));
  assert_true(hl_day_put(f->store, (hl_about){"", 7}, &tags));
  assert_true(hl_day_put(f->store, (hl_about){"", 0}, &before));
  assert_false(hl_day_put(f->store, (hl_about){"", 7}, &tags));
  size_t n;
  hl_day *days = hl_day_all(f->store, "", &f->arena, &n);
  assert_int_equal(n, 2);
  assert_int_equal(days[0].stress, 3);
  assert_int_equal(days[1].day, 100);
  assert_true(days[1].sleep_h > 6.4f && days[1].sleep_h < 6.6f);
  assert_int_equal(days[1].ill, HL_YES);
  assert_int_equal(days[1].travel, HL_UNSAID);
}

static void tags_of_a_run_move_with_its_day(void **state) {
  fixture *f = *state;
  hl_day tags = a_day(100, "tag");
  tags.mood = 2;
  hl_day_put(f->store, (hl_about){"", 7}, &tags);
  tags.day = 101;
  assert_true(hl_day_put(f->store, (hl_about){"", 7}, &tags));
  size_t n;
  hl_day *days = hl_day_all(f->store, "", &f->arena, &n);
  assert_int_equal(n, 1);
  assert_int_equal(days[0].day, 101);
}

static hl_judgement judged(hl_finding *finding) {
  return (hl_judgement){.rule_id = "stock.start",
                        .rule_version = "1",
                        .rule_hash = "h1",
                        .kind = finding ? HL_FOUND : HL_CLEAR,
                        .score = 1.5,
                        .z = NAN,
                        .rarity = 0.02,
                        .n = 40,
                        .detectable_bpm = 9,
                        .finding = finding};
}

static hl_finding a_finding(void) {
  return (hl_finding){.pattern = HL_START,
                      .basis = "data only",
                      .title = "harder than usual at the start",
                      .from_s = 180,
                      .to_s = NAN,
                      .rated = true,
                      .rarity = 0.02,
                      .z = 2.2,
                      .score = 1.5,
                      .value_bpm = 9,
                      .detectable_bpm = NAN,
                      .n = 40,
                      .episode_ms = 77};
}

typedef struct seen {
  int count;
  hl_stored_judgement last;
} seen;

static hl_status see(void *ctx, const hl_stored_judgement *stored) {
  seen *s = ctx;
  s->count++;
  s->last = *stored;
  return HL_OK;
}

static void keeps_a_status_per_rule_and_run(void **state) {
  fixture *f = *state;
  hl_judged_run run = {"ann", 3, 0};
  hl_judgement j = judged(NULL);
  j.reason = "history";
  j.text = "learning: 7 of 20";
  hl_status_put(f->store, &run, &j);
  j.kind = HL_ABSTAINED;
  hl_status_put(f->store, &run, &j);
  seen s = {0};
  hl_status_each(f->store, &run, &f->arena, see, &s);
  assert_int_equal(s.count, 1);
  assert_true(hl_status_same(&s.last, &j));
  j.z = 2;
  assert_false(hl_status_same(&s.last, &j));
  hl_status_delete(f->store, &run, NULL);
  s.count = 0;
  hl_status_each(f->store, &run, &f->arena, see, &s);
  assert_int_equal(s.count, 0);
}

static void keeps_a_finding_until_a_batch_closes_it(void **state) {
  fixture *f = *state;
  hl_judged_run run = {"ann", 3, 1};
  hl_finding finding = a_finding();
  hl_judgement j = judged(&finding);
  hl_finding_open(f->store, &run, &j);
  seen s = {0};
  hl_finding_each(f->store, &run, &f->arena, see, &s);
  assert_int_equal(s.count, 1);
  assert_true(hl_finding_same(s.last.judgement.finding, &finding));
  assert_true(s.last.episode_ms == 77);
  finding.title = "another";
  assert_false(hl_finding_same(s.last.judgement.finding, &finding));
  hl_finding_close(f->store, s.last.finding_id, 2);
  s.count = 0;
  hl_finding_each(f->store, &run, &f->arena, see, &s);
  assert_int_equal(s.count, 0);
  assert_int_equal(test_db_int(f->db, "SELECT until_batch "
                                      "FROM heavylegs_finding"),
                   2);
}

static void refuses_a_second_open_finding_of_a_slot(void **state) {
  fixture *f = *state;
  hl_judged_run run = {"ann", 3, 1};
  hl_finding finding = a_finding();
  hl_judgement j = judged(&finding);
  hl_finding_open(f->store, &run, &j);
  hl_finding_open(f->store, &run, &j);
  assert_true(hl_store_failed(f->store));
  hl_store_forget(f->store);
  finding.slot = "second";
  hl_finding_open(f->store, &run, &j);
  assert_false(hl_store_failed(f->store));
}

static int64_t a_batch(fixture *f) {
  hl_batch_row row = {.athlete = "ann",
                      .command = "annotate",
                      .engine = "0.1.0",
                      .rules_hash = "r"};
  return hl_batch_put(f->store, &row);
}

static void takes_a_batch_back(void **state) {
  fixture *f = *state;
  hl_judged_run run = {"ann", 3, a_batch(f)};
  hl_finding finding = a_finding();
  hl_judgement j = judged(&finding);
  hl_finding_open(f->store, &run, &j);
  seen s = {0};
  hl_finding_each(f->store, &run, &f->arena, see, &s);
  run.batch = a_batch(f);
  hl_finding_close(f->store, s.last.finding_id, run.batch);
  finding.title = "changed";
  hl_finding_open(f->store, &run, &j);

  hl_batch_undone undone = hl_batch_undo(f->store, run.batch, a_batch(f));
  assert_true(undone.closed == 1 && undone.reopened == 1);
  hl_finding_each(f->store, &run, &f->arena, see, &s);
  assert_string_equal(s.last.judgement.finding->title,
                      "harder than usual at the start");
  assert_true(hl_batch_close_all(f->store, "ann", a_batch(f)) == 1);
  hl_batch_row got;
  hl_batch_get(f->store, run.batch, &f->arena, &got);
  assert_string_equal(got.command, "annotate");
  hl_batch_get(f->store, 99, &f->arena, &got);
  assert_true(got.id == 0);
}

static void verdicts_belong_to_the_second_of_the_start(void **state) {
  fixture *f = *state;
  hl_verdict_row row = {.athlete = "ann",
                        .start_ms = 1700000000123,
                        .rule = "stock.start",
                        .slot = "",
                        .verdict = "agree",
                        .source = "command"};
  assert_true(hl_verdict_put(f->store, &row));
  assert_false(hl_verdict_put(f->store, &row));
  row.start_ms = 1700000000999;
  assert_string_equal(hl_verdict_get(f->store, &row, &f->arena), "agree");
  hl_verdict_move(f->store, "ann", row.start_ms, row.start_ms + 3600000);
  assert_null(hl_verdict_get(f->store, &row, &f->arena));
  row.start_ms += 3600000;
  assert_string_equal(hl_verdict_get(f->store, &row, &f->arena), "agree");
}

static void an_athletes_setting_leads(void **state) {
  fixture *f = *state;
  hl_setting_row all = {
      .athlete = "", .key = "timezone", .value = "Europe/Berlin", .uid = -1};
  hl_setting_row own = {.athlete = "ann",
                        .key = "timezone",
                        .value = "Asia/Tokyo",
                        .uid = 1000,
                        .machine = "m"};
  assert_true(hl_setting_put(f->store, &all));
  assert_true(hl_setting_put(f->store, &own));
  assert_false(hl_setting_put(f->store, &own));
  hl_setting_row got;
  assert_string_equal(
      hl_setting_get(f->store, "ann", "timezone", &f->arena, &got),
      "Asia/Tokyo");
  assert_true(got.uid == 1000);
  assert_string_equal(got.machine, "m");
  assert_string_equal(
      hl_setting_get(f->store, "bob", "timezone", &f->arena, &got),
      "Europe/Berlin");
  assert_true(got.uid == -1);
  own.value = NULL;
  assert_true(hl_setting_put(f->store, &own));
  assert_string_equal(
      hl_setting_get(f->store, "ann", "timezone", &f->arena, NULL),
      "Europe/Berlin");
}

static hl_status see_write(void *ctx, const hl_write_row *row) {
  hl_write_row *rows = ctx;
  rows[row->id] = *row;
  return HL_OK;
}

static void the_journal_tells_null_from_empty(void **state) {
  fixture *f = *state;
  hl_write_row row = {.athlete = "",
                      .run_id = 1,
                      .batch = 1,
                      .host = "pytrainer",
                      .target = "records.comments#1",
                      .before_is_text = true,
                      .before_hash = "b",
                      .after_hash = "a",
                      .state = "planned"};
  assert_true(hl_write_put(f->store, &row) == 1);
  row.before = "";
  assert_true(hl_write_put(f->store, &row) == 2);
  row.before = "two\nlines";
  row.before_length = 9;
  row.before_is_text = false;
  assert_true(hl_write_put(f->store, &row) == 3);
  hl_write_row got[4] = {0};
  hl_write_each(f->store, &row, &f->arena, see_write, got);
  assert_null(got[1].before);
  assert_non_null(got[2].before);
  assert_int_equal(got[2].before_length, 0);
  assert_true(got[2].before_is_text);
  assert_int_equal(got[3].before_length, 9);
  assert_false(got[3].before_is_text);
  hl_write_set_state(f->store, 1, "written");
  assert_int_equal(test_db_int(f->db, "SELECT count(*) FROM heavylegs_write "
                                      "WHERE state = 'planned'"),
                   2);
}

static void a_block_of_another_version_is_not_there(void **state) {
  fixture *f = *state;
  hl_facts facts = {.start_ms = 5, .reason = HL_REASON_SHORT}, got;
  hl_store_put_facts(f->store, 1, &facts);
  assert_true(hl_store_get_facts(f->store, 1, &got));
  assert_int_equal(got.reason, HL_REASON_SHORT);
  test_db_exec(f->db, "UPDATE heavylegs_facts SET version = 0");
  assert_false(hl_store_get_facts(f->store, 1, &got));
  hl_epochs epochs;
  hl_store_put_epochs(f->store, 1, "nonsense", 8);
  assert_false(hl_store_get_epochs(f->store, 1, &f->arena, &epochs));
}

static void an_error_sticks_and_ends_the_work(void **state) {
  fixture *f = *state;
  test_db_exec(f->db, "DROP TABLE heavylegs_setting");
  hl_setting_row row = {.athlete = "", .key = "a", .value = "b"};
  assert_false(hl_setting_put(f->store, &row));
  assert_true(a_batch(f) == 0);
  hl_error err = {0};
  assert_int_equal(hl_store_status(f->store, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "heavylegs_setting"));
  assert_int_equal(test_db_int(f->db, "SELECT count(*) FROM heavylegs_batch"),
                   0);
  hl_store_forget(f->store);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

HL_TEST_MAIN(
    CASE(keeps_a_run), CASE(an_unknown_offset_is_null),
    CASE(gives_runs_in_start_order), CASE(remembers_where_a_run_came_from),
    CASE(lays_reports_over_each_other),
    CASE(writes_a_report_only_when_it_differs), CASE(lays_days_over_each_other),
    CASE(tags_of_a_run_move_with_its_day),
    CASE(keeps_a_status_per_rule_and_run),
    CASE(keeps_a_finding_until_a_batch_closes_it),
    CASE(refuses_a_second_open_finding_of_a_slot), CASE(takes_a_batch_back),
    CASE(verdicts_belong_to_the_second_of_the_start),
    CASE(an_athletes_setting_leads), CASE(the_journal_tells_null_from_empty),
    CASE(a_block_of_another_version_is_not_there),
    CASE(an_error_sticks_and_ends_the_work))
