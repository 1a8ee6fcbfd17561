/* SPDX-License-Identifier: MIT
**
** Hooks that XML formats share; see draft.h.
*/
#include "read/draft.h"

#include <math.h>

#include "base/number.h"
#include "base/text.h"
#include "read/settle.h"

/* ---- times --------------------------------------------------------------- */
int64_t hl_draft_after(const hl_instant *start, double seconds) {
  const double most = 400 * 365.25 * HL_S_PER_DAY; /* keeps within int64 */
  if (start->ms == HL_NO_TIME || !(fabs(seconds) < most)) return HL_NO_TIME;
  return start->ms + (int64_t)llround(seconds * HL_MS_PER_S);
}

double hl_draft_duration(const char *text, size_t length) {
  double total = 0;
  size_t begin = 0;
  for (size_t i = 0; i <= length; i++) {
    double part = 0;
    if (i < length && text[i] != ':') continue;
    if (!hl_parse_double(text + begin, i - begin, &part)) return NAN;
    total = total * 60 + part;
    begin = i + 1;
  }
  return total;
}

/* ---- activities ---------------------------------------------------------- */
static void clear_lap(hl_lap *lap) {
  *lap = (hl_lap){
      .duration_s = NAN, .distance_m = NAN, .mean_bpm = NAN, .max_bpm = NAN};
}

void hl_draft_begin(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  (void)xml;
  clear_lap(&draft->total);
  draft->is_open = true;
  draft->in_lap = false;
  draft->start.ms = HL_NO_TIME;
}

/* A summary is all there is of some runs; it counts as load. */
static hl_status add_total(hl_draft *draft, hl_activity *activity,
                           hl_error *err) {
  draft->total.start_ms = draft->start.ms;
  if (activity->n || activity->lap_n || draft->start.ms == HL_NO_TIME ||
      !(draft->total.duration_s > 0))
    return HL_OK;
  return hl_activity_add_lap(activity, &draft->total, err);
}

void hl_draft_end(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  hl_reading *in = hl_xml_reading(xml);
  draft->is_open = false;
  hl_xml_check(xml, add_total(draft, in->activity, hl_xml_error(xml)));
  hl_settle_cadence(in->activity);
  hl_xml_check(xml, hl_reading_take(in, hl_xml_error(xml)));
}

void hl_draft_finish(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  if (!draft->is_open || activity->n == 0) return;
  if (draft->in_lap && activity->n > draft->lap.first)
    hl_draft_end_lap(xml, state);
  activity->is_truncated = true;
  hl_draft_end(xml, state);
}

/* ---- points -------------------------------------------------------------- */
void hl_draft_begin_point(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  (void)xml;
  hl_point_clear(&draft->point);
  draft->time.ms = HL_NO_TIME;
  draft->elapsed_s = NAN;
}

bool hl_draft_has_values(const hl_point *point) {
  bool has = !isnan(point->latitude_deg);
  for (int i = 0; i < HL_CHANNEL_COUNT && !has; i++)
    has = !isnan(point->value[i]);
  return has;
}

void hl_draft_end_point(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  hl_reading *in = hl_xml_reading(xml);
  hl_point *point = &draft->point;
  bool is_own = draft->time.ms != HL_NO_TIME;
  point->time_ms =
      is_own ? draft->time.ms : hl_draft_after(&draft->start, draft->elapsed_s);
  if (point->time_ms == HL_NO_TIME) {
    hl_reading_drop(in, "no readable time", hl_xml_line(xml));
    return;
  }
  if (is_own) hl_reading_clock(in, &draft->time);
  if (!hl_draft_has_values(point)) {
    hl_draft_pause(xml, state);
    return;
  }
  hl_xml_check(xml,
               hl_activity_add_point(in->activity, point, hl_xml_error(xml)));
}

void hl_draft_pause(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_check(xml, hl_activity_begin_segment(hl_xml_reading(xml)->activity,
                                              hl_xml_error(xml)));
}

/* ---- laps ---------------------------------------------------------------- */
void hl_draft_begin_lap(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  clear_lap(&draft->lap);
  draft->lap.first = hl_xml_reading(xml)->activity->n;
  draft->lap_time.ms = HL_NO_TIME;
  draft->in_lap = true;
}

void hl_draft_end_lap(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_lap *lap = &draft->lap;
  draft->in_lap = false;
  lap->count = activity->n - lap->first;
  if (draft->lap_time.ms != HL_NO_TIME)
    lap->start_ms = draft->lap_time.ms;
  else if (lap->count)
    lap->start_ms = activity->time_ms[lap->first];
  else if (draft->start.ms != HL_NO_TIME)
    lap->start_ms = draft->start.ms;
  else
    return; /* neither points nor a time: nothing is known of it */
  hl_xml_check(xml, hl_activity_add_lap(activity, lap, hl_xml_error(xml)));
}

/* ---- words --------------------------------------------------------------- */
/* The first one stands, where a file has several. */
static void keep(hl_xml *xml, const char **target) {
  if (!*target) *target = hl_xml_keep(xml);
}

void hl_draft_title(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &hl_xml_reading(xml)->activity->title);
}

void hl_draft_notes(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &hl_xml_reading(xml)->activity->notes);
}

void hl_draft_device(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &hl_xml_reading(xml)->activity->device);
}

void hl_draft_file_id(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &hl_xml_reading(xml)->activity->file_id);
}

static bool names_indoor(const char *sport) {
  static const char *const words[] = {"treadmill", "indoor", "laufband"};
  for (; sport && *sport; sport++)
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      size_t n = 0;
      while (words[i][n] && (sport[n] | 0x20) == words[i][n])
        n++;
      if (!words[i][n]) return true;
    }
  return false;
}

void hl_draft_sport(hl_xml *xml, void *state) {
  hl_activity *activity = hl_xml_reading(xml)->activity;
  (void)state;
  keep(xml, &activity->sport_name);
  activity->sport = hl_sport_from_name(activity->sport_name);
  activity->is_indoor = names_indoor(activity->sport_name);
}

void hl_draft_start(hl_xml *xml, void *state) {
  hl_draft *draft = state;
  hl_reading *in = hl_xml_reading(xml);
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  if (!hl_parse_datetime(text, length, &draft->start)) return;
  in->activity->start_ms = draft->start.ms;
  hl_reading_clock(in, &draft->start);
}

void hl_draft_trigger(hl_xml *xml, void *state) {
  keep(xml, &((hl_draft *)state)->lap.trigger);
}

void hl_draft_lap_notes(hl_xml *xml, void *state) {
  keep(xml, &((hl_draft *)state)->lap.notes);
}
