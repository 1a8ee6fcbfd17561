#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The coach's workbench through the command line and SQL, as lua/README.md tells
# it: from the first rule to a tested one, over a simulated season.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
lua=${LUA:-lua5.4}

season=$work/season
mkdir "$season"
"$lua" samples/season.lua --out "$season" --seed 6 --runs 130 --learning 60 ||
  exit 1
examples=$PWD/lua/examples/squad
cli=$PWD/$build/heavylegs
cd "$work" || exit 1
run() { "$cli" "$@" 2>&1; }
ask() { sqlite3 heavylegs.db "$1"; }
run annotate season --quiet >/dev/null

# ---- new, test, lint
is "new writes a rule and its test" "$(run rules new late_climb mine)" \
  "mine/late_climb.lua
mine/late_climb_test.lua"
like "a second time it refuses" "$(run rules new late_climb mine)" \
  "heavylegs: 'mine/late_climb.lua' is there already"
like "a name that is none is refused" "$(run rules new Late mine)" \
  "*cannot be a name*"
like "new without a folder writes where rules are found" \
  "$(run rules new other)" "$XDG_CONFIG_HOME/heavylegs/rules/other.lua*"
like "and they are found there" "$(run rules list)" "*my.other*"
rm -r "$XDG_CONFIG_HOME/heavylegs"

said=$(run rules test mine)
is "the new rule passes its tests" "$?" 0
is "six of them" "$(echo "$said" | grep -c '^ok ')" 6
like "what counts is called simulated" "$said" "*#   simulated: findings *"
is "prove can read it" "$(cd mine && "$cli" rules test . >tap 2>&1
  prove -e cat tap >proved 2>&1 && tail -n 1 proved)" "Result: PASS"
rm mine/tap mine/proved
is "lint has no remarks" "$(run rules lint mine)" "1 rule, no remarks"

sed -i 's/least_llr = { type = "number", default = 1.5/least_llr = { type = \
"number", default = 3.9/' mine/late_climb.lua
said=$(run rules test mine/late_climb.lua)
is "a test that fails ends with exit code 1" "$?" 1
like "and says what was expected" "$said" \
  "*not ok 1*#   late_climb_test.lua:9: status is clear, expected found*"
sed -i 's/"number", default = 3.9/"number", default = 1.0/' mine/late_climb.lua
echo 'forgotten = 1' >>mine/late_climb.lua
said=$(run rules lint mine)
is "a remark of lint ends with exit code 1" "$?" 1
like "and names file and line" "$said" "late_climb.lua:5[0-9]: *"
sed -i '$d' mine/late_climb.lua

# ---- options, doc
like "options say value, range and help" "$(run rules options)" "*stock.start
*  margin = 0 LLR   (default 0, -1 to 3)
      added to the score that the budget asks for*"
mkdir mine/local.d
echo 'return { ["my.late_climb"] = { least_llr = 0.8 } }' \
  >mine/local.d/options.lua
like "and who set them" "$(run rules options --rules mine)" \
  "*least_llr = 0.8 LLR   (default *
      set by mine/local.d/options.lua*"
like "doc is the reference" "$(run rules doc)" "# The rule API, version 1*"

# ---- replay
before=$(ask "SELECT group_concat(id) FROM heavylegs_finding")
said=$(run rules replay my.late_climb --rules mine)
is "replay succeeds" "$?" 0
like "it tells what would change and how often" "$said" \
  "*nothing was written.*rule *looked*my.late_climb *"
is "it writes nothing" "$before" \
  "$(ask "SELECT group_concat(id) FROM heavylegs_finding")"
like "an unknown rule is named" "$(run rules replay no.rule)" \
  '*there is no rule "no.rule"*'
said=$(run rules replay --inject start --percent 14)
like "with a loss it prints how much would be seen" "$said" \
  "Simulated: a loss of 14.0 % (start, by heart rate)*stock.start *"
ok "which is some of it" sh -c "echo '$said' |
  awk '/^stock.start/ { exit !(\$3 > 0 && \$3 <= \$2) }'"
like "by pace, too" "$(run rules replay --inject midway --by pace)" \
  "*8.0 % (midway, by pace)*"
like "nothing else can be injected" "$(run rules replay --inject often)" \
  '*put at the "start", "midway" or into the "entire" run*'
like "nor that much" "$(run rules replay --inject start --percent 90)" \
  "*at most 30*"
