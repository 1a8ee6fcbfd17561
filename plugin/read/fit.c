/* SPDX-License-Identifier: MIT
**
** FIT activities (Garmin, Suunto, COROS, Wahoo, Zwift ...), also chained ones.
**
** The file is in memory and is gone over twice or more: a scan learns what
** stands at the end of the file but is needed first (sessions, their sports,
** the local time), then every session is built from the records, laps and
** timer events within its time. One session is one activity, so a triathlon
** gives five.
**
** Units and per-leg questions: cadence is revolutions of one leg, doubled to
** steps for sports on foot; step length, contact and oscillation come in tenths
** of mm and ms; the balance is the left foot's share. Developer fields are
** stepped over. "Not recorded" marks (0xFF...) stay not recorded.
**
** Damage: a wrong checksum keeps all data and says so in dropped_reason; a
** file that ends early or whose messages do not fit together keeps what came
** before and is truncated. Limits: 64 MiB, HL_FIT_MAX_SESSIONS sessions.
** Cost: linear in bytes times (1 + sessions).
*/
#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "base/calendar.h"
#include "base/text.h"
#include "read/fit_names.h"
#include "read/fit_profile.h"
#include "read/fit_scan.h"
#include "read/fit_wire.h"
#include "read/formats.h"

enum {
  CHECK_EVERY = 16384 /* messages between two looks at the cancel flag */
};

typedef struct fit_build {
  hl_reading *in;
  int64_t from_ms, to_ms; /* points and laps of this session */
  double legs;            /* steps in one revolution of cadence */
  bool is_stopped, is_resumed;
  int64_t packed_m16; /* distance so far of packed records, in 1/16 m */
} fit_build;

/* ---- records ------------------------------------------------------------ */

/* Where the plain fields of a record go. `spare`: an older, coarser form that
** counts only where the enhanced one is absent. */
typedef struct field_map {
  bool known, spare;
  hl_channel channel;
  double scale, offset;
} field_map;

static const field_map record_map[] = {
    [HL_FIT_ALTITUDE] = {true, true, HL_ALTITUDE, 5, 500},
    [HL_FIT_HEART_RATE] = {true, false, HL_HEART_RATE, 1, 0},
    [HL_FIT_DISTANCE] = {true, false, HL_DISTANCE, 100, 0},
    [HL_FIT_SPEED] = {true, true, HL_SPEED, 1000, 0},
    [HL_FIT_POWER] = {true, false, HL_POWER, 1, 0},
    [HL_FIT_TEMPERATURE] = {true, false, HL_TEMPERATURE, 1, 0},
    [HL_FIT_OSCILLATION] = {true, false, HL_OSCILLATION, 10, 0},
    [HL_FIT_STANCE_TIME] = {true, false, HL_CONTACT, 10, 0},
    [HL_FIT_ENHANCED_SPEED] = {true, false, HL_SPEED, 1000, 0},
    [HL_FIT_ENHANCED_ALTITUDE] = {true, false, HL_ALTITUDE, 5, 500},
    [HL_FIT_STANCE_TIME_BALANCE] = {true, false, HL_BALANCE, 100, 0},
    [HL_FIT_STEP_LENGTH] = {true, false, HL_STEP_LENGTH, 10, 0},
};

/* Speed and distance packed into three bytes; the distance is what the device
** counted modulo 4096/16 m. */
static void take_packed(fit_build *build, const hl_fit_value *value,
                        hl_point *point) {
  const uint8_t *b = value->bytes;
  if (value->size != 3 || (b[0] & b[1] & b[2]) == 0xff) return;
  int64_t speed = b[0] | (b[1] & 15) << 8, count = b[1] >> 4 | b[2] << 4;
  build->packed_m16 += (count - build->packed_m16) & 0xfff;
  point->value[HL_SPEED] = (float)((double)speed / 100);
  point->value[HL_DISTANCE] = (float)((double)build->packed_m16 / 16);
}

static void take_plain(const hl_fit_value *value, int64_t raw,
                       hl_point *point) {
  const size_t known = sizeof record_map / sizeof record_map[0];
  if (value->number >= known || !record_map[value->number].known) return;
  const field_map *map = &record_map[value->number];
  float *to = &point->value[map->channel];
  if (map->spare && !isnan(*to)) return;
  *to = (float)((double)raw / map->scale - map->offset);
}

