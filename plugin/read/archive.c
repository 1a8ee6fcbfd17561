/* SPDX-License-Identifier: MIT
**
** Zip archives over minizip, see archive.h. Every open member has a minizip
** handle of its own, because one handle knows only one current member; they
** share the file descriptor through pread().
*/
#include "read/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum {
  IO_BUFFER = 16384,
  SPOOL_STEP = 65536,
  CASE_SENSITIVE = 1
};

#define FREE_BYTES ((uint64_t)16 << 20)      /* of a member: any ratio */
#define BASE_ALLOWANCE ((uint64_t)256 << 20) /* of an archive: any ratio */
#define SPOOL_LIMIT ((uint64_t)4 << 30)

/* ---- a minizip handle over a descriptor --------------------------------- */

typedef struct zip_handle {
  unzFile zip;
  int fd;
  uint64_t size, at; /* of the file; where the next read is */
  uint64_t buffer_at;
  size_t buffered;
  bool failed;
  unsigned char buffer[IO_BUFFER];
} zip_handle;

static voidpf io_open(voidpf opaque, const void *name, int mode) {
  (void)name;
  return mode & ZLIB_FILEFUNC_MODE_CREATE ? NULL : opaque;
}

static bool io_fill(zip_handle *h) {
  ssize_t got;
  do
    got = pread(h->fd, h->buffer, sizeof h->buffer, (off_t)h->at);
  while (got < 0 && errno == EINTR);
  if (got < 0) h->failed = true;
  h->buffer_at = h->at;
  h->buffered = got > 0 ? (size_t)got : 0;
  return got > 0;
}

static uLong io_read(voidpf opaque, voidpf stream, void *buffer, uLong size) {
  zip_handle *h = stream;
  uLong done = 0;
  (void)opaque;
  while (done < size) {
    bool inside = h->at >= h->buffer_at && h->at - h->buffer_at < h->buffered;
    if (!inside && !io_fill(h)) break;
    size_t from = (size_t)(h->at - h->buffer_at), step = h->buffered - from;
    if (step > size - done) step = size - done;
    memcpy((char *)buffer + done, h->buffer + from, step);
    h->at += step;
    done += step;
  }
  return done;
}

static ZPOS64_T io_tell(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((zip_handle *)stream)->at;
}

static long io_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  zip_handle *h = stream;
  (void)opaque;
  uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? h->at
                  : origin == ZLIB_FILEFUNC_SEEK_END ? h->size
                                                     : 0;
  if (offset > h->size - (base < h->size ? base : h->size)) return -1;
  h->at = base + offset;
  return 0;
}

/* The handle is freed by close_handle(), which also serves where minizip failed
** to open. */
static int io_close(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static int io_error(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((zip_handle *)stream)->failed;
}

static void close_handle(zip_handle *h) {
  if (h && h->zip) unzClose(h->zip);
  free(h);
}

static hl_status open_handle(zip_handle **handle, int fd, uint64_t size,
                             hl_error *err) {
  zip_handle *h = calloc(1, sizeof *h);
  if (!h) return hl_nomem(err);
  h->fd = fd;
  h->size = size;
  zlib_filefunc64_def io = {.zopen64_file = io_open,
                            .zread_file = io_read,
                            .ztell64_file = io_tell,
                            .zseek64_file = io_seek,
                            .zclose_file = io_close,
                            .zerror_file = io_error,
                            .opaque = h};
  h->zip = unzOpen2_64("", &io);
  if (!h->zip) { /* it does not say whether it was short of memory */
    void *room = malloc(IO_BUFFER);
    bool has_room = room != NULL;
    free(room);
    h->at = 0;
    if (has_room) h->zip = unzOpen2_64("", &io);
    if (!has_room) {
      free(h);
      return hl_nomem(err);
    }
  }
  if (!h->zip) {
    free(h);
    return hl_fail(err, HL_E_INPUT,
                   "not a complete zip archive: no directory at its end");
  }
  *handle = h;
  return HL_OK;
}

/* ---- the archive -------------------------------------------------------- */

struct hl_archive {
  int fd;
  uint64_t size;
  zip_handle *walk;   /* stands at a member of the directory */
  bool is_started;    /* `walk` was moved to the first member */
  uint64_t allowance; /* bytes that members may still give */
  hl_archive *within;
};

static hl_status open_fd(hl_archive **archive, int fd, hl_error *err) {
  struct stat st;
  hl_archive *a = calloc(1, sizeof *a);
  if (!a || fstat(fd, &st) != 0) {
    close(fd);
    free(a);
    return a ? hl_fail(err, HL_E_INPUT, "cannot be read") : hl_nomem(err);
  }
  a->fd = fd;
  a->size = (uint64_t)st.st_size;
  a->allowance = BASE_ALLOWANCE + a->size * HL_ARCHIVE_RATIO;
  hl_status status = open_handle(&a->walk, fd, a->size, err);
  if (status)
    hl_archive_close(a);
  else
    *archive = a;
  return status;
}

hl_status hl_archive_open_path(hl_archive **archive, const char *path,
                               hl_error *err) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return hl_fail(err, HL_E_INPUT, "cannot be opened: %s",
                   hl_file_reason(errno));
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    close(fd);
    return hl_fail(err, HL_E_INPUT, "not a regular file");
  }
  return open_fd(archive, fd, err);
}

