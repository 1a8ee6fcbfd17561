/* SPDX-License-Identifier: MIT
**
** Polar's HRM files: text in sections. [Params] says when it began (local time,
** without a zone), how many seconds lie between the rows of [HRData] and, bit
** by bit in SMode, which columns they have: heart rate, speed in 1/10 km/h,
** cadence of one leg, altitude in m, power in W (with SMode's unit bit: miles
** per hour and feet). Nothing says what sport it was; it is guessed.
**
** Laps: the times of [IntTimes]. A file of R-R intervals (Interval 238) has no
** rows in time and is refused, as is any other Interval that is no time. Fewer
** rows than Length says: the file ends early; a row without a line end is then
** no row.
*/
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "read/formats.h"
#include "read/settle.h"

enum {
  COLUMNS = 8,
  INTERVAL_MOST = 60, /* 238 and 204 are codes */
  LAP_LINES = 5       /* of [IntTimes] for each lap, from version 1.06 on */
};

typedef struct hrm {
  hl_reading *in;
  const char *at, *end;
  char section[16];
  int row; /* of the section */
  double interval_s, length_s;
  char mode[12];  /* SMode, or "" */
  char date[9];   /* 20240501 */
  char clock[12]; /* 08:00:00.0 */
  int64_t start_ms;
  double lap_at_s; /* where the next lap begins */
} hrm;

/* The next line without its end; false when there is none. */
static bool next_line(hrm *h, const char **line, size_t *length) {
  if (h->at >= h->end) return false;
  const char *from = h->at;
  while (h->at < h->end && *h->at != '\n' && *h->at != '\r')
    h->at++;
  *line = from;
  *length = (size_t)(h->at - from);
  if (h->at < h->end && *h->at++ == '\r' && h->at < h->end && *h->at == '\n')
    h->at++;
  return true;
}

static void copy(char *to, size_t size, const char *from, size_t length) {
  if (length >= size) length = size - 1;
  memcpy(to, from, length);
  to[length] = 0;
}

static bool begins(const char *line, size_t length, const char *key) {
  size_t n = strlen(key);
  return length > n && memcmp(line, key, n) == 0;
}

/* "00:39:32.5" or "0:39:32" in seconds; NaN for anything else. */
static double clock_s(const char *text, size_t length) {
  double part[3];
  const char *end = text + length;
  for (int i = 0; i < 3; i++) {
    const char *stop = i < 2 ? memchr(text, ':', (size_t)(end - text)) : end;
    if (!stop || !hl_parse_double(text, (size_t)(stop - text), &part[i]) ||
        part[i] < 0 || part[i] > 1000)
      return NAN;
    text = stop + 1;
  }
  return part[0] * 3600 + part[1] * 60 + part[2];
}

static void take_param(hrm *h, const char *line, size_t length) {
  if (begins(line, length, "Date="))
    copy(h->date, sizeof h->date, line + 5, length - 5);
  else if (begins(line, length, "StartTime="))
    copy(h->clock, sizeof h->clock, line + 10, length - 10);
  else if (begins(line, length, "SMode="))
    copy(h->mode, sizeof h->mode, line + 6, length - 6);
  else if (begins(line, length, "Length="))
    h->length_s = clock_s(line + 7, length - 7);
  else if (begins(line, length, "Interval="))
    hl_parse_double(line + 9, length - 9, &h->interval_s);
}

static hl_status settle_start(hrm *h, hl_error *err) {
  char iso[11] = "yyyy-mm-dd";
  hl_instant start;
  double of_day = clock_s(h->clock, strlen(h->clock));
  if (strlen(h->date) != 8)
    return hl_fail(err, HL_E_INPUT, "no Date in [Params]");
  memcpy(iso, h->date, 4);
  memcpy(iso + 5, h->date + 4, 2);
  memcpy(iso + 8, h->date + 6, 2);
  int32_t day;
  if (isnan(of_day) || of_day >= HL_S_PER_DAY || !hl_parse_day(iso, 10, &day))
    return hl_fail(err, HL_E_INPUT, "Date or StartTime in [Params] is none");
  if (!(h->interval_s > 0 && h->interval_s <= INTERVAL_MOST))
    return hl_fail(err, HL_E_INPUT,
                   "no activity: its rows are not seconds apart");
  h->start_ms = ((int64_t)day * HL_S_PER_DAY) * HL_MS_PER_S +
                (int64_t)(of_day * HL_MS_PER_S);
  start = (hl_instant){.ms = h->start_ms};
  hl_reading_clock(h->in, &start);
  return HL_OK;
}

static bool has(const hrm *h, size_t bit) {
  return strlen(h->mode) > bit && h->mode[bit] == '1';
}

/* Numbers between blanks; how many there are. */
static int split(const char *line, size_t length, double value[COLUMNS]) {
  const char *end = line + length;
  int n = 0;
  while (line < end && n < COLUMNS) {
    while (line < end && (*line == '\t' || *line == ' '))
      line++;
    const char *from = line;
    while (line < end && *line != '\t' && *line != ' ')
      line++;
    if (line > from && !hl_parse_double(from, (size_t)(line - from), &value[n]))
      return -1;
    if (line > from) n++;
  }
  return n;
}

