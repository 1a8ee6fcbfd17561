/* SPDX-License-Identifier: MIT
**
** How fast a file is read, against the bare parser: libxml2 pushed the same
** file in the same pieces with handlers that do nothing.
**
**     build/tests/bench_read compare FILE [TIMES]   interleaved medians
**     build/tests/bench_read ours FILE              once; for callgrind
**     build/tests/bench_read bare FILE...
**     build/tests/bench_read signal FILE            once: read, then epochs and
**                                                   facts (measure_run)
**     build/tests/bench_read run COMMAND...     seconds, CPU seconds, peak MiB
**
** For instructions: valgrind --tool=callgrind --toggle-collect=read_ours (or
** read_bare); tests/bench/read.sh does that and prints the table.
*/
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "model/facts.h"
#include "read/read.h"

enum {
  PIECE = 65536,
  TIMES = 21,
  TIMES_MOST = 999
};

static size_t points; /* read by ours, so that the work is looked at */

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  (void)ctx, (void)part, (void)err;
  points += activity->n;
  return HL_OK;
}

static hl_facts facts; /* likewise */

__attribute__((noinline)) static hl_status measure_run(void *ctx,
                                                       hl_activity *activity,
                                                       int part,
                                                       hl_error *err) {
  (void)ctx, (void)part;
  hl_arena arena = {0}, scratch = {0};
  hl_epochs epochs;
  hl_status status = hl_epochs_build(activity, &arena, &scratch, &epochs, err);
  if (!status) status = hl_facts_from_epochs(&epochs, &scratch, &facts, err);
  hl_arena_free(&arena);
  hl_arena_free(&scratch);
  return status;
}

static void read_and_measure(const char *path) {
  hl_error err = {0};
  hl_read_sink sink = {.take = measure_run};
  hl_reader *reader = hl_reader_new();
  if (!reader || hl_read_path(reader, path, &sink, &err) ||
      facts.moving_min <= 0)
    fprintf(stderr, "%s: nothing measured\n", path);
  hl_reader_free(reader);
}

__attribute__((noinline)) static void read_ours(const char *path) {
  hl_error err = {0};
  hl_read_sink sink = {.take = take};
  hl_reader *reader = hl_reader_new();
  if (!reader || hl_read_path(reader, path, &sink, &err))
    fprintf(stderr, "%s: %s\n", path, err.text);
  hl_reader_free(reader);
}

static void no_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n, const xmlChar **declared,
                     int attributes, int defaulted, const xmlChar **values) {
  (void)ctx, (void)name, (void)prefix, (void)uri, (void)n, (void)declared;
  (void)attributes, (void)defaulted, (void)values;
}

static void no_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri) {
  (void)ctx, (void)name, (void)prefix, (void)uri;
}

static void no_text(void *ctx, const xmlChar *text, int length) {
  (void)ctx, (void)text, (void)length;
}

static void no_error(void *ctx, xmlErrorPtr error) {
  (void)ctx, (void)error;
}

__attribute__((noinline)) static void read_bare(const char *path) {
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                       .startElementNs = no_start,
                       .endElementNs = no_end,
                       .characters = no_text,
                       .ignorableWhitespace = no_text,
                       .serror = no_error};
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
  char *piece = malloc(PIECE);
  hl_file *file = NULL;
  size_t got = 1;
  if (hl_file_open(&file, path, NULL)) got = 0;
  while (got && !hl_file_read(file, piece, PIECE, &got, NULL))
    xmlParseChunk(parser, piece, (int)got, 0);
  xmlParseChunk(parser, NULL, 0, 1);
  if (!parser->wellFormed) fprintf(stderr, "%s: not well-formed\n", path);
  hl_file_close(file);
  free(piece);
  xmlFreeParserCtxt(parser);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double timed(void (*read)(const char *), const char *path) {
  double begin = seconds();
  read(path);
  return seconds() - begin;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void compare(const char *path, int times) {
  static double ours[TIMES_MOST], bare[TIMES_MOST];
  if (times < 1 || times > TIMES_MOST) times = TIMES;
  for (int i = 0; i < times; i++) {
    bare[i] = timed(read_bare, path);
    ours[i] = timed(read_ours, path);
  }
  qsort(ours, (size_t)times, sizeof *ours, by_size);
  qsort(bare, (size_t)times, sizeof *bare, by_size);
  hl_file_stamp stamp = {0};
  if (hl_path_stamp(path, &stamp, NULL)) return;
  double mb = (double)stamp.size / 1e6;
  printf("bare %.0f MB/s, ours %.0f MB/s, ratio %.2f\n", mb / bare[times / 2],
         mb / ours[times / 2], ours[times / 2] / bare[times / 2]);
}

/* Seconds on the clock and of the processor, and peak memory of a command:
** started from here because a child's peak begins at its parent's size. */
static int run(char **command) {
  struct timespec begin, end;
  struct rusage used;
  int status = 0;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  pid_t child = fork();
  if (child == 0) {
    if (!freopen("/dev/null", "w", stdout)) _exit(127);
    execvp(command[0], command);
    _exit(127);
  }
  if (child < 0 || waitpid(child, &status, 0) < 0) return 2;
  clock_gettime(CLOCK_MONOTONIC, &end);
  getrusage(RUSAGE_CHILDREN, &used);
  printf("%.2f %.2f %ld\n",
         (double)(end.tv_sec - begin.tv_sec) +
             (double)(end.tv_nsec - begin.tv_nsec) / 1e9,
         (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
             (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
         used.ru_maxrss / 1024);
  return status != 0;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  if (!strcmp(argv[1], "run")) return run(argv + 2);
  if (!strcmp(argv[1], "compare")) {
    compare(argv[2], argc > 3 ? atoi(argv[3]) : TIMES);
  } else if (!strcmp(argv[1], "bare")) {
    for (int i = 2; i < argc; i++)
      read_bare(argv[i]);
  } else if (!strcmp(argv[1], "signal")) {
    read_and_measure(argv[2]);
  } else {
    read_ours(argv[2]);
    printf("points %zu\n", points);
  }
  return 0;
}
