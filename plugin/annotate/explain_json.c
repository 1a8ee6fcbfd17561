/* SPDX-License-Identifier: MIT
**
** An explanation as JSON, for tools: see explain.h. What was not recorded or
** cannot be told is null.
*/
#include "annotate/explain.h"

#include "base/calendar.h"

static void write_run(const hl_run_row *run, const char *source, hl_text *out) {
  char started[32];
  bool known = run->offset_source != HL_OFFSET_NONE;
  hl_print_local(started, sizeof started, run->start_ms,
                 known ? run->utc_offset_s : 0);
  hl_json_open(out, "run", '{');
  hl_json_int(out, "id", run->id);
  hl_json_text(out, "athlete", run->athlete);
  hl_json_text(out, "started", started);
  hl_json_int(out, "start_ms", run->start_ms);
  if (known)
    hl_json_int(out, "utc_offset_s", run->utc_offset_s);
  else
    hl_json_null(out, "utc_offset_s");
  hl_json_text(out, "offset_source", hl_offset_source_name(run->offset_source));
  hl_json_text(out, "sport", run->sport);
  hl_json_bool(out, "is_run", run->is_run);
  hl_json_double(out, "duration_s", run->duration_s);
  hl_json_double(out, "moving_s", run->moving_s);
  hl_json_double(out, "distance_m", run->distance_m);
  hl_json_text(out, "device", run->device);
  hl_json_text(out, "title", run->title);
  hl_json_text(out, "reason", run->reason);
  hl_json_text(out, "source", source);
  hl_json_close(out, '}');
}

static void write_score_of(hl_text *out, const char *key, int score) {
  if (score)
    hl_json_int(out, key, score);
  else
    hl_json_null(out, key);
}

static void write_report(const hl_report *report, hl_text *out) {
  if (!report) {
    hl_json_null(out, "report");
    return;
  }
  hl_json_open(out, "report", '{');
  hl_json_text(out, "heavy", hl_heavy_name(report->heavy));
  hl_json_text(out, "eased", hl_yes_name(report->eased));
  write_score_of(out, "legs", report->legs);
  write_score_of(out, "rpe", report->rpe);
  write_score_of(out, "feel", report->feel);
  write_score_of(out, "heavy_runs", report->heavy_runs);
  hl_json_text(out, "words", report->words);
  hl_json_text(out, "source", report->source);
  hl_json_bool(out, "confirmed", report->confirmed);
  hl_json_close(out, '}');
}

static void write_facts(const hl_facts *facts, int learnt, hl_text *out) {
  if (!facts) {
    hl_json_null(out, "facts");
    return;
  }
  hl_json_open(out, "facts", '{');
  hl_json_double(out, "moving_min", facts->moving_min);
  hl_json_double(out, "coverage", facts->coverage);
  hl_json_double(out, "clean_share", facts->clean_share);
  hl_json_double(out, "lock_share", facts->lock_share);
  hl_json_double(out, "flat_share", facts->flat_share);
  hl_json_double(out, "speed_cv", facts->speed_cv);
  hl_json_double(out, "mean_bpm", facts->mean_bpm);
  hl_json_double(out, "mean_speed_mps", facts->mean_speed_mps);
  hl_json_double(out, "mean_gas_mps", facts->mean_gas_mps);
  hl_json_double(out, "astray_share", facts->astray_share);
  hl_json_double(out, "late_min", facts->late_min);
  hl_json_double(out, "fastest_part", facts->fastest_part);
  hl_json_double(out, "opening_min", facts->opening_min);
  hl_json_text(out, "quality", hl_quality_name(facts->quality));
  hl_json_int(out, "learnt", learnt);
  hl_json_close(out, '}');
}

