/* SPDX-License-Identifier: MIT
**
** Sources of bytes: file, memory, gzip over another source, bytes read ahead.
**
** gzip is inflated as it is asked for, so a small file that unpacks to a huge
** one costs nothing beyond the reader's own size limit. Several gzip members
** one behind the other are one content; what follows the last member and is
** not gzip is padding and passed over, as gzip(1) does.
*/
#include "read/source.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/file.h"

enum {
  GZIP_INPUT = 32768,
  LOAD_STEP = 65536
};

/* ---- file ---------------------------------------------------------------- */
typedef struct file_source {
  hl_source base; /* must be first */
  hl_file *file;
} file_source;

static hl_status file_read(hl_source *source, void *buffer, size_t size,
                           size_t *got, hl_error *err) {
  return hl_file_read(((file_source *)source)->file, buffer, size, got, err);
}

static void file_close(hl_source *source) {
  hl_file_close(((file_source *)source)->file);
  free(source);
}

hl_status hl_source_file(hl_source **source, const char *path, hl_error *err) {
  file_source *s = calloc(1, sizeof *s);
  if (!s) return hl_nomem(err);
  s->base.read = file_read;
  s->base.close = file_close;
  hl_status status = hl_file_open(&s->file, path, err);
  if (status) {
    free(s);
    return status;
  }
  *source = &s->base;
  return HL_OK;
}

/* ---- memory -------------------------------------------------------------- */
typedef struct memory_source {
  hl_source base;
  const unsigned char *bytes;
  size_t left;
} memory_source;

static hl_status memory_read(hl_source *source, void *buffer, size_t size,
                             size_t *got, hl_error *err) {
  memory_source *s = (memory_source *)source;
  (void)err;
  *got = size < s->left ? size : s->left;
  if (*got) {
    memcpy(buffer, s->bytes, *got);
    s->bytes += *got;
    s->left -= *got;
  }
  return HL_OK;
}

static void plain_close(hl_source *source) {
  free(source);
}

hl_status hl_source_memory(hl_source **source, const void *bytes, size_t length,
                           hl_error *err) {
  memory_source *s = calloc(1, sizeof *s);
  if (!s) return hl_nomem(err);
  s->base.read = memory_read;
  s->base.close = plain_close;
  s->bytes = bytes;
  s->left = length;
  *source = &s->base;
  return HL_OK;
}

/* ---- bytes read ahead ---------------------------------------------------- */
typedef struct ahead_source {
  hl_source base;
  hl_source *inner;
  size_t at, length;
  unsigned char head[];
} ahead_source;

static hl_status ahead_read(hl_source *source, void *buffer, size_t size,
                            size_t *got, hl_error *err) {
  ahead_source *s = (ahead_source *)source;
  if (s->at == s->length) {
    hl_status status = s->inner->read(s->inner, buffer, size, got, err);
    s->base.ended_early = s->inner->ended_early;
    return status;
  }
  *got = size < s->length - s->at ? size : s->length - s->at;
  memcpy(buffer, s->head + s->at, *got);
  s->at += *got;
  return HL_OK;
}

static void ahead_close(hl_source *source) {
  hl_source_close(((ahead_source *)source)->inner);
  free(source);
}

hl_status hl_source_ahead(hl_source **source, const void *head, size_t length,
                          hl_source *inner, hl_error *err) {
  ahead_source *s = calloc(1, sizeof *s + length);
  if (!s) {
    hl_source_close(inner);
    return hl_nomem(err);
  }
  s->base.read = ahead_read;
  s->base.close = ahead_close;
  s->inner = inner;
  s->length = length;
  if (length) memcpy(s->head, head, length);
  *source = &s->base;
  return HL_OK;
}

/* ---- gzip ---------------------------------------------------------------- */
typedef struct gzip_source {
  hl_source base;
  hl_source *inner;
  z_stream z;
  bool ended;       /* of the whole stream */
  bool at_boundary; /* between two members */
  unsigned char input[GZIP_INPUT];
} gzip_source;