static void take_fields(fit_build *build, const hl_fit_message *message,
                        hl_point *point) {
  const double semicircle = 180.0 / 2147483648.0;
  int64_t raw, cadence = HL_FIT_NONE, fraction = 0;
  hl_fit_value value = {0};
  while (hl_fit_next_value(message, &value)) {
    if (value.number == HL_FIT_SPEED_DISTANCE)
      take_packed(build, &value, point);
    if (!hl_fit_int(&value, &raw)) continue;
    switch (value.number) {
    case HL_FIT_LATITUDE: point->latitude_deg = (double)raw * semicircle; break;
    case HL_FIT_LONGITUDE:
      point->longitude_deg = (double)raw * semicircle;
      break;
    case HL_FIT_CADENCE: cadence = raw; break;
    case HL_FIT_FRACTIONAL_CADENCE: fraction = raw; break;
    default: take_plain(&value, raw, point); break;
    }
  }
  if (cadence != HL_FIT_NONE)
    point->value[HL_CADENCE] =
        (float)(((double)cadence + (double)fraction / 128) * build->legs);
}

static bool in_session(const fit_build *build, int64_t ms) {
  return ms >= build->from_ms && ms < build->to_ms;
}

static hl_status take_record(fit_build *build, const hl_fit_message *message,
                             hl_error *err) {
  hl_point point;
  int64_t ms = hl_fit_date_ms(message->time);
  if (ms == HL_FIT_NONE) {
    if (build->from_ms == INT64_MIN) /* count it once, with the first session */
      hl_reading_drop(build->in, "a record without a date", 0);
    return HL_OK;
  }
  if (!in_session(build, ms)) return HL_OK;
  hl_point_clear(&point);
  point.time_ms = ms;
  take_fields(build, message, &point);
  hl_activity *activity = build->in->activity;
  if (build->is_resumed && activity->n > 0) {
    hl_status status = hl_activity_begin_segment(activity, err);
    if (status) return status;
  }
  build->is_resumed = false;
  return hl_activity_add_point(activity, &point, err);
}

/* ---- laps, timer -------------------------------------------------------- */

static const char *trigger_name(int64_t trigger) {
  static const char *const names[] = {
      "manual",   "time",     "distance",    "location",  "location",
      "location", "location", "session_end", "equipment",
  };
  const int64_t known = sizeof names / sizeof names[0];
  return trigger >= 0 && trigger < known ? names[trigger] : NULL;
}

static double scaled(int64_t raw, double scale) {
  return raw == HL_FIT_NONE ? (double)NAN : (double)raw / scale;
}

static hl_status take_lap(fit_build *build, const hl_fit_message *message,
                          hl_error *err) {
  int64_t elapsed = hl_fit_field(message, HL_FIT_LAP_ELAPSED);
  int64_t timer = hl_fit_field(message, HL_FIT_LAP_TIMER);
  int64_t intensity = hl_fit_field(message, HL_FIT_LAP_INTENSITY);
  hl_lap lap = {.start_ms =
                    hl_fit_date_ms(hl_fit_field(message, HL_FIT_LAP_START))};
  if (lap.start_ms == HL_FIT_NONE) {
    if (hl_fit_date_ms(message->time) == HL_FIT_NONE) return HL_OK;
    lap.start_ms =
        hl_fit_date_ms(message->time) - (elapsed == HL_FIT_NONE ? 0 : elapsed);
  }
  if (!in_session(build, lap.start_ms)) return HL_OK;
  lap.duration_s = scaled(timer == HL_FIT_NONE ? elapsed : timer, 1000);
  lap.distance_m = scaled(hl_fit_field(message, HL_FIT_LAP_DISTANCE), 100);
  lap.mean_bpm = (float)scaled(hl_fit_field(message, HL_FIT_LAP_MEAN_HR), 1);
  lap.max_bpm = (float)scaled(hl_fit_field(message, HL_FIT_LAP_MAX_HR), 1);
  lap.is_rest = intensity == HL_FIT_INTENSITY_REST ||
                intensity == HL_FIT_INTENSITY_RECOVERY;
  lap.trigger = trigger_name(hl_fit_field(message, HL_FIT_LAP_TRIGGER));
  return hl_activity_add_lap(build->in->activity, &lap, err);
}

