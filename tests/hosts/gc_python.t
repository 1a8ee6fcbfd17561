#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The Python data processor for GoldenCheetah, with a stand-in for the object
# GC that GoldenCheetah gives it: GoldenCheetah with Python is not needed, and
# was not run.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
command -v python3 >/dev/null || skip_all "no python3"

mkdir -p "$work/season" "$work/A/activities" "$work/A/config"
"$lua" samples/season.lua --out "$work/season" --seed 4 --runs 40 \
  --learning 22 || exit 1
"$lua" tests/hosts/gc_season.lua "$work/season" "$work/A" || exit 1
cp -r "$work/A" "$work/before"

cat >"$work/stand_in.py" <<'PY'
import datetime, os, runpy, sys

class GC:
    def __init__(self, folder, name):
        self.folder, self.tags = folder, {"Effort vs Usual": "0"}
        at = datetime.datetime.strptime(name[:19], "%Y_%m_%d_%H_%M_%S")
        self.at = {"date": at.date(), "time": at.time()}
    def athlete(self): return {"name": "A", "home": self.folder}
    def activityMetrics(self): return self.at
    def setTag(self, name, value): self.tags[name] = value; return True
    def delTag(self, name): return self.tags.pop(name, None) is not None

gc = GC(sys.argv[2], sys.argv[3])
runpy.run_path(sys.argv[1], {"GC": gc})
for name in sorted(gc.tags):
    print(name, gc.tags[name].split("\n")[0], sep="|")
PY
ask() { # file: what is set of it
  HEAVYLEGS_COMMAND="$PWD/$build/heavylegs" python3 "$work/stand_in.py" \
    "plugin/doors/goldencheetah/heavylegs.py" "$work/A" "$1" 2>&1
}

set -- "$work"/A/activities/*
first=${1##*/}
is "a run that is being learnt from sets nothing to show a curve of" \
  "$(ask "$first" | grep -c 'Effort vs Usual|[1-9]')" 0
ok "nothing was written" diff -r "$work/before/activities" "$work/A/activities"
run=$(sqlite3 "$work/A/heavylegs.db" "SELECT substr(source, -24, 19)
  FROM heavylegs_annotations WHERE source IS NOT NULL ORDER BY run LIMIT 1")
title=$(sqlite3 "$work/A/heavylegs.db" "SELECT title || ' (' || basis || ')'
  FROM heavylegs_annotations WHERE source IS NOT NULL ORDER BY run LIMIT 1")
like "a run with a finding has it in its tags" "$(ask "$run.json")" \
  "*Heavy Legs|$title
Heavy Legs Notes|*"
is "an activity of another time has nothing" \
  "$(ask 1999_01_01_00_00_00.json)" "Effort vs Usual|0"
like "without the command it says so" "$(PATH=/nowhere /usr/bin/python3 \
  "$work/stand_in.py" "plugin/doors/goldencheetah/heavylegs.py" \
  "$work/A" "$run.json" 2>&1)" "heavylegs is not on the PATH*"

# ---- installed only where GoldenCheetah has Python
lib() { # install|uninstall
  HOME=$work/home XDG_DATA_HOME='' XDG_CONFIG_HOME='' XDG_STATE_HOME='' \
    "$build/heavylegs" "$1" goldencheetah "$work/lib" >/dev/null 2>&1
}
mkdir -p "$work/lib/A/activities" "$work/lib/A/config" "$work/home"
printf '[General]\nsafeexit=true\n' >"$work/lib/A/config/athlete-general.ini"
lib install
ok "without a folder .pyfixes there is none after" \
  test ! -e "$work/lib/.pyfixes"
lib uninstall
mkdir "$work/lib/.pyfixes"
lib install
ok "with it the processor is there" \
  cmp plugin/doors/goldencheetah/heavylegs.py "$work/lib/.pyfixes/Heavy legs.py"
lib uninstall
is "and goes again" "$(ls "$work/lib/.pyfixes")" ""
done_testing
