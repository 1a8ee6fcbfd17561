/* SPDX-License-Identifier: MIT
**
** Reads bytes or a file and keeps every activity, for tests of the reading
** room.
**
**     read_case r = read_text("run.tcx", "<TrainingCenterDatabase>...");
**     assert_int_equal(r.part[0].n, 3);
**     read_done(&r);
*/
#ifndef READ_CASE_H
#define READ_CASE_H

#include <math.h>

#include "hl_test.h"

#include "read/read.h"

enum {
  READ_CASE_PARTS = 8
};

typedef struct read_case {
  hl_activity part[READ_CASE_PARTS];
  int parts;
  hl_status status;
  hl_error err;
} read_case;

/* The activity is moved out of the reader, which gets an empty one. */
static inline hl_status read_case_take(void *ctx, hl_activity *activity,
                                       int part, hl_error *err) {
  read_case *r = ctx;
  (void)err;
  assert_int_equal(part, r->parts);
  assert_true(r->parts < READ_CASE_PARTS);
  r->part[r->parts++] = *activity;
  hl_activity_init(activity, r->part[part].format);
  return HL_OK;
}

static inline read_case read_memory(const char *name, const void *bytes,
                                    size_t length) {
  read_case r = {0};
  hl_read_sink sink = {.take = read_case_take, .ctx = &r};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  r.status =
      hl_read_bytes(reader, &(hl_content){bytes, length, name}, &sink, &r.err);
  assert_int_equal(r.status, r.err.status);
  hl_reader_free(reader);
  return r;
}

static inline read_case read_text(const char *name, const char *text) {
  return read_memory(name, text, strlen(text));
}

static inline read_case read_file_at(const char *path) {
  read_case r = {0};
  hl_read_sink sink = {.take = read_case_take, .ctx = &r};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  r.status = hl_read_path(reader, path, &sink, &r.err);
  hl_reader_free(reader);
  return r;
}

static inline void read_done(read_case *r) {
  for (int i = 0; i < r->parts; i++)
    hl_activity_free(&r->part[i]);
  r->parts = 0;
}

/* One value of a channel; NaN where it was not recorded. */
static inline double value_of(const hl_activity *a, hl_channel c, size_t i) {
  assert_true(i < a->n);
  return a->channel[c] ? (double)a->channel[c][i] : (double)NAN;
}

#define assert_near(value, wanted)                                             \
  assert_true(fabs((double)(value) - (double)(wanted)) < 1e-4)

#endif