/* A stop and a start of the timer are a pause: the next point begins a new
** segment. A start without a stop before it is no pause. */
static void take_event(fit_build *build, const hl_fit_message *message) {
  if (hl_fit_field(message, HL_FIT_EVENT_EVENT) != HL_FIT_EVENT_TIMER) return;
  switch (hl_fit_field(message, HL_FIT_EVENT_TYPE)) {
  case HL_FIT_EVENT_START:
    if (build->is_stopped) build->is_resumed = true;
    build->is_stopped = false;
    break;
  case HL_FIT_EVENT_STOP:
  case HL_FIT_EVENT_STOP_ALL:
  case HL_FIT_EVENT_STOP_DISABLE:
  case HL_FIT_EVENT_STOP_DISABLE_ALL: build->is_stopped = true; break;
  default: break;
  }
}

static hl_status take_messages(fit_build *build, hl_fit_stream stream,
                               hl_error *err) {
  hl_fit_message message;
  hl_status status = HL_OK;
  for (size_t i = 0; !status && hl_fit_next(&stream, &message); i++) {
    switch (message.definition->message) {
    case HL_FIT_RECORD: status = take_record(build, &message, err); break;
    case HL_FIT_LAP: status = take_lap(build, &message, err); break;
    case HL_FIT_EVENT: take_event(build, &message); break;
    default: break;
    }
    if (!status && i % CHECK_EVERY == 0)
      status = hl_reading_check(build->in, err);
  }
  return status;
}

/* ---- the activity around the points ------------------------------------- */

static hl_sport sport_of(const hl_fit_session *session) {
  bool on_treadmill = session->sub_sport == HL_FIT_SUB_TREADMILL ||
                      session->sub_sport == HL_FIT_SUB_INDOOR_RUNNING;
  bool is_way_of_running = session->sub_sport == HL_FIT_SUB_STREET ||
                           session->sub_sport == HL_FIT_SUB_TRAIL ||
                           session->sub_sport == HL_FIT_SUB_TRACK;
  switch (session->sport) {
  case HL_FIT_SPORT_RUNNING: return HL_SPORT_RUN;
  case HL_FIT_SPORT_EQUIPMENT:
    return on_treadmill ? HL_SPORT_RUN : HL_SPORT_OTHER;
  case HL_FIT_NONE:
  case HL_FIT_SPORT_GENERIC:
    if (on_treadmill || is_way_of_running) return HL_SPORT_RUN;
    return session->sub_sport > 0 ? HL_SPORT_OTHER : HL_SPORT_UNKNOWN;
  default: return HL_SPORT_OTHER;
  }
}

static bool is_on_foot(const hl_fit_session *session) {
  return session->sport == HL_FIT_SPORT_WALKING ||
         session->sport == HL_FIT_SPORT_HIKING ||
         session->sport == HL_FIT_SPORT_MOUNTAINEERING ||
         session->sport == HL_FIT_SPORT_SNOWSHOEING ||
         sport_of(session) != HL_SPORT_OTHER;
}

static bool is_indoor(int64_t sub_sport) {
  return sub_sport == HL_FIT_SUB_TREADMILL ||
         sub_sport == HL_FIT_SUB_INDOOR_RUNNING ||
         sub_sport == HL_FIT_SUB_INDOOR_WALKING ||
         sub_sport == HL_FIT_SUB_INDOOR_CYCLING ||
         sub_sport == HL_FIT_SUB_VIRTUAL;
}

static void add_name(hl_text *text, const char *name, const char *kind,
                     int64_t number) {
  if (text->length > 0) hl_text_add(text, " ");
  if (name)
    hl_text_add(text, name);
  else
    hl_text_format(text, "%s%lld", kind, (long long)number);
}

/* Keep what was composed in `text`, which is emptied. */
static const char *keep(hl_activity *activity, hl_text *text) {
  const char *kept =
      hl_activity_text(activity, hl_text_cstr(text), text->length);
  if (hl_text_status(text)) activity->text_lost = true;
  hl_text_clear(text);
  return kept;
}

static void add_device(hl_text *text, const hl_fit_scan *scan) {
  const char *maker = hl_fit_manufacturer_name(scan->manufacturer);
  bool is_garmin = scan->manufacturer == 1;
  if (scan->product_name[0]) {
    bool repeated =
        maker && strncmp(scan->product_name, maker, strlen(maker)) == 0;
    if (maker && !repeated) add_name(text, maker, "", 0);
    add_name(text, scan->product_name, "", 0);
  } else if (scan->manufacturer != HL_FIT_NONE) {
    add_name(text, maker, "FIT manufacturer ", scan->manufacturer);
    if (scan->product != HL_FIT_NONE)
      add_name(text, is_garmin ? hl_fit_garmin_name(scan->product) : NULL,
               "product ", scan->product);
  }
}

