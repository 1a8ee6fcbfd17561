/* SPDX-License-Identifier: MIT
**
** The run of samples/formats as FIT, GoldenCheetah, in archives and exports:
** every file says the same, and the same as the TCX file, within tolerances.
** The reference is run.fit, which holds every channel; a tolerance is what a
** format's own units cost. XML formats: test_formats.c.
*/
#include "hl_test.h"

#include "read_case.h"

#define FOLDER "samples/formats/"

/* In the unit of the channel. */
static const double tolerance[HL_CHANNEL_COUNT] = {
    [HL_DISTANCE] = 0.02,   [HL_SPEED] = 0.002,  [HL_ALTITUDE] = 0.01,
    [HL_HEART_RATE] = 0.01, [HL_CADENCE] = 0.01, [HL_POWER] = 0.01,
    [HL_TEMPERATURE] = 0.1, [HL_CONTACT] = 0.06, [HL_OSCILLATION] = 0.06,
    [HL_STEP_LENGTH] = 0.6, [HL_BALANCE] = 0.01,
};
static const double tolerance_deg = 2e-7; /* 2 cm */

#define BIT(channel) (1u << (channel))
#define BODY                                                                   \
  (BIT(HL_DISTANCE) | BIT(HL_SPEED) | BIT(HL_ALTITUDE) | BIT(HL_HEART_RATE) |  \
   BIT(HL_CADENCE))
#define MORE (BODY | BIT(HL_POWER) | BIT(HL_TEMPERATURE))
#define DYNAMICS (BIT(HL_CONTACT) | BIT(HL_OSCILLATION) | BIT(HL_STEP_LENGTH))
#define ALL (MORE | DYNAMICS | BIT(HL_BALANCE))

enum {
  OFFSET = 1,  /* tells the offset of local time */
  NO_LAPS = 2, /* or one of its own */
  NO_POSITION = 4,
  LOCAL_TIME = 8, /* no zone in it: stands as if it were UTC */
  COARSE = 16,    /* speed in 1/10 km/h */
  GUESSED = 32    /* does not name its sport, and is too short to guess */
};

typedef struct sample {
  const char *file, *format;
  unsigned channels; /* that it must have; no others */
  int traits;
} sample;

static const sample samples[] = {
    {"run.fit", "fit", ALL, OFFSET},
    {"run.fit.gz", "fit", ALL, OFFSET},
    {"garmin.zip", "fit", ALL, OFFSET},
    {"run.tcx", "tcx", BODY, 0},
    {"run.hrm", "hrm", BODY & ~BIT(HL_DISTANCE),
     NO_POSITION | LOCAL_TIME | COARSE | GUESSED},
    {"run.zip", "tcx", BODY, 0},
    {"2024_05_01_08_00_00.json", "gcjson", MORE, OFFSET},
    {"strava.zip", "gpx", BODY, NO_LAPS},
    {"apple-health.zip", "apple-health",
     (BODY & ~BIT(HL_CADENCE)) | BIT(HL_POWER) | DYNAMICS, OFFSET | NO_LAPS},
};

static read_case read_sample(const char *file) {
  char path[200];
  snprintf(path, sizeof path, FOLDER "%s", file);
  read_case r = read_file_at(path);
  if (r.status) print_error("%s: %s\n", file, r.err.text);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  return r;
}

/* Distance may begin anywhere: what was covered counts. */
static double from_start(const hl_activity *a, hl_channel c, size_t i) {
  return value_of(a, c, i) - (c == HL_DISTANCE ? value_of(a, c, 0) : 0);
}

