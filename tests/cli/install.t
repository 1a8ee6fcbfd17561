#!/bin/sh
# SPDX-License-Identifier: MIT
#
# heavylegs install and uninstall: the plan, the journal, and the way back.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
cli=$PWD/$build/heavylegs
cd "$work" || exit 1
export HOME="$work/home" XDG_STATE_HOME="$work/state"
journal=state/heavylegs/installed.db
mkdir -p home lib/Ann/activities lib/Ann/config lib/Bob/activities \
  lib/Bob/config lib/planned
run() { "$cli" "$@" 2>&1; }
rows() { sqlite3 "$journal" "SELECT count(*) FROM installed"; }
mark=config/heavylegs.ini

like "without a target those that there are" "$(run install)" \
  "target *goldencheetah*LIBRARY*"
like "an unknown one is named" "$(run install fridge)" \
  '*there is no target "fridge"*'
like "nothing to undo is said" "$(run uninstall goldencheetah lib)" \
  "*nothing of heavylegs is installed*"
ok "and leaves no journal" [ ! -e state ]

cp -r lib before
like "--dry-run shows the plan" "$(run install goldencheetah lib --dry-run)" \
  "create *lib/Ann/$mark*create*lib/Bob/$mark*Nothing was written*"
ok "and writes nothing" diff -r before lib
ok "no journal either" [ ! -e state ]

like "install says what it writes" "$(run install goldencheetah lib)" \
  "create *Ann/$mark*create *Bob/$mark*Installed; \`heavylegs uninstall *"
ok "and writes it" [ -s lib/Ann/$mark ]
is "the journal is nobody else's" "$(stat -c %a "$journal")" 600
like "a second time there is nothing to do" \
  "$(run install goldencheetah lib)" "*everything is as it should be already*"
is "and the journal stays as it is" "$(rows)" 2
like "uninstall --dry-run shows what goes" \
  "$(run uninstall goldencheetah lib --dry-run)" "remove *Bob*Ann*Nothing*"
like "uninstall undoes it" "$(run uninstall goldencheetah lib)" "*Uninstalled."
ok "to the byte" diff -r before lib
is "and forgets it" "$(rows)" 0

# ---- somebody was there before, or came since
echo limit_s=3 >lib/Ann/$mark
cp lib/Ann/$mark theirs
run install goldencheetah lib >/dev/null
run uninstall goldencheetah lib >/dev/null
ok "what stood there before comes back" cmp theirs lib/Ann/$mark
rm lib/Ann/$mark
run install goldencheetah lib >/dev/null
echo limit_s=9 >lib/Ann/$mark
run uninstall goldencheetah lib >/dev/null
ok "ours goes, whoever changed it" [ ! -e lib/Ann/$mark ]
run install goldencheetah lib >/dev/null
rm -r lib/Bob
like "a folder that is gone is no trouble" \
  "$(run uninstall goldencheetah lib)" "*Uninstalled."

# ---- a crash between the journal and the file, and behind the file
run install goldencheetah lib >/dev/null
sqlite3 "$journal" "UPDATE installed SET state = 'planned'"
run uninstall goldencheetah lib >/dev/null
ok "what was written is undone though it was not said to be done" \
  [ ! -e lib/Ann/$mark ]
run install goldencheetah lib >/dev/null
rm lib/Ann/$mark
sqlite3 "$journal" "UPDATE installed SET state = 'planned'"
like "what was not written is not undone" \
  "$(run uninstall goldencheetah lib)" "*nothing of heavylegs is installed*"

# ---- what cannot be written
mkdir lib/Ann/$mark
like "a folder in the way is named" "$(run install goldencheetah lib)" \
  "heavylegs: *Ann/$mark*"
rmdir lib/Ann/$mark
like "a folder without athletes as well" "$(run install goldencheetah home)" \
  "*home holds no athlete of GoldenCheetah*"
like "and none at all" "$(run install goldencheetah none)" "*there is no none*"
like "--json says the same to programs" \
  "$(run install goldencheetah lib --json)" \
  '{"target":"goldencheetah","place":"*lib","done":true,"files":\[{"path":*'
done_testing
