/* SPDX-License-Identifier: MIT
**
** One run in every XML format (samples/formats): the same activity comes out
** of each, however the bytes arrive, and a file that ends early gives the
** points that are complete.
*/
#include "hl_test.h"

#include "base/file.h"
#include "read/format.h"
#include "read_case.h"

static const char *const files[] = {
    "run.tcx", "run.gpx", "run.pwx",       "run.fitlog",       "run.sml",
    "run.gc",  "run.slf", "run.polar.xml", "run.moveslink.xml"};
enum {
  FILES = sizeof files / sizeof *files,
  POINTS = 40,
  ROOM_FOR_FILE = 1 << 20
};

typedef struct loaded {
  char *bytes;
  size_t length;
} loaded;

static loaded load(const char *name) {
  loaded l = {0};
  char path[64];
  hl_error err = {0};
  snprintf(path, sizeof path, "samples/formats/%s", name);
  assert_int_equal(hl_file_load(path, ROOM_FOR_FILE, &l.bytes, &l.length, &err),
                   HL_OK);
  return l;
}

static read_case read_sample(const char *name) {
  loaded l = load(name);
  read_case r = read_memory(name, l.bytes, l.length);
  free(l.bytes);
  if (r.status) print_error("%s: %s\n", name, r.err.text);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  return r;
}

/* ---- the same run -------------------------------------------------------- */
/* Distance may begin anywhere: what was covered counts. */
static double from_start(const hl_activity *a, hl_channel c, size_t i) {
  double first = c == HL_DISTANCE ? value_of(a, c, 0) : 0;
  return value_of(a, c, i) - first;
}

static void same_channel(const char *name, const hl_activity *got,
                         const hl_activity *wanted, hl_channel c) {
  if (!got->channel[c]) return; /* the format has none */
  for (size_t i = 0; i < POINTS; i++) {
    double difference = from_start(got, c, i) - from_start(wanted, c, i);
    if (!(fabs(difference) < 0.02))
      fail_msg("%s: %s differs by %g at %zu", name, hl_channel_name(c),
               difference, i);
  }
}

static void every_format_tells_the_same_run(void **state) {
  (void)state;
  read_case tcx = read_sample("run.tcx");
  const hl_activity *wanted = &tcx.part[0];
  assert_int_equal(wanted->n, POINTS);
  for (int f = 0; f < FILES; f++) {
    read_case r = read_sample(files[f]);
    const hl_activity *got = &r.part[0];
    assert_int_equal(got->n, POINTS);
    assert_memory_equal(got->time_ms, wanted->time_ms,
                        POINTS * sizeof *got->time_ms);
    assert_int_equal(got->start_ms, wanted->start_ms);
    assert_int_equal(got->sport, HL_SPORT_RUN);
    assert_false(got->sport_guessed);
    assert_non_null(got->channel[HL_DISTANCE]);
    assert_non_null(got->channel[HL_HEART_RATE]);
    assert_non_null(got->channel[HL_CADENCE]);
    for (int c = 0; c < HL_CHANNEL_COUNT; c++)
      if (c != HL_TEMPERATURE)
        same_channel(files[f], got, wanted, (hl_channel)c);
    read_done(&r);
  }
  read_done(&tcx);
}

static void positions_agree_where_a_format_has_them(void **state) {
  (void)state;
  read_case tcx = read_sample("run.tcx");
  for (int f = 0; f < FILES; f++) {
    read_case r = read_sample(files[f]);
    const hl_activity *a = &r.part[0];
    for (size_t i = 0; a->latitude_deg && i < a->n; i++) {
      if (isnan(a->latitude_deg[i])) continue; /* Suunto: every fifth second */
      assert_true(fabs(a->latitude_deg[i] - tcx.part[0].latitude_deg[i]) <
                  2e-7);
      assert_true(fabs(a->longitude_deg[i] + 30) < 2e-7);
    }
    read_done(&r);
  }
  read_done(&tcx);
}

static void laps_agree_where_a_format_has_them(void **state) {
  (void)state;
  read_case tcx = read_sample("run.tcx");
  for (int f = 0; f < FILES; f++) {
    read_case r = read_sample(files[f]);
    const hl_activity *a = &r.part[0];
    assert_true(a->lap_n == 2 || !strcmp(a->format, "gpx"));
    for (size_t i = 0; i < a->lap_n; i++) {
      const hl_lap *lap = &a->lap[i], *wanted = &tcx.part[0].lap[i];
      assert_int_equal(lap->start_ms, wanted->start_ms);
      assert_near(lap->duration_s, wanted->duration_s);
      assert_int_equal(lap->first, wanted->first);
      assert_int_equal(lap->count, wanted->count);
      if (!isnan(lap->distance_m)) /* GoldenCheetah's has none */
        assert_near(lap->distance_m, wanted->distance_m);
    }
    read_done(&r);
  }
  read_done(&tcx);
}

