/* SPDX-License-Identifier: MIT
**
** Phase 1: one file in, everything that is kept of it out. A pure function of
** the file: no database, no settings, no clock, so any thread may do it and
** the order does not matter.
*/
#ifndef HL_ANNOTATE_MEASURE_H
#define HL_ANNOTATE_MEASURE_H

#include "base/hash.h"
#include "read/folder.h"
#include "read/read.h"
#include "store/run.h"

typedef enum hl_piece_kind {
  HL_PIECE_RUN,    /* an activity, a run or not */
  HL_PIECE_DAY,    /* a record of the diary (Apple Health ...) */
  HL_PIECE_FAILED, /* the file cannot be read, or not further */
  HL_PIECE_END,    /* the file is read; source.part is how many it had */
} hl_piece_kind;

/* Owns all that it points to, but the names of its source. */
typedef struct hl_piece {
  hl_arena arena;
  hl_piece_kind kind;
  hl_source_row source; /* as the caller gave it, and what became of it */
  hl_run_row run;       /* offset as the file has it */
  hl_report file_report, tag_report, note_report;
  hl_day tag_day; /* .day is settled with the offset */
  hl_day day;     /* of HL_PIECE_DAY */
  hl_facts facts;
  const void *epochs; /* block; NULL: none are kept */
  size_t epochs_length;
  char content_hash[HL_HASH_TEXT];
} hl_piece;

void hl_piece_free(hl_piece *piece);

/* Takes the piece over, also on failure. */
typedef hl_status hl_piece_take(void *ctx, hl_piece *piece, hl_error *err);

/* One worker's own things. */
typedef struct hl_measurer {
  hl_reader *reader;
  hl_folder *folder; /* what an export's table says of the files beside it */
  /* What a host says of the activity, laid over it; NULL: no host. */
  hl_status (*tell)(void *ctx, hl_activity *activity, hl_error *err);
  void *tell_ctx;
  hl_arena epochs, scratch;
} hl_measurer;

hl_status hl_measurer_open(hl_measurer *measurer, hl_error *err);
void hl_measurer_close(hl_measurer *measurer);

/* Read a file, source->path or else source->name, and hand its pieces over one
** by one, HL_PIECE_FAILED or HL_PIECE_END as the last. The source's names and
** stamp go into every piece and must last as long. A file that cannot be read
** is a piece, not an error: HL_E_NOMEM, HL_E_CANCEL and what `take` returns. */
hl_status hl_measure_file(hl_measurer *measurer, const hl_source_row *source,
                          hl_piece_take *take, void *ctx, hl_error *err);

/* The same for the content of a file that is in memory. */
typedef struct hl_in_memory {
  const hl_source_row *source;
  hl_content content;
} hl_in_memory;
hl_status hl_measure_bytes(hl_measurer *measurer, const hl_in_memory *what,
                           hl_piece_take *take, void *ctx, hl_error *err);

/* The same for an activity that is there already, as part 0; HL_PIECE_END comes
** behind it. */
typedef struct hl_recorded {
  const hl_source_row *source;
  hl_activity *activity;
} hl_recorded;
hl_status hl_measure_activity(hl_measurer *measurer, const hl_recorded *what,
                              hl_piece_take *take, void *ctx, hl_error *err);

/* Hash of the samples with their absolute times: the same recording has the
** same one, whatever file it came in. Positions and texts do not count. */
hl_status hl_content_hash(const hl_activity *activity, char text[HL_HASH_TEXT],
                          hl_error *err);

/* Which engine measured: what it read is read again by another one. */
extern const char hl_engine_name[];

#endif
