/* SPDX-License-Identifier: MIT
**
** Inside of the reading room: what a format has to bring, and what it is
** given. Only files of plugin/read include this.
**
** A format is one file with one constant:
**
**     const hl_format_reader hl_read_tcx = {
**         .about = {"tcx", ".tcx", "Garmin Training Center XML"},
**         .root = "TrainingCenterDatabase",
**         .xml = &tcx_xml,
**     };
**
** and one line in the table of formats.c. A reader fills in->activity through
** the hl_activity_* builder and calls hl_reading_take() when an activity is
** complete; that hands it to the caller and empties it for the next one.
*/
#ifndef HL_READ_FORMAT_H
#define HL_READ_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "read/archive.h"
#include "read/read.h"
#include "read/source.h"
#include "read/xml.h"

/* One file (or one member of an archive) while it is being read. */
struct hl_reading {
  hl_reader *reader;
  const char *name;    /* for texts; never NULL */
  const char *path;    /* where it lies; NULL: bytes or an archive member */
  hl_archive *archive; /* the zip that this is a member of, NULL: none */
  const hl_read_sink *sink;
  hl_activity *activity; /* the reader's own, reset for this format */
  int part;              /* activities handed over so far */
  int depth;        /* 0; 1 inside an archive, 2 in an archive within ... */
  bool ended_early; /* compressed data broke off: take it as truncated */
  const char *no_activity; /* why there is none ("a route"), static; or NULL */
};

typedef struct hl_format_reader {
  hl_format about;

  /* How content is recognised, one of the two: the local name of the root
  ** element (a second and third name may follow, separated by blanks), or a
  ** look at the first bytes (at most HL_SNIFF bytes, unpacked from gzip). */
  const char *root;
  bool (*sniff)(const unsigned char *head, size_t length);

  /* How it is read, one of the three. */
  const hl_xml_format *xml;
  /* Whole content in memory, at most size_limit bytes; a NUL lies behind. */
  hl_status (*read_whole)(hl_reading *in, const unsigned char *bytes,
                          size_t length, hl_error *err);
  /* Anything else, such as an archive: pulls from `source` itself. */
  hl_status (*read_source)(hl_reading *in, hl_source *source, hl_error *err);

  uint64_t size_limit; /* of the decoded content; 0: HL_READ_SIZE_LIMIT */
} hl_format_reader;

enum {
  HL_SNIFF = 4096
};
#define HL_READ_SIZE_LIMIT ((uint64_t)256 << 20)
#define HL_READ_NO_LIMIT UINT64_MAX

/* formats.c: the table of all formats, NULL at the end. */
extern const hl_format_reader *const hl_format_readers[];

/* Does the name end as this format's do, with or without ".gz" behind? */
bool hl_format_has_name(const hl_format_reader *format, const char *name);

/* Hand over in->activity (finished here) as the next part and empty it. An
** activity with neither points nor laps is passed over and nothing happens.
** The status is the caller's: anything but HL_OK ends the reading. */
hl_status hl_reading_take(hl_reading *in, hl_error *err);

/* Count a point that cannot be kept; the first reason (static text) stays. */
void hl_reading_drop(hl_reading *in, const char *reason, int64_t line);

/* A time of the file was read: the first one with an offset from UTC tells the
** activity's local time. */
void hl_reading_clock(hl_reading *in, const hl_instant *instant);

/* Ask between chunks: HL_E_CANCEL when the caller wants to stop. */
hl_status hl_reading_check(const hl_reading *in, hl_error *err);

/* Read what `source` holds as if it were a file called `name`: for archives
** and for files that name others. Parts are counted on in in->part. The source
** is closed. */
hl_status hl_reading_nested(hl_reading *in, hl_source *source, const char *name,
                            hl_error *err);

#endif
