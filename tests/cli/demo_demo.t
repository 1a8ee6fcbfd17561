#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What `make demo` promises: a table headed "simulated" with truth beside
# finding, and one run each that was reported heavy, is known by report only, is
# still learning, and was not judged, with the reason.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

[ "$build" = build ] || skip_all "the demo runs on what make builds"
samples/demo.sh "$build" >"$work/out" 2>"$work/err"
is "the demo ends well" $? 0
is "and without a word of complaint" "$(cat "$work/err")" ""
out=$(cat "$work/out")

part() { # from its heading to the next one
  awk -v from="$1" 'on && /^(--- |simulated: )/ { exit }
    index($0, from) == 1 { on = 1 } on' "$work/out"
}
like "it shows what was typed" "$out" "*sqlite> .load build/heavylegs*"
like "a run that was reported heavy is explained" \
  "$(part '--- Reported heavy')" "*You said: legs heavy*(reported*"
like "one is known by report only" \
  "$(part '--- Known by report only')" "*You said: legs heavy*(reported*"
like "one is still learning" \
  "$(part '--- Still learning')" "*learning: * of 20 steady runs*"
like "one was not judged, and the reason is told" \
  "$(part '--- Not judged')" "*Not compared with other runs: *"

like "the table sets truth beside finding" \
  "$(part 'simulated: truth beside finding')" \
  "*truth*annotated*result*by report*"
like "and counts what was found, missed and false" "$out" \
  "*Of * losses: found in the data *missed *false * of * ordinary judged runs.*"
is "no line is wider than 100 columns" \
  "$(awk 'length > 100' "$work/out")" ""
done_testing
