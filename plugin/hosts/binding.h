/* SPDX-License-Identifier: MIT
**
** What is known of a host that keeps its activities in SQLite: a <host>
** element of manifest.xml, or of a file in ~/.config/heavylegs/hosts. Adding a
** host is adding such an element, not code.
**
**     <host id="mylog" name="My log" visible="at once">
**       <detect>
**         <table name="log" columns="id start note"/>
**         <probe min="1" max="3">SELECT version FROM meta</probe>
**       </detect>
**       <activities>SELECT id, start, note FROM log</activities>
**       <samples source="sql">SELECT t AS t_s, hr AS heart_rate_bpm
**         FROM point WHERE log = :id ORDER BY t</samples>
**       <samples source="file">{dbdir}/tracks/{id}.tcx</samples>
**       <annotate><field table="log" column="note" key="id"/></annotate>
**     </host>
**
** detect      every table with every column must be there; a version below
**             `min` is no such host, one above `max` is read but not written.
** activities  columns by name: id, start (UTC, seconds since 1970 or a
**             dateTime), offset_s, sport, is_run, distance_m, duration_s,
**             title, note, heavy, legs, rpe, feel, stamp (anything that changes
**             when the samples do). Only id and start are needed.
** samples     tried in order until one gives points. sql: t_utc or t_s, and
**             channels under the names of HL_CHANNELS, latitude_deg,
**             longitude_deg. file: a path in which {dbdir} and {id} are filled
**             in.
** annotate    field: the text column that takes our block. step: a label or
**             the like; `do` statements with :id and :label, `undo` ones that
**             take them back, `writes` the tables (insert, delete) and
**             table.columns (update) they may touch.
**
** Limits: HL_BINDING_* below, and HL_MAX_TEXT bytes for each text.
** Thread class: any thread.
*/
#ifndef HL_HOSTS_BINDING_H
#define HL_HOSTS_BINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum {
  HL_BINDING_TABLES = 8,
  HL_BINDING_SAMPLES = 4,
  HL_BINDING_STEPS = 4,
  HL_BINDING_STATEMENTS = 4
};

typedef struct hl_binding_table {
  const char *name, *columns; /* blanks between */
} hl_binding_table;

typedef struct hl_binding_samples {
  const char *source; /* "sql", "file" */
  const char *text;
} hl_binding_samples;

typedef struct hl_binding_statements {
  const char *sql[HL_BINDING_STATEMENTS];
  size_t n;
} hl_binding_statements;

typedef struct hl_binding_step {
  const char *name, *writes, *label;
  hl_binding_statements doing, undoing;
} hl_binding_step;

typedef struct hl_binding {
  const char *id, *name;
  const char *file;    /* that it comes from; "manifest.xml" is ours */
  const char *visible; /* when the user sees what was written */
  int64_t line;        /* in that file */
  hl_binding_table table[HL_BINDING_TABLES];
  size_t table_n;
  const char *probe, *min, *max; /* NULL: none */
  const char *activities;
  hl_binding_samples samples[HL_BINDING_SAMPLES];
  size_t samples_n;
  hl_binding_table field; /* name: the table; columns: the column */
  const char *field_key;  /* NULL: nothing is written */
  hl_binding_step step[HL_BINDING_STEPS];
  size_t step_n;
} hl_binding;

typedef struct hl_bindings {
  hl_arena *arena; /* the caller's: everything lives there */
  hl_binding *list;
  size_t n, room;
} hl_bindings;

/* Add the <host> elements of a document; `file` names it. HL_E_INPUT with the
** line where one lacks something; then none of this document counts. */
hl_status hl_bindings_read(hl_bindings *bindings, const char *bytes,
                           size_t length, const char *file, hl_error *err);

#endif
