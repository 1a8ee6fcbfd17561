# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: MIT
#
# A screen for tests of real programs; source it behind tap.sh.
#
#     need PROGRAM...     the test is skipped where one of them is missing
#     screen              an X server with a window manager, until the test
#                         ends; $screen_size, set before, is its size
#     picture NAME        what the screen shows, to build/pictures/NAME.png

pictures=$PWD/$build/pictures
mkdir -p "$pictures"

need() {
  for program in "$@"; do
    command -v "$program" >/dev/null || skip_all "there is no $program here"
  done
}

screen() {
  need Xvfb openbox import
  Xvfb -displayfd 1 -screen 0 "${screen_size:-1120x900}x24" -nolisten tcp \
    >"$work/display" 2>/dev/null &
  screen_pids=$!
  trap 'kill $screen_pids 2>/dev/null; rm -rf "$work"' EXIT
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -s "$work/display" ] || break
    sleep 0.5
  done
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  openbox >/dev/null 2>&1 &
  screen_pids="$screen_pids $!"
  # A desktop of the test's own: no settings of the user take part.
  export HOME="$work/home" XDG_STATE_HOME="$work/home/.local/state"
  export XDG_CONFIG_HOME="$work/home/.config" XDG_RUNTIME_DIR="$work/run"
  mkdir -p "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR"
  chmod 700 "$XDG_RUNTIME_DIR"
}

picture() {
  import -window root "$pictures/$1.png"
}
