/* SPDX-License-Identifier: MIT
**
** See measure.h. The steps for one activity: hash, epochs, facts, what the
** runner says in title and notes, and copies of the texts that are kept.
*/
#include "annotate/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/day.h"
#include "activity/words.h"
#include "base/number.h"
#include "base/text.h"

const char hl_engine_name[] = HL_VERSION ", epochs 1, words 2";
_Static_assert(HL_EPOCHS_VERSION == 1, "hl_engine_name names the version");

typedef struct measuring {
  hl_measurer *measurer;
  const hl_source_row *source;
  hl_piece_take *take;
  void *ctx;
  int parts;
  bool ours;     /* what failed is not the file */
  hl_error lost; /* of handing over what a call without a status found */
} measuring;

void hl_piece_free(hl_piece *piece) {
  if (!piece) return;
  hl_arena arena = piece->arena;
  hl_arena_free(&arena);
  free(piece);
}

static hl_piece *new_piece(const measuring *m, hl_piece_kind kind, int part) {
  hl_piece *piece = calloc(1, sizeof *piece);
  if (!piece) return NULL;
  piece->kind = kind;
  piece->source = *m->source;
  piece->source.part = part;
  piece->source.engine = hl_engine_name;
  piece->source.status = "read";
  hl_day_clear(&piece->tag_day);
  return piece;
}

/* A copy in the piece's arena; *failed when there is no memory for it. */
static const char *keep(hl_piece *piece, const char *text, bool *failed) {
  if (!text) return NULL;
  const char *copy = hl_arena_text(&piece->arena, text, strlen(text));
  if (!copy) *failed = true;
  return copy;
}

/* That of a runner: day.h. */
static bool is_weight(float kg) {
  const hl_day_field *field = hl_day_field_find("weight_kg");
  return (double)kg >= field->least && (double)kg <= field->most;
}

static void take_tags(hl_piece *piece, const hl_activity *activity) {
  hl_report *report = &piece->tag_report;
  hl_day *day = &piece->tag_day;
  if (activity->title) hl_report_from_tags(activity->title, report, day, NULL);
  if (activity->notes) hl_report_from_tags(activity->notes, report, day, NULL);
  if (activity->keywords)
    hl_report_from_tags(activity->keywords, report, day, NULL);
  for (size_t i = 0; i < activity->lap_n; i++)
    if (activity->lap[i].notes)
      hl_report_from_tags(activity->lap[i].notes, report, day, NULL);
  if (isnan(day->weight_kg) && is_weight(activity->weight_kg))
    day->weight_kg = activity->weight_kg;
  report->source = day->source = "tag";
  report->confirmed = true;
  report->words = NULL; /* the notes themselves are kept with the run */
  day->note = NULL;
}

/* Legs words of one text; a text with heaviness in it counts before others. */
static void take_words_of(hl_piece *piece, const char *text, bool *failed) {
  hl_report *report = &piece->note_report;
  hl_words words;
  bool said_heavy = report->heavy > HL_HEAVY_NO || report->legs;
  if (!text || said_heavy || !hl_words_read(text, &words)) return;
  if (report->heavy == HL_HEAVY_NO && words.heavy == HL_HEAVY_NO) return;
  report->heavy = words.heavy;
  report->eased = words.eased;
  report->legs = words.legs;
  report->words = hl_arena_text(&piece->arena, text + words.from, words.length);
  if (!report->words) *failed = true;
}

/* What is only derived waits for the runner to confirm it. */
static void take_words(hl_piece *piece, const hl_activity *activity,
                       bool *failed) {
  take_words_of(piece, activity->title, failed);
  take_words_of(piece, activity->notes, failed);
  take_words_of(piece, activity->keywords, failed);
  for (size_t i = 0; i < activity->lap_n; i++)
    take_words_of(piece, activity->lap[i].notes, failed);
  piece->note_report.source = "note";
  piece->note_report.confirmed = false;
}

static void take_report(hl_piece *piece, const hl_activity *activity,
                        bool *failed) {
  piece->file_report = activity->report;
  piece->file_report.words = keep(piece, activity->report.words, failed);
  if (!piece->file_report.source) piece->file_report.source = "file";
  piece->file_report.confirmed = true;
}

