/* SPDX-License-Identifier: MIT
**
** The samples of an Apple Health export that may belong to a run, see
** apple_health.h. Ten years of them are some million, but the workouts that say
** which ones are wanted stand behind them in the file. So all are noted, 16
** bytes each, in memory up to HL_APPLE_HELD and beyond that in a temporary file
** without a name.
*/
#include "read/apple_health.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  CHUNK = 4096
};

struct hl_apple_samples {
  hl_apple_sample *held; /* the newest */
  size_t held_n, capacity;
  FILE *file; /* the ones before; NULL: none */
  size_t file_n;
};

hl_apple_samples *hl_apple_samples_new(void) {
  return calloc(1, sizeof(hl_apple_samples));
}

void hl_apple_samples_free(hl_apple_samples *samples) {
  if (!samples) return;
  if (samples->file) fclose(samples->file);
  free(samples->held);
  free(samples);
}

static hl_status no_file(hl_error *err) {
  return hl_fail(err, HL_E_INPUT, "no room for a temporary file of samples");
}

static hl_status spill(hl_apple_samples *s, hl_error *err) {
  if (!s->file) s->file = tmpfile();
  if (!s->file) return errno == ENOMEM ? hl_nomem(err) : no_file(err);
  if (fwrite(s->held, sizeof *s->held, s->held_n, s->file) != s->held_n)
    return no_file(err);
  s->file_n += s->held_n;
  s->held_n = 0;
  return HL_OK;
}

static hl_status grow(hl_apple_samples *s, hl_error *err) {
  size_t count = s->capacity ? s->capacity * 2 : CHUNK;
  hl_apple_sample *grown = realloc(s->held, count * sizeof *grown);
  if (!grown) return hl_nomem(err);
  s->held = grown;
  s->capacity = count;
  return HL_OK;
}

hl_status hl_apple_samples_add(hl_apple_samples *samples,
                               const hl_apple_sample *sample, hl_error *err) {
  hl_apple_samples *s = samples;
  hl_status status = HL_OK;
  if (s->held_n == HL_APPLE_HELD)
    status = spill(s, err);
  else if (s->held_n == s->capacity)
    status = grow(s, err);
  if (!status) s->held[s->held_n++] = *sample;
  return status;
}

/* ---- by spans ----------------------------------------------------------- */

/* A sample and the span that wants it, as long after the span's begin. */
typedef struct placed {
  uint32_t span;
  uint32_t after_ms; /* spans are shorter than 2^32 ms: 49 days */
  float value;
  uint8_t kind, source;
} placed;

typedef struct sorting {
  hl_apple_samples *samples;
  const hl_apple_span *span;
  size_t span_n;
  int64_t *reach_ms; /* latest end of all spans up to this one */
  placed *placed;    /* HL_APPLE_HELD of them */
  size_t placed_n;
  size_t first, last; /* the spans of this round, last excluded */
  size_t lost;        /* of the only span of this round */
} sorting;

/* Too many for one round: keep the spans that fill the first half, one at
** least, and leave the others to the next round. */
static void shrink(sorting *s, size_t *count) {
  memset(count, 0, s->span_n * sizeof *count);
  for (size_t i = 0; i < s->placed_n; i++)
    count[s->placed[i].span]++;
  size_t all = count[s->first];
  size_t last = s->first + 1;
  while (last < s->last && all + count[last] <= HL_APPLE_HELD / 2)
    all += count[last++];
  s->last = last;
  size_t kept = 0;
  for (size_t i = 0; i < s->placed_n; i++)
    if (s->placed[i].span < last) s->placed[kept++] = s->placed[i];
  s->placed_n = kept;
}

static void place_in(sorting *s, size_t index, const hl_apple_sample *sample,
                     size_t *count) {
  if (s->placed_n == HL_APPLE_HELD && s->last - s->first > 1) shrink(s, count);
  if (index >= s->last) return;
  if (s->placed_n == HL_APPLE_HELD) {
    s->lost++;
    return;
  }
  s->placed[s->placed_n++] =
      (placed){.span = (uint32_t)index,
               .after_ms = (uint32_t)(sample->ms - s->span[index].from_ms),
               .value = sample->value,
               .kind = sample->kind,
               .source = sample->source};
}