/* What the score is made of: see hl_angle. */
static void write_angles(const hl_score *s, hl_text *out) {
  hl_json_open(out, "angles", '[');
  for (int i = 0; i < s->angle_n; i++) {
    const hl_angle *a = &s->angle[i];
    hl_json_open(out, NULL, '{');
    hl_json_double(out, "residual_bpm", a->residual_bpm);
    hl_json_double(out, "scale_bpm", a->scale_bpm);
    if (a->speed_scale_kmh > 0) {
      hl_json_double(out, "slope_bpm", a->slope_bpm);
      hl_json_double(out, "speed_residual_kmh", a->speed_residual_kmh);
      hl_json_double(out, "speed_scale_kmh", a->speed_scale_kmh);
    }
    hl_json_double(out, "score", a->llr);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
}

static void write_score(const hl_explanation *e, hl_pattern p, hl_text *out) {
  const hl_score *s = &e->scores.of[p];
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "pattern", hl_pattern_name(p));
  hl_json_text(out, "reason", s->reason ? hl_reason_name(s->reason) : NULL);
  hl_json_int(out, "n", s->n);
  hl_json_int(out, "needed", s->needed);
  hl_json_double(out, "value_bpm", s->value_bpm);
  hl_json_double(out, "usual_bpm", s->usual_bpm);
  hl_json_double(out, "residual_bpm", s->residual_bpm);
  hl_json_double(out, "scale_bpm", s->scale_bpm);
  hl_json_double(out, "z", s->z);
  hl_json_double(out, "score", s->llr);
  hl_json_double(out, "threshold", e->threshold[p]);
  hl_json_double(out, "rarity", s->rarity);
  hl_json_double(out, "z_low", s->z_low);
  hl_json_double(out, "rarity_low", s->rarity_low);
  hl_json_double(out, "effort_bpm", s->effort_bpm);
  hl_json_double(out, "from_min", s->from_min);
  hl_json_double(out, "to_min", s->to_min);
  hl_json_double(out, "detectable_bpm", e->detectable_bpm[p]);
  hl_json_double(out, "detectable_share", e->detectable_loss[p]);
  hl_json_double(out, "resting_bpm", HL_RESTING_BPM);
  hl_json_text(out, "quality", hl_quality_name(s->quality));
  write_angles(s, out);
  hl_json_close(out, '}');
}

static void write_status(const hl_judgement *j, hl_text *out) {
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "rule", j->rule_id);
  hl_json_text(out, "version", j->rule_version);
  hl_json_text(out, "hash", j->rule_hash);
  hl_json_text(out, "status", hl_verdict_kind_name(j->kind));
  hl_json_text(out, "reason", j->reason);
  hl_json_text(out, "text", j->text);
  hl_json_double(out, "score", j->score);
  hl_json_double(out, "z", j->z);
  hl_json_double(out, "rarity", j->rarity);
  hl_json_int(out, "n", j->n);
  hl_json_double(out, "detectable_bpm", j->detectable_bpm);
  hl_json_close(out, '}');
}

static void write_finding(const hl_stored_judgement *stored,
                          const char *verdict, hl_text *out) {
  const hl_finding *f = stored->judgement.finding;
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "rule", stored->judgement.rule_id);
  hl_json_text(out, "slot", f->slot);
  hl_json_text(out, "pattern", hl_pattern_name(f->pattern));
  hl_json_text(out, "basis", f->basis);
  hl_json_text(out, "title", f->title);
  hl_json_text(out, "text", f->text);
  hl_json_double(out, "from_s", f->from_s);
  hl_json_double(out, "to_s", f->to_s);
  hl_json_bool(out, "rated", f->rated);
  hl_json_double(out, "rarity", f->rarity);
  hl_json_double(out, "score", f->score);
  hl_json_double(out, "z", f->z);
  hl_json_int(out, "n", f->n);
  hl_json_double(out, "value_bpm", f->value_bpm);
  hl_json_double(out, "detectable_bpm", f->detectable_bpm);
  hl_json_raw(out, "evidence", f->evidence_json);
  hl_json_raw(out, "causes", f->causes_json);
  hl_json_raw(out, "not_recorded", f->not_recorded_json);
  hl_json_raw(out, "advice", f->advice_json);
  hl_json_text(out, "verdict", verdict);
  hl_json_close(out, '}');
}

void hl_explain_json(const hl_explanation *e, hl_text *out) {
  write_run(&e->run, e->source, out);
  hl_json_bool(out, "stale", e->is_stale);
  write_report(e->report, out);
  write_facts(e->facts, e->learnt, out);
  hl_json_open(out, "scores", '[');
  for (int p = 0; e->facts && p < HL_PATTERN_COUNT; p++)
    write_score(e, (hl_pattern)p, out);
  hl_json_close(out, ']');
  hl_json_open(out, "rules", '[');
  for (size_t i = 0; i < e->status_n; i++)
    write_status(&e->status[i].judgement, out);
  hl_json_close(out, ']');
  hl_json_open(out, "findings", '[');
  for (size_t i = 0; i < e->finding_n; i++)
    write_finding(&e->finding[i], e->verdict[i], out);
  hl_json_close(out, ']');
}