static hl_status spool(int fd, hl_source *source, char *buffer, hl_error *err) {
  uint64_t all = 0;
  size_t got = 1;
  while (got) {
    hl_status status = source->read(source, buffer, SPOOL_STEP, &got, err);
    if (status) return status;
    all += got;
    if (all > SPOOL_LIMIT)
      return hl_fail(err, HL_E_LIMIT, "an inner archive of more than 4 GiB");
    for (size_t done = 0; done < got;) {
      ssize_t put = write(fd, buffer + done, got - done);
      if (put < 0 && errno != EINTR)
        return hl_fail(err, HL_E_INPUT, "no room for a temporary copy: %s",
                       hl_file_reason(errno));
      if (put > 0) done += (size_t)put;
    }
  }
  return HL_OK;
}

hl_status hl_archive_open_source(hl_archive **archive, hl_source *source,
                                 hl_archive *within, hl_error *err) {
  char *buffer = malloc(SPOOL_STEP);
  FILE *file = tmpfile(); /* already without a name */
  int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 0) : -1;
  hl_status status = HL_OK;
  if (!buffer || (fd < 0 && errno == ENOMEM))
    status = hl_nomem(err);
  else if (fd < 0)
    status = hl_fail(err, HL_E_INPUT, "no temporary file for the archive: %s",
                     hl_file_reason(errno));
  if (!status) status = spool(fd, source, buffer, err);
  free(buffer);
  if (file) fclose(file);
  if (status) {
    if (fd >= 0) close(fd);
    return status;
  }
  status = open_fd(archive, fd, err);
  if (!status) (*archive)->within = within;
  return status;
}

void hl_archive_close(hl_archive *archive) {
  if (!archive) return;
  close_handle(archive->walk);
  close(archive->fd);
  free(archive);
}

/* Take `bytes` from the allowance of this archive and those around it. */
static bool allow(hl_archive *archive, uint64_t bytes) {
  for (hl_archive *a = archive; a; a = a->within) {
    if (a->allowance < bytes) return false;
    a->allowance -= bytes;
  }
  return true;
}

/* ---- its directory ------------------------------------------------------ */

static const char *refusal_of(const unz_file_info64 *info) {
  enum {
    IS_ENCRYPTED = 1,
    STORED = 0,
    DEFLATED = 8
  };
  if (info->flag & IS_ENCRYPTED) return "it is encrypted";
  if (info->compression_method != STORED &&
      info->compression_method != DEFLATED)
    return "it is packed in a way other than deflate";
  return NULL;
}

static bool describe(unzFile zip, hl_member *member) {
  unz_file_info64 info;
  unz64_file_pos place;
  memset(member, 0, sizeof *member);
  if (unzGetCurrentFileInfo64(zip, &info, member->name, sizeof member->name - 1,
                              NULL, 0, NULL, 0) != UNZ_OK ||
      unzGetFilePos64(zip, &place) != UNZ_OK)
    return false;
  member->packed = info.compressed_size;
  member->size = info.uncompressed_size;
  member->place[0] = place.pos_in_zip_directory;
  member->place[1] = place.num_of_file;
  member->refusal = refusal_of(&info);
  return true;
}

