#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The four ways to begin, command by command as FIRST STEPS of heavylegs(1)
# writes them, in a home of a new user.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
top=$PWD

# ---- a home with what the manual speaks of
export HOME="$work/home"
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME
ann=$HOME/.goldencheetah/Ann
mkdir -p "$HOME/runs" "$HOME/team/anna" "$HOME/team/ben" "$ann/activities" \
  "$ann/config" "$work/bin"
season() { "$lua" samples/season.lua --out "$@" --learning 22 || exit 1; }
season "$HOME/runs" --seed 4 --runs 60
season "$HOME/team/anna" --seed 5 --runs 40
season "$HOME/team/ben" --seed 6 --runs 40
"$lua" tests/hosts/gc_season.lua "$HOME/runs" "$ann" || exit 1
printf '[General]\nsafeexit=true\n' >"$ann/config/athlete-general.ini"
cp -r "$HOME/.goldencheetah" "$work/before"
ln -s "$top/$build/heavylegs" "$work/bin/heavylegs"
PATH=$work/bin:$PATH

# The commands of one subsection of the manual.
steps() { # "An athlete in GoldenCheetah"
  sed -n "/^\.Ss $1\$/,/^\.S[hs] /p" "$top/plugin/doc/heavylegs.1" |
    grep '^heavylegs ' | sed 's/\\//g'
}
walk() { # title; every step must succeed
  steps "$1" >"$work/steps"
  ok "there are steps: $1" [ -s "$work/steps" ]
  while IFS= read -r step; do
    ok "$step" sh -c "cd '$HOME' && $step"
  done <"$work/steps"
}

walk "An athlete in GoldenCheetah"
rm -f "$ann/heavylegs.db"*
is "and everything is as it was" \
  "$(diff -r "$work/before" "$HOME/.goldencheetah" 2>&1)" ""
walk "An athlete with a folder of files"
ok "there is a page to look at" [ -s "$HOME/heavylegs-season.html" ]
walk "A coach"
ok "there is a page of the squad" [ -s "$HOME/heavylegs-squad.html" ]
like "without a name the coach is asked for one" \
  "$(cd "$HOME" && heavylegs page --db team.db 2>&1)" \
  "*which athlete? There are: Anna, Ben"
walk "Years of history in one go"
is "the summary is JSON" "$(sqlite3 :memory: "SELECT json_valid(CAST(
  readfile('$HOME/summary.json') AS TEXT))")" 1
is "purged: nothing of ours is left" \
  "$(sqlite3 "$HOME/years.db" "SELECT count(*) FROM sqlite_master")" 0
done_testing
