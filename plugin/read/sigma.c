/* SPDX-License-Identifier: MIT
**
** Sigma logs (.slf), in the three forms that its Data Center has written:
**   1. Log/LogEintraege (German): speed km/h, wheel turns, a fixed rate;
**   2. Log/LogEntries: seconds and metres since the start, or of each step;
**   3. Activity/Entries (revision 400): attributes, times in 1/100 s, altitude
**      in mm, markers of type "l" as laps and "p" as pauses.
** Speed of 2 and 3 is m/s. A log without entries is one lap with its totals.
** Pauses are not in the times of the entries and are added to them.
*/
#include <math.h>
#include <string.h>

#include "read/draft.h"
#include "read/formats.h"

enum {
  CLOCK_TEXT = 9,
  JS_LEAST = 31,
  JS_MOST = 35
};

typedef struct pause { /* of form 3, told behind the entries */
  double at_s, length_s;
} pause;

typedef struct sigma {
  hl_draft draft;        /* must be first */
  double step_s, step_m; /* of an entry that counts from the one before */
  double sum_s, sum_m;   /* of an entry that counts from the start */
  double at_s, at_m;     /* this far */
  double pause_s;        /* before this entry, and of all before */
  double paused_s;
  double turns, rate_s, wheel_mm;             /* of form 1 */
  char date[CLOCK_TEXT], clock[CLOCK_TEXT];   /* "11.04.10", "09:16:59" */
  double mark_s, mark_length_s, mark_pause_s; /* of a marker of form 3 */
  char mark_type;
  pause *pauses;
  size_t pause_n, pause_room;
} sigma;

/* ---- start --------------------------------------------------------------- */
static void start_at(hl_xml *xml, sigma *s, const char *iso) {
  hl_reading *in = hl_xml_reading(xml);
  if (!hl_parse_datetime(iso, strlen(iso), &s->draft.start)) return;
  in->activity->start_ms = s->draft.start.ms;
  hl_reading_clock(in, &s->draft.start);
}

/* "Sun Mar 29 11:10:46 GMT+0200 2015", as JavaScript writes it, to ISO. */
static bool to_iso(const char *text, char iso[32]) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  size_t length = strlen(text), month = 0;
  if (length < JS_LEAST || length > JS_MOST) return false;
  while (month < 12 && strncmp(months + 3 * month, text + 4, 3) != 0)
    month++;
  const char *day = text + 8;
  size_t digits = strspn(day, "0123456789");
  const char *zone = strstr(text, "GMT");
  if (month == 12 || digits < 1 || digits > 2 || !zone ||
      strlen(zone) != strlen("GMT+0200 2015") || zone - day < 10)
    return false;
  memcpy(iso, "yyyy-mm-ddThh:mm:ss+zzzz", 25);
  memcpy(iso, zone + 9, 4);
  iso[5] = (char)('0' + (month + 1) / 10);
  iso[6] = (char)('0' + (month + 1) % 10);
  iso[8] = digits == 2 ? day[0] : '0';
  iso[9] = day[digits - 1];
  memcpy(iso + 11, day + digits + 1, 8);
  memcpy(iso + 19, zone + 3, 5);
  return true;
}

static void on_start(hl_xml *xml, void *state) {
  char iso[32];
  if (to_iso(hl_xml_text(xml, NULL), iso)) start_at(xml, state, iso);
}

static void keep_clock(hl_xml *xml, char text[CLOCK_TEXT]) {
  size_t length;
  const char *read = hl_xml_text(xml, &length);
  if (length == CLOCK_TEXT - 1) memcpy(text, read, CLOCK_TEXT);
}

static void on_date(hl_xml *xml, void *state) {
  keep_clock(xml, ((sigma *)state)->date);
}

static void on_clock(hl_xml *xml, void *state) {
  keep_clock(xml, ((sigma *)state)->clock);
}

/* Form 1: both are known when Information ends. */
static void end_information(hl_xml *xml, void *state) {
  sigma *s = state;
  char iso[] = "20yy-mm-ddThh:mm:ss";
  if (!s->date[0] || !s->clock[0]) return;
  memcpy(iso + 2, s->date + 6, 2);
  memcpy(iso + 5, s->date + 3, 2);
  memcpy(iso + 8, s->date, 2);
  memcpy(iso + 11, s->clock, 8);
  start_at(xml, s, iso);
}

