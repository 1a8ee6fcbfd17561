#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Loading heavylegs.so: into the hosts people have, into hosts that it must
# refuse, and a thousand times.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
so=$plugin.so
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -o "$work/host" \
  tests/sql/host.c -lsqlite3 -ldl || exit 1

# ---- what it is made of
is "only the entry point is exported" \
  "$(nm -D --defined-only "$so" | awk '{print $3}' | grep -v '^__')" \
  sqlite3_heavylegs_init
is "libsqlite3 is not linked" \
  "$(readelf -d "$so" | grep -c 'NEEDED.*sqlite')" 0
is "the command line holds no engine" \
  "$(readelf -d "$build/heavylegs" | grep -c 'NEEDED.*\(xml2\|lua\)')" 0

# ---- hosts it must refuse
is "an SQLite of 3.34 is refused by its version alone" \
  "$($host "$work/host" old "$so")" \
  "1 heavylegs needs SQLite 3.35 or newer; this host brings 3.34.1"
like "a second SQLite library in one process is refused" \
  "$($host "$work/host" second "$so")" "1 *another SQLite library*"

said=$($host "$work/host" luajit "$so")
case $? in
  3) skip "a process with LuaJIT in it is refused" "no LuaJIT here" ;;
  *) like "a process with LuaJIT in it is refused" "$said" "*another Lua *" ;;
esac

# ---- hosts that load it
is "one connection may load it twice" "$($host "$work/host" twice "$so")" a
is "the shell loads it by its bare name" \
  "$($host sqlite3 :memory: ".load $plugin" \
    "SELECT heavylegs_version() IS NOT NULL")" 1
is "SQL loads it" \
  "$($host sqlite3 :memory: "SELECT load_extension('$so')" \
    "SELECT heavylegs_version() IS NOT NULL" | tail -n 1)" 1
if /usr/bin/python3 -c 'import sqlite3
sqlite3.connect(":memory:").enable_load_extension(True)' 2>/dev/null; then
  is "Python loads it" "$($host /usr/bin/python3 - "$so" <<'PY'
import sqlite3, sys
for turn in range(3):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(sys.argv[1])
    rows = db.execute("SELECT count(*) FROM heavylegs_samples(?)",
                      (open("samples/notes.tcx", "rb").read(),)).fetchone()
    db.close()
print(rows[0] > 0)
PY
)" True
else
  skip "Python loads it" "/usr/bin/python3 without loadable extensions"
fi

# ---- again and again
again="
  SELECT heavylegs_merge('a', 't', 'b');
  SELECT count(*) FROM heavylegs_samples('samples/tracks.tcx');
  SELECT count(*) FROM heavylegs_check('samples/bad/mismatched.tcx')"
# shellcheck disable=SC2086
if [ -n "$host" ]; then # a sanitizer keeps what was freed
  ok "a hundred connections" $host "$work/host" cycle "$so" 100 "$again"
else
  grown=$("$work/host" cycle "$so" 1000 "$again")
  ok "a thousand connections leave nothing behind ($grown kB)" \
    test "$grown" -lt 512
  grown=$("$work/host" cycle "$so" 200 "
    SELECT heavylegs_import('samples/tracks.tcx');
    SELECT heavylegs_annotate(); SELECT heavylegs_purge()")
  ok "nor do two hundred that read, judge and purge ($grown kB)" \
    test "$grown" -lt 512
fi

done_testing
