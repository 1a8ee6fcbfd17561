/* SPDX-License-Identifier: MIT
**
** The samples of a host's activities, from wherever its binding says that they
** are: what hosting.c shares with hosting_read.c.
*/
#ifndef HL_ANNOTATE_HOSTING_READ_H
#define HL_ANNOTATE_HOSTING_READ_H

#include "annotate/hosting.h"
#include "hosts/activities.h"

/* An activity that is to be read. There may be a million of them at a time, so
** only what is needed then; texts in the import's arena. */
typedef struct hl_hosting_stale {
  const char *id, *sport, *title, *note, *file;
  int64_t start_ms, size, mtime_ns;
  double distance_m, duration_s;
  int32_t offset_s;
  bool has_offset;
  unsigned char is_run, heavy, legs, rpe, feel;
} hl_hosting_stale;

enum {
  HL_HOSTING_PART = 512 /* in one piece of memory */
};
typedef struct hl_hosting_part {
  hl_hosting_stale list[HL_HOSTING_PART];
  size_t n;
  struct hl_hosting_part *next;
} hl_hosting_part;

/* The same while it is being read. */
typedef struct hl_hosting_one {
  hl_host_activity activity;
  hl_source_row source;
} hl_hosting_one;

typedef struct hl_hosting {
  hl_task *task;
  hl_import *import;
  hl_host_link link;
  const char *sport;     /* of the last one, since most are the same */
  const char *kept_zone; /* a setting that is still to come, see kept.h */
  hl_arena row;          /* of the row being looked at */
  hl_hosting_part *first, *last; /* what is to be read */
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
