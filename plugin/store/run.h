/* SPDX-License-Identifier: MIT
**
** Runs, where they were read from, and which run a recording is.
**
** One run row is one recording of one activity. The same recording read again
** is found in this order: its source (the host's key or the file's path, and
** the part), then the hash of its samples. A recording of the same activity
** by another device or export is a row of its own: athlete, start within 2 s
** and duration within 1 % make it a duplicate (annotate/duplicate.h).
*/
#ifndef HL_STORE_RUN_H
#define HL_STORE_RUN_H

#include "activity/activity.h"
#include "model/facts.h"
#include "store/db.h"

typedef struct hl_run_row {
  int64_t id;               /* 0: not stored yet */
  const char *athlete;      /* "" by default, never NULL */
  const char *content_hash; /* 32 hex digits */
  int64_t start_ms;
  int32_t utc_offset_s; /* counts unless offset_source is HL_OFFSET_NONE */
  hl_offset_source offset_source;
  const char *sport;       /* as written; NULL: not */
  bool is_run;             /* otherwise it counts as load only */
  const char *sport_guess; /* why is_run was guessed; NULL: it was written */
  double duration_s, moving_s, distance_m; /* NaN: not known */
  const char *device, *title, *notes;      /* NULL: none */
  bool is_indoor, is_truncated;
  const char *reason;     /* "" usable, else a hl_reason_name() */
  int64_t duplicate_of;   /* 0: none */
  const char *judged_key; /* NULL: not judged */
} hl_run_row;

/* What became of one part of a file or one activity of a host. */
typedef struct hl_source_row {
  const char *athlete;
  const char *host; /* "" for a file */
  const char *name; /* the file's path, or the host's key */
  int part;
  int64_t run_id;   /* 0: none came of it */
  const char *path; /* of a host's activity: the file it came from */
  const char *format;
  int64_t size, mtime_ns;
  const char *engine; /* which engine read it */
  const char *status; /* "read", "truncated", "failed" */
  const char *message;
  int64_t line;
  bool leads; /* of several sources of a run: its words are the run's */
} hl_source_row;

/* Texts of rows that are read live in `arena`. Not found gives id 0. */
void hl_run_get(hl_store *store, int64_t id, hl_arena *arena, hl_run_row *run);
int64_t hl_run_find_content(hl_store *store, const char *athlete,
                            const char *content_hash);
/* All of one athlete in the order of start, then content: the order in which
** they are judged. `visit` must not change runs. */
typedef hl_status hl_run_visit(void *ctx, const hl_run_row *run);
void hl_run_each(hl_store *store, const char *athlete, hl_arena *arena,
                 hl_run_visit *visit, void *ctx);
/* The athletes that have runs, ascending; an array in `arena`. */
const char **hl_run_athletes(hl_store *store, hl_arena *arena, size_t *count);

/* Insert where run->id is 0, and update otherwise. Returns the id. Neither
** judged_key nor duplicate_of is touched by an update. */
int64_t hl_run_put(hl_store *store, const hl_run_row *run);
void hl_run_set_duplicate(hl_store *store, int64_t id, int64_t duplicate_of);
void hl_run_set_offset(hl_store *store, int64_t id, int32_t utc_offset_s,
                       hl_offset_source source);
/* effort_bpm: NaN where the run as a whole could not be judged. */
void hl_run_set_judged(hl_store *store, int64_t id, const char *judged_key,
                       double effort_bpm);
void hl_run_set_reason(hl_store *store, int64_t id, const char *reason);
/* How many recordings are marked as duplicates of another. */
int64_t hl_run_duplicates(hl_store *store, const char *athlete);

/* The row of a source; false when there is none. */
bool hl_source_get(hl_store *store, const hl_source_row *key, hl_arena *arena,
                   hl_source_row *row);
void hl_source_put(hl_store *store, const hl_source_row *row);
/* This source leads from now on, and no other of its run does. */
void hl_source_lead(hl_store *store, hl_source_row *row);
/* How many sources a run has. */
int64_t hl_source_count(hl_store *store, int64_t run_id);
/* Parts of a file that are no longer in it: `first` and above go. Their runs
** stay. */
void hl_source_cut(hl_store *store, const hl_source_row *key, int first);
/* What failed of a file: its own row, and those of an archive's members, which
** are named "archive.zip/member". Texts live in `arena`. */
typedef hl_status hl_source_visit(void *ctx, const hl_source_row *row);
void hl_source_each_failed(hl_store *store, const hl_source_row *key,
                           hl_arena *arena, hl_source_visit *visit, void *ctx);
/* The members' rows go. */
void hl_source_cut_members(hl_store *store, const hl_source_row *key);

/* A time of a row that is not ours, cut so that no sum or difference of times
** may overflow. */
int64_t hl_run_sane_ms(int64_t ms);

/* From the names that the tables hold. */
hl_offset_source hl_offset_source_from_name(const char *name);

#endif
