/* SPDX-License-Identifier: MIT
**
** Small TCX files for tests of importing and annotating, written into a folder
** that goes again. The run is plain: steady speed, heart rate that settles, as
** many minutes as asked for, one point every 5 s.
*/
#ifndef TESTS_MADE_TCX_H
#define TESTS_MADE_TCX_H

#include <math.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/calendar.h"
#include "hl_test.h"

typedef struct made_run {
  int64_t start_ms;
  int minutes;
  double extra_bpm;  /* on all of it */
  double start_bpm;  /* more, in the first 12 minutes */
  const char *notes; /* NULL: none */
  const char *sport; /* NULL: Running */
} made_run;

enum {
  MADE_DAY_MS = 86400000
};

static inline void made_folder(char *path) {
  strcpy(path, "/tmp/heavylegs-test-XXXXXX");
  assert_non_null(mkdtemp(path));
}

static inline void made_folder_remove(const char *path) {
  char command[256];
  assert_int_equal(strncmp(path, "/tmp/heavylegs-test-", 20), 0);
  snprintf(command, sizeof command, "rm -rf '%s'", path);
  assert_int_equal(system(command), 0);
}

static inline double made_bpm(const made_run *run, int second) {
  double minute = second / 60.0;
  double bpm = 140 - 30 * exp(-minute / 1.5) + run->extra_bpm;
  if (minute < 12) bpm += run->start_bpm;
  /* A little unrest, so that it is not taken for a flat sensor. */
  return bpm + 2 * sin(second / 17.0);
}

static inline void made_point(FILE *out, const made_run *run, int second) {
  char time[40];
  hl_print_datetime(time, sizeof time, run->start_ms + second * 1000LL);
  fprintf(out,
          "<Trackpoint><Time>%s</Time><DistanceMeters>%d.%d</DistanceMeters>"
          "<HeartRateBpm><Value>%d</Value></HeartRateBpm></Trackpoint>\n",
          time, second * 3, second % 10, (int)made_bpm(run, second));
}

static inline void made_tcx(const char *folder, const char *name,
                            const made_run *run) {
  char path[256], time[40];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  hl_print_datetime(time, sizeof time, run->start_ms);
  fprintf(out,
          "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns=\"http://www."
          "garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>"
          "<Activity Sport=\"%s\"><Id>%s</Id><Lap StartTime=\"%s\"><Track>\n",
          run->sport ? run->sport : "Running", time, time);
  for (int second = 0; second <= run->minutes * 60; second += 5)
    made_point(out, run, second);
  fprintf(out, "</Track></Lap>");
  if (run->notes) fprintf(out, "<Notes>%s</Notes>", run->notes);
  fprintf(out, "</Activity></Activities></TrainingCenterDatabase>\n");
  assert_int_equal(fclose(out), 0);
}

static inline void made_text(const char *folder, const char *name,
                             const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  fputs(text, out);
  assert_int_equal(fclose(out), 0);
}

#endif
