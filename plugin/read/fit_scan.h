/* SPDX-License-Identifier: MIT
**
** First pass over a FIT file: what stands at its end but is needed before the
** first record is taken.
*/
#ifndef HL_READ_FIT_SCAN_H
#define HL_READ_FIT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "read/fit_wire.h"

enum {
  HL_FIT_MAX_SESSIONS = 32
};

#define HL_FIT_NONE INT64_MIN /* a field that is absent or marked invalid */

typedef struct hl_fit_session { /* raw numbers of the session message */
  int64_t start_ms, sport, sub_sport, feel, rpe;
} hl_fit_session;

typedef struct hl_fit_scan {
  int64_t file_type, manufacturer, product, serial, created;
  char product_name[64];
  /* In order of time, at least one: made up where none was written. */
  hl_fit_session session[HL_FIT_MAX_SESSIONS];
  size_t session_n;
  int64_t sport, sub_sport; /* of the sport message or the first lap */
  int32_t offset_s;         /* of the device's local time */
  bool has_offset;
  size_t record_n;
  bool is_truncated;
  const char *damage; /* as in hl_fit_stream, after the last message */
} hl_fit_scan;

/* HL_E_LIMIT past HL_FIT_MAX_SESSIONS. `stream` is a copy: the caller's own
** still stands at the first message. [any thread] */
hl_status hl_fit_scan_file(hl_fit_stream stream, hl_fit_scan *scan,
                           hl_error *err);

/* The integer in field `number` of a message, HL_FIT_NONE without one. */
int64_t hl_fit_field(const hl_fit_message *message, int number);

/* FIT time to ms UTC; HL_FIT_NONE for "none" and for times since power-on. */
int64_t hl_fit_date_ms(int64_t fit_time);

#endif
