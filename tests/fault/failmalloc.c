/* SPDX-License-Identifier: MIT
**
** See failmalloc.h. glibc's own allocator stays reachable under its internal
** names, so nothing has to be looked up while malloc() is already wanted.
*/
#define _GNU_SOURCE /* dladdr */
#include "failmalloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void __libc_free(void *memory);

EXPORT void *malloc(size_t size);
EXPORT void *calloc(size_t count, size_t size);
EXPORT void *realloc(void *old, size_t size);
EXPORT void free(void *memory);

static atomic_long countdown; /* allocations until the failing one; 0: none */
static atomic_bool forever_on;
static atomic_long seen, failed, live;
static const char *callers; /* HL_FAIL_IN; NULL: everybody */

/* Does the path of the object end in one of the names between colons? */
static bool is_wanted_object(const char *path) {
  size_t length = strlen(path);
  for (const char *name = callers; *name;) {
    size_t n = strcspn(name, ":");
    if (n > 0 && n <= length && memcmp(path + length - n, name, n) == 0)
      return true;
    name += n + (name[n] == ':');
  }
  return false;
}

static bool is_counted(const void *caller) {
  Dl_info info;
  if (!callers) return true;
  return dladdr(caller, &info) != 0 && info.dli_fname &&
         is_wanted_object(info.dli_fname);
}

/* Is this the one that fails? */
static bool fails(const void *caller) {
  if (!is_counted(caller)) return false;
  atomic_fetch_add(&seen, 1);
  if (atomic_load(&countdown) == 0) return false;
  if (atomic_fetch_sub(&countdown, 1) != 1) return false;
  if (atomic_load(&forever_on)) atomic_store(&countdown, 1);
  atomic_fetch_add(&failed, 1);
  errno = ENOMEM;
  return true;
}

static void *counted(void *memory) {
  if (memory) atomic_fetch_add(&live, 1);
  return memory;
}

void *malloc(size_t size) {
  if (fails(__builtin_return_address(0))) return NULL;
  return counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
  if (fails(__builtin_return_address(0))) return NULL;
  return counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size) {
  if (fails(__builtin_return_address(0))) return NULL;
  if (old && size == 0) {
    free(old);
    return NULL;
  }
  void *memory = __libc_realloc(old, size);
  return old ? memory : counted(memory);
}

void free(void *memory) {
  if (memory) atomic_fetch_sub(&live, 1);
  __libc_free(memory);
}

EXPORT void hl_failmalloc_arm(long n, bool forever) {
  atomic_store(&failed, 0);
  atomic_store(&forever_on, forever);
  atomic_store(&countdown, n);
}

EXPORT long hl_failmalloc_disarm(void) {
  atomic_store(&countdown, 0);
  return atomic_load(&failed);
}

EXPORT long hl_failmalloc_live(void) {
  return atomic_load(&live);
}

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("HL_FAIL_AT");
  callers = getenv("HL_FAIL_IN");
  if (at) hl_failmalloc_arm(atol(at), getenv("HL_FAIL_FOREVER") != NULL);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("HL_FAIL_LOG");
  char line[100];
  hl_failmalloc_disarm();
  if (!path) return;
  int n =
      snprintf(line, sizeof line, "allocations %ld failed %ld live %ld\n",
               atomic_load(&seen), atomic_load(&failed), atomic_load(&live));
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0) return;
  if (write(fd, line, (size_t)n) != n) perror(path);
  close(fd);
}