/* ---- entries ------------------------------------------------------------- */
static void begin(hl_xml *xml, void *state) {
  sigma *s = state;
  hl_draft_begin(xml, state);
  s->at_s = s->at_m = s->paused_s = 0;
  s->rate_s = s->wheel_mm = NAN;
}

static void begin_entry(hl_xml *xml, void *state) {
  sigma *s = state;
  hl_draft_begin_point(xml, state);
  s->step_s = s->step_m = s->sum_s = s->sum_m = s->turns = NAN;
  s->pause_s = 0;
}

static double advance(double at, double sum, double step) {
  if (!isnan(sum)) return sum;
  return isnan(step) ? at : at + step;
}

static void end_entry(hl_xml *xml, void *state) {
  enum {
    MM_PER_M = 1000
  };
  sigma *s = state;
  hl_point *point = &s->draft.point;
  if (isnan(s->step_m)) s->step_m = s->turns * s->wheel_mm / MM_PER_M;
  if (isnan(s->step_s) && hl_xml_reading(xml)->activity->n > 0)
    s->step_s = s->rate_s;
  s->at_s = advance(s->at_s, s->sum_s, s->step_s);
  s->at_m = advance(s->at_m, s->sum_m, s->step_m);
  if (s->pause_s > 0) {
    s->paused_s += s->pause_s;
    hl_draft_pause(xml, state);
  }
  s->draft.elapsed_s = s->at_s + s->paused_s;
  point->value[HL_DISTANCE] = (float)s->at_m;
  if (point->latitude_deg == 0 && point->longitude_deg == 0)
    point->latitude_deg = point->longitude_deg = NAN;
  hl_draft_end_point(xml, state);
}

/* ---- markers of form 3 --------------------------------------------------- */
static void begin_marker(hl_xml *xml, void *state) {
  sigma *s = state;
  hl_draft_begin_lap(xml, state);
  s->mark_s = s->mark_length_s = s->mark_pause_s = NAN;
  s->mark_type = 0;
}

static void on_marker(hl_xml *xml, void *state) {
  ((sigma *)state)->mark_type = hl_xml_text(xml, NULL)[0];
}

static void add_pause(hl_xml *xml, sigma *s) {
  hl_activity *activity = hl_xml_reading(xml)->activity;
  if (!(s->mark_s >= 0) || !(s->mark_pause_s > 0) ||
      s->pause_n == HL_MAX_LAPS ||
      (s->pause_n && s->pauses[s->pause_n - 1].at_s > s->mark_s))
    return;
  pause *list = hl_arena_more(&activity->arena, s->pauses, s->pause_n,
                              &s->pause_room, sizeof *list);
  if (!list) {
    hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
    return;
  }
  s->pauses = list;
  list[s->pause_n++] = (pause){s->mark_s, s->mark_pause_s};
}

/* timeAbsolute is where the lap ended, time how long it was. */
static void end_marker(hl_xml *xml, void *state) {
  sigma *s = state;
  s->draft.in_lap = false;
  if (s->mark_type == 'p') add_pause(xml, s);
  if (s->mark_type != 'l' || !(s->mark_length_s > 0)) return;
  s->draft.lap.duration_s = s->mark_length_s;
  s->draft.lap_time.ms =
      hl_draft_after(&s->draft.start, s->mark_s - s->mark_length_s);
  hl_draft_end_lap(xml, state);
}

/* Training time to time on the clock: what comes behind a pause is later by
** it. `own_ms` is the time without pauses, `at` goes through them once. */
static int64_t with_pauses(const sigma *s, int64_t own_ms, size_t *at,
                           double *paused_s) {
  double own_s = (double)(own_ms - s->draft.start.ms) / HL_MS_PER_S;
  while (*at < s->pause_n && s->pauses[*at].at_s < own_s)
    *paused_s += s->pauses[(*at)++].length_s;
  hl_instant own = {.ms = own_ms};
  return hl_draft_after(&own, *paused_s);
}

