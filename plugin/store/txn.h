/* SPDX-License-Identifier: MIT
**
** All or nothing, by the means that the caller's place allows.
**
**   SELECT in autocommit         BEGIN IMMEDIATE ... COMMIT or ROLLBACK
**   SELECT in a host transaction SAVEPOINT ... RELEASE or ROLLBACK TO; the
**                                host's own COMMIT and ROLLBACK decide
**   inside a statement (xUpdate) nothing: SQLite allows no transaction
**                                statement there and undoes the statement
**
** The last holds for `INSERT ... SELECT`; after `INSERT ... VALUES` inside a
** host transaction SQLite keeps what was written before a failure. Therefore
** everything is computed and checked before the first row is written.
**
**     hl_txn txn;
**     if (hl_txn_begin(&txn, store, HL_TXN_WRITE, via == HL_VIA_INSERT))
**       return hl_store_status(store, err);
**     ... write ...
**     return hl_txn_end(&txn, err);     commits if the store has no error
*/
#ifndef HL_STORE_TXN_H
#define HL_STORE_TXN_H

#include "store/db.h"

typedef enum hl_txn_kind {
  HL_TXN_READ, /* one unchanging view of the database, no lock for writing */
  HL_TXN_WRITE,
} hl_txn_kind;

typedef struct hl_txn {
  hl_store *store;
  const char *commit, *undo, *after; /* NULL: nothing to do */
  bool in_hosts; /* begun inside a transaction of the host */
} hl_txn;

/* HL_TXN_WRITE refuses with HL_E_USAGE where the SELECT form cannot work:
** while another statement of the connection writes, and in autocommit while
** one still reads. HL_E_HOST when the database is locked (after five seconds of
** waiting, or as long as the connection waits itself) or read-only. On failure
** no transaction is open. */
hl_status hl_txn_begin(hl_txn *txn, hl_store *store, hl_txn_kind kind,
                       bool inside_statement);

/* Wait, as long as that, while another program keeps everybody from
** reading: later on nothing waits but the connection's own busy handler. */
hl_status hl_txn_wait(hl_store *store);

/* Tables were made or dropped meanwhile, which makes SQLite forget statements
** that were prepared: prepare those that end the transaction again. */
void hl_txn_renew(hl_txn *txn);

/* Commit, or undo when the store holds an error or the commit fails. */
hl_status hl_txn_end(hl_txn *txn, hl_error *err);

/* Is one open on this connection, ours or the host's? */
bool hl_store_in_transaction(hl_store *store);

/* Changes whenever another connection has committed a change to the file. */
int64_t hl_store_data_version(hl_store *store);

#endif
