/* SPDX-License-Identifier: MIT
**
** The byte layer of FIT. The layout followed is the published "Flexible and
** Interoperable Data Transfer (FIT) Protocol" description: a header of 12 or
** 14 bytes, messages that are either definitions or data, a 16-bit checksum.
** Cost: linear in the bytes, no allocation.
*/
#include "read/fit_wire.h"

#include <string.h>

#include "read/fit_profile.h"

/* Bits of a record header byte. */
enum {
  COMPRESSED = 0x80, /* 1: time offset in the low 5 bits */
  DEFINITION = 0x40,
  DEVELOPER = 0x20, /* definition is followed by developer fields */
  LOCAL_MASK = 0x0f,
  COMPRESSED_LOCAL_SHIFT = 5,
  COMPRESSED_LOCAL_MASK = 0x03,
  COMPRESSED_TIME_MASK = 0x1f,
};

enum {
  FIELD_BYTES = 3,
  DEFINITION_BYTES = 5,
  CHECKSUM_BYTES = 2
};

static uint32_t number_at(const uint8_t *bytes, size_t size, bool big) {
  uint32_t value = 0;
  for (size_t i = 0; i < size; i++)
    value = (value << 8) | bytes[big ? i : size - 1 - i];
  return value;
}

/* CRC-16 with polynomial 0xA001 (0x8005 reflected). Two bytes at a time: the
** tables, of a byte and of a byte with another behind it, take less time to
** make than a kilobyte takes without them. */
static uint16_t checksum(const uint8_t *bytes, size_t length) {
  uint16_t one[256], two[256];
  for (unsigned i = 0; i < 256; i++) {
    unsigned crc = i;
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xa001 : 0);
    one[i] = (uint16_t)crc;
  }
  for (unsigned i = 0; i < 256; i++)
    two[i] = (uint16_t)(one[i] >> 8 ^ one[one[i] & 255]);
  unsigned crc = 0;
  size_t i = 0;
  for (; i + 2 <= length; i += 2) {
    crc ^= (unsigned)bytes[i] | (unsigned)bytes[i + 1] << 8;
    crc = (unsigned)two[crc & 255] ^ one[crc >> 8];
  }
  if (i < length) crc = crc >> 8 ^ one[(crc ^ bytes[i]) & 255];
  return (uint16_t)crc;
}

bool hl_fit_is_fit(const void *bytes, size_t length) {
  const uint8_t *b = bytes;
  return length >= HL_FIT_MIN_HEADER && b[0] >= HL_FIT_MIN_HEADER &&
         memcmp(b + 8, ".FIT", 4) == 0;
}

hl_status hl_fit_open(hl_fit_stream *stream, const uint8_t *bytes,
                      size_t length, hl_error *err) {
  memset(stream, 0, sizeof *stream);
  if (!hl_fit_is_fit(bytes, length))
    return hl_fail(err, HL_E_INPUT,
                   "no FIT header: expected \".FIT\" at byte 8");
  size_t header = bytes[0], promised = number_at(bytes + 4, 4, false);
  if (length < header)
    return hl_fail(err, HL_E_INPUT, "the file ends within the FIT header");
  size_t body = length - header;
  stream->at = bytes + header;
  if (promised == 0) { /* size never written: all but a checksum is messages */
    stream->stop =
        stream->at + (body > CHECKSUM_BYTES ? body - CHECKSUM_BYTES : body);
    stream->end = bytes + length;
    stream->damage = "the header does not say how long the file is";
  } else if (promised > body || body - promised < CHECKSUM_BYTES) {
    stream->stop = stream->at + (promised > body ? body : promised);
    stream->end = bytes + length;
    stream->is_truncated = true;
    stream->damage = "the file ends before the length its header gives";
  } else {
    stream->stop = stream->at + promised;
    stream->end = stream->stop + CHECKSUM_BYTES;
    if (checksum(bytes, header + promised) != number_at(stream->stop, 2, false))
      stream->damage = "the checksum is wrong";
  }
  return HL_OK;
}

static size_t bytes_left(const hl_fit_stream *stream) {
  return (size_t)(stream->stop - stream->at);
}

/* The bytes do not fit together: nothing behind them can be trusted. */
static bool end_stream(hl_fit_stream *stream, const char *why) {
  stream->at = stream->stop;
  if (!stream->is_truncated) stream->damage = why;
  stream->is_truncated = true;
  return false;
}

/* Step over a table of `count` fields; their sizes are added to *size. */
static bool take_fields(hl_fit_stream *stream, size_t count, size_t *size) {
  size_t bytes = count * FIELD_BYTES;
  if (bytes_left(stream) < bytes) return false;
  for (size_t i = 0; i < count; i++)
    *size += stream->at[i * FIELD_BYTES + 1];
  stream->at += bytes;
  return true;
}

/* Where the timestamp lies in the messages of a definition: looked for once. */
static size_t time_place(const hl_fit_definition *def) {
  enum {
    UINT32 = 6
  };
  size_t place = 0;
  for (size_t i = 0; i < def->field_n; i++) {
    const uint8_t *field = def->fields + i * FIELD_BYTES;
    if (field[0] == HL_FIT_TIMESTAMP && (field[2] & 31) == UINT32 &&
        field[1] >= 4)
      return place;
    place += field[1];
  }
  return HL_FIT_NO_TIME;
}

