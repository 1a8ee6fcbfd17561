/* SPDX-License-Identifier: MIT
**
** Out of memory at every single allocation, once and from then on: the answer
** is the same as with memory or HL_E_NOMEM, and nothing leaks.
*/
#include "hl_test.h"

#include <libxml/xmlerror.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/zone.h"
#include "failmalloc.h"
#include "read/read.h"

/* A piece of work that says what it found by hashing it. */
typedef hl_status work(const char *argument, hl_text *found, hl_error *err);

static hl_status use_arena(const char *argument, hl_text *found,
                           hl_error *err) {
  hl_arena arena = {0};
  int *values = NULL;
  size_t had = 0;
  hl_status status = HL_OK;
  (void)argument;
  for (size_t count = 64; !status && count <= 65536; count *= 4) {
    int *grown = hl_arena_grow(&arena, values, had, count, sizeof *values);
    if (!grown)
      status = hl_nomem(err);
    else
      values = grown;
    for (; !status && had < count; had++)
      values[had] = (int)had;
  }
  if (!status) hl_text_int(found, values[had - 1]);
  hl_arena_free(&arena);
  return !status && hl_text_status(found) ? hl_nomem(err) : status;
}

static hl_status use_json(const char *argument, hl_text *found, hl_error *err) {
  (void)argument;
  hl_json_open(found, NULL, '[');
  for (int i = 0; i < 500; i++)
    hl_json_text(found, NULL, "heavy \"legs\"");
  hl_json_close(found, ']');
  return hl_text_status(found) ? hl_nomem(err) : HL_OK;
}

static hl_status load_file(const char *argument, hl_text *found,
                           hl_error *err) {
  char *bytes;
  size_t length;
  hl_status status = hl_file_load(argument, 1 << 20, &bytes, &length, err);
  if (status) return status;
  hl_text_add_n(found, bytes, length);
  free(bytes);
  return hl_text_status(found) ? hl_nomem(err) : HL_OK;
}

static hl_status note_path(void *ctx, const char *path, hl_error *err) {
  hl_text_format(ctx, "%s\n", path);
  return hl_text_status(ctx) ? hl_nomem(err) : HL_OK;
}

static hl_status walk_folder(const char *argument, hl_text *found,
                             hl_error *err) {
  return hl_walk(argument, note_path, NULL, found, err);
}

static hl_status open_zone(const char *argument, hl_text *found,
                           hl_error *err) {
  hl_zone *zone;
  hl_status status = hl_zone_open(argument, &zone, err);
  if (status) return status;
  hl_text_int(found, hl_zone_offset_s(zone, 1718000000000));
  hl_zone_close(zone);
  return hl_text_status(found) ? hl_nomem(err) : HL_OK;
}

static hl_status replace_file(const char *argument, hl_text *found,
                              hl_error *err) {
  char path[] = "/tmp/heavylegs-test-XXXXXX";
  int fd = mkstemp(path);
  (void)argument;
  assert_true(fd >= 0);
  close(fd);
  hl_status status = hl_file_replace(path, "new", 3, err);
  hl_file_stamp stamp;
  assert_int_equal(hl_path_stamp(path, &stamp, NULL), HL_OK);
  assert_int_equal(stamp.size, status ? 0 : 3); /* old or new, never less */
  unlink(path);
  hl_text_int(found, stamp.size);
  return hl_text_status(found) && !status ? hl_nomem(err) : status;
}

/* Everything of an activity that a caller can see. */
static void note_activity(hl_hasher *hasher, const hl_activity *a, int part) {
  const char *const texts[] = {a->sport_name,    a->sport_reason, a->file_id,
                               a->device,        a->title,        a->notes,
                               a->dropped_reason};
  hl_hasher_add_int(hasher, part);
  hl_hasher_add_int(hasher, (int64_t)a->n);
  hl_hasher_add(hasher, a->time_ms, a->n * sizeof *a->time_ms);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (a->channel[c])
      hl_hasher_add(hasher, a->channel[c], a->n * sizeof **a->channel);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i]) hl_hasher_add(hasher, texts[i], strlen(texts[i]) + 1);
  for (size_t i = 0; i < a->lap_n; i++) {
    hl_hasher_add_int(hasher, a->lap[i].start_ms);
    hl_hasher_add_int(hasher, (int64_t)a->lap[i].count);
    if (a->lap[i].notes)
      hl_hasher_add(hasher, a->lap[i].notes, strlen(a->lap[i].notes));
  }
  hl_hasher_add_int(hasher, (int64_t)a->segment_n);
  hl_hasher_add_int(hasher, (int64_t)a->dropped);
  hl_hasher_add_int(hasher, a->is_truncated);
}

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  hl_text *found = ctx;
  char text[HL_HASH_TEXT];
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  note_activity(hasher, activity, part);
  hl_hash_print(hl_hasher_end(hasher), text);
  hl_text_add(found, text);
  return hl_text_status(found) ? hl_nomem(err) : HL_OK;
}

