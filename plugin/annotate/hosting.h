/* SPDX-License-Identifier: MIT
**
** The program whose database this is: its activities into runs, our text into
** its field and back out. What it keeps where is told by hosts/binding.h.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_HOSTING_H
#define HL_ANNOTATE_HOSTING_H

#include "annotate/import.h"
#include "hosts/host.h"

/* The host of the command's database; *host NULL: none that can be read. */
hl_status hl_hosting_find(hl_task *task, const hl_host **host, hl_error *err);

/* As hl_import_start(), for the host's activities that are new or changed. */
hl_status hl_hosting_import(hl_task *task, const hl_host *host,
                            hl_import *import, hl_error *err);

typedef struct hl_hosting_way {
  bool looks_only;     /* count what would change */
  bool takes_back;     /* nothing is to stand any more */
  const char *athlete; /* NULL: all */
} hl_hosting_way;

/* As hl_import_write(); what was kept of a host that was made anew is taken up
** (kept.h). */
hl_status hl_hosting_write(hl_task *task, hl_import *import, hl_error *err);

typedef struct hl_hosting_done { /* activities */
  int64_t changes;               /* whose field is another one now */
  int64_t no_field; /* not written: no row or no text there to write to */
  int64_t no_room;  /* not written: the user's own words fill the field */
} hl_hosting_done;

/* Bring the host's fields to what stands now, each change journalled; inside
** the caller's transaction unless it only looks. A host that is not written, or
** NULL: nothing is done. */
hl_status hl_hosting_sync(hl_task *task, const hl_host *host,
                          const hl_hosting_way *way, hl_hosting_done *done,
                          hl_error *err);

#endif
