/* SPDX-License-Identifier: MIT
**
** The grammar of GoldenCheetah's activity files (.json). It looks like JSON but
** is not: GoldenCheetah drops in silence whatever follows something it did not
** write itself. So this parser reads any JSON of that shape and notes the first
** place where GoldenCheetah would stop (`loose_what`): such a file may be read
** but must not be patched.
**
**     hl_gc_outline outline;
**     hl_gc_parse(bytes, length, &sink, &outline, &err)
**
** Used by the reader (gcjson.c) and by whoever patches such a file and wants
** to be sure that the result still says the same. [any thread]
*/
#ifndef HL_READ_GC_JSON_H
#define HL_READ_GC_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* X(enumerator, key): the series of a sample that are used here. */
#define HL_GC_SERIES(X)                                                        \
  X(HL_GC_SECS, "SECS")   /* s since STARTTIME */                              \
  X(HL_GC_KM, "KM")       /* km */                                             \
  X(HL_GC_WATTS, "WATTS") /* W */                                              \
  X(HL_GC_CAD, "CAD")     /* rev/min: one leg */                               \
  X(HL_GC_KPH, "KPH")     /* km/h */                                           \
  X(HL_GC_HR, "HR")       /* bpm */                                            \
  X(HL_GC_ALT, "ALT")     /* m */                                              \
  X(HL_GC_LAT, "LAT")     /* deg */                                            \
  X(HL_GC_LON, "LON")     /* deg */                                            \
  X(HL_GC_TEMP, "TEMP")   /* deg C */                                          \
  X(HL_GC_RVERT, "RVERT") /* cm: vertical oscillation */                       \
  X(HL_GC_RCAD, "RCAD")   /* steps/min of one leg */                           \
  X(HL_GC_RCON, "RCON")   /* ms: ground contact */

typedef enum hl_gc_series {
#define HL_GC_ENUM(id, key) id,
  HL_GC_SERIES(HL_GC_ENUM)
#undef HL_GC_ENUM
  HL_GC_SERIES_COUNT
} hl_gc_series;

typedef struct hl_gc_sample {
  double value[HL_GC_SERIES_COUNT]; /* NaN: key absent */
} hl_gc_sample;

/* Half-open byte range [begin, end); both 0: not there. */
typedef struct hl_gc_range {
  size_t begin, end;
} hl_gc_range;

typedef struct hl_gc_outline {
  size_t sample_n, tag_n, interval_n;
  hl_gc_range ride;       /* from '{' to behind '}' of RIDE; the same below */
  hl_gc_range tags;       /* the object */
  hl_gc_range intervals;  /* the array */
  hl_gc_range samples;    /* the array */
  bool is_truncated;      /* the file ends early; what came before was given */
  const char *loose_what; /* what GoldenCheetah would stumble over, or NULL */
  int64_t loose_line;
} hl_gc_outline;

typedef struct hl_gc_interval {
  const char *name;
  double start_s, stop_s; /* since STARTTIME; NaN: not given */
  hl_gc_range whole;      /* the object */
} hl_gc_interval;

/* Texts are decoded, without the trailing blank that GoldenCheetah writes, NUL
** terminated UTF-8 and valid during the call only. Any may be NULL. Non-zero
** ends the parse with that status. */
typedef struct hl_gc_sink {
  void *ctx;
  /* STARTTIME, DEVICETYPE, IDENTIFIER */
  hl_status (*head)(void *ctx, const char *key, const char *value,
                    hl_error *err);
  /* `whole`: the bytes from the key's quote to behind the value's. */
  hl_status (*tag)(void *ctx, const char *key, const char *value,
                   hl_gc_range whole, hl_error *err);
  hl_status (*interval)(void *ctx, const hl_gc_interval *interval,
                        hl_error *err);
  hl_status (*sample)(void *ctx, const hl_gc_sample *sample, hl_error *err);
  /* The closing brace of RIDE, or the end of a truncated file. */
  hl_status (*ride_end)(void *ctx, bool is_truncated, hl_error *err);
} hl_gc_sink;

/* HL_E_INPUT with line and cause when it is not even JSON, or nested deeper
** than 32. A byte order mark is stepped over; text that is not UTF-8 is taken
** as ISO-8859-1, as GoldenCheetah does. */
hl_status hl_gc_parse(const char *bytes, size_t length, const hl_gc_sink *sink,
                      hl_gc_outline *outline, hl_error *err);

/* Is this one of the words that its scanner takes for itself, also where it is
** meant as the name of a tag? */
bool hl_gc_is_word(const char *text);

/* Does a GoldenCheetah activity begin here: '{' and "RIDE"? */
bool hl_gc_is_activity(const void *head, size_t length);

#endif
