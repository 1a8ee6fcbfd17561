#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every hostile file gets the answer that its line in EXPECT promises, within
# one second of processor time (one more for each 64 MB of file) and 64 MB of
# memory, and nothing is written to stderr; the good files around it are read
# as if it were not there.
#
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

command -v python3 >/dev/null || skip_all "no python3 to measure with"
case $build in # sanitizers take more of everything
  build) cpu_s=1 megabytes=64 ;;
  *) cpu_s=20 megabytes=2000 ;;
esac

trim() { # blanks at both ends
  printf '%s' "$1" | sed 's/^ *//; s/ *$//'
}

check_file() { # path status fragment about
  query="SELECT DISTINCT status || ': ' || ifnull(message, '')
    FROM heavylegs_check('$1')"
  size=$([ -f "$1" ] && [ ! -L "$1" ] && wc -c <"$1" || echo 0)
  # shellcheck disable=SC2086
  got=$(python3 tests/limits.py $((cpu_s + size / 67108864)) \
    "$megabytes" $host sqlite3 -batch -bail -init /dev/null \
    -cmd ".load $plugin" :memory: "$query" 2>"$work/stderr" </dev/null)
  is "$(basename "$1"): $4 (on stderr)" "$?$(cat "$work/stderr")" 0
  like "$(basename "$1"): $4" "$got" "*$2: *$3*"
}

check_folder() { # folder
  while IFS='|' read -r name status fragment about; do
    case $name in \#*) continue ;; esac
    check_file "$1/$(trim "$name")" "$(trim "$status")" \
      "$(trim "$fragment")" "$(trim "$about")"
  done <"$1/EXPECT"
}

check_folder samples/bad
is "every file of samples/bad has its line" \
  "$(find samples/bad -type f ! -name EXPECT | wc -l)" \
  "$(grep -cv '^#' samples/bad/EXPECT)"

mkdir "$work/big"
ok "bad.lua writes the big ones" "$lua" samples/bad.lua "$work/big"
check_folder "$work/big"
rm -r "$work/big"

# Things that are not files, and bombs.
odd=$work/odd
mkdir "$odd" "$odd/folder.tcx"
mkfifo "$odd/fifo.tcx"
ln -s nowhere.tcx "$odd/dangling.tcx"
ln -s loop.tcx "$odd/loop.tcx"
ln -s /dev/zero "$odd/zero.tcx"
ln -s . "$odd/again"
head -c 300000000 /dev/zero | tr '\0' ' ' | gzip -1 >"$odd/bomb.tcx.gz"
cp samples/notes.tcx "$odd/nested.tcx"
for _ in 1 2 3 4 5 6 7 8 9 10; do
  gzip -n "$odd/nested.tcx" && mv "$odd/nested.tcx.gz" "$odd/nested.tcx"
done
for name in fifo dangling loop zero; do
  check_file "$odd/$name.tcx" refused "" "a $name"
done
check_file "$odd/bomb.tcx.gz" refused "" "300 MB of blanks in 300 KB"
check_file "$odd/nested.tcx" "" "" "gzip ten times over"

# The folder as a whole: its good files come through.
cp samples/notes.tcx samples/tracks.tcx "$odd/folder.tcx/"
cp samples/bad/*.tcx* "$odd/folder.tcx/"
is "a folder of hostile files gives its good ones" \
  "$(sql :memory: "SELECT count(*) FROM heavylegs_check('$odd')
    WHERE file GLOB '*/folder.tcx/notes.tcx' OR file GLOB '*/tracks.tcx'")" 2
refused=$(grep -c '| refused |' samples/bad/EXPECT)
is "a batch with them completes: the good are judged, the bad have a reason" \
  "$(sql "$work/a.db" "SELECT heavylegs_annotate('$odd/folder.tcx') NOT NULL;
    SELECT count(*), sum(message <> '') FROM heavylegs_source
      WHERE status = 'failed';
    SELECT count(DISTINCT name) FROM heavylegs_source AS f
      JOIN heavylegs_status AS s ON s.run_id = f.run_id
      WHERE name GLOB '*/notes.tcx' OR name GLOB '*/tracks.tcx';" |
    tr '\n' ' ')" "1 $refused|$refused 2 "

done_testing