static void check_channel(const sample *s, const hl_activity *a,
                          const hl_activity *reference, hl_channel c) {
  bool wanted = (s->channels & BIT(c)) != 0;
  if (wanted != (a->channel[c] != NULL))
    print_error("%s: %s\n", s->file, hl_channel_name(c));
  assert_int_equal(wanted, a->channel[c] != NULL);
  for (size_t i = 0; wanted && i < a->n; i++) {
    double difference = from_start(a, c, i) - from_start(reference, c, i);
    double allowed = tolerance[c];
    if (c == HL_SPEED && (s->traits & COARSE)) allowed = 0.5 / 36 + 1e-6;
    if (!(fabs(difference) <= allowed))
      print_error("%s: %s of point %d: %g, not %g\n", s->file,
                  hl_channel_name(c), (int)i, value_of(a, c, i),
                  value_of(reference, c, i));
    assert_true(fabs(difference) <= allowed);
  }
}

static void check_position(const sample *s, const hl_activity *a,
                           const hl_activity *reference) {
  if (s->traits & NO_POSITION) return;
  if (!a->latitude_deg) fail_msg("%s: no positions", s->file);
  for (size_t i = 0; i < a->n; i++) {
    assert_true(fabs(a->latitude_deg[i] - reference->latitude_deg[i]) <
                tolerance_deg);
    assert_true(fabs(a->longitude_deg[i] - reference->longitude_deg[i]) <
                tolerance_deg);
  }
}

static void check_times(const sample *s, const hl_activity *a,
                        const hl_activity *reference) {
  int64_t shift_ms = s->traits & LOCAL_TIME ? 7200000 : 0;
  assert_int_equal(a->n, reference->n);
  for (size_t i = 0; i < a->n; i++)
    assert_int_equal(a->time_ms[i], reference->time_ms[i] + shift_ms);
  if (s->traits & OFFSET) assert_int_equal(a->utc_offset_s, 7200);
  assert_int_equal(a->segment_n, 1);
}

static void check_laps(const sample *s, const hl_activity *a,
                       const hl_activity *reference) {
  if (s->traits & NO_LAPS) return;
  assert_int_equal(a->lap_n, reference->lap_n);
  for (size_t i = 0; i < a->lap_n; i++) {
    assert_int_equal(a->lap[i].first, reference->lap[i].first);
    assert_int_equal(a->lap[i].count, reference->lap[i].count);
    assert_true(fabs(a->lap[i].duration_s - reference->lap[i].duration_s) <
                0.01);
  }
}

static void says_the_same_however_it_is_packed(void **state) {
  (void)state;
  read_case reference = read_sample("run.fit");
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    const sample *s = &samples[i];
    read_case r = read_sample(s->file);
    const hl_activity *a = &r.part[0];
    assert_string_equal(a->format, s->format);
    assert_int_equal(a->sport,
                     s->traits & GUESSED ? HL_SPORT_UNKNOWN : HL_SPORT_RUN);
    assert_false(a->is_truncated);
    assert_int_equal(a->dropped, 0);
    check_times(s, a, &reference.part[0]);
    for (int c = 0; c < HL_CHANNEL_COUNT; c++)
      check_channel(s, a, &reference.part[0], (hl_channel)c);
    check_position(s, a, &reference.part[0]);
    check_laps(s, a, &reference.part[0]);
    read_done(&r);
  }
  read_done(&reference);
}

static void takes_the_runner_s_words_from_where_they_are(void **state) {
  (void)state;
  static const char *const files[] = {"run.fit", "2024_05_01_08_00_00.json"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    read_case r = read_sample(files[i]);
    assert_int_equal(r.part[0].report.feel, 2);
    assert_int_equal(r.part[0].report.rpe, 6);
    read_done(&r);
  }
  read_case r = read_sample("strava.zip");
  assert_int_equal(r.part[0].report.rpe, 6);
  assert_string_equal(r.part[0].title, "Morning Run");
  assert_string_equal(r.part[0].notes, "a little, wooden\n#heavy=start");
  read_done(&r);
}

HL_TEST_MAIN(cmocka_unit_test(says_the_same_however_it_is_packed),
             cmocka_unit_test(takes_the_runner_s_words_from_where_they_are))
