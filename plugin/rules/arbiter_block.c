/* SPDX-License-Identifier: MIT
**
** The arbiter's state as bytes: see arbiter.h. Version, the ring of each
** governor as its place and a bit per run, and the episodes that are open, by
** the position of their rule. What is read back may come from anywhere, so
** every number is held against what it may be.
*/
#include <math.h>
#include <string.h>

#include "rules/arbiter.h"
#include "signal/bytes.h"

enum {
  VERSION = 2,
  COUNTED = 32767,
  RING_BYTES = (HL_GOVERNOR_RUNS + 7) / 8
};

static void put_governor(hl_bytes_out *out, const hl_governor *governor) {
  unsigned char bits[RING_BYTES] = {0};
  for (int i = 0; i < HL_GOVERNOR_RUNS; i++)
    if (governor->found[i]) bits[i / 8] |= (unsigned char)(1u << (i % 8));
  hl_put_int(out, (int64_t)governor->at, 1);
  for (int i = 0; i < RING_BYTES; i++)
    hl_put_int(out, bits[i], 1);
}

static int open_episodes(const hl_arbiter *arbiter) {
  int n = 0;
  for (int i = 0; i < HL_ARBITER_MAX; i++)
    n += arbiter->episode[i].open;
  return n;
}

static int64_t thousandths(double bpm) {
  return isfinite(bpm) && fabs(bpm) < 1e6 ? (int64_t)round(bpm * 1000)
                                          : INT32_MIN;
}

/* Of a closed episode nothing matters any more. */
size_t hl_arbiter_pack(const hl_arbiter *arbiter, unsigned char *bytes) {
  hl_bytes_out out = {bytes};
  hl_put_int(&out, VERSION, 1);
  put_governor(&out, &arbiter->governor[0]);
  put_governor(&out, &arbiter->governor[1]);
  hl_put_int(&out, open_episodes(arbiter), 2);
  for (int i = 0; i < HL_ARBITER_MAX; i++) {
    if (!arbiter->episode[i].open) continue;
    const hl_episode *e = &arbiter->episode[i];
    hl_put_int(&out, i, 1);
    hl_put_int(&out, e->quiet, 1);
    hl_put_int(&out, e->runs < COUNTED ? e->runs : COUNTED, 2);
    hl_put_int(&out, e->told_days < COUNTED ? e->told_days : COUNTED, 2);
    hl_put_int(&out, thousandths(e->change_bpm), 4);
    hl_put_int(&out, e->since_ms, 8);
    hl_put_int(&out, e->looked_ms, 8);
  }
  return (size_t)(out.at - bytes);
}

/* Without its sign. */
static int get_byte(hl_bytes_in *in) {
  return (int)(hl_get_int(in, 1) & 0xff);
}

static void get_governor(hl_bytes_in *in, hl_governor *governor) {
  int at = get_byte(in);
  *governor = (hl_governor){.at = (size_t)at};
  if (at >= HL_GOVERNOR_RUNS) in->failed = true;
  for (int i = 0; i < RING_BYTES; i++) {
    int bits = get_byte(in);
    for (int k = 8 * i; k < 8 * i + 8; k++, bits >>= 1) {
      if (!(bits & 1)) continue;
      if (k >= HL_GOVERNOR_RUNS) {
        in->failed = true;
        return;
      }
      governor->found[k] = true;
      governor->count++;
    }
  }
}

static void get_episode(hl_bytes_in *in, hl_arbiter *arbiter, size_t n) {
  int at = get_byte(in);
  hl_episode e = {.open = true, .quiet = get_byte(in)};
  e.runs = (int)hl_get_int(in, 2);
  e.told_days = (int)hl_get_int(in, 2);
  int64_t change = hl_get_int(in, 4);
  e.change_bpm = change == INT32_MIN ? (double)NAN : (double)change / 1000;
  e.since_ms = hl_get_int(in, 8);
  e.looked_ms = hl_get_int(in, 8);
  if ((size_t)at >= n || e.quiet >= HL_QUIET_RUNS || e.runs < 1 ||
      e.told_days < 0 || arbiter->episode[at].open)
    in->failed = true;
  arbiter->episode[at] = e;
}

bool hl_arbiter_unpack(hl_arbiter *arbiter, const void *bytes, size_t length,
                       size_t n) {
  const unsigned char *first = bytes;
  if (!first) return false;
  hl_bytes_in in = {first, first + length, false};
  hl_arbiter read;
  hl_arbiter_init(&read, arbiter->budget);
  if (get_byte(&in) != VERSION) return false;
  get_governor(&in, &read.governor[0]);
  get_governor(&in, &read.governor[1]);
  int64_t episodes = hl_get_int(&in, 2);
  for (int64_t i = 0; i < episodes && !in.failed; i++)
    get_episode(&in, &read, n);
  if (in.failed || in.at != in.end) return false;
  *arbiter = read;
  return true;
}