static bool take_definition(hl_fit_stream *stream, unsigned head) {
  hl_fit_definition *def = &stream->local[head & LOCAL_MASK];
  memset(def, 0, sizeof *def);
  if (bytes_left(stream) < DEFINITION_BYTES) return false;
  const uint8_t *at = stream->at;
  hl_fit_definition found = {.is_big_endian = at[1] == 1, .field_n = at[4]};
  found.message = (uint16_t)number_at(at + 2, 2, found.is_big_endian);
  stream->at += DEFINITION_BYTES;
  found.fields = stream->at;
  if (!take_fields(stream, found.field_n, &found.size)) return false;
  if (head & DEVELOPER) {
    if (bytes_left(stream) < 1) return false;
    size_t count = *stream->at++;
    if (!take_fields(stream, count, &found.size)) return false;
  }
  found.time_place = time_place(&found);
  *def = found;
  return true;
}

/* Times in a compressed header count on from the last full one, modulo 32 s. */
static uint32_t compressed_time(uint32_t last, unsigned head) {
  uint32_t offset = head & COMPRESSED_TIME_MASK;
  uint32_t step = (offset - last) & COMPRESSED_TIME_MASK;
  return last == 0 ? 0 : last + step;
}

static uint32_t time_of(const hl_fit_message *message) {
  const hl_fit_definition *def = message->definition;
  if (def->time_place == HL_FIT_NO_TIME) return 0;
  uint32_t time =
      number_at(message->data + def->time_place, 4, def->is_big_endian);
  return time == UINT32_MAX ? 0 : time;
}

static bool take_data(hl_fit_stream *stream, unsigned head,
                      hl_fit_message *message) {
  bool compressed = (head & COMPRESSED) != 0;
  unsigned local =
      compressed ? (head >> COMPRESSED_LOCAL_SHIFT) & COMPRESSED_LOCAL_MASK
                 : head & LOCAL_MASK;
  const hl_fit_definition *def = &stream->local[local];
  if (!def->fields) return end_stream(stream, "data without a definition");
  if (bytes_left(stream) < def->size)
    return end_stream(stream, "a message is longer than the file");
  *message = (hl_fit_message){.definition = def, .data = stream->at};
  stream->at += def->size;
  if (compressed)
    message->time = compressed_time(stream->last_time, head);
  else
    message->time = time_of(message);
  if (message->time) stream->last_time = message->time;
  return true;
}

bool hl_fit_next(hl_fit_stream *stream, hl_fit_message *message) {
  while (bytes_left(stream) > 0) {
    unsigned head = *stream->at++;
    if ((head & COMPRESSED) || !(head & DEFINITION))
      return take_data(stream, head, message);
    if (!take_definition(stream, head))
      return end_stream(stream, "a definition is longer than the file");
  }
  return false;
}

bool hl_fit_next_value(const hl_fit_message *message, hl_fit_value *value) {
  const hl_fit_definition *def = message->definition;
  if (value->index >= def->field_n) return false;
  const uint8_t *field = def->fields + value->index * FIELD_BYTES;
  value->bytes = value->index == 0 ? message->data : value->bytes + value->size;
  value->number = field[0];
  value->size = field[1];
  value->type = field[2];
  value->is_big_endian = def->is_big_endian;
  value->index++;
  return true;
}

typedef struct base_type {
  uint8_t size; /* 0: not an integer */
  bool is_signed, zero_is_invalid;
} base_type;

/* By the low five bits of the type byte; the rest only repeats the size. Those
** of eight bytes are in no field that is read here: a number always fits. */
static base_type type_of(uint8_t type) {
  static const base_type types[32] = {
      [0] = {1, false, false},  /* enum */
      [1] = {1, true, false},   /* sint8 */
      [2] = {1, false, false},  /* uint8 */
      [3] = {2, true, false},   /* sint16 */
      [4] = {2, false, false},  /* uint16 */
      [5] = {4, true, false},   /* sint32 */
      [6] = {4, false, false},  /* uint32 */
      [10] = {1, false, true},  /* uint8z */
      [11] = {2, false, true},  /* uint16z */
      [12] = {4, false, true},  /* uint32z */
      [13] = {1, false, false}, /* byte */
  };
  return types[type & 31];
}

bool hl_fit_int(const hl_fit_value *value, int64_t *number) {
  base_type type = type_of(value->type);
  if (type.size == 0 || value->size < type.size) return false;
  int64_t raw = number_at(value->bytes, type.size, value->is_big_endian);
  int64_t all = (INT64_C(1) << 8 * type.size) - 1;
  int64_t invalid = type.zero_is_invalid ? 0 : type.is_signed ? all >> 1 : all;
  if (raw == invalid) return false;
  *number = type.is_signed && raw > all >> 1 ? raw - all - 1 : raw;
  return true;
}

size_t hl_fit_text(const hl_fit_value *value, const char **text) {
  enum {
    STRING = 7
  };
  if (value->type != STRING) return 0;
  *text = (const char *)value->bytes;
  const void *nul = memchr(value->bytes, 0, value->size);
  return nul ? (size_t)((const uint8_t *)nul - value->bytes) : value->size;
}
