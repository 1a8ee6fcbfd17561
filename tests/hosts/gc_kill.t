#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Two hundred activities of GoldenCheetah, annotated and retracted, and killed
# at random moments of either: no file is ever anything but what it was or what
# it is to be, and in the end everything goes back to the byte.
#
#     HL_KILLS=500 prove tests/hosts/gc_kill.t      16 by default

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "not the flavour that runners use"
kills=${HL_KILLS:-16}
cli=$PWD/$build/heavylegs
"${LUA:-lua5.4}" tests/bench/gc_folder.lua "$work/before" 200 50 1800 || exit 1
cd "$work" || exit 1
cp -r before A
cp -r before after

seconds() { date +%s.%N; }
sums() { (cd "$1/activities" && md5sum ./*) | sort; }
do_it() { # annotate|retract [command before it]
  what=$1
  shift
  if [ "$what" = annotate ]; then
    "$@" "$cli" annotate A --threads 2
  else
    "$@" "$cli" retract --db A
  fi >/dev/null 2>&1
}

from=$(seconds)
"$cli" annotate after --quiet >/dev/null
takes=$(seconds | awk -v from="$from" '{ print $1 - from }')
sums before >sums.before
sums after >sums.after
sort -u sums.before sums.after >sums.known
ok "most of them have something to say" \
  test "$(comm -13 sums.before sums.after | wc -l)" -gt 150

hit=0 torn=0 n=0
moments=$(awk -v n="$kills" -v takes="$takes" -v seed="$(date +%N)" \
  'BEGIN { srand(seed); while (n--) printf "%.4f\n", rand() * takes * 1.1 }')
for moment in $moments; do
  n=$((n + 1))
  way=annotate
  # From where it was left, every third time all the way back first.
  [ $((n % 3)) -ne 0 ] || do_it annotate
  [ $((n % 3)) -ne 0 ] || way=retract
  do_it "$way" timeout --foreground -s KILL "$moment"
  [ $? -ne 137 ] || hit=$((hit + 1))
  sums A | comm -23 - sums.known >torn.now
  [ ! -s torn.now ] || torn=$((torn + 1))
done
is "$kills kills ($hit in time): files that are neither" "$torn" 0
ok "it was killed indeed" test "$hit" -gt "$((kills / 8))"
do_it annotate
sums A >sums.now
ok "annotated again it ends where an undisturbed one does" \
  cmp sums.after sums.now
is "with no row left open" "$(sqlite3 A/heavylegs.db "SELECT count(*)
  FROM heavylegs_write WHERE state = 'planned'")" 0
do_it retract
sums A >sums.now
ok "and retracted everything is as it was, to the byte" \
  cmp sums.before sums.now
is "no unfinished file lies about" \
  "$(find A/activities -name '.heavylegs-*' | wc -l)" 0
done_testing
