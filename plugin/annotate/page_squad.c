/* SPDX-License-Identifier: MIT
**
** The numbers of a squad's page: every athlete of the database on one line.
** There is no clock: "recent" is the 28 days up to the newest run of all.
*/
#include "annotate/page.h"
#include "base/calendar.h"

enum {
  RECENT_DAYS = 28
};

typedef struct squad {
  hl_marks *of;
  size_t n;
  int32_t day[2]; /* of what is recent */
} squad;

static hl_status load_squad(squad *s, hl_task *task, hl_error *err) {
  const char **names = hl_run_athletes(task->store, &task->arena, &s->n);
  hl_status status = hl_store_status(task->store, err);
  if (status) return status;
  s->of = hl_arena_alloc(&task->arena, s->n, sizeof *s->of);
  if (!s->of) return hl_nomem(err);
  for (size_t i = 0; i < s->n && !status; i++) {
    status = hl_marks_load(&s->of[i], task, names[i], err);
    if (status || !s->of[i].n) continue;
    int32_t last = hl_mark_day(&s->of[i].mark[s->of[i].n - 1]);
    if (last > s->day[1]) s->day[1] = last;
  }
  s->day[0] = s->day[1] - RECENT_DAYS + 1;
  return status;
}

/* The newest run with something reported or found; NULL: none. */
static const hl_mark *find_latest(const hl_marks *marks) {
  for (size_t i = marks->n; i > 0; i--)
    if (marks->mark[i - 1].finding) return &marks->mark[i - 1];
  return NULL;
}

static void write_mark(hl_task *task, const char *key, const hl_mark *mark,
                       hl_text *out) {
  hl_json_open(out, key, '[');
  if (mark) hl_mark_write(task, mark, out);
  hl_json_close(out, ']');
}

static void write_athlete(const squad *s, const hl_marks *marks, hl_text *out) {
  size_t recent = 0;
  while (recent < marks->n && hl_mark_day(&marks->mark[recent]) < s->day[0])
    recent++;
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "athlete", marks->season.athlete);
  hl_json_int(out, "runs_28", (int64_t)(marks->n - recent));
  write_mark(marks->task, "last", &marks->mark[marks->n - 1], out);
  write_mark(marks->task, "latest", find_latest(marks), out);
  hl_marks_write(marks, "recent", recent, marks->n, out);
  hl_marks_write(marks, "last_ten", hl_marks_last_ten(marks), marks->n, out);
  hl_marks_write_episodes(marks, "open", s->day, true, out);
  hl_json_close(out, '}');
}

hl_status hl_page_squad(hl_paging *page, hl_error *err) {
  hl_rulebook book;
  squad s = {0};
  hl_status status = hl_rulebook_open(page->task, "", &book, err);
  if (!status) status = load_squad(&s, page->task, err);
  if (!status) {
    hl_text *out = &page->data;
    hl_page_begin(page, &book, "");
    hl_json_int(out, "from_day", s.day[0]);
    hl_json_int(out, "to_day", s.day[1]);
    hl_json_open(out, "athletes", '[');
    for (size_t i = 0; i < s.n; i++)
      if (s.of[i].n) write_athlete(&s, &s.of[i], out);
    hl_json_close(out, ']');
    status = hl_page_finish(page, &book, err);
  }
  hl_rulebook_close(&book);
  return status;
}
