#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual against what it describes: the command's own table of commands and
# options, manifest.xml, and mandoc's eye for mistakes.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
cli=$PWD/$build/heavylegs

if command -v mandoc >/dev/null; then
  for page in plugin/doc/*.[1-9]; do
    is "mandoc finds nothing wrong with $page" \
      "$(mandoc -T lint -W warning "$page")" ""
  done
else
  skip "mandoc finds nothing wrong" "there is no mandoc"
fi

# ---- heavylegs(1): every command, every option, and no other
manual=$(sed 's/\\//g' plugin/doc/heavylegs.1)
"$cli" --commands >"$work/commands"
missing=
while read -r command options; do
  case $manual in
    *"
.It Cm $command"*) ;;
    *) missing="$missing $command" ;;
  esac
  help=$("$cli" "$command" --help)
  case $help in
    *'heavylegs diary add'*) help=$help$("$cli" diary --help) ;;
  esac
  for option in $options; do
    option=${option%=}
    echo "$option" >>"$work/options"
    case $option in
      --db | --json | --quiet | --help | -h | --version | --commands | \
        --athlete | --rules)
        continue # told once for all commands
        ;;
    esac
    case $help in
      *"$option"*) ;;
      *) missing="$missing $command:$option(help)" ;;
    esac
  done
done <"$work/commands"
is "every command is in the manual, every option in its help" "$missing" ""
missing=
for option in $(sort -u "$work/options"); do
  [ "$option" != -h ] || continue
  grep -Eq "(^\\.| )Fl ${option#-}( |\$)" plugin/doc/heavylegs.1 ||
    missing="$missing $option"
done
is "every option is in the manual" "$missing" ""
sed -n 's/.*Fl \(-*[a-z][a-z-]*\).*/-\1/p' plugin/doc/heavylegs.1 | sort -u \
  >"$work/told"
sort -u "$work/options" >"$work/known"
is "and no other" "$(comm -23 "$work/told" "$work/known" | tr '\n' ' ')" ""

# ---- heavylegs(3): what manifest.xml says
tr '\n' ' ' <manifest.xml | sed 's/>/>\n/g' |
  sed -n '/<function\|<table name="heavylegs[^>]*arguments/ {
    s/.* name="\([a-z_]*\)".*arguments="\([^"]*\)".*/\1 \2/p }' |
  sed 's/ *$//' | sort >"$work/manifest"
sed -n 's/^\.It Fn \(heavylegs[a-z_]*\) *\(.*\)/\1 \2/p' \
  plugin/doc/heavylegs.3 |
  tr -d '"' | sed 's/ *$//' | sort >"$work/manual"
is "functions and tables with their arguments, as in the manifest" \
  "$(cat "$work/manual")" "$(cat "$work/manifest")"
is "every view is told" "$(sed -n 's/^CREATE VIEW \([a-z_]*\).*/\1/p' \
  plugin/store/schema.sql | while read -r view; do
    grep -q "^.It Li $view" plugin/doc/heavylegs.3 || echo "$view"; done)" ""

# ---- completion asks the same table
complete_words() { # words typed so far, the last is being completed
  PATH=$work/bin:$PATH bash -c '. plugin/doc/completion.bash
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); COMPREPLY=(); _heavylegs
    echo "${COMPREPLY[@]}"' - "$@"
}
mkdir "$work/bin"
ln -s "$cli" "$work/bin/heavylegs"
if command -v bash >/dev/null; then
  is "a command is completed" "$(complete_words heavylegs pa)" "page"
  is "its options are" "$(complete_words heavylegs page --sq)" "--squad"
  is "and no other command's" "$(complete_words heavylegs page --leg)" ""
  is "words of an option are" "$(complete_words heavylegs report 1 --heavy m)" \
    "mid"
  is "where a value follows, files are bash's own" \
    "$(complete_words heavylegs page --db "")" ""
else
  skip "completion" "there is no bash"
fi
done_testing
