#!/bin/sh
# SPDX-License-Identifier: MIT
#
# heavylegs install and uninstall: the plan, the journal, and the way back;
# what the targets do has tests of its own.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
cli=$PWD/$build/heavylegs
cd "$work" || exit 1
export HOME="$work/on/home" XDG_STATE_HOME="$work/state"
unset XDG_DATA_HOME
journal=state/heavylegs/installed.db
mkdir -p on/home on/lib/Ann/activities on/lib/Ann/config other/Bob/activities \
  other/Bob/config
for athlete in on/lib/Ann other/Bob; do
  echo safeexit=true >$athlete/config/athlete-general.ini
done
run() { "$cli" "$@" 2>&1; }
rows() { sqlite3 "$journal" "SELECT count(*) FROM installed"; }
lib=on/lib
mark=$lib/Ann/config/heavylegs.ini
metrics=$lib/usermetrics.xml
menu=on/home/.local/share/applications/heavylegs-goldencheetah.desktop

like "without a target those that there are" "$(run install)" \
  "target *goldencheetah*LIBRARY*"
like "an unknown one is named" "$(run install fridge)" \
  '*there is no target "fridge"*'
like "nothing to undo is said" "$(run uninstall goldencheetah $lib)" \
  "*nothing of heavylegs is installed*"
ok "and leaves no journal" [ ! -e state ]

cp -r on before
like "--dry-run shows the plan" "$(run install goldencheetah $lib --dry-run)" \
  "create *usermetrics.xml*create *heavylegs.ini*Nothing was written*"
ok "and writes nothing" diff -r before on
ok "no journal either" [ ! -e state ]

like "install says what it writes" "$(run install goldencheetah $lib)" \
  "create *usermetrics.xml*create *heavylegs.ini*Installed; \`heavylegs unins*"
ok "and writes it" [ -s $mark -a -s $metrics -a -s $menu ]
is "the journal is nobody else's" "$(stat -c %a "$journal")" 600
before=$(rows)
like "a second time there is nothing to do" \
  "$(run install goldencheetah $lib)" "*everything is as it should be already*"
is "and the journal stays as it is" "$(rows)" "$before"
like "uninstall --dry-run shows what goes" \
  "$(run uninstall goldencheetah $lib --dry-run)" "remove *Ann*Nothing*"
like "uninstall undoes it" "$(run uninstall goldencheetah $lib)" \
  "*Uninstalled."
ok "to the byte, folders that it made included" diff -r before on
is "and forgets it" "$(rows)" 0

# ---- somebody was there before, or came since
printf '<usermetrics version="1"><!-- mine -->\n</usermetrics>\n' >$metrics
cp $metrics theirs
run install goldencheetah $lib >/dev/null
ok "a file that is there is extended" grep -q Heavy_Legs_Effort $metrics
run uninstall goldencheetah $lib >/dev/null
ok "and comes back" cmp theirs $metrics
run install goldencheetah $lib >/dev/null
sed -i 's/mine/still mine/' $metrics
sed 's/mine/still mine/' theirs >theirs.now
run uninstall goldencheetah $lib >/dev/null
ok "changed since, it loses what is ours and keeps the rest" \
  cmp theirs.now $metrics
run install goldencheetah $lib >/dev/null
sed -i '/<usermetric /,/<.usermetric>/d; s/mine/always mine/' $metrics
run install goldencheetah $lib >/dev/null
run uninstall goldencheetah $lib >/dev/null
ok "installed again over their change, theirs comes back" \
  grep -q "still always mine" $metrics
is "without ours" "$(grep -c Heavy $metrics)" 0
rm $metrics
run install goldencheetah $lib >/dev/null
echo limit_s=9 >$mark
run uninstall goldencheetah $lib >/dev/null
ok "a file of ours goes, whoever changed it" [ ! -e $mark ]
run install goldencheetah $lib >/dev/null
mv $lib/Ann gone
like "a folder that is gone is no trouble" \
  "$(run uninstall goldencheetah $lib)" "*Uninstalled."
mv gone $lib/Ann
rm -f $mark

# ---- two places that share a file
run install goldencheetah $lib >/dev/null
like "a second place shares what is there" \
  "$(run install goldencheetah other)" "*share *.desktop*"
run uninstall goldencheetah $lib >/dev/null
ok "it stays while one needs it" [ -s $menu ]
run uninstall goldencheetah other >/dev/null
ok "and goes with the last" [ ! -e $menu ]

# ---- a crash between the journal and the file, and behind the file
run install goldencheetah $lib >/dev/null
sqlite3 "$journal" "UPDATE installed SET state = 'planned'"
run uninstall goldencheetah $lib >/dev/null
ok "what was written is undone though it was not said to be done" \
  [ ! -e $mark -a ! -e $metrics ]
run install goldencheetah $lib >/dev/null
rm $mark
sqlite3 "$journal" "UPDATE installed SET state = 'planned'"
like "what was not written is not undone" \
  "$(run uninstall goldencheetah $lib | grep -c heavylegs.ini)" 0

# ---- what cannot be written
mkdir $mark
like "a folder in the way is named" "$(run install goldencheetah $lib)" \
  "heavylegs: *Ann/config/heavylegs.ini*"
rmdir $mark
ok "and nothing was written" [ ! -e $metrics ]
like "a folder without athletes is said" "$(run install goldencheetah on)" \
  "*on holds no athlete of GoldenCheetah*"
like "and none at all" "$(run install goldencheetah none)" "*there is no none*"
like "--json says the same to programs" \
  "$(run install goldencheetah $lib --json)" \
  '{"target":"goldencheetah","place":"*lib","done":true,"files":\[{"path":*'
done_testing
