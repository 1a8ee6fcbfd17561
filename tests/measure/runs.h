/* SPDX-License-Identifier: MIT
**
** The runs of a folder in memory, oldest first, with epochs and facts: what
** every measurement starts from; other sports are passed over. Programs of
** tests/measure only.
*/
#ifndef MEASURE_RUNS_H
#define MEASURE_RUNS_H

#include "model/facts.h"

typedef struct run {
  char *name; /* of the file, without its folder */
  hl_activity activity;
  hl_arena arena; /* of the epochs */
  hl_epochs epochs;
  hl_facts facts;
  hl_facts prototype; /* AS_PROTOTYPE: says what must be judged */
} run;

/* AS_PROTOTYPE: as method.md part A reads a recording, which looks for no late
** sensor and neither judges nor learns runs under 25 minutes. */
typedef enum method {
  OURS = 0,
  AS_PROTOTYPE
} method;

typedef struct runs {
  const char *folder;
  method how;
  size_t n, capacity;
  run *of;
  double read_s; /* processor time */
} runs;

/* Ends the program with a line on stderr when the folder cannot be read. */
void runs_load(runs *all, const char *folder, method how);
void runs_free(runs *all);

/* Epochs and facts of any activity; the epochs live in `arena`. */
void run_measure(const hl_activity *activity, method how, hl_arena *arena,
                 hl_epochs *epochs, hl_facts *facts);

double cpu_seconds(void);
void give_up(const char *what, const char *why);

#endif
