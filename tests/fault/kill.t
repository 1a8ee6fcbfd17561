#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Killed at a random moment: the database is sound, what stands is as before or
# complete, and doing it again ends where an undisturbed run does.
#
#     HL_KILLS=2000 prove tests/fault/kill.t      200 by default

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/stands.sh
. tests/stands.sh
[ "$build" = build ] || skip_all "not the flavour that runners use"
kills=${HL_KILLS:-200}
cli=$PWD/$build/heavylegs
"${LUA:-lua5.4}" tests/fault/small.lua "$work/runs" 230 || exit 1
cd "$work" || exit 1

do_it() { # database [command before it]: the command under test
  db=$1
  shift
  case $what in
    nothing) "$@" "$cli" annotate runs --db "$db" --threads 2 ;;
    rule) "$@" "$cli" annotate --db "$db" ;;
    retract) "$@" "$cli" retract --db "$db" ;;
  esac >/dev/null 2>&1
}

is_sound() {
  [ "$(sqlite3 -cmd ".timeout 9000" now.db "PRAGMA integrity_check")" = ok ]
}

seconds() { date +%s.%N; }

# Where it begins, where it ends and how long it takes.
prepare() {
  rm -f before.db* after.db*
  if [ "$what" = nothing ]; then
    : >before.db
  else
    "$cli" annotate runs --db before.db --quiet >/dev/null
  fi
  [ "$what" != rule ] || "$cli" config budget 5 --db before.db >/dev/null
  cp before.db after.db
  from=$(seconds)
  do_it after.db
  takes=$(seconds | awk -v from="$from" '{ print $1 - from }')
  before=$(stands before.db 2>/dev/null) after=$(stands after.db)
}

kill_once() { # moment in seconds
  rm -f now.db*
  cp before.db now.db
  do_it now.db timeout --foreground -s KILL "$1"
  [ $? -ne 137 ] || hit=$((hit + 1))
  is_sound || {
    damaged=$((damaged + 1))
    return
  }
  now=$(stands now.db 2>/dev/null)
  [ "$now" = "$before" ] || [ "$now" = "$after" ] || between=$((between + 1))
  do_it now.db
  [ "$(stands now.db)" = "$after" ] || other=$((other + 1))
}

kill_often() { # what times
  what=$1 hit=0 damaged=0 between=0 other=0
  prepare
  moments=$(awk -v n="$2" -v takes="$takes" -v seed="$(date +%N)" \
    'BEGIN { srand(seed); while (n--) printf "%.4f\n", rand() * takes * 1.1 }')
  for moment in $moments; do
    kill_once "$moment"
  done
  is "$what: $2 kills ($hit in time): damaged, between, another end" \
    "$damaged $between $other" "0 0 0"
  ok "$what: it was killed indeed" test "$hit" -gt "$(($2 / 10))"
}

kill_often nothing "$((kills * 6 / 10))"
kill_often rule "$((kills * 2 / 10))"
kill_often retract "$((kills * 2 / 10))"
done_testing
