/* SPDX-License-Identifier: MIT
**
** Everything that heavylegs does to a database, one call for every door.
**
** The SQL functions, the INSERT form and, through them, the command line all
** end here. A command is a name and a JSON (or plain) argument; the answer is
** a JSON object. It either happens whole or not at all.
**
**     hl_command_run(engine, HL_VIA_SELECT, "import", "season/", &out, &err)
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_COMMAND_H
#define HL_ANNOTATE_COMMAND_H

#include "base/status.h"
#include "base/text.h"

struct sqlite3;

/* How the command came: decides what transaction statements are possible. */
typedef enum hl_via {
  HL_VIA_SELECT, /* scalar function: own transaction or a savepoint */
  HL_VIA_INSERT, /* xUpdate: plain statements only; the host's statement */
} hl_via;

typedef struct hl_engine hl_engine; /* one per connection */

hl_engine *hl_engine_new(struct sqlite3 *db); /* NULL when out of memory */
void hl_engine_free(hl_engine *engine);

/* Commands and arguments (text; NULL for none). JSON where it begins with '{'
** or '['; otherwise the plain value named first:
**   import    path | {"path":..., "athlete":...}
**   annotate  NULL | {"athlete":..., "rules":[dir...], "path":...}
**   retract   NULL | batch
**   report    {"run":..., "heavy":"start", "legs":4, "rpe":6, "eased":true,
**              "words":"..."}
**   verdict   {"run":..., "rule":"stock.start", "verdict":"agree|disagree"}
**   config    {"key":..., "value":...}       value absent: read it
**   explain   run
**   rules     NULL | {"rules":[dir...]}
**   purge     NULL
** On failure nothing was changed, `err` is filled and `out` is undefined. */
hl_status hl_command_run(hl_engine *engine, hl_via via, const char *command,
                         const char *argument, hl_text *out, hl_error *err);

#endif
