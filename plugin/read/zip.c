/* SPDX-License-Identifier: MIT
**
** Zip archives: one activity zipped for a mail, or a whole export (Strava,
** Garmin with archives inside, Apple Health). Every member is read as a file of
** its own; one that cannot be read stops no other.
**
** Members whose names are not of a kind we read are passed over, except where
** the archive holds only one file. So are parts of something else that lies in
** the same archive: Apple Health's routes, which belong to its workouts, and
** Strava's activities.csv, whose words are laid over the activities.
** Limits: archive.h; members of an archive 200,000.
*/
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/export_strava.h"
#include "read/folder.h"
#include "read/formats.h"

enum {
  MEMBER_LIMIT = 200000,
  CSV_LIMIT = 64 << 20
};

typedef struct zip_reading {
  hl_reading *in;
  hl_archive *archive;
  hl_export *export;  /* of the archive's activities.csv, or NULL */
  const char *member; /* being read */
  hl_status ended;    /* what the caller's sink said to end the reading */
  bool has_given;     /* an activity or a day was handed over */
  size_t refused_n;
  hl_error refused; /* the first */
} zip_reading;

/* ---- between the members and the caller --------------------------------- */

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  zip_reading *zip = ctx;
  const hl_read_sink *sink = zip->in->sink;
  if (zip->export) hl_export_apply(zip->export, zip->member, activity);
  if (activity->text_lost) return zip->ended = hl_nomem(err);
  zip->has_given = true;
  zip->ended = sink->take(sink->ctx, activity, part, err);
  return zip->ended;
}

static hl_status take_day(void *ctx, const hl_day *day, hl_error *err) {
  zip_reading *zip = ctx;
  const hl_read_sink *sink = zip->in->sink;
  zip->has_given = true;
  if (sink->take_day) zip->ended = sink->take_day(sink->ctx, day, err);
  return zip->ended;
}

static void refuse(void *ctx, const char *member, const hl_error *why) {
  zip_reading *zip = ctx;
  const hl_read_sink *sink = zip->in->sink;
  if (zip->refused_n++ == 0) zip->refused = *why;
  if (sink->refuse) sink->refuse(sink->ctx, member, why);
}

/* ---- members ------------------------------------------------------------ */

/* Is it of the file's own making, or must it end the whole reading? */
static bool is_of_the_file(const zip_reading *zip, hl_status status) {
  return !zip->ended && (status == HL_E_INPUT || status == HL_E_LIMIT);
}

static hl_status read_member(zip_reading *zip, const hl_member *member,
                             hl_error *err) {
  const hl_read_sink sink = {take, take_day, zip, refuse};
  hl_reading inner = *zip->in;
  hl_source *source = NULL;
  hl_error why = {0};
  inner.sink = &sink;
  inner.archive = zip->archive;
  zip->member = member->name;
  hl_status status = hl_archive_member(zip->archive, member, &source, &why);
  if (!status) status = hl_reading_nested(&inner, source, member->name, &why);
  zip->in->part = inner.part;
  if (!status) return HL_OK;
  hl_error_where(&why, member->name);
  if (is_of_the_file(zip, status)) {
    refuse(zip, member->name, &why);
    return HL_OK;
  }
  if (err && !err->status) *err = why;
  return status;
}

/* What file managers put in beside the files. */
static bool is_hidden(const char *name) {
  return hl_base_name(name)[0] == '.' || strncmp(name, "__MACOSX/", 9) == 0;
}

static size_t count_members(hl_archive *archive) {
  hl_member member;
  size_t n = 0;
  hl_archive_rewind(archive);
  while (n <= MEMBER_LIMIT && hl_archive_next(archive, &member))
    if (!is_hidden(member.name)) n++;
  hl_archive_rewind(archive);
  return n;
}

static hl_status read_members(zip_reading *zip, size_t count, hl_error *err) {
  hl_member member;
  hl_status status = HL_OK;
  while (!status && hl_archive_next(zip->archive, &member)) {
    if (is_hidden(member.name) || hl_folder_is_part(member.name)) continue;
    if (count > 1 && !hl_read_knows_name(member.name)) continue;
    status = read_member(zip, &member, err);
    if (!status) status = hl_reading_check(zip->in, err);
  }
  return status;
}

/* The export's table of its files, wherever in the archive it lies. A table
** that cannot be read is refused like any other member. */
static hl_status open_export(zip_reading *zip, hl_error *err) {
  hl_member member;
  hl_source *source = NULL;
  hl_error why = {0};
  char *bytes = NULL;
  size_t length = 0;
  bool found = false;
  while (!found && hl_archive_next(zip->archive, &member))
    found = strcmp(hl_base_name(member.name), "activities.csv") == 0 &&
            !is_hidden(member.name);
  hl_archive_rewind(zip->archive);
  if (!found) return HL_OK;
  hl_status status = hl_archive_member(zip->archive, &member, &source, &why);
  if (!status)
    status = hl_source_load(source, CSV_LIMIT, &bytes, &length, &why);
  hl_source_close(source);
  if (!status) status = hl_export_parse(&zip->export, bytes, length, &why);
  free(bytes);
  if (status && is_of_the_file(zip, status)) {
    hl_error_where(&why, member.name);
    refuse(zip, member.name, &why);
    return HL_OK;
  }
  if (status && err && !err->status) *err = why;
  return status;
}

static hl_status conclude(const zip_reading *zip, size_t count, hl_error *err) {
  const hl_error *first = &zip->refused;
  bool is_told = zip->in->sink->refuse && count > 1;
  if (zip->refused_n > 0 && !is_told) {
    if (err && !err->status) *err = *first;
    return first->status;
  }
  if (zip->has_given) return HL_OK;
  if (zip->refused_n > 0)
    return hl_fail(err, HL_E_INPUT,
                   "none of the %zu activity files in the "
                   "archive could be read",
                   zip->refused_n);
  return hl_fail(err, HL_E_INPUT,
                 "no activity: an archive of %zu files of other kinds", count);
}

static hl_status open_archive(hl_reading *in, hl_source *source,
                              hl_archive **archive, hl_error *err) {
  if (in->path && in->depth == 0)
    return hl_archive_open_path(archive, in->path, err);
  return hl_archive_open_source(archive, source, in->archive, err);
}

static hl_status read_zip(hl_reading *in, hl_source *source, hl_error *err) {
  zip_reading zip = {.in = in};
  hl_status status = open_archive(in, source, &zip.archive, err);
  if (status) return status;
  size_t count = count_members(zip.archive);
  if (count > MEMBER_LIMIT)
    status = hl_fail(err, HL_E_LIMIT, "an archive of more than %d files",
                     MEMBER_LIMIT);
  if (!status) status = open_export(&zip, err);
  if (!status) status = read_members(&zip, count, err);
  if (!status) status = conclude(&zip, count, err);
  hl_export_free(zip.export);
  hl_archive_close(zip.archive);
  return status;
}

static bool sniff_zip(const unsigned char *head, size_t length) {
  return length >= 4 &&
         (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0);
}

const hl_format_reader hl_read_zip = {
    .about = {"zip", ".zip", "Zip archive of activity files"},
    .sniff = sniff_zip,
    .read_source = read_zip,
};
