#!/bin/sh
# SPDX-License-Identifier: MIT
#
# heavylegs install goldencheetah: with and without settings of its own, as 3.5
# and as 3.6 keep them, hostile ones, and while it is open.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
cli=$PWD/$build/heavylegs
starter=$PWD/$build/heavylegs-goldencheetah
lua=${LUA:-lua5.4}
lock=$PWD/build/goldencheetah.lock
mkdir -p "$work/season" "$work/on/lib/Ann/activities" "$work/on/home"
"$lua" samples/season.lua --out "$work/season" --seed 4 --runs 12 --learning 4
"$lua" tests/hosts/gc_season.lua "$work/season" "$work/on/lib/Ann"
cd "$work" || exit 1
export HOME="$work/on/home" XDG_STATE_HOME="$work/state"
unset XDG_DATA_HOME
ann=on/lib/Ann
bob=on/lib/Bob
for athlete in $ann $bob; do
  mkdir -p "$athlete/activities" "$athlete/config"
  printf '[General]\nsafeexit=true\n' >"$athlete/config/athlete-general.ini"
done
run() { "$cli" "$@" 2>&1; }
install() { run install goldencheetah on/lib "$@"; }
uninstall() { run uninstall goldencheetah on/lib; }
fields() { grep -c '<fieldtab>"Heavy Legs"' "$1"; }
# As GoldenCheetah 3.5 writes it, the first of the athlete's own fields.
own() {
  printf '<metadata>\n<colorfield>"Workout Code"</colorfield>\t<keywords>\n'
  printf '\t</keywords>\n\t<fields>\n\t\t<field>\n'
  printf '\t\t\t<fieldtab>"Notes"</fieldtab>\n'
  printf '\t\t\t<fieldname>"%s"</fieldname>\n' "$1"
  printf '\t\t\t<fieldtype>1</fieldtype>\n'
  printf '\t\t\t<fieldvalues>""</fieldvalues>\n'
  printf '\t\t\t<fielddiary>1</fielddiary>\n\t\t</field>\n\t</fields>\n'
  printf '\t<defaults>\n\t</defaults>\n</metadata>\n'
}

# ---- 3.5: settings with each athlete
own 'Müsli & mehr' | sed 's/ & / \&amp; /' >$bob/config/metadata.xml
rm -rf before && cp -r on before
out=$(install --columns)
like "install annotates what is there" "$out" "*12 new runs*runs judged*"
like "and says how to start" "$out" "*from the menu, or *$starter.*"
is "an athlete without settings gets the built-in fields and ours" \
  "$(fields $ann/config/metadata.xml)-$(grep -c '<field>' \
    $ann/config/metadata.xml)" 7-51
is "one with settings keeps them, with ours" \
  "$(fields $bob/config/metadata.xml)-$(grep -c '<field>' \
    $bob/config/metadata.xml)" 7-8
ok "its own are where they were" \
  grep -q '<fieldname>"Müsli &amp; mehr"</fieldname>' $bob/config/metadata.xml
ok "there is a curve" \
  grep -q 'symbol="Heavy_Legs_Effort"' on/lib/usermetrics.xml
like "and columns" "$(cat $ann/config/athlete-preferences.ini)" \
  "*headings=*|Heavy Legs|Legs|*"
ok "both are marked" [ -s $ann/config/heavylegs.ini -a \
  -s $bob/config/heavylegs.ini ]
like "the menu's entry starts GoldenCheetah through the door" \
  "$(cat on/home/.local/share/applications/*.desktop)" "*Exec=\"$starter\"*"
like "the starter names door and command" \
  "$(GOLDENCHEETAH="env" "$starter" | sort)" "*HEAVYLEGS_COMMAND=$cli
*QT_PLUGIN_PATH=$(dirname "$cli")*QT_QPA_GENERIC_PLUGINS=heavylegs*"
cp $bob/config/metadata.xml installed
uninstall >/dev/null
rm -f $ann/heavylegs.db $bob/heavylegs.db # reports and verdicts: they stay
ok "uninstall gives every byte back, activities included" diff -r before on