static hl_status take_row(hrm *h, const char *line, size_t length,
                          hl_error *err) {
  enum {
    SPEED,
    CADENCE,
    ALTITUDE,
    POWER,
    US_UNITS = 7
  };
  static const double mile_km = 1.609344, foot_m = 0.3048;
  double value[COLUMNS] = {0};
  int n = split(line, length, value), at = 1;
  hl_point point;
  if (n == 0) return HL_OK; /* an empty line */
  bool is_us = has(h, US_UNITS);
  int64_t ms = (int64_t)(h->row++ * h->interval_s * HL_MS_PER_S);
  if (n < 0) {
    hl_reading_drop(h->in, "a row that is not numbers", 0);
    return HL_OK;
  }
  hl_point_clear(&point);
  point.time_ms = h->start_ms + ms;
  point.value[HL_HEART_RATE] = (float)value[0];
  if (has(h, SPEED) && at < n)
    point.value[HL_SPEED] = (float)(value[at++] / 36 * (is_us ? mile_km : 1));
  if (has(h, CADENCE) && at < n) point.value[HL_CADENCE] = (float)value[at++];
  if (has(h, ALTITUDE) && at < n)
    point.value[HL_ALTITUDE] = (float)(value[at++] * (is_us ? foot_m : 1));
  if (has(h, POWER) && at < n) point.value[HL_POWER] = (float)value[at++];
  return hl_activity_add_point(h->in->activity, &point, err);
}

/* The first of each lap's five lines begins with its end, from the start. */
static hl_status take_lap(hrm *h, const char *line, size_t length,
                          hl_error *err) {
  if (h->row++ % LAP_LINES) return HL_OK;
  const char *tab = memchr(line, '\t', length);
  double end_s = clock_s(line, tab ? (size_t)(tab - line) : length);
  if (!(end_s > h->lap_at_s)) return HL_OK;
  hl_lap lap = {.start_ms = (int64_t)(h->lap_at_s * HL_MS_PER_S),
                .duration_s = end_s - h->lap_at_s,
                .distance_m = NAN};
  lap.mean_bpm = lap.max_bpm = NAN;
  h->lap_at_s = end_s;
  return hl_activity_add_lap(h->in->activity, &lap, err);
}

/* Would this row, the last bytes of the file, leave time to come? */
static bool is_cut_off(const hrm *h, const char *line, size_t length) {
  double had_s = (h->row + 1) * h->interval_s;
  return line + length == h->end && strcmp(h->section, "HRData") == 0 &&
         had_s < h->length_s - 2 * h->interval_s;
}

static hl_status take_line(hrm *h, const char *line, size_t length,
                           hl_error *err) {
  if (length > 2 && line[0] == '[') {
    copy(h->section, sizeof h->section, line + 1, length - 2);
    h->row = 0;
    return strcmp(h->section, "HRData") == 0 ? settle_start(h, err) : HL_OK;
  }
  if (strcmp(h->section, "Params") == 0)
    take_param(h, line, length);
  else if (strcmp(h->section, "IntTimes") == 0)
    return take_lap(h, line, length, err);
  else if (strcmp(h->section, "HRData") == 0)
    return take_row(h, line, length, err);
  else if (strcmp(h->section, "Note") == 0 && !h->in->activity->notes)
    h->in->activity->notes = hl_activity_text(h->in->activity, line, length);
  return HL_OK;
}

static hl_status read_hrm(hl_reading *in, const unsigned char *bytes,
                          size_t length, hl_error *err) {
  hrm h = {.in = in, .at = (const char *)bytes};
  h.end = h.at + length;
  const char *line;
  size_t n;
  hl_status status = HL_OK;
  in->no_activity = "no [HRData] in it";
  while (!status && next_line(&h, &line, &n))
    if (!is_cut_off(&h, line, n)) status = take_line(&h, line, n, err);
  if (status || in->activity->n == 0) return status;
  for (size_t i = 0; i < in->activity->lap_n; i++)
    in->activity->lap[i].start_ms += h.start_ms;
  hl_settle_cadence(in->activity);
  in->activity->is_truncated =
      in->ended_early || h.row * h.interval_s < h.length_s - 2 * h.interval_s;
  return hl_reading_take(in, err);
}

static bool sniff_hrm(const unsigned char *head, size_t length) {
  static const char params[] = "[Params]";
  size_t at = length >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  return length >= at + sizeof params - 1 &&
         memcmp(head + at, params, sizeof params - 1) == 0;
}

const hl_format_reader hl_read_hrm = {
    .about = {"hrm", ".hrm", "Polar HRM"},
    .sniff = sniff_hrm,
    .read_whole = read_hrm,
    .size_limit = (uint64_t)64 << 20,
};