static hl_status read_file(const char *argument, hl_text *found,
                           hl_error *err) {
  hl_reader *reader = hl_reader_new();
  hl_read_sink sink = {.take = take, .ctx = found};
  if (!reader) return hl_nomem(err);
  hl_status status = hl_read_path(reader, argument, &sink, err);
  hl_reader_free(reader);
  xmlResetLastError(); /* which libxml2 keeps for each thread */
  return status;
}

typedef struct answer {
  hl_status status;
  hl_error err;
  char *found; /* what was found, or NULL */
} answer;

static answer ask(work *what, const char *argument, long n, bool forever) {
  answer a = {0};
  hl_text found = {0};
  hl_failmalloc_arm(n, forever);
  a.status = what(argument, &found, &a.err);
  long failed = hl_failmalloc_disarm();
  if (n > 0 && failed == 0 && a.status == HL_E_NOMEM)
    fail_msg("%s: out of memory where there was some", argument);
  if (a.status == HL_OK)
    a.found = found.bytes;
  else
    hl_text_free(&found);
  return a;
}

/* libxml2 2.9.14 forgets a text or two of an entity declaration when memory
** runs out while it reads it. */
static bool is_entity(const answer *a) {
  return a->status == HL_E_INPUT && strstr(a->err.text, "entity declaration");
}

/* Returns how many allocations the work makes. */
static long fail_each(work *what, const char *argument, bool forever) {
  answer whole =
      ask(what, argument, 0, false); /* libraries set themselves up */
  free(whole.found);
  whole = ask(what, argument, 0, false);
  for (long n = 1;; n++) {
    long before = hl_failmalloc_live();
    hl_failmalloc_arm(0, false);
    answer a = ask(what, argument, n, forever);
    bool reached = hl_failmalloc_disarm() > 0;
    if (a.status != HL_E_NOMEM && a.status != whole.status)
      fail_msg("%s, allocation %ld: %s (%s)", argument, n,
               hl_status_name(a.status), a.err.text);
    if (a.status == HL_OK && strcmp(a.found, whole.found) != 0)
      fail_msg("%s, allocation %ld: another answer", argument, n);
    free(a.found);
    long leaked = hl_failmalloc_live() - before;
    if (leaked != 0 && !(leaked <= 2 && is_entity(&whole)))
      fail_msg("%s, allocation %ld: %ld pieces leaked", argument, n, leaked);
    if (!reached) {
      free(whole.found);
      return n - 1;
    }
  }
}

static void fail_all(work *what, const char *argument) {
  long once = fail_each(what, argument, false);
  assert_int_equal(fail_each(what, argument, true), once);
  assert_true(once > 0);
}

static void arenas_and_texts(void **state) {
  (void)state;
  fail_all(use_arena, "arena");
  fail_all(use_json, "json");
}

static void files_folders_and_zones(void **state) {
  (void)state;
  fail_all(load_file, "samples/several.tcx");
  fail_all(walk_folder, "samples");
  fail_all(open_zone, "Europe/Berlin");
  fail_all(replace_file, "replace");
}

static hl_status read_if_known(void *ctx, const char *path, hl_error *err) {
  int *files = ctx;
  (void)err;
  if (!hl_read_knows_name(path)) return HL_OK;
  fail_all(read_file, path);
  ++*files;
  return HL_OK;
}

/* Good ones, broken ones and those that are refused, of every format. */
static void reading_every_sample(void **state) {
  int files = 0;
  (void)state;
  assert_int_equal(hl_walk("samples", read_if_known, NULL, &files, NULL),
                   HL_OK);
  assert_true(files > 20);
}

HL_TEST_MAIN(cmocka_unit_test(arenas_and_texts),
             cmocka_unit_test(files_folders_and_zones),
             cmocka_unit_test(reading_every_sample))
