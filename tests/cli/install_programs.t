#!/bin/sh
# SPDX-License-Identifier: MIT
#
# heavylegs install pytrainer and dbbrowser, in folders of the test's own: what
# is written, that a second time changes nothing, and the way back, also from
# settings that the program has written anew.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

export HOME="$work" XDG_STATE_HOME="$work/state"
heavylegs() { "$build/heavylegs" "$@"; }
all() { (cd "$1" && find . -type f | sort | xargs sha1sum); }

# ---- pyTrainer ----

data=$work/share conf=$work/conf
mkdir -p "$data/extensions" "$conf/extensions"
install_pytrainer() { heavylegs install pytrainer "$conf" "$data"; }
ok "pytrainer: installed" install_pytrainer
kit=$data/extensions/heavylegs
ok "pytrainer: the button is the project's" \
  cmp plugin/doors/pytrainer/heavylegs.py "$kit/heavylegs.py"
ok "pytrainer: its code compiles" python3 -c "
import sys; compile(open(sys.argv[1]).read(), 'kit', 'exec')" \
  "$kit/heavylegs.py"
# pyTrainer does not start where one of these attributes is missing.
ok "pytrainer: its description has what pyTrainer asks for" python3 -c "
import sys, xml.dom.minidom
root = xml.dom.minidom.parse(sys.argv[1]).documentElement
for name in ('name description extensionbutton extensioncode type helpfile '
             'executable').split():
  assert root.getAttribute(name), name
assert root.tagName == 'pytrainer-extension'
for file in (root.getAttribute('helpfile'),
             root.getAttribute('executable') + '.py'):
  open(sys.argv[2] + '/' + file).close()" "$kit/conf.xml" "$kit"
like "pytrainer: switched on, with this library" \
  "$(cat "$conf/extensions/heavylegs/conf.xml")" \
  "*status=\"1\" library=\"$plugin.so\"*"
before=$(all "$data")$(all "$conf")
like "pytrainer: and again" "$(install_pytrainer)" \
  "*as it should be already*"
is "pytrainer: no file changes" \
  "$(all "$data")$(all "$conf")" "$before"
ok "pytrainer: a library at a path with & and quotes" sh -c "
  mkdir '$work/a&\"b' &&
  cp $build/heavylegs $build/heavylegs.so '$work/a&\"b' &&
  '$work/a&\"b/heavylegs' install pytrainer '$conf' '$data' &&
  python3 -c \"import xml.dom.minidom as m, sys
assert m.parse(sys.argv[1]).documentElement.getAttribute('library') == \
sys.argv[2]\" '$conf/extensions/heavylegs/conf.xml' '$work/a&\"b/heavylegs.so'"
ok "pytrainer: uninstalled" heavylegs uninstall pytrainer "$conf" "$data"
is "pytrainer: nothing is left" "$(find "$data" "$conf" -mindepth 1)" \
  "$(printf '%s\n' "$data/extensions" "$conf/extensions")"

# ---- DB Browser ----

ini=$work/.config/sqlitebrowser/sqlitebrowser.conf
unset XDG_CONFIG_HOME
ok "dbbrowser: installed where there were no settings" \
  heavylegs install dbbrowser
like "dbbrowser: the library" "$(cat "$ini")" "*\[extensions\]
list=$plugin.so
*"
ok "dbbrowser: taken back" heavylegs uninstall dbbrowser
ok "dbbrowser: no settings are left" test ! -e "$work/.config"

mkdir -p "${ini%/*}"
printf '%s\n' '[General]' 'a=1' '' '[db]' \
  'defaultsqltext="PRAGMA foreign_keys = \"1\"; SELECT 1"' 'foo=2' '' \
  '[extensions]' 'list=/a/mod.so, "/b,c.so"' 'z=1' >"$ini"
cp "$ini" "$work/before"
ok "dbbrowser: installed beside the user's own" heavylegs install dbbrowser
like "dbbrowser: the list grows" "$(cat "$ini")" \
  "*list=/a/mod.so, \"/b,c.so\", $plugin.so
z=1*"
like "dbbrowser: the user's SQL stays, behind ours" "$(cat "$ini")" \
  '*defaultsqltext="/\* heavylegs \*/ INSERT * /\* heavylegs end \*/ PRAGMA'\
' foreign_keys = \\"1\\"; SELECT 1"*'
cp "$ini" "$work/once"
ok "dbbrowser: installed again" heavylegs install dbbrowser
ok "dbbrowser: nothing changes" cmp "$ini" "$work/once"
ok "dbbrowser: taken back" heavylegs uninstall dbbrowser
ok "dbbrowser: byte by byte" cmp "$ini" "$work/before"

heavylegs install dbbrowser >"$work/out"
# What DB Browser does at its end: all of it anew, in an order of its own.
{
  printf '[%%General]\nlanguage=en_US\n\n'
  sed -n '/^\[db/,/^$/p; /^\[ext/,/^$/p' "$ini"
} >"$ini.new" && mv "$ini.new" "$ini"
ok "dbbrowser: taken back from settings written anew" \
  heavylegs uninstall dbbrowser
is "dbbrowser: and they keep what is not ours" "$(cat "$ini")" \
  "$(printf '[%%General]\nlanguage=en_US\n\n%s\n%s\n%s\n\n%s\n%s\n%s' '[db]' \
    'defaultsqltext="PRAGMA foreign_keys = \"1\"; SELECT 1"' 'foo=2' \
    '[extensions]' 'list=/a/mod.so, "/b,c.so"' 'z=1')"

# What the settings say is what SQLite does: through the library, on a database
# of nobody, nothing happens.
heavylegs install dbbrowser >"$work/out"
sed -n 's/^defaultsqltext="\(.* end \*\/\).*/\1/p' "$ini" >"$work/open.sql"
sqlite3 -init /dev/null "$work/other.db" "CREATE TABLE t (a)"
cp "$work/other.db" "$work/other.before"
ok "dbbrowser: its SQL runs" sh -c "sqlite3 -batch -bail -init /dev/null -cmd \
  '.load $plugin' '$work/other.db' <'$work/open.sql'"
ok "dbbrowser: a database of nobody stays as it was" \
  cmp "$work/other.db" "$work/other.before"
ok "dbbrowser: a path that its settings cannot hold is refused" sh -c "
  mkdir '$work/ü' && cp $build/heavylegs $build/heavylegs.so '$work/ü' &&
  ! '$work/ü/heavylegs' install dbbrowser 2>'$work/err' &&
  grep -q 'plainer name' '$work/err'"
done_testing
