/* SPDX-License-Identifier: MIT
**
** See pool.h. A bounded ring between the workers and the caller, one mutex and
** two conditions. `stop` is the only thing a worker is told: set it and wake
** everybody, then join.
*/
#include "annotate/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>

enum {
  RING = 32,
  IDLE_MS = 100
};

typedef struct crew {
  const hl_pool *pool;
  atomic_bool stop;
  pthread_mutex_t lock; /* what follows */
  pthread_cond_t came, left;
  struct parcel {
    size_t file;
    hl_piece *piece; /* NULL: the file is done */
  } ring[RING];
  size_t first, waiting;
  size_t next; /* file to be given out */
  int working;
  hl_error error; /* the first of a worker */
} crew;

static bool is_stopped(void *ctx) {
  crew *c = ctx;
  return atomic_load(&c->stop);
}

/* ---- one thread ------------------------------------------------------ */

/* In the caller's thread: pieces go straight to take(), and idle() is asked
** between the reader's chunks. */
typedef struct alone {
  const hl_pool *pool;
  size_t file;
} alone;

static bool is_cancelled_alone(void *ctx) {
  alone *a = ctx;
  return a->pool->idle(a->pool->ctx, a->file, NULL) != HL_OK;
}

static hl_status take_alone(void *ctx, hl_piece *piece, hl_error *err) {
  alone *a = ctx;
  return a->pool->take(a->pool->ctx, a->file, piece, err);
}

static hl_status run_alone(const hl_pool *pool, hl_error *err) {
  alone a = {.pool = pool};
  hl_measurer measurer;
  hl_status status = hl_measurer_open(&measurer, err);
  if (status) return status;
  hl_reader_set_cancel(measurer.reader, is_cancelled_alone, &a);
  for (; a.file < pool->count && !status; a.file++) {
    status = pool->idle(pool->ctx, a.file, err);
    if (!status)
      status = hl_measure_file(&measurer, &pool->source[a.file], take_alone, &a,
                               err);
    if (!status) status = pool->done(pool->ctx, a.file, err);
  }
  if (!status) status = pool->idle(pool->ctx, a.file, err);
  hl_measurer_close(&measurer);
  return status;
}

/* ---- workers --------------------------------------------------------- */

typedef struct worker {
  crew *crew;
  size_t file; /* at work on it */
} worker;

static hl_status put_piece(void *ctx, hl_piece *piece, hl_error *err) {
  worker *w = ctx;
  crew *c = w->crew;
  pthread_mutex_lock(&c->lock);
  while (c->waiting == RING && !is_stopped(c))
    pthread_cond_wait(&c->left, &c->lock);
  bool put = !is_stopped(c);
  if (put) {
    c->ring[(c->first + c->waiting++) % RING] = (struct parcel){w->file, piece};
    pthread_cond_signal(&c->came);
  }
  pthread_mutex_unlock(&c->lock);
  if (put) return HL_OK;
  hl_piece_free(piece);
  return hl_fail(err, HL_E_CANCEL, "cancelled");
}

static bool next_file(crew *c, size_t *index) {
  pthread_mutex_lock(&c->lock);
  bool more = c->next < c->pool->count && !is_stopped(c);
  if (more) *index = c->next++;
  pthread_mutex_unlock(&c->lock);
  return more;
}

static void finish_work(crew *c, const hl_error *error) {
  pthread_mutex_lock(&c->lock);
  if (error->status && !c->error.status) c->error = *error;
  if (error->status) atomic_store(&c->stop, true);
  c->working--;
  pthread_cond_broadcast(&c->came);
  pthread_cond_broadcast(&c->left);
  pthread_mutex_unlock(&c->lock);
}

static void *work(void *ctx) {
  crew *c = ctx;
  worker w = {.crew = c};
  hl_measurer measurer;
  hl_error error = {0};
  if (!hl_measurer_open(&measurer, &error)) {
    hl_reader_set_cancel(measurer.reader, is_stopped, c);
    while (!error.status && next_file(c, &w.file)) {
      hl_measure_file(&measurer, &c->pool->source[w.file], put_piece, &w,
                      &error);
      if (!error.status) put_piece(&w, NULL, &error);
    }
    hl_measurer_close(&measurer);
  }
  finish_work(c, &error);
  return NULL;
}

