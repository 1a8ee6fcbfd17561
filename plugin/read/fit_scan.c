/* SPDX-License-Identifier: MIT
**
** First pass over a FIT file: sessions, sports, device, local time.
*/
#include "read/fit_scan.h"

#include <string.h>

#include "base/calendar.h"
#include "read/fit_profile.h"

int64_t hl_fit_field(const hl_fit_message *message, int number) {
  hl_fit_value value = {0};
  int64_t found;
  while (hl_fit_next_value(message, &value))
    if (value.number == number)
      return hl_fit_int(&value, &found) ? found : HL_FIT_NONE;
  return HL_FIT_NONE;
}

int64_t hl_fit_date_ms(int64_t fit_time) {
  if (fit_time < (int64_t)HL_FIT_MIN_DATE) return HL_FIT_NONE;
  return (fit_time + HL_FIT_EPOCH_S) * HL_MS_PER_S;
}

static void scan_product_name(hl_fit_scan *scan, const hl_fit_message *message,
                              int number) {
  hl_fit_value value = {0};
  const char *text;
  if (scan->product_name[0]) return;
  while (hl_fit_next_value(message, &value)) {
    if (value.number != number) continue;
    size_t length = hl_fit_text(&value, &text);
    if (length >= sizeof scan->product_name)
      length = sizeof scan->product_name - 1;
    if (length > 0) memcpy(scan->product_name, text, length);
    scan->product_name[length] = 0;
    return;
  }
}

static void scan_file_id(hl_fit_scan *scan, const hl_fit_message *message) {
  scan->file_type = hl_fit_field(message, HL_FIT_FILE_TYPE);
  scan->manufacturer = hl_fit_field(message, HL_FIT_FILE_MANUFACTURER);
  scan->product = hl_fit_field(message, HL_FIT_FILE_PRODUCT);
  scan->serial = hl_fit_field(message, HL_FIT_FILE_SERIAL);
  scan->created = hl_fit_field(message, HL_FIT_FILE_CREATED);
  scan_product_name(scan, message, HL_FIT_FILE_PRODUCT_NAME);
}

static void scan_device(hl_fit_scan *scan, const hl_fit_message *message) {
  if (hl_fit_field(message, HL_FIT_DEVICE_INDEX) != 0) return; /* a sensor */
  scan_product_name(scan, message, HL_FIT_DEVICE_PRODUCT_NAME);
  if (scan->manufacturer == HL_FIT_NONE) {
    scan->manufacturer = hl_fit_field(message, HL_FIT_DEVICE_MANUFACTURER);
    scan->product = hl_fit_field(message, HL_FIT_DEVICE_PRODUCT);
  }
}

static void scan_sport(hl_fit_scan *scan, const hl_fit_message *message,
                       int sport, int sub_sport) {
  if (scan->sport != HL_FIT_NONE) return;
  scan->sport = hl_fit_field(message, sport);
  scan->sub_sport = hl_fit_field(message, sub_sport);
}

static hl_status scan_session(hl_fit_scan *scan, const hl_fit_message *message,
                              hl_error *err) {
  if (scan->session_n == HL_FIT_MAX_SESSIONS)
    return hl_fail(err, HL_E_LIMIT, "more than %d sessions in one FIT file",
                   HL_FIT_MAX_SESSIONS);
  hl_fit_session *session = &scan->session[scan->session_n++];
  session->start_ms =
      hl_fit_date_ms(hl_fit_field(message, HL_FIT_SESSION_START));
  session->sport = hl_fit_field(message, HL_FIT_SESSION_SPORT);
  session->sub_sport = hl_fit_field(message, HL_FIT_SESSION_SUB);
  session->feel = hl_fit_field(message, HL_FIT_SESSION_FEEL);
  session->rpe = hl_fit_field(message, HL_FIT_SESSION_RPE);
  return HL_OK;
}

/* The device's local clock less its UTC clock, to the quarter of an hour that
** every zone since 1972 keeps to; more than 14 h or 2 min off is no zone. */
static void scan_offset(hl_fit_scan *scan, const hl_fit_message *message) {
  enum {
    QUARTER_S = 900,
    SLACK_S = 120,
    FAR_S = 14 * 3600
  };
  int64_t utc = hl_fit_date_ms(message->time);
  int64_t local = hl_fit_date_ms(hl_fit_field(message, HL_FIT_ACTIVITY_LOCAL));
  if (utc == HL_FIT_NONE || local == HL_FIT_NONE) return;
  int64_t offset_s = (local - utc) / HL_MS_PER_S;
  if (offset_s > FAR_S + SLACK_S || offset_s < -FAR_S - SLACK_S) return;
  int64_t half = offset_s < 0 ? -QUARTER_S / 2 : QUARTER_S / 2;
  int64_t rounded = (offset_s + half) / QUARTER_S * QUARTER_S;
  int64_t off_by = offset_s - rounded;
  if (off_by > SLACK_S || off_by < -SLACK_S) return;
  scan->offset_s = (int32_t)rounded;
  scan->has_offset = true;
}

static hl_status scan_message(hl_fit_scan *scan, const hl_fit_message *message,
                              hl_error *err) {
  switch (message->definition->message) {
  case HL_FIT_FILE_ID: scan_file_id(scan, message); break;
  case HL_FIT_DEVICE_INFO: scan_device(scan, message); break;
  case HL_FIT_SPORT:
    scan_sport(scan, message, HL_FIT_SPORT_SPORT, HL_FIT_SPORT_SUB);
    break;
  case HL_FIT_LAP:
    scan_sport(scan, message, HL_FIT_LAP_SPORT, HL_FIT_LAP_SUB);
    break;
  case HL_FIT_SESSION: return scan_session(scan, message, err);
  case HL_FIT_ACTIVITY: scan_offset(scan, message); break;
  case HL_FIT_RECORD: scan->record_n++; break;
  default: break;
  }
  return HL_OK;
}

/* Sessions in the order of time; one is made up where none was written. */
static void settle_sessions(hl_fit_scan *scan) {
  if (scan->session_n == 0) {
    scan->session[0] = (hl_fit_session){
        HL_FIT_NONE, scan->sport, scan->sub_sport, HL_FIT_NONE, HL_FIT_NONE};
    scan->session_n = 1;
  }
  for (size_t i = 1; i < scan->session_n; i++) {
    hl_fit_session moved = scan->session[i];
    size_t to = i;
    for (; to > 0 && scan->session[to - 1].start_ms > moved.start_ms; to--)
      scan->session[to] = scan->session[to - 1];
    scan->session[to] = moved;
  }
  for (size_t i = 0; i < scan->session_n; i++)
    if (scan->session[i].sport == HL_FIT_NONE && scan->session_n == 1)
      scan->session[i].sport = scan->sport;
}

hl_status hl_fit_scan_file(hl_fit_stream stream, hl_fit_scan *scan,
                           hl_error *err) {
  memset(scan, 0, sizeof *scan);
  scan->file_type = scan->manufacturer = scan->product = HL_FIT_NONE;
  scan->serial = scan->created = HL_FIT_NONE;
  scan->sport = scan->sub_sport = HL_FIT_NONE;
  hl_fit_message message;
  while (hl_fit_next(&stream, &message)) {
    hl_status status = scan_message(scan, &message, err);
    if (status) return status;
  }
  scan->is_truncated = stream.is_truncated;
  scan->damage = stream.damage;
  settle_sessions(scan);
  return HL_OK;
}
