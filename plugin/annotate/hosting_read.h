/* SPDX-License-Identifier: MIT
**
** The samples of a host's activities, from wherever its binding says that they
** are: what hosting.c shares with hosting_read.c.
*/
#ifndef HL_ANNOTATE_HOSTING_READ_H
#define HL_ANNOTATE_HOSTING_READ_H

#include "annotate/hosting.h"
#include "hosts/activities.h"

typedef struct hl_hosting_stale {
  hl_host_activity activity;
  hl_source_row source;
} hl_hosting_stale;

typedef struct hl_hosting {
  hl_task *task;
  hl_import *import;
  hl_host_link link;
  const char *kept_zone; /* a setting that is still to come, see kept.h */
  hl_arena row;          /* of the row being looked at */
  hl_hosting_stale *list;
  size_t room;
  hl_measurer measurer;
  const hl_host_activity *now; /* being measured */
  hl_piece *best;              /* of its file: the activity of that time */
  hl_error why;                /* the last reason why there is none */
} hl_hosting;

/* The file that samples would come from: for "file" by its template, for
** "original" one that was imported and began at the same time. Nothing is
** added where there is none; HL_E_INPUT says why, HL_E_NOMEM. */
hl_status hl_hosting_path(hl_hosting *h, const hl_binding_query *samples,
                          const hl_host_activity *activity, hl_text *path,
                          hl_error *err);

/* Read what is stale into the import's spool. */
hl_status hl_hosting_read(hl_hosting *h, hl_error *err);

#endif
