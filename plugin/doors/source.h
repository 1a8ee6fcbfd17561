/* SPDX-License-Identifier: MIT
**
** The `source` argument of the reading functions: a TEXT is a path, a BLOB is
** the file's bytes. Thread class: db thread.
*/
#ifndef HL_DOORS_SOURCE_H
#define HL_DOORS_SOURCE_H

#include <sqlite3ext.h>

#include "read/read.h"

#define HL_NEEDS_SOURCE "a source: the path of a file, or its bytes as a BLOB"

/* Read all of `source` into the sink. Errors name the file. */
hl_status hl_source_value_read(sqlite3_value *source, const hl_read_sink *sink,
                               hl_error *err);

#endif
