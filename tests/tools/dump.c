/* SPDX-License-Identifier: MIT
**
** Reads files and prints what was found, one line per activity, day or
** refusal:
**
**     build/tests/dump run.tcx          summary
**     build/tests/dump --samples run.tcx   every point, for independent.py
**     build/tests/dump --epochs run.tcx    the 10 s that are kept of it
**
** Exit status 0 also when files were refused: that is an answer too.
*/
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "read/read.h"
#include "signal/epochs.h"

typedef struct dump {
  const char *path;
  bool samples, epochs;
} dump;

static void print_number(double value) {
  char text[40];
  hl_print_double(text, sizeof text, value);
  printf("\t%s", text);
}

static void print_samples(const hl_activity *a) {
  for (size_t i = 0; i < a->n; i++) {
    printf("S\t%lld", (long long)a->time_ms[i]);
    for (int c = 0; c < HL_CHANNEL_COUNT; c++)
      print_number(a->channel[c] ? (double)a->channel[c][i] : (double)NAN);
    print_number(a->latitude_deg ? a->latitude_deg[i] : (double)NAN);
    print_number(a->longitude_deg ? a->longitude_deg[i] : (double)NAN);
    putchar('\n');
  }
}

/* X, seconds, flags, and the columns in the order of epochs.h. */
static hl_status print_epochs(const hl_activity *a, hl_error *err) {
  hl_arena arena = {0}, scratch = {0};
  hl_epochs e;
  hl_status status = hl_epochs_build(a, &arena, &scratch, &e, err);
  for (size_t i = 0; !status && i < e.n; i++) {
    printf("X\t%zu\t%u", i * HL_EPOCH_S, (unsigned)e.flag[i]);
    for (int c = 0; c < HL_COLUMN_COUNT; c++)
      print_number(e.column[c] ? (double)e.column[c][i] : (double)NAN);
    putchar('\n');
  }
  hl_arena_free(&scratch);
  hl_arena_free(&arena);
  return status;
}

static void print_channels(const hl_activity *a) {
  for (int c = 0; c < HL_CHANNEL_COUNT; c++) {
    size_t n = 0;
    for (size_t i = 0; a->channel[c] && i < a->n; i++)
      n += a->channel[c][i] == a->channel[c][i];
    if (n) printf(" %s=%zu", hl_channel_name((hl_channel)c), n);
  }
}

static hl_status take(void *ctx, hl_activity *a, int part, hl_error *err) {
  const dump *d = ctx;
  printf("A\t%s\tpart %d\t%s", d->path, part, a->format);
  printf("\tpoints %zu laps %zu segments %zu", a->n, a->lap_n, a->segment_n);
  printf("\tstart %lld", (long long)a->start_ms);
  printf("\tsport %d%s %s", (int)a->sport, a->sport_guessed ? "?" : "",
         a->sport_name ? a->sport_name : "-");
  printf("\tchannels");
  print_channels(a);
  if (a->latitude_deg) printf(" position");
  if (a->sport_reason) printf("\t%s", a->sport_reason);
  if (a->offset_source) printf("\toffset %d", a->utc_offset_s);
  if (a->is_truncated) printf("\ttruncated");
  if (a->dropped_reason)
    printf("\tdropped %zu (%s, line %lld)", a->dropped, a->dropped_reason,
           (long long)a->dropped_line);
  putchar('\n');
  if (d->samples) print_samples(a);
  return d->epochs ? print_epochs(a, err) : HL_OK;
}

static hl_status take_day(void *ctx, const hl_day *day, hl_error *err) {
  const dump *d = ctx;
  (void)err;
  printf("D\t%s\tday %d", d->path, (int)day->day);
  print_number(day->sleep_h);
  print_number(day->resting_bpm);
  print_number(day->hrv_ms);
  print_number(day->weight_kg);
  putchar('\n');
  return HL_OK;
}

static void refuse(void *ctx, const char *member, const hl_error *why) {
  const dump *d = ctx;
  printf("R\t%s\t%s\tline %lld\t%s\n", d->path, member, (long long)why->line,
         why->text);
}

int main(int argc, char **argv) {
  dump d = {0};
  hl_read_sink sink = {
      .take = take, .take_day = take_day, .ctx = &d, .refuse = refuse};
  hl_reader *reader = hl_reader_new();
  if (!reader) return 2;
  for (int i = 1; i < argc; i++) {
    hl_error err = {0};
    if (!strcmp(argv[i], "--samples")) {
      d.samples = true;
      continue;
    }
    if (!strcmp(argv[i], "--epochs")) {
      d.epochs = true;
      continue;
    }
    d.path = argv[i];
    if (hl_read_path(reader, argv[i], &sink, &err))
      printf("E\t%s\t%s\tline %lld\t%s\n", argv[i], hl_status_name(err.status),
             (long long)err.line, err.text);
  }
  hl_reader_free(reader);
  return 0;
}
