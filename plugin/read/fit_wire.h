/* SPDX-License-Identifier: MIT
**
** The byte layer of FIT: header, checksum, definition and data messages. What
** the numbers mean is in fit_profile.h; what becomes of them in fit.c.
**
**     hl_fit_stream stream;
**     if (hl_fit_open(&stream, bytes, length, &err)) ...
**     while (hl_fit_next(&stream, &message)) {
**       hl_fit_value value = {0};
**       while (hl_fit_next_value(&message, &value)) ...
**     }
**     ... stream.damage, stream.is_truncated, stream.end ...
**
** Nothing is allocated: messages and values point into the file's bytes. Every
** message is checked to lie within the file before it is handed out, so a
** definition that promises more than there is ends the stream. Developer fields
** are stepped over. [any thread]
*/
#ifndef HL_READ_FIT_WIRE_H
#define HL_READ_FIT_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum {
  HL_FIT_LOCAL_TYPES = 16,
  HL_FIT_MIN_HEADER = 12
};

#define HL_FIT_NO_TIME SIZE_MAX

typedef struct hl_fit_definition {
  const uint8_t *fields; /* field_n times number, size, base type; NULL: none */
  uint16_t message;      /* global message number */
  uint8_t field_n;
  bool is_big_endian;
  size_t size;       /* bytes of a data message, developer fields counted in */
  size_t time_place; /* byte of the timestamp in it, or HL_FIT_NO_TIME */
} hl_fit_definition;

typedef struct hl_fit_stream {
  const uint8_t *at, *stop; /* what is left of the messages */
  const uint8_t *end; /* behind the checksum: a chained file begins here */
  uint32_t last_time; /* FIT time of the last message that had one */
  hl_fit_definition local[HL_FIT_LOCAL_TYPES];
  bool is_truncated;  /* fewer bytes than the header promised */
  const char *damage; /* why the stream ended early or is doubted; NULL: fine */
} hl_fit_stream;

typedef struct hl_fit_message {
  const hl_fit_definition *definition;
  const uint8_t *data;
  uint32_t time; /* FIT time, of its own or the compressed header; 0: none */
} hl_fit_message;

typedef struct hl_fit_value { /* begin with all zero */
  uint8_t number, size, type;
  bool is_big_endian;
  const uint8_t *bytes;
  size_t index; /* of the next field */
} hl_fit_value;

/* Does a FIT file begin here? */
bool hl_fit_is_fit(const void *bytes, size_t length);

/* HL_E_INPUT when no FIT header is at `bytes`. A wrong checksum is a damage
** note, not a failure: devices with weak batteries write them, and the points
** are good. A header that says 0 bytes (the device died before it wrote the
** size) is read to the end of the file. */
hl_status hl_fit_open(hl_fit_stream *stream, const uint8_t *bytes,
                      size_t length, hl_error *err);

/* The next data message; false at the end, see stream->damage. */
bool hl_fit_next(hl_fit_stream *stream, hl_fit_message *message);

/* The next field of a message, in the order of its definition. */
bool hl_fit_next_value(const hl_fit_message *message, hl_fit_value *value);

/* The first integer of a field, sign extended; false when it holds the "not
** recorded" mark of its base type, or is not an integer. */
bool hl_fit_int(const hl_fit_value *value, int64_t *number);

/* The text of a string field, without trailing NULs; 0 for other types. */
size_t hl_fit_text(const hl_fit_value *value, const char **text);

#endif