/* Number of spans that begin at or before `ms`. */
static size_t begun(const sorting *s, int64_t ms) {
  size_t low = 0, high = s->span_n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (s->span[middle].from_ms <= ms)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void place(sorting *s, const hl_apple_sample *sample, size_t *count) {
  for (size_t i = begun(s, sample->ms); i > s->first; i--) {
    if (s->reach_ms[i - 1] < sample->ms) return;
    if (s->span[i - 1].to_ms >= sample->ms && i - 1 < s->last)
      place_in(s, i - 1, sample, count);
  }
}

static hl_status place_all(sorting *s, size_t *count, hl_error *err) {
  hl_apple_sample chunk[CHUNK / 8];
  hl_apple_samples *from = s->samples;
  if (from->file && fseek(from->file, 0, SEEK_SET) != 0) return no_file(err);
  for (size_t left = from->file_n; left > 0;) {
    size_t wanted = left < CHUNK / 8 ? left : CHUNK / 8;
    if (fread(chunk, sizeof *chunk, wanted, from->file) != wanted)
      return no_file(err);
    for (size_t i = 0; i < wanted; i++)
      place(s, &chunk[i], count);
    left -= wanted;
  }
  for (size_t i = 0; i < from->held_n; i++)
    place(s, &from->held[i], count);
  return HL_OK;
}

static int by_span_and_time(const void *left, const void *right) {
  const placed *a = left, *b = right;
  if (a->span != b->span) return a->span < b->span ? -1 : 1;
  if (a->after_ms != b->after_ms) return a->after_ms < b->after_ms ? -1 : 1;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->source != b->source) return a->source < b->source ? -1 : 1;
  return a->value < b->value ? -1 : a->value > b->value;
}

/* The `n` samples of one span, which are next at `at`. */
static hl_status give(sorting *s, hl_apple_found found, size_t at,
                      const hl_apple_wanted *wanted, hl_error *err) {
  hl_apple_sample *out = calloc(found.n + 1, sizeof *out);
  if (!out) return hl_nomem(err);
  for (size_t i = 0; i < found.n; i++) {
    const placed *p = &s->placed[at + i];
    out[i] = (hl_apple_sample){.ms = s->span[found.span].from_ms + p->after_ms,
                               .value = p->value,
                               .kind = p->kind,
                               .source = p->source};
  }
  found.sample = out;
  hl_status status = wanted->take(wanted->ctx, &found, err);
  free(out);
  return status;
}

static hl_status give_round(sorting *s, const hl_apple_wanted *wanted,
                            hl_error *err) {
  size_t at = 0;
  qsort(s->placed, s->placed_n, sizeof *s->placed, by_span_and_time);
  for (size_t i = s->first; i < s->last; i++) {
    hl_apple_found found = {.span = i, .lost = s->lost};
    while (at + found.n < s->placed_n && s->placed[at + found.n].span == i)
      found.n++;
    hl_status status = give(s, found, at, wanted, err);
    if (status) return status;
    at += found.n;
  }
  return HL_OK;
}

static hl_status each_round(sorting *s, size_t *count,
                            const hl_apple_wanted *wanted, hl_error *err) {
  int64_t reach_ms = INT64_MIN;
  for (size_t i = 0; i < s->span_n; i++) {
    if (s->span[i].to_ms > reach_ms) reach_ms = s->span[i].to_ms;
    s->reach_ms[i] = reach_ms;
  }
  while (s->first < s->span_n) {
    s->last = s->span_n;
    s->placed_n = s->lost = 0;
    hl_status status = place_all(s, count, err);
    if (!status) status = give_round(s, wanted, err);
    if (status) return status;
    s->first = s->last;
  }
  return HL_OK;
}

hl_status hl_apple_samples_each(hl_apple_samples *samples,
                                const hl_apple_wanted *wanted, hl_error *err) {
  sorting s = {.samples = samples, .span = wanted->span, .span_n = wanted->n};
  s.placed = malloc(HL_APPLE_HELD * sizeof *s.placed);
  s.reach_ms = calloc(wanted->n + 1, sizeof *s.reach_ms);
  size_t *count = calloc(wanted->n + 1, sizeof *count);
  hl_status status = s.placed && s.reach_ms && count
                         ? each_round(&s, count, wanted, err)
                         : hl_nomem(err);
  free(s.placed);
  free(s.reach_ms);
  free(count);
  return status;
}