static hl_status take_texts(hl_piece *piece, const hl_activity *activity,
                            hl_error *err) {
  bool failed = false;
  hl_run_row *run = &piece->run;
  run->sport = keep(piece, activity->sport_name, &failed);
  if (activity->sport_guessed)
    run->sport_guess = keep(piece,
                            activity->sport_reason ? activity->sport_reason
                                                   : "not written in the file",
                            &failed);
  run->device = keep(piece, activity->device, &failed);
  run->title = keep(piece, activity->title, &failed);
  run->notes = keep(piece, activity->notes, &failed);
  piece->source.format = activity->format;
  piece->source.message = keep(piece, activity->dropped_reason, &failed);
  piece->source.line = activity->dropped_line;
  take_report(piece, activity, &failed);
  take_words(piece, activity, &failed);
  return failed ? hl_nomem(err) : HL_OK;
}

/* Epochs and facts. What is not a run is measured too, because it is load. */
static hl_status take_samples(hl_piece *piece, hl_measurer *own,
                              const hl_activity *activity, hl_error *err) {
  hl_epochs epochs;
  hl_arena_reset(&own->scratch);
  hl_arena_reset(&own->epochs);
  hl_status status =
      hl_epochs_build(activity, &own->epochs, &own->scratch, &epochs, err);
  if (!status)
    status = hl_facts_from_epochs(&epochs, &own->scratch, &piece->facts, err);
  if (status) return status;
  if (!piece->run.is_run) piece->facts.reason = HL_REASON_NOT_A_RUN;
  if (!epochs.n) return HL_OK;
  void *bytes = NULL;
  status = hl_epochs_pack(&epochs, &piece->arena, &bytes, &piece->epochs_length,
                          err);
  piece->epochs = bytes;
  piece->run.distance_m = hl_round(epochs.distance_m);
  return status;
}

static bool is_run(const hl_activity *activity) {
  return activity->sport == HL_SPORT_RUN;
}

static hl_status measure(hl_piece *piece, hl_measurer *own,
                         const hl_activity *activity, hl_error *err) {
  hl_run_row *run = &piece->run;
  run->athlete = "";
  run->start_ms = activity->start_ms;
  run->utc_offset_s = activity->utc_offset_s;
  run->offset_source = activity->offset_source;
  run->is_run = is_run(activity);
  run->is_indoor = activity->is_indoor;
  run->is_truncated = activity->is_truncated;
  run->duration_s = hl_round(hl_activity_duration_s(activity));
  run->distance_m = hl_round(hl_activity_distance_m(activity));
  if (activity->is_truncated) piece->source.status = "truncated";
  hl_status status = take_texts(piece, activity, err);
  if (!status) status = hl_content_hash(activity, piece->content_hash, err);
  if (!status) status = take_samples(piece, own, activity, err);
  if (status) return status;
  run->content_hash = piece->content_hash;
  run->moving_s = hl_round(piece->facts.moving_min * 60);
  run->reason = hl_reason_name(piece->facts.reason);
  take_tags(piece, activity);
  return HL_OK;
}

static const char *path_of(const hl_source_row *source) {
  return source->path ? source->path : source->name;
}

static hl_status take_activity(void *ctx, hl_activity *activity, int part,
                               hl_error *err) {
  measuring *m = ctx;
  hl_measurer *own = m->measurer;
  m->parts = part + 1;
  m->ours = true;
  hl_status status = HL_OK;
  if (!own->tell)
    status =
        hl_folder_apply(own->folder, path_of(m->source), part, activity, err);
  else
    status = own->tell(own->tell_ctx, activity, err);
  if (status) return status;
  hl_piece *piece = new_piece(m, HL_PIECE_RUN, part);
  if (!piece) return hl_nomem(err);
  status = measure(piece, own, activity, err);
  if (status) {
    hl_piece_free(piece);
    return status;
  }
  status = m->take(m->ctx, piece, err);
  m->ours = status != HL_OK;
  return status;
}

static hl_status take_day(void *ctx, const hl_day *day, hl_error *err) {
  measuring *m = ctx;
  bool failed = false;
  m->ours = true;
  hl_piece *piece = new_piece(m, HL_PIECE_DAY, 0);
  if (!piece) return hl_nomem(err);
  piece->day = *day;
  piece->day.note = keep(piece, day->note, &failed);
  piece->day.source = keep(piece, day->source, &failed);
  if (failed) {
    hl_piece_free(piece);
    return hl_nomem(err);
  }
  hl_status status = m->take(m->ctx, piece, err);
  m->ours = status != HL_OK;
  return status;
}

