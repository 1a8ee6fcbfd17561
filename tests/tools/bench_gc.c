/* SPDX-License-Identifier: MIT
**
** How fast a GoldenCheetah activity is read and patched.
**
**     build/tests/bench_gc compare FILE     MB/s, medians
**     build/tests/bench_gc read|patch FILE  once; for callgrind, with
**                                           --toggle-collect=read_hour (or
**                                           patch_hour)
**
** tests/bench/goldencheetah.sh prints the table.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "hosts/gc_patch.h"
#include "read/read.h"

enum {
  TIMES = 21,
  FILE_MOST = 64 << 20
};

static size_t points; /* read, so that the work is looked at */

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  (void)ctx, (void)part, (void)err;
  points += activity->n;
  return HL_OK;
}

__attribute__((noinline)) static void read_hour(const char *path) {
  hl_error err = {0};
  hl_read_sink sink = {.take = take};
  hl_reader *reader = hl_reader_new();
  if (!reader || hl_read_path(reader, path, &sink, &err))
    fprintf(stderr, "%s: %s\n", path, err.text);
  hl_reader_free(reader);
}

/* A field, a text and an interval, as annotate writes them. */
__attribute__((noinline)) static void patch_hour(const char *path) {
  static const hl_gc_tag tags[] = {{"Effort vs Usual", "4.2"},
                                   {"Heavy Legs", "start (reported)"}};
  static const hl_gc_mark mark = {"Heavy legs: start", 0, 600};
  const hl_gc_patch patch = {tags, 2, "Heavy legs: ", &mark, 1};
  hl_text out = {0};
  hl_error err = {0};
  char *bytes = NULL;
  size_t length = 0;
  if (hl_file_load(path, FILE_MOST, &bytes, &length, &err) ||
      hl_gc_patch_apply(bytes, length, &patch, &out, &err))
    fprintf(stderr, "%s: %s\n", path, err.text);
  points += out.length > length;
  hl_text_free(&out);
  free(bytes);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(void (*work)(const char *), const char *path) {
  double took[TIMES];
  for (int i = 0; i < TIMES; i++) {
    double begin = seconds();
    work(path);
    took[i] = seconds() - begin;
  }
  qsort(took, TIMES, sizeof *took, by_size);
  return took[TIMES / 2];
}

int main(int argc, char **argv) {
  hl_file_stamp stamp = {0};
  if (argc < 3 || hl_path_stamp(argv[2], &stamp, NULL)) return 2;
  double mb = (double)stamp.size / 1e6;
  if (!strcmp(argv[1], "compare"))
    printf("read %.0f MB/s, patched %.0f MB/s\n",
           mb / median(read_hour, argv[2]), mb / median(patch_hour, argv[2]));
  else if (!strcmp(argv[1], "read"))
    read_hour(argv[2]);
  else
    patch_hour(argv[2]);
  return points == 0;
}
