/* SPDX-License-Identifier: MIT
**
** The command `today`: what the runner says of this day is kept in the diary
** and is the report of the day's run once there is one; the answer is a pattern
** and one action. No recording is needed.
*/
#include "annotate/diary.h"
#include "annotate/rulebook.h"
#include "annotate/today.h"
#include "base/calendar.h"
#include "rules/texts.h"

enum {
  WEEK = 7
};

typedef struct answering {
  hl_task *task;
  hl_texts *texts;
  hl_today today;
  hl_day day;
  hl_text line;
  hl_status status;
  hl_error *err;
} answering;

/* ---- what was said --------------------------------------------------- */

/* What was said of the legs before is said anew. */
static hl_status take_said(answering *a) {
  const hl_args *args = &a->task->args;
  const hl_arg *at = hl_args_find(args, "said_ms");
  int32_t day = 0;
  int fields = 0;
  hl_status status = hl_diary_take_day(args, &day, a->err);
  if (!status) status = hl_diary_get(a->task, day, &a->day, a->err);
  a->day.heavy = HL_HEAVY_UNSAID;
  a->day.eased = HL_UNSAID;
  a->day.heavy_runs = 0;
  a->day.said_ms = at->type == HL_ARG_INT ? at->integer : 0;
  if (!status) status = hl_diary_take_fields(args, &a->day, &fields, a->err);
  if (!status && a->day.heavy == HL_HEAVY_UNSAID)
    status = hl_fail(a->err, HL_E_USAGE,
                     "\"heavy\" must be no, start, mid, late or all");
  return status;
}

/* The run that the day's answers went to; 0: none yet. */
static int64_t run_of_day(hl_task *task, int32_t day) {
  hl_query *query = hl_query_of(
      task->store,
      "SELECT r.id FROM main.heavylegs_report AS p JOIN main.heavylegs_run AS "
      "r ON r.id = p.run_id WHERE p.athlete = :athlete AND p.source = 'today' "
      "AND (r.start_ms / 1000 + ifnull(r.utc_offset_s, 0)) / 86400 = :day");
  hl_bind_text(query, ":athlete", task->athlete);
  hl_bind_int(query, ":day", day);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return id;
}

static bool store(hl_task *task, const hl_day *day, int64_t *run) {
  hl_about about = {task->athlete, 0};
  bool changed = hl_day_put(task->store, about, day);
  changed |= hl_today_settle(task->store, task->athlete) > 0;
  *run = run_of_day(task, day->day);
  return changed;
}

/* ---- the answer ------------------------------------------------------ */

static const char *text_of(const answering *a, const char *id) {
  const char *text = hl_texts_find(a->texts, id);
  return text ? text : id;
}

static void end_line(answering *a) {
  if (!a->status && hl_text_status(&a->line)) a->status = hl_nomem(a->err);
  if (!a->status) hl_json_text(a->task->out, NULL, hl_text_cstr(&a->line));
  hl_text_clear(&a->line);
}

static void say(answering *a, const char *id, const char *name,
                const char *value) {
  hl_text_value v = {.name = name, .text = value};
  if (!a->status)
    a->status =
        hl_text_fill(&a->line, text_of(a, id), &v, name != NULL, a->err);
  end_line(a);
}

static void say_causes(answering *a) {
  hl_text causes = {0};
  for (int i = 0; a->today.cause[i]; i++)
    hl_text_format(&causes, "%s%s", i ? ", " : "",
                   text_of(a, a->today.cause[i]));
  if (causes.length) say(a, "line.consistent", "causes", hl_text_cstr(&causes));
  hl_text_free(&causes);
}

static void say_not_recorded(answering *a) {
  static const char *const asked[] = {"sleep_h", "mood", "meal", "ill",
                                      "soreness"};
  hl_text things = {0};
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    if (hl_day_field_said(hl_day_field_find(asked[i]), &a->day)) continue;
    const char *thing = hl_texts_find_in(a->texts, "thing.diary", asked[i]);
    hl_text_format(&things, "%s%s", things.length ? ", " : "",
                   thing ? thing : asked[i]);
  }
  if (things.length)
    say(a, "line.not_recorded", "things", hl_text_cstr(&things));
  hl_text_free(&things);
}

static void write_lines(answering *a) {
  const hl_today *today = &a->today;
  char again[16];
  hl_print_day(again, sizeof again, a->day.day + WEEK);
  hl_json_open(a->task->out, "lines", '[');
  say(a, "today.title", "title", text_of(a, today->title));
  if (today->professional) {
    say(a, "advice.professional", NULL, NULL);
    say(a, "safety.urgent", NULL, NULL);
  }
  say_causes(a);
  if (today->is_sore) say(a, "today.sore", NULL, NULL);
  if (today->is_occasional) say(a, "today.occasional", NULL, NULL);
  say_not_recorded(a);
  say(a, today->advice, NULL, NULL);
  if (today->looks_again) say(a, "today.look_again", "date", again);
  hl_json_close(a->task->out, ']');
}

static hl_status answer(answering *a, int64_t run, bool changed) {
  hl_text *out = a->task->out;
  char day[16];
  hl_print_day(day, sizeof day, a->day.day);
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "day", day);
  if (run)
    hl_json_int(out, "run", run);
  else
    hl_json_null(out, "run");
  hl_json_text(out, "pattern", a->today.pattern);
  hl_json_text(out, "advice", a->today.advice);
  write_lines(a);
  hl_json_bool(out, "changed", changed);
  hl_json_close(out, '}');
  return a->status;
}

static hl_status decide_and_store(answering *a) {
  hl_task *task = a->task;
  hl_txn txn;
  int64_t run = 0;
  hl_today_decide(&a->day, &a->today);
  hl_status status = hl_task_begin(task, &txn, a->err);
  if (status) return status;
  bool changed = store(task, &a->day, &run);
  return hl_task_end(task, &txn, answer(a, run, changed), a->err);
}

hl_status hl_do_today(hl_task *task, hl_error *err) {
  answering a = {.task = task, .err = err};
  hl_status status = hl_task_settle_athlete(task, err);
  if (!status) status = take_said(&a);
  if (!status) status = hl_rulebook_texts(task, task->athlete, &a.texts, err);
  if (!status) status = decide_and_store(&a);
  hl_text_free(&a.line);
  hl_texts_free(a.texts);
  return status;
}