/* ---- the caller ------------------------------------------------------ */

static void wait_a_little(crew *c) {
  struct timespec until = {0};
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += IDLE_MS * 1000000L;
  if (until.tv_nsec >= 1000000000L) {
    until.tv_nsec -= 1000000000L;
    until.tv_sec++;
  }
  pthread_cond_timedwait(&c->came, &c->lock, &until);
}

/* The next parcel; false when there is none yet. *ended: there will be none. */
static bool get_parcel(crew *c, struct parcel *parcel, bool *ended) {
  pthread_mutex_lock(&c->lock);
  if (!c->waiting && c->working) wait_a_little(c);
  bool got = c->waiting > 0;
  if (got) {
    *parcel = c->ring[c->first];
    c->first = (c->first + 1) % RING;
    c->waiting--;
    pthread_cond_signal(&c->left);
  }
  *ended = !got && !c->working;
  pthread_mutex_unlock(&c->lock);
  return got;
}

static hl_status take_all(crew *c, hl_error *err) {
  const hl_pool *pool = c->pool;
  hl_status status = HL_OK;
  size_t files_done = 0;
  bool ended = false;
  while (!ended && !status) {
    struct parcel p;
    bool got = get_parcel(c, &p, &ended);
    if (got && p.piece) status = pool->take(pool->ctx, p.file, p.piece, err);
    if (got && !p.piece) {
      status = pool->done(pool->ctx, p.file, err);
      files_done++;
    }
    if (!status) status = pool->idle(pool->ctx, files_done, err);
  }
  return status;
}

/* Signals belong to the host's own threads. */
static int start(crew *c, pthread_t *thread, int count) {
  sigset_t all, before;
  int started = 0;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (started < count) {
    c->working++;
    if (pthread_create(&thread[started], NULL, work, c)) {
      c->working--;
      break;
    }
    started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static void stop(crew *c, const pthread_t *thread, int count) {
  pthread_mutex_lock(&c->lock);
  atomic_store(&c->stop, true);
  pthread_cond_broadcast(&c->left);
  pthread_mutex_unlock(&c->lock);
  for (int i = 0; i < count; i++)
    pthread_join(thread[i], NULL);
  for (; c->waiting; c->waiting--, c->first = (c->first + 1) % RING)
    hl_piece_free(c->ring[c->first].piece);
}

static hl_status run_crew(const hl_pool *pool, hl_error *err) {
  pthread_t thread[HL_POOL_THREADS];
  crew c = {.pool = pool};
  atomic_init(&c.stop, false);
  pthread_mutex_init(&c.lock, NULL);
  pthread_cond_init(&c.came, NULL);
  pthread_cond_init(&c.left, NULL);
  pthread_mutex_lock(&c.lock);
  int started = start(&c, thread, pool->threads);
  pthread_mutex_unlock(&c.lock);
  hl_status status = started ? take_all(&c, err) : HL_OK;
  stop(&c, thread, started);
  pthread_cond_destroy(&c.left);
  pthread_cond_destroy(&c.came);
  pthread_mutex_destroy(&c.lock);
  if (!started) return run_alone(pool, err);
  if (!status && c.error.status) {
    if (err && !err->status) *err = c.error;
    status = c.error.status;
  }
  return status;
}

hl_status hl_pool_run(const hl_pool *pool, hl_error *err) {
  hl_pool bounded = *pool;
  if (bounded.threads > HL_POOL_THREADS) bounded.threads = HL_POOL_THREADS;
  if ((size_t)bounded.threads > bounded.count)
    bounded.threads = (int)bounded.count;
  return bounded.threads > 1 ? run_crew(&bounded, err)
                             : run_alone(&bounded, err);
}
