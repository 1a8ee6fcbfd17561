#!/bin/sh
# SPDX-License-Identifier: MIT
#
# samples/formats holds what samples/formats.lua writes, and every file of the
# real corpus is read or refused with a reason (skipped where there is none).

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}
corpus=../shared/corpus

mkdir "$work/formats"
ok "formats.lua writes" "$lua" samples/formats.lua "$work/formats"
for f in "$work"/formats/*; do
  name=$(basename "$f")
  ok "samples/formats/$name is what formats.lua writes" \
    cmp "$f" "samples/formats/$name"
done

if [ -d $corpus ]; then
  find $corpus -type f \( -name '*.tcx*' -o -name '*.gpx*' -o -name '*.pwx' \
    -o -name '*.fitlog' -o -name '*.sml' -o -name '*.slf' -o -name '*.gc' \
    -o -name '*.xml' -o -iname '*.fit*' -o -name '*.json*' \
    -o -name '*.hrm' \) -print0 >"$work/files"
  xargs -0 "$build/tests/dump" <"$work/files" >"$work/found" 2>"$work/loud"
  is "every file of the corpus is answered" "$(cut -f2 <"$work/found" |
    sort -u | wc -l)" "$(tr -cd '\0' <"$work/files" | wc -c)"
  is "nothing is printed by a library" "$(cat "$work/loud")" ""
  is "every refusal says why" \
    "$(awk -F '\t' '$1 == "E" && $5 == ""' "$work/found" | wc -l)" 0
  is "only routes, plans and empty files are refused" \
    "$(grep '^E' "$work/found" | grep -vc 'no activity: ')" 0
  is "points are not lost without a word" \
    "$(grep -c 'points 0 laps 0' "$work/found")" 0
else
  skip 'every file of the corpus is answered' "no $corpus"
fi
done_testing