static void shift_pauses(hl_xml *xml, sigma *s) {
  hl_activity *a = hl_xml_reading(xml)->activity;
  size_t at = 0, had = 0;
  double paused_s = 0;
  for (size_t i = 0; i < a->n; i++) {
    a->time_ms[i] = with_pauses(s, a->time_ms[i], &at, &paused_s);
    if (at > had)
      hl_xml_check(xml,
                   hl_activity_segment_at(a, a->time_ms[i], hl_xml_error(xml)));
    had = at;
  }
  at = 0;
  paused_s = 0;
  for (size_t i = 0; i < a->lap_n; i++)
    a->lap[i].start_ms = with_pauses(s, a->lap[i].start_ms, &at, &paused_s);
}

static void end(hl_xml *xml, void *state) {
  sigma *s = state;
  if (s->pause_n) shift_pauses(xml, s);
  hl_draft_end(xml, state);
}

/* ---- tables -------------------------------------------------------------- */
#define CENTI 0.01 /* times of form 3 */
#define MILLI 0.001
#define KMH (1 / 3.6)

#define ENTRY_1 "Log/LogEintraege/Eintrag"
#define ENTRY_2 "Log/LogEntries/LogEntry"
#define ENTRY_3 "Activity/Entries/Entry"
#define ABOUT_1 "Log/Information"
#define ABOUT_2 "Log/GeneralInformation"
#define ABOUT_3 "Activity/GeneralInformation"
#define MARKER_3 "Activity/Markers/Marker"

