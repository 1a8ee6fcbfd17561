/* SPDX-License-Identifier: MIT
**
** What went wrong, in one shape for the whole house.
**
** Every function that can fail returns an hl_status; where words help it also
** fills a caller-owned hl_error. The first error wins: filling an error that
** already holds one changes nothing, so cleanup code cannot hide the cause.
**
**     hl_error err = {0};
**     if (hl_file_open(&file, path, &err)) return err.status;
**
** A bad file, rule or row (INPUT, RULE, LIMIT) is data: it becomes a row with
** a status and a text. NOMEM, HOST and CANCEL end a batch and undo it.
*/
#ifndef HL_BASE_STATUS_H
#define HL_BASE_STATUS_H

#include <stdint.h>

typedef enum hl_status {
  HL_OK = 0,
  HL_E_INPUT,    /* a file or row is not what it should be */
  HL_E_RULE,     /* a rule file does not load, or failed while it ran */
  HL_E_LIMIT,    /* a documented limit was reached */
  HL_E_HOST,     /* the database or the host's file refused */
  HL_E_NOMEM,    /* out of memory */
  HL_E_CANCEL,   /* the user or the host asked to stop */
  HL_E_USAGE,    /* the caller asked for something that cannot be */
  HL_E_INTERNAL, /* an invariant of ours is broken */
} hl_status;

typedef struct hl_error {
  hl_status status;
  int64_t line;   /* line of the input, 1 based; 0: does not apply */
  char where[64]; /* short name of the input: base name, rule id; may be "" */
  char text[256]; /* one sentence, UTF-8, no trailing full stop or newline */
} hl_error;

#if defined(__GNUC__)
#define HL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define HL_PRINTF(f, a)
#endif

/* Short lower-case word for a status: "ok", "input", "limit" [any thread] */
const char *hl_status_name(hl_status status);

/* Fill `err` (may be NULL) unless it holds an error already; returns the
** status that stands. Only %s %d %lld %zu %% are used in `format`: no
** floating point, so no locale. [any thread] */
hl_status hl_fail(hl_error *err, hl_status status, const char *format, ...)
    HL_PRINTF(3, 4);

/* The same with the line of the input. [any thread] */
hl_status hl_fail_at(hl_error *err, hl_status status, int64_t line,
                     const char *format, ...) HL_PRINTF(4, 5);

/* The common failures in one word each. [any thread] */
hl_status hl_nomem(hl_error *err);

/* Behind the text that is there; nothing where there is no room for it. */
void hl_error_add(hl_error *err, const char *more);
/* Name the input an error speaks of, unless it is named already.
** Only the last path component is kept. [any thread] */
void hl_error_where(hl_error *err, const char *path);

#endif
