#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The small sample files, read through the loaded plugin, give what the program
# that wrote them knows of them (samples/EXPECT).
#
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

while IFS='|' read -r name status activities points laps about; do
  case $name in \#*) continue ;; esac
  name=$(echo "$name" | tr -d ' ')
  expected=$(echo "$status|$activities|$points|$laps" | tr -d ' ')
  is "$name:$about" "$(sql :memory: "
    SELECT max(status), count(*), sum(points), sum(laps)
      FROM heavylegs_check('samples/$name')" </dev/null)" "$expected"
done <samples/EXPECT

start="2024-05-01T06:00:00Z"
is "the run starts when it starts" "$(sql :memory: "
  SELECT start FROM heavylegs_check('samples/prefix-ns3.tcx')")" "$start"
is "and has its points" "$(sql :memory: "SELECT count(*), count(speed_mps)
  FROM heavylegs_samples('samples/prefix-ns3.tcx')")" "37|37"

same_as() { # name
  sql :memory: "SELECT elapsed_s, distance_m, heart_rate_bpm, cadence_spm,
    altitude_m, speed_mps FROM heavylegs_samples('samples/$1')" | cksum
}
for name in x default none all; do
  is "prefix-$name.tcx holds the same run as prefix-ns3.tcx" \
    "$(same_as "prefix-$name.tcx")" "$(same_as prefix-ns3.tcx)"
done
for name in doctype offset latin-1; do
  is "$name.tcx holds the same run as prefix-ns3.tcx" \
    "$(same_as "$name.tcx")" "$(same_as prefix-ns3.tcx)"
done

is "an offset is taken off the time" \
  "$(sql :memory: "SELECT start FROM heavylegs_check('samples/offset.tcx')")" \
  "$start"
is "cadence is of both legs" "$(sql :memory: "SELECT avg(cadence_spm) > 150
  FROM heavylegs_samples('samples/prefix-ns3.tcx')")" 1
is "a heart rate of 0 is not recorded" "$(sql :memory: "SELECT count(*),
  count(heart_rate_bpm), min(heart_rate_bpm) > 50
  FROM heavylegs_samples('samples/zero-heart-rate.tcx')")" "37|27|1"

gzip -nc samples/notes.tcx >"$work/notes.tcx.gz"
is "a gzipped file reads as the file itself" \
  "$(sql :memory: "SELECT status, points
    FROM heavylegs_check('$work/notes.tcx.gz')")" "ok|37"

done_testing
