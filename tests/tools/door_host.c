/* SPDX-License-Identifier: MIT
**
** A host for the door into GoldenCheetah, for tests/hosts/gc_door.t: copied to
** a file named GoldenCheetah it loads the library that $DOOR names, asks it for
** a plugin as Qt does, twice, and says that it goes on. Other tests that run
** meanwhile do not take it for a GoldenCheetah that has an athlete open.
**
**     DOOR=build/generic/libheavylegs.so ./GoldenCheetah [[LIBRARY] ATHLETE]
*/
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

typedef void *instance(void);

int main(void) {
  const char *path = getenv("DOOR");
  void *library = dlopen(path ? path : "", RTLD_NOW | RTLD_LOCAL);
  void *symbol = library ? dlsym(library, "qt_plugin_instance") : NULL;
  instance *ask;

  prctl(PR_SET_NAME, "door_host");
  if (symbol == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  if (getenv("NO_CHILDREN") != NULL) signal(SIGCHLD, SIG_IGN);
  memcpy(&ask, &symbol, sizeof ask); /* ISO C has no cast for it */
  if (ask() != NULL || ask() != NULL) {
    fputs("it gave a plugin\n", stderr);
    return 1;
  }
  dlclose(library);
  puts("the host goes on");
  return 0;
}
