/* SPDX-License-Identifier: MIT
**
** What makes two recordings the same: see hl_content_hash() in measure.h.
*/
#include "annotate/measure.h"

#include <math.h>
#include <string.h>

/* One pattern of bits for every NaN and for both zeros. */
static uint32_t bits_of(float value) {
  uint32_t bits = 0;
  if (isnan(value)) return 0x7fc00000u;
  if (value > 0 || value < 0) memcpy(&bits, &value, sizeof bits);
  return bits;
}

static void put_u32(unsigned char *at, uint32_t value) {
  for (int i = 0; i < 4; i++)
    at[i] = (unsigned char)(value >> (8 * i));
}

static void add_channel(hl_hasher *hasher, int channel, const float *values,
                        size_t n) {
  unsigned char bytes[1024];
  size_t used = 0;
  hl_hasher_add_int(hasher, channel);
  for (size_t i = 0; i < n; i++) {
    put_u32(bytes + used, bits_of(values[i]));
    used += 4;
    if (used == sizeof bytes) {
      hl_hasher_add(hasher, bytes, used);
      used = 0;
    }
  }
  hl_hasher_add(hasher, bytes, used);
}

/* An activity without points is what its laps say. */
static void add_laps(hl_hasher *hasher, const hl_activity *activity) {
  for (size_t i = 0; i < activity->lap_n; i++) {
    const hl_lap *lap = &activity->lap[i];
    float totals[] = {(float)lap->duration_s, (float)lap->distance_m,
                      lap->mean_bpm, lap->max_bpm};
    hl_hasher_add_int(hasher, lap->start_ms);
    add_channel(hasher, -1, totals, sizeof totals / sizeof totals[0]);
  }
}

hl_status hl_content_hash(const hl_activity *activity, char text[HL_HASH_TEXT],
                          hl_error *err) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  hl_hasher_add_int(hasher, activity->start_ms);
  hl_hasher_add_int(hasher, (int64_t)activity->n);
  for (size_t i = 0; i < activity->n; i++)
    hl_hasher_add_int(hasher, activity->time_ms[i] - activity->start_ms);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (activity->channel[c])
      add_channel(hasher, c, activity->channel[c], activity->n);
  if (!activity->n) add_laps(hasher, activity);
  hl_hash_print(hl_hasher_end(hasher), text);
  return HL_OK;
}
