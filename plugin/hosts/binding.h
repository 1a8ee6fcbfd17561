/* SPDX-License-Identifier: MIT
**
** What is known of a host that keeps its activities in SQLite: a <host>
** element of manifest.xml, or of a file in ~/.config/heavylegs/hosts. Adding a
** host is adding such an element, not code. heavylegs-hosts(7) is the manual of
** the language, plugin/hosts/hosts.rng its grammar; here is what the parts
** become.
**
**     <host id="mylog" name="My log" visible="at once">
**       <detect>
**         <table name="log" columns="id start note"/>
**         <probe min="1" max="3">SELECT version FROM meta</probe>
**       </detect>
**       <attach name="body" file="{dbdir}/body.db" optional="yes"/>
**       <param name="scale" in="body" default="1000">SELECT ...</param>
**       <activities time="local">SELECT id, start, note FROM log</activities>
**       <samples source="sql">SELECT t AS t_s, hr AS heart_rate_bpm
**         FROM point WHERE log = :id ORDER BY t</samples>
**       <samples source="file">{dbdir}/tracks/{id}.tcx</samples>
**       <laps>SELECT t_s, distance_m FROM lap WHERE log = :id</laps>
**       <wellness in="body">SELECT day, rhr_bpm FROM body.morning</wellness>
**       <annotate><field table="log" column="note" key="id"/></annotate>
**     </host>
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
  HL_BINDING_QUERIES = 6, /* activities, samples, laps, wellness: of each */
  HL_BINDING_ATTACHED = 4,
  HL_BINDING_PARAMS = 8,
  HL_BINDING_STEPS = 4,
  HL_BINDING_STATEMENTS = 4
};

typedef struct hl_binding_table {
  const char *name, *columns; /* blanks between */
} hl_binding_table;

/* A statement that reads, or where samples come from otherwise. */
typedef struct hl_binding_query {
  const char *source; /* of samples: "sql", "file", "blob", "original" */
  const char *text;   /* the statement, or a path; NULL: "original" */
  const char *in;    /* the attached database that it reads; NULL: the host's */
  const char *needs; /* tables and table.columns, blanks between; NULL: none */
  bool is_local;     /* times without a zone are the runner's clock */
} hl_binding_query;

typedef struct hl_binding_queries {
  hl_binding_query item[HL_BINDING_QUERIES];
  size_t n;
} hl_binding_queries;

typedef struct hl_binding_attach {
  const char *name, *file; /* file: a path with {dbdir} */
  bool is_optional;
} hl_binding_attach;

typedef struct hl_binding_param {
  const char *name;
  const char *fallback; /* where the statement gives nothing; NULL: NULL */
  hl_binding_query query;
} hl_binding_param;

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
  bool is_rebuilt;     /* the host makes its database anew at times */
  int64_t line;        /* in that file */
  hl_binding_table table[HL_BINDING_TABLES];
  size_t table_n;
  const char *probe, *min, *max; /* NULL: none */
  hl_binding_attach attach[HL_BINDING_ATTACHED];
  size_t attach_n;
  hl_binding_param param[HL_BINDING_PARAMS];
  size_t param_n;
  hl_binding_queries activities, samples, laps, wellness;
  hl_binding_table field;  /* name: the table; columns: the column */
  const char *field_key;   /* NULL: nothing is written */
  const char *field_limit; /* most characters that it takes; NULL: any */
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
