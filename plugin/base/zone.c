/* SPDX-License-Identifier: MIT
**
** Reads TZif files (RFC 8536) for zone.h. Layout: a header and a block with
** 32-bit times, which we pass over, then a header and a block with 64-bit
** times, then "\n<rule>\n".
*/
#include "base/zone.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone_rule.h"

enum {
  LARGEST_FILE = 64 * 1024,
  HEADER = 44,
  TYPE_BYTES = 6,
  LARGEST_OFFSET_S = 26 * 3600, /* RFC 8536 3.2: -25:59:59 to 25:59:59 */
};

typedef struct header { /* counts, in the order of the file */
  uint32_t isut_n, isstd_n, leap_n, transition_n, type_n, letter_n;
} header;

struct hl_zone {
  size_t n;
  int64_t *at_s;     /* n transitions, ascending, UTC */
  int32_t *offset_s; /* n + 1: [0] before the first, [i+1] from at_s[i] on */
  bool has_rule;
  hl_zone_rule rule;
};

static uint64_t big_endian(const char *p, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++)
    value = value << 8 | (unsigned char)p[i];
  return value;
}

static bool read_header(const char *p, const char *end, header *h) {
  if (end - p < HEADER || memcmp(p, "TZif", 4) != 0) return false;
  if (p[4] < '2') return false;
  uint32_t count[6];
  for (int i = 0; i < 6; i++)
    count[i] = (uint32_t)big_endian(p + 20 + (ptrdiff_t)4 * i, 4);
  *h = (header){count[0], count[1], count[2], count[3], count[4], count[5]};
  return h->transition_n <= LARGEST_FILE && h->type_n <= 256 &&
         h->letter_n <= LARGEST_FILE && h->leap_n <= LARGEST_FILE &&
         h->isut_n <= 256 && h->isstd_n <= 256;
}

static size_t block_size(const header *h, size_t time_size) {
  return h->transition_n * (time_size + 1) + (size_t)h->type_n * TYPE_BYTES +
         h->letter_n + h->leap_n * (time_size + 4) + h->isstd_n + h->isut_n;
}

/* Offset of the type at index `type`; false when there is none such. */
static bool type_offset(const char *types, const header *h, unsigned type,
                        int32_t *offset_s) {
  if (type >= h->type_n) return false;
  uint32_t bits = (uint32_t)big_endian(types + (size_t)type * TYPE_BYTES, 4);
  memcpy(offset_s, &bits, sizeof bits);
  return *offset_s > -LARGEST_OFFSET_S && *offset_s < LARGEST_OFFSET_S;
}

static bool read_table(const char *p, const header *h, hl_zone *zone) {
  const char *index = p + (size_t)h->transition_n * 8;
  const char *types = index + h->transition_n;
  if (!type_offset(types, h, 0, &zone->offset_s[0])) return false;
  for (size_t i = 0; i < h->transition_n; i++) {
    uint64_t bits = big_endian(p + i * 8, 8);
    memcpy(&zone->at_s[i], &bits, sizeof bits);
    if (i > 0 && zone->at_s[i] <= zone->at_s[i - 1]) return false;
    if (!type_offset(types, h, (unsigned char)index[i], &zone->offset_s[i + 1]))
      return false;
  }
  zone->n = h->transition_n;
  return true;
}

/* "\nCET-1CEST,...\n"; an empty rule means that the last offset holds on. */
static bool read_footer(const char *p, const char *end, hl_zone *zone) {
  if (p == end || *p++ != '\n') return false;
  const char *stop = memchr(p, '\n', (size_t)(end - p));
  if (!stop) return false;
  if (stop == p) return true;
  zone->has_rule = true;
  return hl_zone_rule_parse(p, (size_t)(stop - p), &zone->rule);
}

hl_status hl_zone_parse(const char *bytes, size_t length, hl_zone **zone,
                        hl_error *err) {
  const char *p = bytes, *end = bytes + length;
  header h;
  hl_zone *z = NULL;
  hl_status status = HL_E_INPUT;
  *zone = NULL;
  if (!read_header(p, end, &h)) goto done;
  if (block_size(&h, 4) > (size_t)(end - p) - HEADER) goto done;
  p += HEADER + block_size(&h, 4);
  if (!read_header(p, end, &h) || h.leap_n > 0) goto done;
  p += HEADER;
  if (block_size(&h, 8) > (size_t)(end - p)) goto done;

  status = HL_E_NOMEM;
  if (!(z = calloc(1, sizeof *z))) goto done;
  z->at_s = calloc((size_t)h.transition_n + 1, sizeof *z->at_s);
  z->offset_s = calloc((size_t)h.transition_n + 1, sizeof *z->offset_s);
  if (!z->at_s || !z->offset_s) goto done;

  status = HL_E_INPUT;
  if (!read_table(p, &h, z)) goto done;
  if (!read_footer(p + block_size(&h, 8), end, z)) goto done;
  *zone = z;
  return HL_OK;
done:
  hl_zone_close(z);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  return hl_fail(err, status,
                 "not a time zone file we can read "
                 "(TZif version 2 or later, no leap seconds)");
}

static bool is_zone_name(const char *name) {
  static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789_+-/";
  size_t length = strlen(name);
  return length > 0 && length <= 64 && name[0] != '/' &&
         strspn(name, LETTERS) == length;
}

static hl_status load(const char *path, hl_zone **zone, hl_error *err) {
  char *bytes;
  size_t length;
  hl_status status = hl_file_load(path, LARGEST_FILE, &bytes, &length, err);
  if (status) return status;
  status = hl_zone_parse(bytes, length, zone, err);
  free(bytes);
  return status;
}

hl_status hl_zone_open(const char *name, hl_zone **zone, hl_error *err) {
  hl_text path = {0};
  *zone = NULL;
  if (!name) return load("/etc/localtime", zone, err);
  if (!is_zone_name(name))
    return hl_fail(err, HL_E_USAGE,
                   "not the name of a time zone, as Europe/Berlin is one");
  hl_text_add(&path, "/usr/share/zoneinfo/");
  hl_text_add(&path, name);
  hl_status status = hl_text_status(&path)
                         ? hl_nomem(err)
                         : load(hl_text_cstr(&path), zone, err);
  hl_text_free(&path);
  return status;
}

int32_t hl_zone_offset_s(const hl_zone *zone, int64_t ms_utc) {
  int64_t s = ms_utc / HL_MS_PER_S - (ms_utc % HL_MS_PER_S < 0);
  size_t low = 0, high = zone->n; /* transitions at or before s */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (zone->at_s[middle] <= s)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == zone->n && zone->has_rule)
    return hl_zone_rule_offset_s(&zone->rule, s);
  return zone->offset_s[low];
}

int64_t hl_zone_utc_ms(const hl_zone *zone, int64_t local_ms) {
  const int64_t day_ms = (int64_t)HL_S_PER_DAY * HL_MS_PER_S;
  int32_t before_s = hl_zone_offset_s(zone, local_ms - day_ms);
  int32_t after_s = hl_zone_offset_s(zone, local_ms + day_ms);
  int64_t early = local_ms - (int64_t)before_s * HL_MS_PER_S;
  int64_t late = local_ms - (int64_t)after_s * HL_MS_PER_S;
  bool fits_early = hl_zone_offset_s(zone, early) == before_s;
  bool fits_late = hl_zone_offset_s(zone, late) == after_s;
  return fits_early || !fits_late ? early : late;
}

void hl_zone_close(hl_zone *zone) {
  if (!zone) return;
  free(zone->at_s);
  free(zone->offset_s);
  free(zone);
}
