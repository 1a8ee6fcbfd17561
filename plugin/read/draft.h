/* SPDX-License-Identifier: MIT
**
** What every XML format collects on the way to an activity, and hooks that are
** the same for all: most formats are little more than a table of paths into
** this struct.
**
** A format's state begins with an hl_draft. Points are told apart by hooks:
** hl_draft_begin_point empties the point, hl_draft_end_point adds it. Its time
** is `time` or, where a format counts from the start, start + elapsed_s.
** Cadence is taken as written; whether one leg or both were counted is settled
** at the end of the activity (see settle.h).
*/
#ifndef HL_READ_DRAFT_H
#define HL_READ_DRAFT_H

#include "read/format.h"

typedef struct hl_draft {
  hl_point point;
  hl_instant time;  /* of the point; ms HL_NO_TIME: none */
  double elapsed_s; /* of the point since `start`; NaN: none */
  hl_instant start; /* of the activity; ms HL_NO_TIME: unknown */
  hl_lap lap;
  hl_instant lap_time;
  hl_lap total; /* of an activity that has neither points nor laps: one lap */
  bool is_open, in_lap;
} hl_draft;

/* START and END of the activity; END hands it over. */
hl_xml_hook hl_draft_begin, hl_draft_end;
/* The format's `finish`: an activity that the file's end cut off is handed
** over as truncated if it has a point. */
hl_xml_hook hl_draft_finish;

/* START and END of a point. A point with nothing but its time marks a pause; a
** point without a readable time is dropped and counted. */
hl_xml_hook hl_draft_begin_point, hl_draft_end_point;
/* Is there anything but a time in it? */
bool hl_draft_has_values(const hl_point *point);

/* START and END of a lap. Its start is lap_time, else its first point, else
** the start of the activity. */
hl_xml_hook hl_draft_begin_lap, hl_draft_end_lap;
/* A pause: the next point begins a new segment. */
hl_xml_hook hl_draft_pause;

/* TEXT hooks. The start is a dateTime. */
hl_xml_hook hl_draft_title, hl_draft_notes, hl_draft_device, hl_draft_file_id;
hl_xml_hook hl_draft_sport, hl_draft_start, hl_draft_trigger;
hl_xml_hook hl_draft_lap_notes;

/* Rows of path tables; `state` is the format's struct with a `draft` in it. */
#define HL_HOOK(path, kind, hook)                                              \
  { path, kind, 0, 0, hook }
#define HL_VALUE(path, kind, state, member, scale)                             \
  { path, kind, offsetof(state, member), scale, NULL }
#define HL_CHANNEL(path, state, channel, scale)                                \
  HL_VALUE(path, HL_XML_FLOAT, state, draft.point.value[channel], scale)
#define HL_LATITUDE(path, state, scale)                                        \
  HL_VALUE(path, HL_XML_DOUBLE, state, draft.point.latitude_deg, scale)
#define HL_LONGITUDE(path, state, scale)                                       \
  HL_VALUE(path, HL_XML_DOUBLE, state, draft.point.longitude_deg, scale)
#define HL_POINT(path)                                                         \
  HL_HOOK(path, HL_XML_START, hl_draft_begin_point),                           \
      HL_HOOK(path, HL_XML_END, hl_draft_end_point)

/* "1:02:03.5", "02:03" or plain seconds to seconds; NaN for anything else. */
double hl_draft_duration(const char *text, size_t length);
/* Instant of `seconds` after `start`; HL_NO_TIME where either is missing. */
int64_t hl_draft_after(const hl_instant *start, double seconds);

#endif
