/* SPDX-License-Identifier: MIT
**
** What a SQLite host holds, as our activities: rows of its `activities` and
** `samples` statements (binding.h) into structs of ours.
**
** Block of ours in a title or note is taken off before anything is read from
** it, so that what we wrote never comes back as the user's words. Rows may
** hold anything: NULL and values of another type are "not recorded", a row
** without an id or a readable start is handed over with its problem.
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_ACTIVITIES_H
#define HL_HOSTS_ACTIVITIES_H

#include "activity/activity.h"
#include "base/text.h"
#include "hosts/rows.h"

typedef struct hl_host_activity {
  const char *id; /* as text, whatever type the host keeps it in */
  int64_t start_ms;
  bool has_offset;
  int32_t offset_s;
  const char *sport;
  hl_yes is_run; /* HL_UNSAID: by the sport's name */
  double distance_m, duration_s;
  const char *title, *note;
  const char *file; /* that the host names for its samples; NULL: none */
  hl_report report;
  int64_t stamp;       /* changes with any column */
  const char *problem; /* why it cannot be read; NULL: it can */
} hl_host_activity;

/* Texts live in `arena`. Non-zero from `visit` ends the reading. HL_E_HOST
** with the database's own words, HL_E_NOMEM. */
typedef hl_status hl_host_visit(void *ctx, const hl_host_activity *activity,
                                hl_error *err);
typedef struct hl_host_taker {
  hl_arena *arena;
  hl_host_visit *visit;
  void *ctx;
} hl_host_taker;
hl_status hl_host_activities(hl_host_link *link, const hl_host_taker *taker,
                             hl_error *err);

/* The bytes that the statement gives for it, in a form that files have: the
** first column of its first row. `take` is called where there are some; they
** last as long as the call. */
typedef hl_status hl_host_take_bytes(void *ctx, const void *bytes,
                                     size_t length, hl_error *err);
typedef struct hl_host_bytes_taker {
  hl_host_take_bytes *take;
  void *ctx;
} hl_host_bytes_taker;
hl_status hl_host_blob(const hl_host_link *link, const hl_binding_query *query,
                       const char *id, const hl_host_bytes_taker *taker,
                       hl_error *err);

/* The file that a template names. {dbdir} is the folder of the database, {id}
** the activity's; {file} alone is the file that the activity names, from the
** folder of the database where it is no absolute path. An id that would lead
** elsewhere, an activity without a file or a database without a folder:
** HL_E_INPUT. */
hl_status hl_host_path(const hl_host_link *link, const char *template,
                       const hl_host_activity *activity, hl_text *path,
                       hl_error *err);

/* Lay what the host says over what was read from the samples: texts, report,
** sport, local time, and its laps where there are none. HL_E_NOMEM, HL_E_HOST.
*/
hl_status hl_host_tell(const hl_host_link *link,
                       const hl_host_activity *activity, hl_activity *out,
                       hl_error *err);

#endif
