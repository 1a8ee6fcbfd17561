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
#include "hosts/host.h"

/* What marks our block in a host's text. */
#define HL_HOST_TAG "heavy-legs"

typedef struct hl_host_activity {
  const char *id; /* as text, whatever type the host keeps it in */
  int64_t start_ms;
  bool has_offset;
  int32_t offset_s;
  const char *sport;
  hl_yes is_run; /* HL_UNSAID: by the sport's name */
  double distance_m, duration_s;
  const char *title, *note;
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
hl_status hl_host_activities(const hl_host *host, struct sqlite3 *db,
                             const hl_host_taker *taker, hl_error *err);

/* Add the points that a statement gives for the activity. */
hl_status hl_host_samples(const char *sql, struct sqlite3 *db,
                          const hl_host_activity *activity, hl_activity *out,
                          hl_error *err);

/* The file that a template names: {dbdir} is the folder of the database. An id
** that would lead elsewhere, or a database without a file: HL_E_INPUT. */
hl_status hl_host_path(const char *template, struct sqlite3 *db, const char *id,
                       hl_text *path, hl_error *err);

/* Lay what the host says over what was read from the samples. HL_E_NOMEM. */
hl_status hl_host_tell(const hl_host_activity *activity, hl_activity *out,
                       hl_error *err);

#endif
