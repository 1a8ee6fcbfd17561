/* SPDX-License-Identifier: MIT
**
** Makes what Apple Health writes into XML, see apple_health.h.
*/
#include "read/apple_health.h"

#include <stdlib.h>
#include <string.h>

/* A DOCTYPE of Apple's is about 8 KiB long. */
enum {
  HEAD_LIMIT = 65536
};

typedef struct clean_source {
  hl_source base; /* must be first */
  hl_source *inner;
  char *head; /* the beginning, DOCTYPE blanked out; NULL: given out */
  size_t head_n, head_at;
} clean_source;

static void blank(char *from, const char *to) {
  for (; from < to; from++)
    if (*from != '\n' && *from != '\r') *from = ' ';
}

static char *find(char *bytes, size_t length, const char *word) {
  size_t n = strlen(word);
  char *end = bytes + length;
  while (length >= n) {
    char *at = memchr(bytes, word[0], length - n + 1);
    if (!at) return NULL;
    if (memcmp(at, word, n) == 0) return at;
    bytes = at + 1;
    length = (size_t)(end - bytes);
  }
  return NULL;
}

/* Read up to the root element, and take the DOCTYPE before it away. Where no
** root is seen the bytes stay as they are. */
static hl_status take_head(clean_source *s, hl_error *err) {
  size_t got = 1;
  char *root = NULL;
  while (got && !root && s->head_n < HEAD_LIMIT) {
    hl_status status = s->inner->read(s->inner, s->head + s->head_n,
                                      HEAD_LIMIT - s->head_n, &got, err);
    if (status) return status;
    s->head_n += got;
    root = find(s->head, s->head_n, "<HealthData");
  }
  char *doctype = find(s->head, s->head_n, "<!DOCTYPE");
  if (root && doctype && doctype < root) blank(doctype, root);
  return HL_OK;
}

/* Control characters that XML does not know become blanks. Eight bytes at a
** time are looked at for any byte below 0x20; line ends are the usual find. */
static void blank_controls(unsigned char *bytes, size_t length) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  size_t i = 0;
  while (i < length) {
    uint64_t word;
    if (length - i >= sizeof word) {
      memcpy(&word, bytes + i, sizeof word);
      if (!((word - ones * 0x20) & ~word & ones * 0x80)) {
        i += sizeof word;
        continue;
      }
    }
    size_t stop = length - i < sizeof word ? length : i + sizeof word;
    for (; i < stop; i++)
      if (bytes[i] < 0x20 && bytes[i] != '\n' && bytes[i] != '\r' &&
          bytes[i] != '\t')
        bytes[i] = ' ';
  }
}

static hl_status clean_read(hl_source *source, void *buffer, size_t size,
                            size_t *got, hl_error *err) {
  clean_source *s = (clean_source *)source;
  hl_status status = HL_OK;
  if (s->head_at < s->head_n) {
    *got = s->head_n - s->head_at < size ? s->head_n - s->head_at : size;
    memcpy(buffer, s->head + s->head_at, *got);
    s->head_at += *got;
  } else {
    status = s->inner->read(s->inner, buffer, size, got, err);
  }
  if (!status) blank_controls(buffer, *got);
  s->base.ended_early = s->inner->ended_early;
  return status;
}

static void clean_close(hl_source *source) {
  free(((clean_source *)source)->head);
  free(source);
}

hl_status hl_apple_clean(hl_source **source, hl_source *inner, hl_error *err) {
  clean_source *s = calloc(1, sizeof *s);
  char *head = malloc(HEAD_LIMIT);
  if (!s || !head) {
    free(s);
    free(head);
    return hl_nomem(err);
  }
  s->base.read = clean_read;
  s->base.close = clean_close;
  s->inner = inner;
  s->head = head;
  hl_status status = take_head(s, err);
  if (status)
    clean_close(&s->base);
  else
    *source = &s->base;
  return status;
}