static hl_status take_failure(measuring *m, const hl_error *why,
                              hl_error *err) {
  bool failed = false;
  hl_piece *piece = new_piece(m, HL_PIECE_FAILED, m->parts);
  if (!piece) return hl_nomem(err);
  piece->source.status = "failed";
  piece->source.message = keep(piece, why->text, &failed);
  piece->source.line = why->line;
  if (failed) {
    hl_piece_free(piece);
    return hl_nomem(err);
  }
  return m->take(m->ctx, piece, err);
}

static hl_piece *new_refusal(const measuring *m, const char *member,
                             const hl_error *why) {
  hl_piece *piece = new_piece(m, HL_PIECE_FAILED, 0);
  hl_text name = {0};
  bool failed = false;
  if (!piece) return NULL;
  hl_text_format(&name, "%s/%s", m->source->name, member);
  piece->source.status = "failed";
  piece->source.name = keep(piece, hl_text_cstr(&name), &failed);
  piece->source.message = keep(piece, why->text, &failed);
  piece->source.line = why->line;
  if (hl_text_status(&name)) failed = true;
  hl_text_free(&name);
  if (!failed) return piece;
  hl_piece_free(piece);
  return NULL;
}

/* A member of an archive fails for itself, under a name behind the archive's.
** There is no status to return, so what goes wrong here waits in m->lost. */
static void take_refusal(void *ctx, const char *member, const hl_error *why) {
  measuring *m = ctx;
  if (m->lost.status) return;
  hl_piece *piece = new_refusal(m, member, why);
  if (piece)
    m->take(m->ctx, piece, &m->lost);
  else
    hl_nomem(&m->lost);
}

static bool is_data(hl_status status) {
  return status == HL_E_INPUT || status == HL_E_LIMIT || status == HL_E_HOST;
}

hl_status hl_measurer_open(hl_measurer *measurer, hl_error *err) {
  *measurer =
      (hl_measurer){.reader = hl_reader_new(), .folder = hl_folder_new()};
  return measurer->reader && measurer->folder ? HL_OK : hl_nomem(err);
}

void hl_measurer_close(hl_measurer *measurer) {
  hl_reader_free(measurer->reader);
  hl_folder_free(measurer->folder);
  hl_arena_free(&measurer->scratch);
  hl_arena_free(&measurer->epochs);
  *measurer = (hl_measurer){0};
}

/* Of the bytes, or of the source's file where there are none. */
static hl_status measure_content(measuring *m, const hl_content *content,
                                 hl_error *err) {
  hl_read_sink sink = {take_activity, take_day, m, take_refusal};
  hl_reader *reader = m->measurer->reader;
  hl_error why = {0};
  hl_status status =
      content ? hl_read_bytes(reader, content, &sink, &why)
              : hl_read_path(reader, path_of(m->source), &sink, &why);
  if (m->lost.status) {
    if (err && !err->status) *err = m->lost;
    return m->lost.status;
  }
  if (status && !m->ours && is_data(status)) return take_failure(m, &why, err);
  if (status) {
    if (err && !err->status) *err = why;
    return status;
  }
  hl_piece *end = new_piece(m, HL_PIECE_END, m->parts);
  return end ? m->take(m->ctx, end, err) : hl_nomem(err);
}

hl_status hl_measure_file(hl_measurer *measurer, const hl_source_row *source,
                          hl_piece_take *take, void *ctx, hl_error *err) {
  measuring m = {
      .measurer = measurer, .source = source, .take = take, .ctx = ctx};
  const char *path = path_of(source);
  hl_error table = {0};
  hl_status status = hl_folder_enter(measurer->folder, path, &table);
  if (status == HL_E_INPUT || status == HL_E_LIMIT)
    take_refusal(&m, table.where, &table); /* the files are still readable */
  else if (status)
    m.lost = table;
  return measure_content(&m, NULL, err);
}

hl_status hl_measure_bytes(hl_measurer *measurer, const hl_in_memory *what,
                           hl_piece_take *take, void *ctx, hl_error *err) {
  measuring m = {
      .measurer = measurer, .source = what->source, .take = take, .ctx = ctx};
  return measure_content(&m, &what->content, err);
}

hl_status hl_measure_activity(hl_measurer *measurer, const hl_recorded *what,
                              hl_piece_take *take, void *ctx, hl_error *err) {
  measuring m = {
      .measurer = measurer, .source = what->source, .take = take, .ctx = ctx};
  hl_status status = take_activity(&m, what->activity, 0, err);
  if (status) return status;
  hl_piece *end = new_piece(&m, HL_PIECE_END, m.parts);
  return end ? take(ctx, end, err) : hl_nomem(err);
}
