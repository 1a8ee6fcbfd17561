#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Installing into a staging folder, and taking it away again.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "a release build is what is installed"
flags="DESTDIR=$work/stage --no-print-directory"

# The objects are not built anew for another prefix here: the default one.
# shellcheck disable=SC2086
ok "make install" make install $flags
at=$work/stage/usr/local
for f in lib/heavylegs.so bin/heavylegs share/heavylegs/manifest.xml \
  lib/heavylegs/generic/libheavylegs.so bin/heavylegs-goldencheetah; do
  ok "puts $f in its place" [ -s "$at/$f" ]
done
is "the library is not executable, as libraries are" \
  "$(stat -c %a "$at/lib/heavylegs.so")" 644
ok "the installed program runs" "$at/bin/heavylegs" --help
is "the installed library loads" \
  "$(sqlite3 :memory: ".load $at/lib/heavylegs" \
    "SELECT heavylegs_version() <> ''")" 1
like "the starter of GoldenCheetah sets what Qt reads" \
  "$(GOLDENCHEETAH="env" "$at/bin/heavylegs-goldencheetah" | sort)" \
  "*HEAVYLEGS_COMMAND=$at/bin/heavylegs*QT_PLUGIN_PATH=/usr/local/lib/heavylegs\
*QT_QPA_GENERIC_PLUGINS=heavylegs*"
# shellcheck disable=SC2086
ok "make uninstall" make uninstall $flags
is "leaves nothing" "$(find "$work/stage" -type f)" ""
done_testing
