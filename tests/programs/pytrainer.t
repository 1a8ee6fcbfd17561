#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The real pyTrainer on a screen: a season imported by its own import, our
# button pressed, the comment on the screen; what the runner types is answered,
# and all of it is taken back.

# shellcheck disable=SC2016,SC2317
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
# shellcheck source=tests/programs/screen.sh
. tests/programs/screen.sh

need pytrainer dbus-run-session
[ -w /usr/share/pytrainer/extensions ] ||
  skip_all "/usr/share/pytrainer/extensions cannot be written: not root"
screen 1120x900

confdir=$HOME/.pytrainer
db=$confdir/pytrainer.ddbb
mkdir -p "$confdir"
heavylegs() { "$build/heavylegs" "$@"; }
trainer() { # step...
  dbus-run-session -- timeout 240 /usr/bin/python3 \
    tests/programs/pytrainer_drive.py "$confdir" "$pictures" "$@" \
    2>"$work/trainer.log"
}
comments() {
  sqlite3 -init /dev/null "$db" "SELECT id_record, quote(comments) FROM records
    ORDER BY 1" | sha1sum
}

mkdir "$work/season"
lua5.4 samples/season.lua --out "$work/season" --runs 90 --seed 4 --format gpx
like "pyTrainer imports the season" "$(trainer "import=$work/season")" "*done"
comments=$(comments)

ok "install: the button" heavylegs install pytrainer "$confdir"
day=2024-05-22
said=$(trainer "comment=$day:Slow first kilometres. #heavy=start #legs=4" \
  "select=$day" press picture=pytrainer-answer close say \
  picture=pytrainer-comment)
like "the screen shows the runner's own words and ours below" "$said" \
  "*Slow first kilometres. #heavy=start #legs=4
\[heavy-legs\]
Heavy legs at the start (reported*\[/heavy-legs\]
done"
found=$(sqlite3 -init /dev/null "$db" "SELECT count(*) FROM records
  WHERE comments LIKE '%[heavy-legs]%'")
is "as many comments as annotated runs" "$found" \
  "$(sql "$db" "SELECT count(DISTINCT run) FROM heavylegs_annotations")"
ok "more than that one run is annotated" test "$found" -gt 1

once=$(comments)
like "pressed again" "$(trainer "select=$day" press close)" "*done"
is "nothing changes" "$(comments)" "$once"

ok "retract, with pyTrainer closed" heavylegs retract --db "$db"
like "the runner's words are left" \
  "$(trainer "select=$day" say)" "*Slow first kilometres. #heavy=start #legs=4
done"
sqlite3 -init /dev/null "$db" "UPDATE records SET comments = ''
  WHERE date = '$day'"
is "every other comment is as it was" "$(comments)" "$comments"

ok "uninstall" heavylegs uninstall pytrainer "$confdir"
like "there is no button any more" "$(trainer "select=$day" press 2>&1;
  cat "$work/trainer.log")" "*no button of ours*"
done_testing
