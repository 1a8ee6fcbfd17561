/* SPDX-License-Identifier: MIT
**
** What Qt looks for in a plugin: two functions, and who we are in two sections
** that it reads without loading us. Qt 5 finds ".qtmetadata", Qt 6.3 and later
** find the ELF note first; the minor versions are the oldest that will do, for
** Qt refuses plugins that are newer than itself.
**
** Sources: Qt 5.15 and 6.4, qplugin.h; the texts are CBOR (RFC 8949).
*/
#include <stdint.h>

#include "doors/goldencheetah/door.h"

/* {2: interface, 3: class, 4: {"Keys": ["heavylegs"]}} */
#define IDENTITY                                                               \
  "\xbf"                                                                       \
  "\x02\x78\x30"                                                               \
  "org.qt-project.Qt.QGenericPluginFactoryInterface"                           \
  "\x03\x69"                                                                   \
  "HeavyLegs"                                                                  \
  "\x04\xbf\x64"                                                               \
  "Keys"                                                                       \
  "\x81\x69"                                                                   \
  "heavylegs"                                                                  \
  "\xff\xff"

enum {
  IDENTITY_SIZE = sizeof IDENTITY - 1
};

typedef struct header { /* of either */
  unsigned char version, qt_major, qt_minor, requirements;
} header;

static const struct qt5 {
  char magic[12];
  header header;
  char identity[IDENTITY_SIZE];
} qt5 __attribute__((section(".qtmetadata"), used, aligned(1))) = {
    {'Q', 'T', 'M', 'E', 'T', 'A', 'D', 'A', 'T', 'A', ' ', '!'},
    {0, 5, 15, 0},
    IDENTITY};

static const struct qt6 {
  uint32_t name_size, payload_size, type;
  char name[12];
  header header __attribute__((aligned(sizeof(void *))));
  char identity[IDENTITY_SIZE];
} qt6 __attribute__((section(".note.qt.metadata"), used,
                     aligned(sizeof(void *)))) = {
    12,           sizeof(header) + IDENTITY_SIZE,
    0x74510001,   "qt-project!",
    {1, 6, 3, 0}, IDENTITY};

#define EXPORT __attribute__((visibility("default")))

/* Qt 5 asks this where it could not find the section. */
EXPORT const void *qt_plugin_query_metadata(void);
EXPORT const void *qt_plugin_query_metadata(void) {
  return &qt5;
}

/* The plugin object; NULL: there is none, and Qt goes on. */
EXPORT void *qt_plugin_instance(void);
EXPORT void *qt_plugin_instance(void) {
  static bool was_here;

  if (!was_here) {
    was_here = true;
    hl_door_open();
  }
  return NULL;
}
