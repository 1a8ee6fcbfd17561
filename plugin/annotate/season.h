/* SPDX-License-Identifier: MIT
**
** All of one athlete's runs in the order of their starts, with what is needed
** to judge them, and which of them are stale.
**
** Every run has a key: a hash over the rules in force, all that was known of
** the run, and the key of the run before it. A run whose stored key is the
** same, and behind which judging remembers where it was (store/memory.h),
** stands as it was judged. So nothing changed means nothing to do, a late
** old run, report or diary day re-judges from its date on, and an edited rule
** re-judges everything without opening one activity file.
*/
#ifndef HL_ANNOTATE_SEASON_H
#define HL_ANNOTATE_SEASON_H

#include "activity/report.h"
#include "base/hash.h"
#include "model/history.h"
#include "model/load.h"
#include "store/run.h"

/* What later runs may ask about a run that was judged. */
typedef struct hl_outcome {
  double effort_bpm, heart_z; /* of the whole run; NaN: it was not judged */
  hl_pattern found;           /* what stands for it */
} hl_outcome;

typedef struct hl_season_run {
  int64_t id, start_ms;
  int32_t utc_offset_s;
  bool offset_known, is_run;
  int64_t duplicate_of; /* 0: it stands for itself */
  double duration_s, moving_s, distance_m;
  const char *content_hash;
  const char *judged_key; /* as stored; NULL: not judged */
  hl_outcome outcome;     /* of that judgement */
  bool is_remembered;     /* the next one can be judged from there on */
  hl_facts *facts;        /* NULL: never measured */
  hl_hash facts_hash;     /* of their block */
  bool is_new_facts;      /* made again from the epochs: to be stored */
  hl_report *report;      /* NULL: nothing said */
  hl_report *heard;       /* without legs words nobody has confirmed */
  const hl_athlete *own;  /* heart rates that hold then; NULL: not known */
  char key[HL_HASH_TEXT];
} hl_season_run;

typedef struct hl_season {
  const char *athlete;
  hl_season_run *run;
  size_t n;
  hl_day *day; /* the diary, ascending */
  size_t day_n;
  size_t stale; /* the first run that must be judged; n: none */
} hl_season;

/* Everything lives in `arena`. */
hl_status hl_season_load(hl_season *season, hl_store *store,
                         const char *athlete, hl_arena *arena, hl_error *err);
/* Fill in every run's key and `stale`. */
hl_status hl_season_find_stale(hl_season *season, const char *rules_hash,
                               hl_error *err);

/* The local day of a run (UTC where its offset is not known), and how many days
** of the diary there are up to it. */
int32_t hl_season_day_of(const hl_season_run *run);
size_t hl_season_days_until(const hl_season *season, int32_t day);

#endif