# ---- somebody saved the options since
install >/dev/null
sed 's/Müsli/Haferbrei/' installed >$bob/config/metadata.xml
uninstall >/dev/null
own 'Haferbrei & mehr' | sed 's/ & / \&amp; /' >wanted
ok "settings changed since lose our fields and nothing else" \
  cmp wanted $bob/config/metadata.xml
install >/dev/null
sed -i 's/"Heavy When"/"Mine"/' $ann/config/metadata.xml
uninstall >/dev/null
is "a file of ours that somebody added to keeps what is theirs" \
  "$(grep -c '<field>' $ann/config/metadata.xml)-$(grep -c '"Mine"' \
    $ann/config/metadata.xml)" 45-1
rm $ann/config/metadata.xml

# ---- 3.6: settings in the library
own Notes >on/lib/metadata.xml
rm $bob/config/metadata.xml
rm -rf before && cp -r on before
install >/dev/null
is "the library's fields are extended" "$(fields on/lib/metadata.xml)" 7
ok "and the athletes get no file" [ ! -e $ann/config/metadata.xml ]
uninstall >/dev/null
own Notes >wanted
ok "and come back" cmp wanted on/lib/metadata.xml
own Old >$ann/config/metadata.xml
install >/dev/null
is "where both are there, both are extended" \
  "$(fields on/lib/metadata.xml)-$(fields $ann/config/metadata.xml)" 7-7
uninstall >/dev/null
rm on/lib/metadata.xml $ann/config/metadata.xml

# ---- hostile and odd settings
rm -rf before && cp -r on before
refused() { # what, its bytes
  printf '%b' "$2" >$ann/config/metadata.xml
  cp $ann/config/metadata.xml hostile
  like "$1 is refused by name" "$(install)" \
    "heavylegs: *Ann/config/metadata.xml: *"
  ok "and nothing is written" cmp hostile $ann/config/metadata.xml
  rm $ann/config/metadata.xml
  ok "anywhere" diff -r before on
}
refused "a truncated file" '<metadata>\n<fields>\n<field>'
refused "an empty file" ''
refused "a bomb" '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>
<metadata><fields>&b;</fields></metadata>'
refused "another document" '<html><fields></fields></html>'
refused "bytes of no encoding" '<metadata><fields>\377</fields></metadata>'
refused "a NUL" '<metadata><fields></fields></metadata>\0'
mkdir elsewhere
own Notes >elsewhere/metadata.xml
ln -s "$work/elsewhere/metadata.xml" $ann/config/metadata.xml
install >/dev/null
ok "a link stays one" [ -L $ann/config/metadata.xml ]
is "and what it leads to is extended" "$(fields elsewhere/metadata.xml)" 7
uninstall >/dev/null
own Notes >wanted
ok "and comes back" cmp wanted elsewhere/metadata.xml
rm $ann/config/metadata.xml

# ---- while it is open
exec 9>"$lock" && flock 9 # one GoldenCheetah at a time: see gc_folder.t
install >/dev/null
cp "$(command -v sleep)" GoldenCheetah
./GoldenCheetah 30 &
host_pid=$!
sleep 0.2
echo safeexit=false >$bob/config/athlete-general.ini
like "install is refused while it has an athlete open" "$(install)" \
  "heavylegs: GoldenCheetah has Bob open*close it first"
like "so is uninstall" "$(uninstall)" "*GoldenCheetah has Bob open*"
is "which leaves all in place" "$(fields $ann/config/metadata.xml)" 7
like "--dry-run may look" "$(install --dry-run)" ""
kill $host_pid
wait $host_pid 2>/dev/null
if goldencheetah_runs; then
  skip "once it is closed it goes" "another GoldenCheetah is running here"
else
  like "once it is closed it goes" "$(uninstall)" "*Uninstalled."
fi
exec 9>&-
done_testing
