#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A real training history through the command line: read whole, nothing changes
# twice, the scores are those of the method, and all of it can be taken back.
# The recordings are private and lie beside the project, not in it; without them
# there is nothing to do.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

history=../shared/corpus/histories/runner-a
measure=../shared/measure
[ -d "$history" ] || skip_all "no real history beside the project"
legs=$build/heavylegs
db=$work/a.db

ok "213 runs are read and judged" "$legs" annotate "$history" --db "$db" --quiet
is "none is missing" \
  "$(sql "$db" "SELECT count(*), sum(status = 'failed')
    FROM heavylegs_source")" "213|0"
is "runs with too little to judge say why" \
  "$(sql "$db" "SELECT count(*) FROM heavylegs_status
    WHERE status = 'abstained' AND ifnull(reason, '') = ''")" 0
cp "$db" "$work/before.db"
ok "a second time" "$legs" annotate "$history" --db "$db" --quiet
ok "changes no byte" cmp "$db" "$work/before.db"

agreed="statistics are those of the method's prototype"
if [ -f "$measure/detect.py" ] &&
  /usr/bin/python3 -c "import numpy" 2>/dev/null; then
  ok "$agreed" /usr/bin/python3 -B tests/measure/agree.py "$build/measure" \
    "$measure" "$history"
else
  skip "$agreed" "no prototype or no numpy"
fi

ok "retract" "$legs" retract --db "$db" --quiet
is "closes every finding" \
  "$(sql "$db" "SELECT count(*) FROM heavylegs_annotations")" 0
ok "purge" "$legs" purge --db "$db" --quiet
is "leaves no table" "$(sql "$db" "SELECT count(*) FROM sqlite_master")" 0

done_testing
