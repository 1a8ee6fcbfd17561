/* SPDX-License-Identifier: MIT
**
** Files measured by several threads, their pieces taken by one.
**
**     hl_pool pool = {.threads = 2, .source = files, .count = n, .take = take,
**                     .done = done, .idle = idle, .ctx = &import};
**     hl_pool_run(&pool, &err);
**
** Pieces come to take() in any order, one at a time, on the caller's thread,
** those of one file in their order and then its done(). Files are begun in the
** order of the list. At most a few pieces wait, so memory does not grow with
** the number of files. While
** nothing comes, idle() is called about ten times a second. With one thread no
** thread is made: a host that did not ask for threads gets none.
**
** Workers block all signals, own a reader each, never touch the database, and
** are joined before the call returns, whatever happens. The first error of
** take(), done(), idle() or a worker ends the work.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_POOL_H
#define HL_ANNOTATE_POOL_H

#include "annotate/measure.h"

enum {
  HL_POOL_THREADS = 64 /* most */
};

typedef struct hl_pool {
  int threads;
  const hl_source_row *source;
  size_t count;
  /* Takes the piece of source[file] over, also on failure. */
  hl_status (*take)(void *ctx, size_t file, hl_piece *piece, hl_error *err);
  hl_status (*done)(void *ctx, size_t file, hl_error *err);
  hl_status (*idle)(void *ctx, size_t files_done, hl_error *err);
  void *ctx;
} hl_pool;

hl_status hl_pool_run(const hl_pool *pool, hl_error *err);

#endif