/* Make input available; *more is false at the end of the inner source. */
static hl_status gzip_fill(gzip_source *s, bool *more, hl_error *err) {
  size_t got = 0;
  hl_status status =
      s->inner->read(s->inner, s->input, sizeof s->input, &got, err);
  s->z.next_in = s->input;
  s->z.avail_in = (uInt)got;
  *more = got > 0;
  return status;
}

static hl_status gzip_failed(int code, hl_error *err) {
  if (code == Z_MEM_ERROR) return hl_nomem(err);
  return hl_fail(err, HL_E_INPUT, "damaged gzip data");
}

/* One step; sets s->ended when nothing more will come. */
static hl_status gzip_step(gzip_source *s, hl_error *err) {
  bool more = true;
  if (s->z.avail_in == 0) {
    hl_status status = gzip_fill(s, &more, err);
    if (status) return status;
  }
  if (!more) {
    s->ended = true;
    s->base.ended_early = !s->at_boundary;
    return HL_OK;
  }
  if (s->at_boundary && s->z.next_in[0] != 0x1f) {
    s->ended = true; /* padding behind the last member */
    return HL_OK;
  }
  if (s->at_boundary) inflateReset(&s->z);
  s->at_boundary = false;
  int code = inflate(&s->z, Z_NO_FLUSH);
  if (code == Z_STREAM_END)
    s->at_boundary = true;
  else if (code != Z_OK && code != Z_BUF_ERROR)
    return gzip_failed(code, err);
  return HL_OK;
}

static hl_status gzip_read(hl_source *source, void *buffer, size_t size,
                           size_t *got, hl_error *err) {
  gzip_source *s = (gzip_source *)source;
  uInt room = size > LOAD_STEP ? LOAD_STEP : (uInt)size;
  s->z.next_out = buffer;
  s->z.avail_out = room;
  while (!s->ended && s->z.avail_out == room) {
    hl_status status = gzip_step(s, err);
    if (status) return status;
  }
  *got = room - s->z.avail_out;
  return HL_OK;
}

static void gzip_close(hl_source *source) {
  gzip_source *s = (gzip_source *)source;
  inflateEnd(&s->z);
  hl_source_close(s->inner);
  free(s);
}

hl_status hl_source_gzip(hl_source **source, hl_source *inner, hl_error *err) {
  enum {
    GZIP_HEADER = 16
  };
  gzip_source *s = calloc(1, sizeof *s);
  if (!s || inflateInit2(&s->z, MAX_WBITS + GZIP_HEADER) != Z_OK) {
    free(s);
    hl_source_close(inner);
    return hl_nomem(err);
  }
  s->base.read = gzip_read;
  s->base.close = gzip_close;
  s->inner = inner;
  *source = &s->base;
  return HL_OK;
}

/* ---- all ----------------------------------------------------------------- */
void hl_source_close(hl_source *source) {
  if (source) source->close(source);
}

static hl_status load_step(char **bytes, const size_t *length, size_t *capacity,
                           hl_error *err) {
  if (*capacity - *length < LOAD_STEP + 1) {
    size_t more = *capacity + *capacity / 2 + 2 * LOAD_STEP;
    char *grown = realloc(*bytes, more);
    if (!grown) return hl_nomem(err);
    *bytes = grown;
    *capacity = more;
  }
  return HL_OK;
}

hl_status hl_source_load(hl_source *source, uint64_t limit, char **bytes,
                         size_t *length, hl_error *err) {
  char *all = NULL;
  size_t n = 0, capacity = 0, got = 1;
  hl_status status = HL_OK;
  while (!status && got) {
    status = load_step(&all, &n, &capacity, err);
    if (!status) status = source->read(source, all + n, LOAD_STEP, &got, err);
    if (!status) n += got;
    if (!status && n > limit)
      status = hl_fail(err, HL_E_LIMIT, "more than %lld bytes of content",
                       (long long)limit);
  }
  if (status) {
    free(all);
    return status;
  }
  all[n] = '\0';
  *bytes = all;
  *length = n;
  return HL_OK;
}
