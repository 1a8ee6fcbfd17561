#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Out of memory while a folder of GoldenCheetah is annotated, at allocations
# picked evenly over the whole command, once and from then on: no crash, every
# activity as it was or as it is to be, and afterwards the same command does
# its work.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "a sanitizer has an allocator of its own"

samples=7
program=$PWD/$build/heavylegs
shim=$PWD/$build/tests/failmalloc.so
"${LUA:-lua5.4}" tests/bench/gc_folder.lua "$work/before" 30 30 1600 || exit 1
printf '{"measures":[{"when":1451714400,"hr":50,"rmssd":60}],"version":1}' \
  >"$work/before/config/hrvmeasures.json"
printf '2015/01/01: LT=168, RestHr=48, MaxHr=191\n' \
  >"$work/before/config/run-hr.zones"
export HL_FAIL_IN=heavylegs.so:liblua5.4.so.0:libsqlite3.so.0
export HL_FAIL_LOG="$work/log"
cd "$work" || exit 1

annotate() { # allocation to fail, 0: none
  LD_PRELOAD=$shim HL_FAIL_AT=$1 "$program" annotate A --threads 1 >said 2>&1
}
sums() { (cd A/activities && md5sum ./*) | sort; }

cp -r before A
sums >sums.before
annotate 0
total=$(sed -n 's/allocations \([0-9]*\) .*/\1/p' log)
sums >sums.after
sort -u sums.before sums.after >sums.known
ok "the allocator counts: $total allocations" [ "${total:-0}" -gt 1000 ]
ok "something is written" \
  test "$(comm -13 sums.before sums.after | wc -l)" -gt 2

try() { # n
  rm -rf A
  cp -r before A
  annotate "$1"
  code=$?
  [ "$code" -lt 2 ] || bad="$bad $1: exit $code $(head -n 1 said);"
  [ -z "$(sums | comm -23 - sums.known)" ] || bad="$bad $1: a file is torn;"
  unset HL_FAIL_FOREVER
  annotate 0 || bad="$bad $1: $(head -n 1 said);"
  sums | cmp -s - sums.after || bad="$bad $1: not mended;"
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
