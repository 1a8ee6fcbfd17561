/* SPDX-License-Identifier: MIT
**
** The SQLite hosts that are known, and which of them a database belongs to.
**
**     hl_hosts hosts;
**     hl_hosts_open(&hosts, &arena, &err);
**     const hl_host *host = hl_hosts_detect(&hosts, db, &err);
**
** Known are the hosts of the embedded manifest.xml and of every *.xml in
** $XDG_CONFIG_HOME/heavylegs/hosts (~/.config). A host of one's own with the
** id of ours takes its place. A file that does not load is a host with a
** problem and stops nothing else.
**
** Before a statement of a binding meets the database it is prepared alone in a
** private, empty copy of the schema, under an authorizer: what reads must be
** read-only, what writes may touch the tables and columns it declares and none
** of ours; ATTACH, PRAGMA, functions that load code and the like are refused,
** and so is a function that only the program around us knows. The connection's
** own authorizer belongs to that program and is left alone.
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_HOST_H
#define HL_HOSTS_HOST_H

#include "hosts/link.h"

struct sqlite3;

typedef struct hl_host {
  hl_binding binding;
  bool is_detected;
  bool can_read, can_write; /* of a detected one */
  const char *version;      /* what the probe said; NULL: none */
  const char *problem;      /* what is not read or written and why; NULL */
} hl_host;

typedef struct hl_hosts {
  hl_arena *arena;
  hl_host *list;
  size_t n;
} hl_hosts;

/* HL_E_NOMEM only. */
hl_status hl_hosts_open(hl_hosts *hosts, hl_arena *arena, hl_error *err);

/* Hold every known host against the database `main`; the first one that fits
** and can be read is *host, else NULL. */
hl_status hl_hosts_detect(hl_hosts *hosts, struct sqlite3 *db,
                          const hl_host **host, hl_error *err);

/* Does the database have the tables of a host that makes it anew at times? */
hl_status hl_hosts_is_rebuilt(const hl_hosts *hosts, struct sqlite3 *db,
                              bool *is_rebuilt, hl_error *err);

/* Prepare all statements of a binding as above, those that the database meets
** the needs of. HL_E_INPUT names the one that is refused and why; *writes
** tells whether it is one that writes. */
hl_status hl_host_rehearse(const hl_host_link *link, bool *writes,
                           hl_error *err);

#endif