static void words_come_through(void **state) {
  (void)state;
  for (int f = 1; f < FILES; f++) {
    read_case r = read_sample(files[f]);
    const hl_activity *a = &r.part[0];
    bool has_words = strcmp(a->format, "sml") && strcmp(a->format, "moveslink");
    if (has_words) {
      assert_string_equal(a->title, "Heavy & slow");
      assert_string_equal(a->notes, "legs < usual, \"wooden\"");
    }
    if (a->device) assert_string_equal(a->device, "Tempo 5 (simulated)");
    read_done(&r);
  }
}

/* ---- however the bytes come ---------------------------------------------- */
typedef struct slow { /* gives `step` bytes at a time */
  hl_source base;
  const char *at;
  size_t left, step;
} slow;

static hl_status slow_read(hl_source *source, void *buffer, size_t size,
                           size_t *got, hl_error *err) {
  slow *s = (slow *)source;
  (void)err;
  *got = s->step < s->left ? s->step : s->left;
  if (*got > size) *got = size;
  if (*got) memcpy(buffer, s->at, *got);
  s->at += *got;
  s->left -= *got;
  return HL_OK;
}

static void slow_close(hl_source *source) {
  (void)source;
}

static read_case read_slowly(const char *name, const loaded *l, size_t step) {
  read_case r = {0};
  hl_activity own;
  hl_activity_init(&own, "");
  hl_read_sink sink = {.take = read_case_take, .ctx = &r};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  hl_reading in = {
      .reader = reader, .name = name, .sink = &sink, .activity = &own};
  slow source = {{slow_read, slow_close, false}, l->bytes, l->length, step};
  r.status = hl_reading_nested(&in, &source.base, name, &r.err);
  hl_activity_free(&own);
  hl_reader_free(reader);
  return r;
}

static void same_bytes(const void *a, const void *b, size_t n) {
  assert_int_equal(a == NULL, b == NULL);
  if (a) assert_memory_equal(a, b, n);
}

static void the_size_of_reads_changes_nothing(void **state) {
  (void)state;
  static const size_t steps[] = {1, 2, 3, 5, 17, 64, 1000, 4096, 65536};
  for (int f = 0; f < FILES; f++) {
    loaded l = load(files[f]);
    read_case whole = read_memory(files[f], l.bytes, l.length);
    const hl_activity *a = &whole.part[0];
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
      read_case r = read_slowly(files[f], &l, steps[s]);
      const hl_activity *b = &r.part[0];
      assert_int_equal(r.status, HL_OK);
      assert_int_equal(a->n, b->n);
      assert_int_equal(a->lap_n, b->lap_n);
      same_bytes(a->time_ms, b->time_ms, a->n * sizeof *a->time_ms);
      for (int c = 0; c < HL_CHANNEL_COUNT; c++)
        same_bytes(a->channel[c], b->channel[c], a->n * sizeof(float));
      same_bytes(a->latitude_deg, b->latitude_deg, a->n * sizeof(double));
      read_done(&r);
    }
    read_done(&whole);
    free(l.bytes);
  }
}

/* ---- wherever the file ends ---------------------------------------------- */
static void check_cut(const read_case *r, const hl_activity *whole) {
  assert_true(r->status == HL_OK || r->status == HL_E_INPUT);
  if (r->status) return;
  const hl_activity *a = &r->part[0];
  assert_true(a->n > 0 || a->lap_n > 0); /* Moveslink: header alone */
  assert_true(a->n <= whole->n);
  /* an activity may have ended before the file did */
  assert_true(a->is_truncated || a->n == whole->n || a->n == 0);
  if (a->n)
    assert_memory_equal(a->time_ms, whole->time_ms, a->n * sizeof *a->time_ms);
}

static void every_cut_keeps_the_complete_points(void **state) {
  (void)state;
  for (int f = 0; f < FILES; f++) {
    loaded l = load(files[f]);
    read_case whole = read_memory(files[f], l.bytes, l.length);
    size_t most = 0, end = l.length;
    while (end > 0 && l.bytes[end - 1] != '>')
      end--;
    for (size_t n = 0; n < end; n++) {
      read_case r = read_memory(files[f], l.bytes, n);
      check_cut(&r, &whole.part[0]);
      if (!r.status) assert_true(r.part[0].n >= most); /* never fewer */
      if (!r.status) most = r.part[0].n;
      read_done(&r);
    }
    assert_int_equal(most, POINTS);
    read_done(&whole);
    free(l.bytes);
  }
}

HL_TEST_MAIN(cmocka_unit_test(every_format_tells_the_same_run),
             cmocka_unit_test(positions_agree_where_a_format_has_them),
             cmocka_unit_test(laps_agree_where_a_format_has_them),
             cmocka_unit_test(words_come_through),
             cmocka_unit_test(the_size_of_reads_changes_nothing),
             cmocka_unit_test(every_cut_keeps_the_complete_points))
