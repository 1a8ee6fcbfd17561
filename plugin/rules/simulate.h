/* SPDX-License-Identifier: MIT
**
** A simulated runner for the workbench: seeded, steady runs as epochs, with
** the noise that real runners have (method.md part B 1.3: quiet ones), and
** heaviness put into any window. What it shows is about a rule, never about a
** runner; whatever is printed from it says "simulated".
**
**     hl_sim *sim;
**     hl_sim_new(&settings, &sim, &err);          history learnt already
**     hl_sim_run *run = hl_sim_next(sim, &wish, &err);
**     hl_sim_case(sim, run, &case, &err);
**     hl_rules_judge(rules, &case, &arena, out, &err);
**     hl_sim_free(sim);
*/
#ifndef HL_RULES_SIMULATE_H
#define HL_RULES_SIMULATE_H

#include "rules/rules.h"

typedef struct hl_sim_settings {
  double seed;
  int runs;             /* in the history */
  double easy_bpm;      /* heart rate of an easy run */
  double easy_kmh;      /* its speed */
  double minutes;       /* how long runs are */
  double day_sd_bpm;    /* from day to day */
  double noise_bpm;     /* slow wandering within a run */
  double every_days;    /* from run to run */
  double hour;          /* local start */
  double temperature_c; /* of its days, about 3 degrees up and down; NaN: not
                        ** recorded */
} hl_sim_settings;

/* 60 runs of 50 min at 10.5 km/h and 140 bpm, every second day at 18:00. */
hl_sim_settings hl_sim_defaults(void);

/* A loss of efficiency: speed over heart rate above 55 bpm. By pulse the heart
** rate rises, by pace the runner slows. `to_min` NaN: to the end. */
typedef struct hl_loss_wish {
  double from_min, to_min, percent;
  bool by_pace;
} hl_loss_wish;

/* Put a loss into epochs, in place. Replay uses it on stored runs, too. */
void hl_epochs_lose(hl_epochs *epochs, const hl_loss_wish *loss);

typedef struct hl_sim_wish {
  double minutes;       /* NaN: as usual */
  double hours_after;   /* the last run; NaN: as usual */
  double temperature_c; /* NaN: as usual */
  double cadence_spm;   /* NaN: as usual */
  hl_loss_wish loss;    /* percent 0: none; below 0 a gain */
  bool drop[HL_COLUMN_COUNT];
  const hl_report *report; /* NULL: nothing said; copied, words included */
  const hl_day *day;       /* NULL: no entry; its date is filled in */
} hl_sim_wish;

hl_sim_wish hl_sim_plain(void);

typedef struct hl_sim hl_sim;
typedef struct hl_sim_run hl_sim_run;

hl_status hl_sim_new(const hl_sim_settings *settings, hl_sim **sim,
                     hl_error *err);
void hl_sim_free(hl_sim *sim);

/* The next run after the history; not in it yet. NULL: HL_E_NOMEM. */
hl_sim_run *hl_sim_next(hl_sim *sim, const hl_sim_wish *wish, hl_error *err);
/* Take it into the history, which owns it from then on; `found` is what stands
** for it. */
hl_status hl_sim_learn(hl_sim *sim, hl_sim_run *run, hl_pattern found,
                       hl_error *err);
/* A run that was not learnt belongs to the caller. */
void hl_sim_run_free(hl_sim_run *run);

/* The run beside the history, for hl_rules_judge(); holds until the next run
** is learnt. Rules begin anew with another runner: hl_rules_begin(). */
hl_status hl_sim_case(hl_sim *sim, const hl_sim_run *run, hl_case *c,
                      hl_error *err);

#endif
