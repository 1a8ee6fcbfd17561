# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: MIT
#
# The little that a shell test needs to speak TAP. Source it from a test:
#
#     . "$(dirname "$0")/../tap.sh"
#     is "what should hold" "$(command)" "expected"
#     like "what should hold" "$(command)" "*part*"    (a shell pattern)
#     ok "what should hold" command argument ...
#     done_testing
#     sql FILE.db "SELECT ..."         the sqlite3 shell with the plugin in it
#
# Tests run from the top of the source tree. $work is a folder of the test's
# own, removed at its end; $build is where the built things lie.

set -u
cd "$(dirname "$0")/../.." || exit 1
build=${HL_BUILD:-build}
plugin=$PWD/$build/heavylegs
work=$(mktemp -d) || exit 1
export XDG_CONFIG_HOME="$work/.config" # nobody's own rules take part
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tap_n=0
tap_bad=0

# HL_HOST goes before a host that loads the plugin, see tests/again.
host=${HL_HOST:-}
sql() {
  $host sqlite3 -batch -bail -init /dev/null -cmd ".load $plugin" "$@"
}

tap_result() { # name status
  tap_n=$((tap_n + 1))
  if [ "$2" -eq 0 ]; then
    printf 'ok %d - %s\n' "$tap_n" "$1"
  else
    printf 'not ok %d - %s\n' "$tap_n" "$1"
    tap_bad=$((tap_bad + 1))
  fi
}

tap_note() { # text of any lines, as comments
  printf '%s\n' "$1" | head -n 40 | sed 's/^/#   /'
}

is() { # name got expected
  if [ "$2" = "$3" ]; then
    tap_result "$1" 0
  else
    tap_result "$1" 1
    tap_note "got:      $2"
    tap_note "expected: $3"
  fi
}

like() { # name got pattern
  # shellcheck disable=SC2254
  case $2 in
    $3) tap_result "$1" 0 ;;
    *)
      tap_result "$1" 1
      tap_note "got:          $2"
      tap_note "expected like: $3"
      ;;
  esac
}

ok() { # name command...
  tap_name=$1
  shift
  if tap_out=$("$@" 2>&1); then
    tap_result "$tap_name" 0
  else
    tap_result "$tap_name" 1
    tap_note "failed: $*"
    tap_note "$tap_out"
  fi
}

skip() { # name reason
  tap_n=$((tap_n + 1))
  printf 'ok %d - %s # SKIP %s\n' "$tap_n" "$1" "$2"
}

# Does somebody have a real GoldenCheetah open here? What is tested with one
# that is acted would see that one too.
goldencheetah_runs() {
  grep -qs '^GoldenCheetah' /proc/[0-9]*/comm
}

skip_all() { # reason
  printf '1..0 # SKIP %s\n' "$1"
  exit 0
}

done_testing() {
  printf '1..%d\n' "$tap_n"
  [ "$tap_bad" -eq 0 ]
  exit
}