void hl_archive_rewind(hl_archive *archive) {
  archive->is_started = false;
}

bool hl_archive_next(hl_archive *archive, hl_member *member) {
  unzFile zip = archive->walk->zip;
  for (;;) {
    int code =
        archive->is_started ? unzGoToNextFile(zip) : unzGoToFirstFile(zip);
    archive->is_started = true;
    if (code != UNZ_OK || !describe(zip, member)) return false;
    size_t length = strlen(member->name);
    if (length > 0 && member->name[length - 1] != '/') return true;
  }
}

hl_status hl_archive_find(hl_archive *archive, const char *name,
                          hl_member *member, hl_error *err) {
  zip_handle *handle = NULL;
  hl_status status = open_handle(&handle, archive->fd, archive->size, err);
  if (status) return status;
  if (unzLocateFile(handle->zip, name, CASE_SENSITIVE) != UNZ_OK ||
      !describe(handle->zip, member))
    status = hl_fail(err, HL_E_INPUT, "not in the archive: %.100s", name);
  close_handle(handle);
  return status;
}

/* ---- a member as a source ----------------------------------------------- */

typedef struct member_source {
  hl_source base; /* must be first */
  hl_archive *archive;
  zip_handle *handle;
  uint64_t given, packed;
  bool has_ended;
} member_source;

static hl_status member_failed(member_source *s, int code, hl_error *err) {
  s->has_ended = true;
  if (code == Z_MEM_ERROR || code == UNZ_INTERNALERROR) return hl_nomem(err);
  if (s->handle->failed)
    return hl_fail(err, HL_E_INPUT, "the archive cannot be read");
  return hl_fail(err, HL_E_INPUT, "damaged data in the archive");
}

static hl_status member_read(hl_source *source, void *buffer, size_t size,
                             size_t *got, hl_error *err) {
  member_source *s = (member_source *)source;
  *got = 0;
  if (s->has_ended) return HL_OK;
  unsigned step = size > SPOOL_STEP ? SPOOL_STEP : (unsigned)size;
  int read = unzReadCurrentFile(s->handle->zip, buffer, step);
  if (read < 0) return member_failed(s, read, err);
  if (read == 0) {
    s->has_ended = true;
    if (unzCloseCurrentFile(s->handle->zip) == UNZ_CRCERROR)
      return hl_fail(err, HL_E_INPUT,
                     "its checksum in the archive does not match");
    return HL_OK;
  }
  s->given += (uint64_t)read;
  if (s->given > FREE_BYTES && s->given / HL_ARCHIVE_RATIO > s->packed)
    return hl_fail(err, HL_E_LIMIT, "unpacks to more than %d times its size",
                   HL_ARCHIVE_RATIO);
  if (!allow(s->archive, (uint64_t)read))
    return hl_fail(err, HL_E_LIMIT,
                   "the archive unpacks to more than %d times its size",
                   HL_ARCHIVE_RATIO);
  *got = (size_t)read;
  return HL_OK;
}

static void member_close(hl_source *source) {
  member_source *s = (member_source *)source;
  close_handle(s->handle);
  free(s);
}

hl_status hl_archive_member(hl_archive *archive, const hl_member *member,
                            hl_source **source, hl_error *err) {
  if (member->refusal)
    return hl_fail(err, HL_E_INPUT, "cannot be unpacked: %s", member->refusal);
  member_source *s = calloc(1, sizeof *s);
  if (!s) return hl_nomem(err);
  s->base.read = member_read;
  s->base.close = member_close;
  s->archive = archive;
  s->packed = member->packed;
  unz64_file_pos place = {.pos_in_zip_directory = member->place[0],
                          .num_of_file = member->place[1]};
  hl_status status = open_handle(&s->handle, archive->fd, archive->size, err);
  if (!status) {
    int code = unzGoToFilePos64(s->handle->zip, &place);
    if (code == UNZ_OK) code = unzOpenCurrentFile(s->handle->zip);
    if (code == UNZ_INTERNALERROR || code == Z_MEM_ERROR)
      status = hl_nomem(err);
    else if (code != UNZ_OK)
      status = hl_fail(err, HL_E_INPUT, "its place in the archive is damaged");
  }
  if (status)
    member_close(&s->base);
  else
    *source = &s->base;
  return status;
}