static const hl_xml_path paths[] = {
    HL_HOOK(ENTRY_1, HL_XML_START, begin_entry),
    HL_VALUE(ENTRY_1 "/Pause@zeit", HL_XML_DOUBLE, sigma, pause_s, 1),
    HL_VALUE(ENTRY_1 "/RPLAbs", HL_XML_DOUBLE, sigma, turns, 1),
    HL_CHANNEL(ENTRY_1 "/Speed", sigma, HL_SPEED, KMH),
    HL_CHANNEL(ENTRY_1 "/Puls", sigma, HL_HEART_RATE, 1),
    HL_CHANNEL(ENTRY_1 "/Hoehe", sigma, HL_ALTITUDE, 1),
    HL_CHANNEL(ENTRY_1 "/Temp", sigma, HL_TEMPERATURE, 1),
    HL_HOOK(ENTRY_1, HL_XML_END, end_entry),
    HL_HOOK(ABOUT_1 "/StartDatum", HL_XML_TEXT, on_date),
    HL_HOOK(ABOUT_1 "/StartZeit", HL_XML_TEXT, on_clock),
    HL_VALUE(ABOUT_1 "/SamplingRate", HL_XML_DOUBLE, sigma, rate_s, 1),
    HL_VALUE(ABOUT_1 "/RadGroesse", HL_XML_DOUBLE, sigma, wheel_mm, 1),
    HL_HOOK(ABOUT_1 "/Name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(ABOUT_1 "/Notiz", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(ABOUT_1, HL_XML_END, end_information),

    HL_HOOK(ENTRY_2, HL_XML_START, begin_entry),
    HL_VALUE(ENTRY_2 "/PauseTime", HL_XML_DOUBLE, sigma, pause_s, 1),
    HL_VALUE(ENTRY_2 "/TimeAbsolute", HL_XML_DOUBLE, sigma, sum_s, 1),
    HL_VALUE(ENTRY_2 "/RideTime", HL_XML_DOUBLE, sigma, step_s, 1),
    HL_VALUE(ENTRY_2 "/DistanceAbsolute", HL_XML_DOUBLE, sigma, sum_m, 1),
    HL_VALUE(ENTRY_2 "/Distance", HL_XML_DOUBLE, sigma, step_m, 1),
    HL_CHANNEL(ENTRY_2 "/Speed", sigma, HL_SPEED, 1),
    HL_CHANNEL(ENTRY_2 "/Heartrate", sigma, HL_HEART_RATE, 1),
    HL_CHANNEL(ENTRY_2 "/Cadence", sigma, HL_CADENCE, 1),
    HL_CHANNEL(ENTRY_2 "/Altitude", sigma, HL_ALTITUDE, 1),
    HL_CHANNEL(ENTRY_2 "/Temperature", sigma, HL_TEMPERATURE, 1),
    HL_HOOK(ENTRY_2, HL_XML_END, end_entry),
    HL_HOOK(ABOUT_2 "/StartDate", HL_XML_TEXT, on_start),
    HL_HOOK(ABOUT_2 "/Name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(ABOUT_2 "@unit", HL_XML_TEXT, hl_draft_device),
    HL_HOOK("Log/MetaInformation/Notes", HL_XML_TEXT, hl_draft_notes),
    HL_VALUE("Log/LogValues/TrainingTime", HL_XML_DOUBLE, sigma,
             draft.total.duration_s, 1),
    HL_VALUE("Log/LogValues/Distance", HL_XML_DOUBLE, sigma,
             draft.total.distance_m, 1),
    HL_HOOK("Log", HL_XML_START, begin),
    HL_HOOK("Log", HL_XML_END, end),

    HL_HOOK(ENTRY_3, HL_XML_START, begin_entry),
    HL_VALUE(ENTRY_3 "@trainingTimeAbsolute", HL_XML_DOUBLE, sigma, sum_s,
             CENTI),
    HL_VALUE(ENTRY_3 "@distanceAbsolute", HL_XML_DOUBLE, sigma, sum_m, 1),
    HL_CHANNEL(ENTRY_3 "@heartrate", sigma, HL_HEART_RATE, 1),
    HL_CHANNEL(ENTRY_3 "@speed", sigma, HL_SPEED, 1),
    HL_CHANNEL(ENTRY_3 "@cadence", sigma, HL_CADENCE, 1),
    HL_CHANNEL(ENTRY_3 "@power", sigma, HL_POWER, 1),
    HL_CHANNEL(ENTRY_3 "@altitude", sigma, HL_ALTITUDE, MILLI),
    HL_CHANNEL(ENTRY_3 "@temperature", sigma, HL_TEMPERATURE, 1),
    HL_LATITUDE(ENTRY_3 "@latitude", sigma, 1),
    HL_LONGITUDE(ENTRY_3 "@longitude", sigma, 1),
    HL_HOOK(ENTRY_3, HL_XML_END, end_entry),
    HL_HOOK(MARKER_3, HL_XML_START, begin_marker),
    HL_HOOK(MARKER_3 "@type", HL_XML_TEXT, on_marker),
    HL_VALUE(MARKER_3 "@timeAbsolute", HL_XML_DOUBLE, sigma, mark_s, CENTI),
    HL_VALUE(MARKER_3 "@time", HL_XML_DOUBLE, sigma, mark_length_s, CENTI),
    HL_VALUE(MARKER_3 "@duration", HL_XML_DOUBLE, sigma, mark_pause_s, CENTI),
    HL_VALUE(MARKER_3 "@distance", HL_XML_DOUBLE, sigma, draft.lap.distance_m,
             1),
    HL_VALUE(MARKER_3 "@averageHeartrate", HL_XML_FLOAT, sigma,
             draft.lap.mean_bpm, 1),
    HL_VALUE(MARKER_3 "@maximumHeartrate", HL_XML_FLOAT, sigma,
             draft.lap.max_bpm, 1),
    HL_HOOK(MARKER_3, HL_XML_END, end_marker),
    HL_HOOK(ABOUT_3 "/startDate", HL_XML_TEXT, on_start),
    HL_HOOK(ABOUT_3 "/sport", HL_XML_TEXT, hl_draft_sport),
    HL_HOOK(ABOUT_3 "/name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(ABOUT_3 "/description", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(ABOUT_3 "/GUID", HL_XML_TEXT, hl_draft_file_id),
    HL_VALUE(ABOUT_3 "/trainingTime", HL_XML_DOUBLE, sigma,
             draft.total.duration_s, CENTI),
    HL_VALUE(ABOUT_3 "/distance", HL_XML_DOUBLE, sigma, draft.total.distance_m,
             1),
    HL_VALUE(ABOUT_3 "/averageHeartrate", HL_XML_FLOAT, sigma,
             draft.total.mean_bpm, 1),
    HL_HOOK("Activity/Computer@unit", HL_XML_TEXT, hl_draft_device),
    HL_HOOK("Activity", HL_XML_START, begin),
    HL_HOOK("Activity", HL_XML_END, end),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(sigma),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_sigma = {
    .about = {"sigma", ".slf", "Sigma Data Center log"},
    .root = "Log Activity",
    .xml = &format,
};
