/* SPDX-License-Identifier: MIT
**
** A zip archive: its members by name, each as a source of bytes. archive.c is
** the only file that sees minizip, which was chosen over libzip because it
** brings no more than zlib into the host's process (libzip brings OpenSSL and
** bzip2).
**
**     hl_archive *archive;
**     hl_archive_open_path(&archive, path, &err)
**     for (hl_archive_rewind(archive); hl_archive_next(archive, &member);)
**       hl_archive_member(archive, &member, &source, &err) ... hl_source_close
**     hl_archive_close(archive);
**
** Nothing is ever unpacked to a named file, so names in the archive can do no
** harm. What ends a member with HL_E_LIMIT: more than HL_ARCHIVE_RATIO times
** its packed size (beyond 16 MiB), or an archive that in all gives more than
** 256 MiB and HL_ARCHIVE_RATIO times its own size; an archive within an archive
** draws on the same allowance. [one archive, one thread]
*/
#ifndef HL_READ_ARCHIVE_H
#define HL_READ_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "read/source.h"

enum {
  HL_ARCHIVE_RATIO = 300,
  HL_MEMBER_NAME = 512
};

typedef struct hl_archive hl_archive;

typedef struct hl_member {
  char name[HL_MEMBER_NAME]; /* as in the archive, '/' between folders */
  uint64_t packed, size;     /* bytes, as the archive's directory says */
  uint64_t place[2];         /* in the archive's directory */
  const char *refusal; /* why it cannot be unpacked (encrypted ...), or NULL */
} hl_member;

/* HL_E_INPUT when this is no zip, or one that was cut off: its directory is at
** the end. */
hl_status hl_archive_open_path(hl_archive **archive, const char *path,
                               hl_error *err);
/* The same for bytes that come in order only: they are put into a temporary
** file that has no name and goes with the archive. `within`: the archive that
** `source` is a member of, or NULL. The source stays the caller's. */
hl_status hl_archive_open_source(hl_archive **archive, hl_source *source,
                                 hl_archive *within, hl_error *err);

/* Members in the order of the directory, folders left out. hl_archive_next()
** is false at the end; a directory that breaks off ends there. */
void hl_archive_rewind(hl_archive *archive);
bool hl_archive_next(hl_archive *archive, hl_member *member);
/* By its whole name; HL_E_INPUT when there is none. Does not move
** hl_archive_next(). */
hl_status hl_archive_find(hl_archive *archive, const char *name,
                          hl_member *member, hl_error *err);

/* Several may be open at once; close them before the archive. A wrong checksum
** at the end of the member is HL_E_INPUT. */
hl_status hl_archive_member(hl_archive *archive, const hl_member *member,
                            hl_source **source, hl_error *err);

void hl_archive_close(hl_archive *archive); /* NULL is fine */

#endif