like "replay wants a database" "$(run rules replay --db none.db)" \
  "*there are no runs yet*"

# ---- judging with it, changing it, breaking it
run annotate --rules mine --quiet >/dev/null
is "the rule judges once annotate is told of it" \
  "$(ask "SELECT count(*) > 0 FROM heavylegs_status
    WHERE rule = 'my.late_climb'")" 1
found=$(ask "SELECT count(*) FROM heavylegs_annotations
  WHERE rule = 'my.late_climb'")
cp mine/late_climb.lua good.lua
echo 'this is no Lua' >>mine/late_climb.lua
said=$(run annotate --rules mine)
like "a broken rule is named with file and line" "$said" \
  "*my.late_climb*late_climb.lua:*"
is "its status is error for every run" \
  "$(ask "SELECT group_concat(DISTINCT s.status) FROM heavylegs_status s
    JOIN heavylegs_run r ON r.id = s.run_id
    WHERE r.is_run AND s.rule = 'my.late_climb'")" error
is "what it found before stands" "$found" \
  "$(ask "SELECT count(*) FROM heavylegs_annotations
    WHERE rule = 'my.late_climb'")"
is "and the stock rules went on" \
  "$(ask "SELECT count(*) FROM heavylegs_status
    WHERE rule LIKE 'stock.%' AND status = 'error'")" 0
sed '/^function R.evaluate/a\  while run.minutes > 60 do end' good.lua \
  >mine/late_climb.lua
run annotate --rules mine --quiet >/dev/null
is "a rule that runs away once is an error for every run" \
  "$(ask "SELECT group_concat(DISTINCT s.status) FROM heavylegs_status s
    JOIN heavylegs_run r ON r.id = s.run_id
    WHERE r.is_run AND s.rule = 'my.late_climb'")" error
cp good.lua mine/late_climb.lua
run annotate --rules mine --quiet >/dev/null
is "mended, it judges as before" "$found" \
  "$(ask "SELECT count(*) FROM heavylegs_annotations
    WHERE rule = 'my.late_climb'")"

# ---- pack, unpack, corpus, explain
is "pack writes one file" "$(run rules pack mine mine.legs)" mine.legs
is "unpack writes its files" "$(run rules unpack mine.legs theirs | sort)" \
  "theirs/late_climb.lua
theirs/late_climb_test.lua
theirs/local.d/options.lua"
ok "which are the same" cmp mine/late_climb.lua theirs/late_climb.lua
like "unpack writes over nothing" "$(run rules unpack mine.legs theirs)" \
  "*is there already*"
mkdir clear heavy
find season -name '*.tcx' | sort | awk '{
  print (NR % 10 ? "clear" : "heavy") " " $0 }' |
  while read -r kind file; do cp "$file" "$kind/"; done
said=$(run rules corpus --clear clear --heavy heavy)
is "corpus judges both folders" "$?" 0
like "and counts who says what of either" "$said" \
  "*clear *heavy*rule *stock.start *117 *13 *"
like "without folders it asks for them" "$(run rules corpus)" \
  '*"clear" is missing*'
is "rules explain is explain" "$(run rules explain last)" \
  "$(run explain last)"

# ---- the example, and being called wrongly
run rules test "$examples" >/dev/null
is "the squad's rules pass their tests" "$?" 0
is "and lint" "$(run rules lint "$examples")" "2 rules, no remarks"
run rules frob >/dev/null
is "an unknown task is a wrong call" "$?" 2
run rules test a b >/dev/null
is "so is a word too many" "$?" 2
like "a folder without tests says so" "$(run rules test clear)" \
  "*no \*_test.lua*"

# ---- by SQL
is "the same by SQL" "$(sql heavylegs.db "SELECT json_extract(
  heavylegs_workbench('lint', '{\"path\":\"mine\"}'), '\$.text')")" \
  "1 rule, no remarks"
like "an unknown task names the known ones" \
  "$(sql heavylegs.db "SELECT heavylegs_workbench('frob')" 2>&1)" \
  "*new, test, lint, doc*"
like "as a row, too" "$(sql heavylegs.db "INSERT INTO heavylegs(command,
  argument) SELECT 'workbench', '{\"task\":\"lint\",\"path\":\"mine\"}';
  SELECT answer FROM heavylegs WHERE command = 'workbench'")" \
  '*1 rule, no remarks*'

done_testing
