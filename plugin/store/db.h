/* SPDX-License-Identifier: MIT
**
** Statements against the caller's connection, with one sticky error.
**
** An hl_store lives for one command: it keeps the statements it prepared and
** the first error. After an error every call does nothing and gives zeros, so
** a run of calls is checked once at the end:
**
**     hl_query *q = hl_query_of(store, "SELECT id FROM main.heavylegs_run "
**                                      "WHERE athlete = :athlete");
**     hl_bind_text(q, ":athlete", athlete);
**     while (hl_query_row(q)) use(hl_column_int(q));
**     ...
**     return hl_store_status(store, err);
**
** SQL is always a string literal: statements are found again by its address.
** Nothing is kept when the command ends, so the host can close its connection.
**
** Thread class: db thread.
*/
#ifndef HL_STORE_DB_H
#define HL_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

struct sqlite3;

typedef struct hl_store hl_store;
typedef struct hl_query hl_query;

/* NULL when out of memory. The connection stays the caller's. */
hl_store *hl_store_open(struct sqlite3 *db);
void hl_store_close(hl_store *store);

struct sqlite3 *hl_store_db(hl_store *store);
bool hl_store_failed(const hl_store *store);
/* The first error, copied to `err`; HL_OK when there is none. */
hl_status hl_store_status(const hl_store *store, hl_error *err);
/* Make an error of ours stick; hl_store_forget() drops it, for the undoing of
** what went wrong. */
hl_status hl_store_fail(hl_store *store, hl_status status, const char *text);
void hl_store_forget(hl_store *store);
/* The same for a status that needs no words, as visitors return it. */
hl_status hl_store_stop(hl_store *store, hl_status status);

/* The statement for this literal, reset and without values. Never NULL: after
** an error it is one that does nothing. One use at a time. */
hl_query *hl_query_of(hl_store *store, const char *sql);

/* Prepare it anew, for its first use or when SQLite would have to. */
void hl_query_renew(hl_store *store, const char *sql);

/* `name` with its colon. NULL text and blob, and NaN, are stored as NULL. */
void hl_bind_int(hl_query *query, const char *name, int64_t value);
void hl_bind_double(hl_query *query, const char *name, double value);
void hl_bind_text(hl_query *query, const char *name, const char *value);
void hl_bind_blob(hl_query *query, const char *name, const void *bytes,
                  size_t length);

/* True: a row is there, read it from the left with hl_column_*. False: no
** more, or an error; the statement is reset. */
bool hl_query_row(hl_query *query);
/* Leave a row loop early. */
void hl_query_end(hl_query *query);
/* For statements without rows: how many rows they changed. */
int64_t hl_query_run(hl_query *query);

/* The next value of the row, from the left. NULL gives 0, NaN and "", also in a
** table that somebody else made. Texts and blobs are copied into `arena`. */
int64_t hl_column_int(hl_query *query);
double hl_column_double(hl_query *query);
const char *hl_column_text(hl_query *query, hl_arena *arena);
const char *hl_column_text_or_null(hl_query *query, hl_arena *arena);
const void *hl_column_blob(hl_query *query, hl_arena *arena, size_t *length);
bool hl_column_is_null(const hl_query *query); /* looks, does not move on */

/* Statements without values or rows, one after the other. */
void hl_store_exec(hl_store *store, const char *sql);
/* One statement whatever went wrong before, all others ended first. For the end
** of a transaction; an error that stands keeps standing. Prepared beforehand
** with hl_query_of() it also works when memory has run out. */
void hl_store_run_anyway(hl_store *store, const char *sql);

#endif