static void describe(hl_activity *activity, const hl_fit_scan *scan,
                     const hl_fit_session *session) {
  hl_text text = {0};
  activity->sport = sport_of(session);
  activity->is_indoor = is_indoor(session->sub_sport);
  if (session->sport != HL_FIT_NONE)
    add_name(&text, hl_fit_sport_name(session->sport), "FIT sport ",
             session->sport);
  if (session->sub_sport > 0)
    add_name(&text, hl_fit_sub_sport_name(session->sub_sport), "sub-sport ",
             session->sub_sport);
  activity->sport_name = keep(activity, &text);
  add_device(&text, scan);
  activity->device = keep(activity, &text);
  if (scan->serial != HL_FIT_NONE && scan->created != HL_FIT_NONE)
    hl_text_format(&text, "%lld-%lld", (long long)scan->serial,
                   (long long)scan->created);
  activity->file_id = keep(activity, &text);
  hl_text_free(&text);
  if (scan->has_offset) {
    activity->utc_offset_s = scan->offset_s;
    activity->offset_source = HL_OFFSET_FILE;
  }
}

/* Feel 0, 25 .. 100 is 1 .. 5; effort 10 .. 100 is 1 .. 10. */
static void take_report(hl_report *report, const hl_fit_session *session) {
  if (session->feel >= 0 && session->feel <= 100)
    report->feel = (int)(session->feel + 12) / 25 + 1;
  if (session->rpe > 0 && session->rpe <= 100)
    report->rpe = session->rpe < 10 ? 1 : (int)(session->rpe + 5) / 10;
  if (report->feel || report->rpe) {
    report->source = "file";
    report->confirmed = true;
  }
}

static hl_status build_session(hl_reading *in, hl_fit_stream stream,
                               const hl_fit_scan *scan, size_t index,
                               hl_error *err) {
  const hl_fit_session *session = &scan->session[index];
  bool is_last = index + 1 == scan->session_n;
  fit_build build = {.in = in};
  build.from_ms = index == 0 ? INT64_MIN : session->start_ms;
  build.to_ms = is_last ? INT64_MAX : session[1].start_ms;
  build.legs = is_on_foot(session) ? 2 : 1;
  hl_activity *activity = in->activity;
  hl_status status = take_messages(&build, stream, err);
  if (status) return status;
  describe(activity, scan, session);
  take_report(&activity->report, session);
  if (activity->n == 0 && session->start_ms != HL_FIT_NONE)
    activity->start_ms = session->start_ms;
  activity->is_truncated = scan->is_truncated || in->ended_early;
  activity->dropped_reason =
      activity->dropped ? activity->dropped_reason : scan->damage;
  return HL_OK;
}

static bool holds_activity(hl_reading *in, const hl_fit_scan *scan) {
  in->no_activity = scan->record_n ? NULL : "a FIT file without records";
  if (scan->file_type == HL_FIT_NONE || scan->file_type == HL_FIT_TYPE_ACTIVITY)
    return true;
  in->no_activity = scan->file_type == HL_FIT_TYPE_COURSE
                        ? "a FIT course"
                        : "a FIT file that is not an activity";
  return false;
}

static hl_status read_one(hl_reading *in, hl_fit_stream stream, hl_error *err) {
  hl_fit_scan scan;
  hl_status status = hl_fit_scan_file(stream, &scan, err);
  if (status || !holds_activity(in, &scan)) return status;
  for (size_t i = 0; !status && i < scan.session_n; i++) {
    status = build_session(in, stream, &scan, i, err);
    if (!status) status = hl_reading_take(in, err);
  }
  return status;
}

/* FIT files may be chained: the next one begins where one ends. */
static hl_status read_fit(hl_reading *in, const unsigned char *bytes,
                          size_t length, hl_error *err) {
  const unsigned char *end = bytes + length;
  hl_fit_stream stream;
  hl_status status = hl_fit_open(&stream, bytes, length, err);
  while (!status) {
    status = read_one(in, stream, err);
    size_t left = (size_t)(end - stream.end);
    if (status || !hl_fit_is_fit(stream.end, left)) return status;
    status = hl_fit_open(&stream, stream.end, left, err);
  }
  return status;
}

static bool sniff_fit(const unsigned char *head, size_t length) {
  return hl_fit_is_fit(head, length);
}

const hl_format_reader hl_read_fit = {
    .about = {"fit", ".fit", "Garmin FIT activity"},
    .sniff = sniff_fit,
    .read_whole = read_fit,
    .size_limit = (uint64_t)64 << 20,
};
