/* SPDX-License-Identifier: MIT
**
** Files and folders into runs.
**
**     hl_import import;
**     hl_import_start(task, &import, &err);
**     if (hl_import_has_news(&import)) {
**       hl_txn_begin(...);
**       hl_import_write(&import);
**       hl_txn_end(...);
**     }
**     hl_import_close(&import);
**
** What is read again is decided by keys: a file whose size, time and engine
** are as they were is not opened. What is written is only what differs. The
** order of files, of imports and of threads does not matter: results wait in a
** spool and are settled in the order of the runs' starts.
**
** What is read is a cache of the files. Of more than HL_IMPORT_CHUNK files all
** but the last chunk are committed while reading goes on: the lock is held for
** a moment each, and what was read is not read again after a fall. Within a
** transaction of the host, and inside a statement, nothing is committed. Up to
** that many files nothing is written before hl_import_write().
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_IMPORT_H
#define HL_ANNOTATE_IMPORT_H

#include "annotate/clock.h"
#include "annotate/measure.h"
#include "annotate/progress.h"
#include "annotate/spool.h"
#include "annotate/task.h"
#include "base/text.h"
#include "hosts/gc_athlete.h"

enum {
  HL_IMPORT_FAILURES = 100, /* most that are listed; all are in the tables */
  HL_IMPORT_CHUNK = 200     /* files that are committed together */
};

typedef struct hl_import_counts {
  int64_t files;                /* met */
  int64_t read;                 /* opened, because new or changed */
  int64_t fresh, changed, same; /* activities */
  int64_t not_runs;             /* among them */
  int64_t failed;               /* files, or the rest of a file */
  int64_t days;                 /* diary days that came from files */
} hl_import_counts;

typedef struct hl_import {
  hl_store *store;
  bool has_tables;
  const char *athlete;
  const char *host; /* "" for files */
  hl_progress *progress;
  hl_arena *arena;
  hl_spool spool;
  int64_t committed; /* files in chunks that are committed already */
  hl_local_clock clock;
  bool clock_is_open;
  bool has_gc; /* a folder of GoldenCheetah: what it says of the athlete */
  hl_gc_athlete gc;
  bool gc_is_news;
  hl_source_row *stale; /* files to be read */
  size_t stale_n, stale_room;
  hl_import_counts count;
  hl_source_row *failure; /* the first of them */
  size_t failure_n;
  hl_day *days; /* of a host, that differ from what is stored */
  size_t days_n;
} hl_import;

/* Find and read what the arguments "path" and "threads" name. HL_E_INPUT when a
** path that is named does not exist; a file that cannot be read is counted and
** listed. To be closed whatever it returns. */
hl_status hl_import_start(hl_task *task, hl_import *import, hl_error *err);
bool hl_import_has_news(const hl_import *import);
/* Inside the caller's transaction; the tables must be there. */
hl_status hl_import_write(hl_import *import, hl_error *err);
/* The command fails: say in `err` what stays. */
void hl_import_tell_kept(const hl_import *import, hl_error *err);
/* The JSON object of command.h. */
void hl_import_summary(hl_import *import, hl_text *out, const char *key);
void hl_import_close(hl_import *import);

/* ---- between import*.c -------------------------------------------------- */

/* Read the stale files (import_read.c). */
hl_status hl_import_read(hl_task *task, hl_import *import, int threads,
                         hl_error *err);
/* What is in the spool, and what hangs on it (import_write.c). */
hl_status hl_import_write_spool(hl_import *import, hl_error *err);

/* ---- for hosting.c, which finds and reads a host's activities ---------- */

void hl_import_init(hl_task *task, const char *host, hl_import *import);
hl_status hl_import_open_spool(hl_import *import, hl_error *err);
/* Was this source read before, as it is now, by this engine? Counts it. */
bool hl_import_knows(hl_import *import, const hl_source_row *source);
/* Take a piece into the spool. */
hl_status hl_import_take(hl_import *import, hl_piece *piece, hl_error *err);

/* Count a failure, and name it in the summary. */
void hl_import_failed(hl_import *import, const hl_source_row *source);

/* ---- import_gc.c: what a folder of GoldenCheetah says of its athlete ----- */

hl_status hl_import_open_clock(hl_import *import, hl_error *err);
hl_status hl_import_gc_read(hl_import *import, const char *folder,
                            hl_error *err);
/* Inside the transaction, behind the runs. */
void hl_import_gc_write(hl_import *import);

#endif
