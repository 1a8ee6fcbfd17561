/* SPDX-License-Identifier: MIT
**
** Between running test files (bench_test.c) and what they are given
** (bench_lua.c). Private to rules/.
*/
#ifndef HL_RULES_BENCH_TEST_H
#define HL_RULES_BENCH_TEST_H

#include "rules/arbiter.h"
#include "rules/sandbox.h"
#include "rules/simulate.h"
#include "rules/workbench.h"

enum {
  HL_BENCH_CASES = 500,
  HL_BENCH_RUN_WORK = 20
};

/* Athletes live until the test file ends, and their runs with them. */
typedef struct hl_bench_athlete {
  hl_sim *sim;
  hl_arbiter arbiter; /* after the runs that were added */
  bool has_arbiter;
  hl_sim_run **run;
  size_t n, capacity;
  struct hl_bench_athlete *next;
} hl_bench_athlete;

typedef struct hl_bench_run {
  hl_bench_athlete *athlete;
  hl_sim_run *run;
} hl_bench_run;

/* One test file while it runs: the context of its sandbox. */
typedef struct hl_bench {
  hl_bench_result *result;
  const char *folder; /* of the test file */
  const char *file;   /* its base name */
  const char *bytes;
  size_t length;
  hl_rules *rules; /* NULL until legs.test was called */
  size_t rule;     /* position of the one that is tested */
  hl_arena arena;  /* of judgements and athletes */
  hl_judgement *judged;
  hl_sim *judging; /* the runner that the rules last saw */
  hl_bench_athlete *athletes;
  hl_text scratch;
  int cases, running;
  const char *names[HL_BENCH_CASES];
} hl_bench;

hl_bench *hl_bench_of(lua_State *L);
/* [-0, +0, v] Raise what `err` says. */
int hl_bench_raise(lua_State *L, const hl_error *err);
/* [-0, +0, v] The athlete at `index`. */
hl_bench_athlete *hl_bench_check_athlete(lua_State *L, int index);
/* [-0, +0, v] {inject = {...}} of the table at `t`. */
void hl_bench_read_loss(lua_State *L, int t, hl_loss_wish *loss);
/* t.athlete{...} and athlete:run{...} */
int hl_bench_new_athlete(lua_State *L);
int hl_bench_new_run(lua_State *L);

/* [-0, +0, m] The global `legs` of test files. */
void hl_bench_open(lua_State *L);
/* [-0, +0, v] Call the case bench->running. */
void hl_bench_run_case(lua_State *L, const hl_bench *bench);
void hl_bench_free(hl_bench *bench);

/* What `t` has, for tests and for the reference. */
extern const hl_library hl_test_library[], hl_check_library[];

#endif
