#!/bin/sh
# SPDX-License-Identifier: MIT
#
# .ci/packages on machines that have something missing, acted by stand-ins for
# dpkg-query, apt-get, id and sudo.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

act() { # program script...
  printf '#!/bin/sh\n%s\n' "$2" >"$work/$1"
  chmod +x "$work/$1"
}
packages() {
  PATH=$work:/usr/bin:/bin sh .ci/packages "$@" 2>&1
}

act dpkg-query 'case $3 in have*) echo "install ok installed" ;;
  old) echo "deinstall ok config-files" ;; *) exit 1 ;; esac'
act id 'echo 1000'
act sudo 'exit 1'
act apt-get "echo apt-get \"\$@\" >>$work/log"

is "says nothing when nothing is missing" "$(packages have1 have2)" ""
is "an ordinary user is told what to run" "$(packages have1 lack1 old lack2)" \
  "heavylegs: as root, run: apt-get install --no-install-recommends lack1 old\
 lack2"
packages lack1 >/dev/null
is "and fails" $? 1
ok "installs nothing on the way" [ ! -e "$work/log" ]

act id 'echo 0'
ok "root installs" packages have1 lack1 lack2
is "only what is missing, without recommendations" \
  "$(grep -c 'install --no-install-recommends lack1 lack2$' "$work/log")" 1

act apt-get "echo apt-get \"\$@\" >>$work/log; [ -e $work/fresh ] ||
  case \"\$*\" in *update*) touch $work/fresh ;; *) exit 100 ;; esac"
: >"$work/log"
ok "lists that are too old are updated once" packages lack1
like "then it installs" "$(tail -n 1 "$work/log")" "*install*lack1"

act id 'echo 1000'
act sudo '[ "$1" = -n ] && shift; exec "$@"'
: >"$work/log"
ok "a user with sudo that asks for no password installs" packages lack1
like "through it" "$(cat "$work/log")" "*install*lack1"
like "a build without them says in one sentence what to do" \
  "$(make -s all LUA=no-such-lua O="$work/none" 2>&1)" \
  "heavylegs: something needed to build is missing: run 'make deps'*"
done_testing
