/* SPDX-License-Identifier: MIT
**
** A folder of recordings in memory; see runs.h.
*/
#include "runs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/text.h"
#include "read/read.h"

double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void give_up(const char *what, const char *why) {
  fprintf(stderr, "measure: %s: %s\n", what, why);
  exit(1);
}

/* Late epochs would be clean but for that. */
static void forget_late(hl_epochs *e) {
  const unsigned late = HL_EPOCH_ASTRAY;
  for (size_t i = 0; i < e->n; i++)
    if (e->flag[i] & late)
      e->flag[i] = (uint16_t)((e->flag[i] & ~late) | HL_EPOCH_CLEAN);
}

static void only_long_runs(hl_facts *facts) {
  bool measured = facts->reason != HL_REASON_NO_EPOCHS &&
                  facts->reason != HL_REASON_NO_HEART_RATE;
  if (measured && facts->moving_min < 25) facts->reason = HL_REASON_SHORT;
}

void run_measure(const hl_activity *activity, method how, hl_arena *arena,
                 hl_epochs *epochs, hl_facts *facts) {
  hl_arena scratch = {0};
  hl_error err = {0};
  if (hl_epochs_build(activity, arena, &scratch, epochs, &err))
    give_up("epochs", err.text);
  if (how == AS_PROTOTYPE) forget_late(epochs);
  if (hl_facts_from_epochs(epochs, &scratch, facts, &err))
    give_up("facts", err.text);
  if (how == AS_PROTOTYPE) only_long_runs(facts);
  if (how == AS_PROTOTYPE) facts->fastest_part = 1; /* it knows no workouts */
  hl_arena_free(&scratch);
}

static void *copy(hl_arena *arena, const void *from, size_t n, size_t size) {
  void *to;
  if (!from) return NULL;
  to = hl_arena_alloc(arena, n, size);
  if (!to) give_up("copy", "out of memory");
  return memcpy(to, from, n * size);
}

/* What an injection and the epochs need of an activity. */
static void keep(hl_activity *to, const hl_activity *from) {
  hl_activity_init(to, from->format);
  to->n = from->n;
  to->start_ms = from->start_ms;
  to->utc_offset_s = from->utc_offset_s;
  to->offset_source = from->offset_source;
  to->lap_n = from->lap_n;
  to->time_ms = copy(&to->arena, from->time_ms, from->n, sizeof(int64_t));
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    to->channel[c] = copy(&to->arena, from->channel[c], from->n, sizeof(float));
  if (from->device)
    to->device = hl_arena_text(&to->arena, from->device, strlen(from->device));
}

typedef struct visit {
  runs *all;
  hl_reader *reader;
  const char *path;
} visit;

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  visit *v = ctx;
  runs *all = v->all;
  const char *name = hl_base_name(v->path);
  run *r;
  (void)part;
  (void)err;
  if (activity->sport == HL_SPORT_OTHER) return HL_OK;
  if (all->n == all->capacity) {
    all->capacity = all->capacity ? 2 * all->capacity : 256;
    all->of = realloc(all->of, all->capacity * sizeof *all->of);
    if (!all->of) give_up(v->path, "out of memory");
  }
  r = &all->of[all->n++];
  memset(r, 0, sizeof *r);
  r->name = malloc(strlen(name) + 1);
  if (!r->name) give_up(v->path, "out of memory");
  strcpy(r->name, name);
  keep(&r->activity, activity);
  return HL_OK;
}

static hl_status read_one(void *ctx, const char *path, hl_error *err) {
  visit *v = ctx;
  hl_read_sink sink = {.take = take, .ctx = v};
  (void)err;
  if (!hl_read_knows_name(path)) return HL_OK;
  v->path = path;
  double t = cpu_seconds();
  hl_error own = {0};
  if (hl_read_path(v->reader, path, &sink, &own))
    fprintf(stderr, "# %s: %s\n", hl_base_name(path), own.text);
  v->all->read_s += cpu_seconds() - t;
  return HL_OK;
}

static int compare_runs(const void *a, const void *b) {
  const run *l = a, *r = b;
  if (l->facts.start_ms != r->facts.start_ms)
    return l->facts.start_ms < r->facts.start_ms ? -1 : 1;
  return strcmp(l->name, r->name);
}

void runs_load(runs *all, const char *folder, method how) {
  visit v = {all, hl_reader_new(), folder};
  hl_error err = {0};
  *all = (runs){.folder = folder, .how = how};
  if (!v.reader) give_up(folder, "out of memory");
  if (hl_walk(folder, read_one, NULL, &v, &err)) give_up(folder, err.text);
  hl_reader_free(v.reader);
  for (size_t i = 0; i < all->n; i++) {
    run *r = &all->of[i];
    run_measure(&r->activity, AS_PROTOTYPE, &r->arena, &r->epochs,
                &r->prototype);
    r->facts = r->prototype;
    if (how == OURS)
      run_measure(&r->activity, how, &r->arena, &r->epochs, &r->facts);
  }
  if (all->n > 0) qsort(all->of, all->n, sizeof *all->of, compare_runs);
}

void runs_free(runs *all) {
  for (size_t i = 0; i < all->n; i++) {
    hl_activity_free(&all->of[i].activity);
    hl_arena_free(&all->of[i].arena);
    free(all->of[i].name);
  }
  free(all->of);
}
