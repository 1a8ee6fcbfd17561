#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A host that runs out of memory while the plugin imports, at allocations of
# the plugin and of the libraries under it picked evenly over the whole
# command, once and from then on: no crash, the database whole, the run in it
# or not; and afterwards the same command does its work.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "a sanitizer has an allocator of its own"

samples=15
program=$PWD/$build/heavylegs
shim=$PWD/$build/tests/failmalloc.so
run=$PWD/samples/notes.tcx
export HL_FAIL_IN=heavylegs.so:libxml2.so.2:liblua5.4.so.0:libsqlite3.so.0
export HL_FAIL_LOG="$work/log"
cd "$work" || exit 1

import() { # allocation to fail, 0: none
  LD_PRELOAD=$shim HL_FAIL_AT=$1 "$program" import "$run" --db a.db >said 2>&1
}

import 0
total=$(sed -n 's/allocations \([0-9]*\) .*/\1/p' log)
ok "the allocator counts: $total allocations" [ "${total:-0}" -gt 1000 ]

state() { # of the database: whole?, runs
  sqlite3 a.db "PRAGMA integrity_check" 2>&1 || return
  [ -z "$(sqlite3 a.db "SELECT 1 FROM sqlite_schema
    WHERE name = 'heavylegs_run'")" ] ||
    sqlite3 a.db "SELECT count(*) FROM heavylegs_run"
}

bad=
try() { # n
  rm -f a.db a.db-journal
  import "$1"
  code=$?
  failed=$(sed -n 's/.* failed \([0-9]*\) .*/\1/p' log)
  case $code,$(state | tr '\n' ' ') in
    [01],'ok ' | [01],'ok 0 ' | [01],'ok 1 ') ;;
    *) bad="$bad $1: exit $code, $(state | tr '\n' ' ')$(head -n 1 said);" ;;
  esac
  [ "$code,${failed:-0}" != 0,0 ] || bad="$bad $1: nothing failed;"
  unset HL_FAIL_FOREVER
  import 0 || bad="$bad $1: $(head -n 1 said);"
  [ "$(state | tr '\n' ' ')" = 'ok 1 ' ] || bad="$bad $1: not mended;"
}

for mode in once forever; do
  bad=
  i=0
  while [ $i -lt $samples ]; do
    [ $mode = once ] || export HL_FAIL_FOREVER=1
    try $((1 + i * (total - 1) / samples))
    i=$((i + 1))
  done
  is "out of memory, $mode" "$bad" ""
done
done_testing
