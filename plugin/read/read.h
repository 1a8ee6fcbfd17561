/* SPDX-License-Identifier: MIT
**
** Files and bytes to activities.
**
** hl_read_path() looks at the content (magic bytes or the root element, never
** the file name alone), unpacks gzip and zip, picks the format's reader and
** hands every activity to `take` as it is complete: a file may hold many.
**
** A bad file gives HL_E_INPUT or HL_E_LIMIT with line and cause. A file that
** ends early gives HL_OK with activity->is_truncated where complete points
** were found. Files with no activity in them (a route, a course) are
** HL_E_INPUT "no activity: ..." so that nothing passes silently.
**
** Thread class: any thread, one hl_reader per thread.
**
** What each format has, in which unit, and what is done with it:
** plugin/doc/heavylegs-formats.7, the one place that says so.
*/
#ifndef HL_READ_READ_H
#define HL_READ_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/file.h"
#include "base/status.h"

/* The activity belongs to the reader and is reset after the call: copy what
** must last. `part` counts the activities of one file from 0. Return
** non-zero to end the reading; hl_read_* then return that status. */
typedef hl_status hl_take_activity(void *ctx, hl_activity *activity, int part,
                                   hl_error *err);
/* Daily records; may be NULL in hl_read_sink. day->source is one of
** hl_day_sources: a day may be told of by several files, each part by one. */
extern const char *const hl_day_sources[]; /* NULL at the end */
typedef hl_status hl_take_day(void *ctx, const hl_day *day, hl_error *err);

/* A member of an archive that could not be read, and why; the others still
** are. Without this call the first such error is what hl_read_* return, after
** everything that could be read was handed over. */
typedef void hl_refuse_member(void *ctx, const char *member,
                              const hl_error *why);

typedef struct hl_read_sink {
  hl_take_activity *take;
  hl_take_day *take_day;
  void *ctx;
  hl_refuse_member *refuse;
} hl_read_sink;

typedef struct hl_reader hl_reader;

hl_reader *hl_reader_new(void); /* NULL when out of memory */
void hl_reader_free(hl_reader *reader);

/* Asked between chunks; non-zero ends the reading with HL_E_CANCEL. */
void hl_reader_set_cancel(hl_reader *reader, bool (*cancelled)(void *ctx),
                          void *ctx);

hl_status hl_read_path(hl_reader *reader, const char *path,
                       const hl_read_sink *sink, hl_error *err);
/* A file's content in memory. */
typedef struct hl_content {
  const void *bytes;
  size_t length;
  const char *name; /* for error texts, and a last hint for the format */
} hl_content;
hl_status hl_read_bytes(hl_reader *reader, const hl_content *content,
                        const hl_read_sink *sink, hl_error *err);

/* Does the name end like a file we read (".tcx", ".tcx.gz", ".fit" ...)? Used
** to pass over the other files of a folder quietly. */
bool hl_read_knows_name(const char *path);

/* The formats, as the manual lists them. */
typedef struct hl_format {
  const char *name;       /* "tcx" */
  const char *extensions; /* ".tcx" or ".sml .xml" */
  const char *title;      /* "Garmin Training Center XML" */
} hl_format;
/* By number from 0; NULL behind the last. */
const hl_format *hl_format_at(size_t index);

#endif
