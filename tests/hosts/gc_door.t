#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The door into GoldenCheetah, loaded by a small program of that name: whom it
# finds, what it runs, and that nothing that goes wrong there harms the host.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
export DOOR="$PWD/$build/generic/libheavylegs.so"
cli=$PWD/$build/heavylegs
lock=$PWD/build/goldencheetah.lock
lua=${LUA:-lua5.4}
cp "$build/tests/door_host" "$work/GoldenCheetah" || exit 1
top=$PWD
cd "$work" || exit 1
export HOME="$work/home" HEAVYLEGS_COMMAND="$work/command"
unset XDG_CONFIG_HOME
settings=home/.config/goldencheetah.org/GoldenCheetah.ini
mkdir -p home/.config/goldencheetah.org lib
athlete() { # folder
  mkdir -p "$1/activities" "$1/config"
  echo "limit_s=1" >"$1/config/heavylegs.ini"
}
command_is() { # script
  printf '#!/bin/sh\n%s\n' "$1" >"$work/command"
  chmod +x "$work/command"
}
start() { ./GoldenCheetah "$@" 2>&1; }
ran() { cat ran 2>/dev/null; rm -f ran; }
goes_on="the host goes on"

# ---- who is opened
athlete lib/Ann
athlete "lib/Jörg, B"
athlete home/.goldencheetah/Ann
mkdir -p lib/Unmarked/activities lib/Unmarked/config
command_is 'shift 3; echo "$@" >>ran'
is "library and athlete" "$(start lib Ann; ran)" "$goes_on
lib/Ann"
is "switches are passed over" "$(start --debug --debug-file log lib Ann; ran)" \
  "$goes_on
lib/Ann"
is "an athlete alone is looked for in ~/.goldencheetah" \
  "$(start Ann; ran)" "$goes_on
$work/home/.goldencheetah/Ann"
is "without settings and arguments nothing is done" "$(start; ran)" "$goes_on"
printf '[General]\nhomedirectory=%s\n\n[mainwindow]\ngeometry=1\n' \
  "$work/lib" >$settings
printf '%s\n' 'lastOpened=Ann, "J\xf6rg, B", Nobody, Unmarked' >>$settings
is "those that were open last, as the settings name them" "$(start; ran)" \
  "$goes_on
$work/lib/Ann
$work/lib/Jörg, B"
is "the library of the settings holds for an athlete alone" \
  "$(start Ann; ran)" "$goes_on
$work/lib/Ann"
is "one that is not marked is left alone" "$(start lib Unmarked; ran)" \
  "$goes_on"
is "one that is not there as well" "$(start lib Nobody; ran)" "$goes_on"
is "--version opens nobody" "$(start --version lib Ann; ran)" "$goes_on"
long=$(printf '%5000s' '' | tr ' ' x)
is "a name that is too long is nobody's" "$(start lib "$long"; ran)" "$goes_on"
cp GoldenCheetah QtWebEngineProcess
is "nothing happens in another program" \
  "$(./QtWebEngineProcess lib Ann; ran)" "$goes_on"

# ---- what the child is given
command_is 'env >environment; echo "$PPID" >parent'
QT_PLUGIN_PATH=/x QT_QPA_GENERIC_PLUGINS=heavylegs KEPT=yes start lib Ann \
  >/dev/null
is "its environment is not the host's" "$(grep -cE '^(QT_|LD_)' environment)" 0
is "but the rest is there" "$(grep -c '^KEPT=yes' environment)" 1
is "and the door's process is named" \
  "$(sed -n 's/^HEAVYLEGS_DOOR_PID=//p' environment)" "$(cat parent)"

# ---- what goes wrong
command_is 'exit 0'
is "success says nothing" "$(start lib Ann)" "$goes_on"
command_is 'echo "heavylegs: one" >&2; echo two >&2; exit 1'
is "a failure is one line" "$(start lib Ann)" "heavylegs: Ann: one
$goes_on"
command_is 'yes "of many words" | head -n 20000 | tr "\n" " " >&2; exit 1'
is "however long it is" "$(start lib Ann | head -n 1 | wc -c)" 416
command_is 'kill -SEGV $$'
is "a crash is one line" "$(start lib Ann)" \
  "heavylegs: Ann: ended by signal 11; the next start goes on
$goes_on"
HEAVYLEGS_COMMAND=$work/none
is "so is a command that is not there" "$(start lib Ann)" \
  "heavylegs: cannot run $work/none (errno 2)
$goes_on"
HEAVYLEGS_COMMAND=$work/command
command_is 'exit 1'
is "a host that ignores its children goes on" \
  "$(NO_CHILDREN=1 start lib Ann)" "$goes_on"
command_is 'exec 2>&-; sleep 0.2; echo done >ran'
is "it is waited for, also when it says no more" "$(start lib Ann; ran)" \
  "$goes_on
done"

# ---- the limit
took_ms() { # command...: how long it took
  from=$(date +%s%3N)
  "$@" >out
  echo $(($(date +%s%3N) - from))
}
command_is 'sleep 30 & wait'
took=$(took_ms start lib Ann)
is "at the limit it is told to stop" "$(cat out)" \
  "heavylegs: Ann was not done within 1 s; run once by hand: heavylegs \
annotate lib/Ann
$goes_on"
ok "after a second ($took ms)" [ "$took" -ge 1000 -a "$took" -lt 2900 ]
command_is 'trap "" TERM; echo $$ >pid; while :; do sleep 1; done'
took=$(took_ms start lib Ann)
ok "what does not listen is killed two seconds later ($took ms)" \
  [ "$took" -ge 3000 -a "$took" -lt 5500 ]
ok "and gone" [ ! -e "/proc/$(cat pid)" ]

# ---- the real command, also after a crash of GoldenCheetah
mkdir season
cd "$top" || exit 1
"$lua" samples/season.lua --out "$work/season" --seed 4 --runs 30 --learning 22
"$lua" tests/hosts/gc_season.lua "$work/season" "$work/lib/Ann"
cd "$work" || exit 1
export HEAVYLEGS_COMMAND="$cli" XDG_CONFIG_HOME="$work/.config"
tagged() { grep -l '"Heavy Legs' lib/Ann/activities/* | wc -l; }
exec 9>"$lock" && flock 9 # one GoldenCheetah at a time: see gc_folder.t
echo limit_s=60 >lib/Ann/config/heavylegs.ini
printf '[General]\nsafeexit=false\n' >lib/Ann/config/athlete-general.ini
if goldencheetah_runs; then
  skip "the door annotates" "a GoldenCheetah is running here"
else
  is "the door annotates, says nothing, and the host goes on" \
    "$(start lib Ann)" "$goes_on"
  ok "the activities are written" [ "$(tagged)" -gt 0 ]
fi
"$cli" retract --db lib/Ann >/dev/null
cp "$(command -v sleep)" other && mv other GoldenCheetah-other
./GoldenCheetah-other 30 &
other=$!
like "a second GoldenCheetah that has it open is not written over" \
  "$(start lib Ann)" "heavylegs: Ann: *has this athlete open*$goes_on"
is "nothing is written" "$(tagged)" 0
kill $other
exec 9>&-
done_testing
