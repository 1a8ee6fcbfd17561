/* SPDX-License-Identifier: MIT
**
** The command `today`: what the runner says of this day becomes a diary day,
** and the report of the day's run where there is one; the answer is a pattern
** and one action. No recording is needed.
*/
#include <string.h>

#include "annotate/diary.h"
#include "annotate/rulebook.h"
#include "annotate/today.h"
#include "base/calendar.h"
#include "rules/texts.h"

enum {
  MOST_RUNS = 99,
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

static hl_status take_said(hl_task *task, hl_today_said *said, hl_error *err) {
  const char *heavy = hl_args_text(&task->args, "heavy");
  const hl_arg *eased = hl_args_find(&task->args, "eased");
  int64_t runs = 0;
  said->heavy = heavy ? hl_heavy_from_name(heavy) : HL_HEAVY_UNSAID;
  if (said->heavy == HL_HEAVY_UNSAID)
    return hl_fail(err, HL_E_USAGE,
                   "\"heavy\" must be no, start, mid, late or all");
  if (eased->type == HL_ARG_BOOL)
    said->eased = eased->integer ? HL_YES : HL_NO;
  else if (eased->type != HL_ARG_ABSENT && eased->type != HL_ARG_NULL)
    return hl_fail(err, HL_E_USAGE, "\"eased\" must be true or false");
  hl_status status = hl_args_int(&task->args, "runs", MOST_RUNS, &runs, err);
  said->runs = (int)runs;
  return status;
}

/* The last run of that local day; 0: none. */
static int64_t run_of_day(hl_task *task, int32_t day) {
  hl_query *query = hl_query_of(
      task->store, "SELECT id FROM main.heavylegs_run "
                   "WHERE athlete = :athlete AND is_run "
                   "AND duplicate_of IS NULL AND "
                   "(start_ms / 1000 + ifnull(utc_offset_s, 0)) / 86400 = :day "
                   "ORDER BY start_ms DESC, content_hash LIMIT 1");
  hl_bind_text(query, ":athlete", task->athlete);
  hl_bind_int(query, ":day", day);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return id;
}

/* Without a run the diary keeps what was said of the legs, as the tag that
** says it, unless the day has a note of its own. */
static void note_legs(hl_task *task, const hl_today_said *said, hl_day *day) {
  hl_text tag = {0};
  if (day->note && strncmp(day->note, "#heavy=", 7) != 0) return;
  hl_text_format(&tag, "#heavy=%s", hl_heavy_name(said->heavy));
  day->note = hl_arena_text(&task->arena, hl_text_cstr(&tag), tag.length);
  if (!day->note || hl_text_status(&tag))
    hl_store_stop(task->store, HL_E_NOMEM);
  hl_text_free(&tag);
}

static bool store(hl_task *task, const hl_today_said *said, hl_day *day,
                  int64_t *run) {
  hl_about about = {task->athlete, 0};
  *run = run_of_day(task, day->day);
  if (!*run) note_legs(task, said, day);
  bool changed = hl_day_put(task->store, about, day);
  if (!*run) return changed;
  about.run_id = *run;
  hl_report report = hl_report_get(task->store, about, "command", &task->arena);
  report.confirmed = true;
  report.heavy = said->heavy;
  if (said->eased != HL_UNSAID) report.eased = said->eased;
  return hl_report_put(task->store, about, &report) || changed;
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
  if (today->professional) say(a, "today.professional", NULL, NULL);
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

static hl_status decide_and_store(answering *a, const hl_today_said *said) {
  hl_task *task = a->task;
  hl_txn txn;
  int64_t run = 0;
  hl_today_decide(said, &a->today);
  hl_status status = hl_task_begin(task, &txn, a->err);
  if (status) return status;
  bool changed = store(task, said, &a->day, &run);
  return hl_task_end(task, &txn, answer(a, run, changed), a->err);
}

static hl_status load_texts(hl_task *task, hl_texts **texts, hl_error *err) {
  hl_rulebook book = {0};
  hl_status status = hl_rulebook_open(task, task->athlete, &book, err);
  if (status) return status;
  status = hl_texts_load(book.language, book.folder, book.folder_n, texts, err);
  hl_rulebook_close(&book);
  return status;
}

hl_status hl_do_today(hl_task *task, hl_error *err) {
  answering a = {.task = task, .err = err};
  hl_today_said said = {.day = &a.day};
  int32_t day = 0;
  int fields = 0;
  hl_status status = hl_diary_take_day(&task->args, &day, err);
  if (!status) status = take_said(task, &said, err);
  if (!status) status = hl_diary_get(task, day, &a.day, err);
  if (!status) status = hl_diary_take_fields(&task->args, &a.day, &fields, err);
  if (!status) status = load_texts(task, &a.texts, err);
  if (!status) status = decide_and_store(&a, &said);
  hl_text_free(&a.line);
  hl_texts_free(a.texts);
  return status;
}
