#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The linked plugin: what it exports, needs, calls, and keeps in memory that it
# can write to.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
so=$build/heavylegs.so

is "exports the entry point and nothing else" \
  "$(nm -D --defined-only "$so" | awk '{ print $3 }')" sqlite3_heavylegs_init

needed=$(readelf -d "$so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort |
  tr '\n' ' ')
like "needs libxml2" "$needed" "*libxml2.so.2 *"
like "needs Lua 5.4" "$needed" "*liblua5.4.so.0 *"
is "does not need libsqlite3: the host's own is used" \
  "$(echo "$needed" | grep -c sqlite)" 0

undefined=$(nm -D -u "$so" | awk '{ print $2 }' | sed 's/@.*//')
is "calls SQLite through the host's table only" \
  "$(echo "$undefined" | grep sqlite3)" ""
refused="(__isoc99_)?v?[sf]?scanf|strto[dfl].*|ato[fil]l?|\
setlocale|localeconv|__ctype_.*_loc|tolower|toupper|strerror|\
(local|gm|mk|c|asc)time(_r)?|time|clock|gettimeofday|strf?[pt]ime|tzset|\
exit|_exit|abort|quick_exit|__assert_fail|longjmp|_setjmp|\
socket|connect|getaddrinfo|gethostbyname|system|popen|fork|exec.*|\
rand|srand|random|puts|printf|__printf_chk|__fprintf_chk|\
xmlCleanupParser|xmlSetGenericErrorFunc|xmlMemSetup"
is "asks no locale or clock, ends no process, talks to no network" \
  "$(echo "$undefined" | grep -xE "$refused")" ""

# Allowed: the pointer to the host's SQLite, the guard of xmlInitParser(), and
# what the compiler's start files bring along.
writable=$(objdump -t "$so" |
  awk '$0 ~ /[ \t]\.(data|bss|tdata|tbss)[ \t]/ { print $NF }' |
  grep -vxE "sqlite3_api|once(\.[0-9]+)?|completed\.[0-9]+|__dso_handle|\
__TMC_END__|\.data|\.bss")
is "holds no state that it can write to" "$writable" ""

dynamic=$(readelf -d "$so")
like "stays in memory once loaded (threads' data of libxml2)" "$dynamic" \
  "*NODELETE*"
like "binds everything when it is loaded" "$dynamic" "*BIND_NOW*"
like "has its relocations read-only" "$(readelf -lW "$so")" "*GNU_RELRO*"
is "has no executable stack" \
  "$(readelf -lW "$so" | awk '/GNU_STACK/ { print $7 }')" RW

# ---- the door into GoldenCheetah
door=$build/generic/libheavylegs.so
is "the door exports what Qt asks for and nothing else" \
  "$(nm -D --defined-only "$door" | awk '{ print $3 }' | sort | tr '\n' ' ')" \
  "qt_plugin_instance qt_plugin_query_metadata "
is "and needs libc alone" \
  "$(readelf -d "$door" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')" libc.so.6
is "Qt 5.15 finds who it is" \
  "$(objcopy -O binary -j .qtmetadata "$door" /dev/stdout | head -c 16 |
    od -An -c | tr -d ' ')" 'QTMETADATA!\0005017\0'
like "and Qt 6.3 in the note" "$(readelf -n "$door" | tr -s '\n ' ' ')" \
  "*qt-project!*0x00000057*(0x74510001)*data: 01 06 03 00 bf 02 78 30 6f 72 *"
is "it does nothing when it is only mapped" \
  "$(readelf -d "$door" | grep -c 'INIT_ARRAYSZ.* 8 (bytes)')" 1

is "the command line does not hold the engine" \
  "$(nm "$build/heavylegs" | grep -cE ' [Tt] (hl_read|hl_epochs_|lua_)')" 0
done_testing
