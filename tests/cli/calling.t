#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The command line before it does anything: options, help, exit codes, finding
# its library, and the database file.
# again: asan de_DE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

cli=$PWD/$build/heavylegs
top=$PWD
cd "$work" || exit 1
status() { # command...: its exit code
  "$@" >/dev/null 2>&1
  echo $?
}
said() { # command...: what it says on stderr
  { "$@" >/dev/null; } 2>&1
}

# ---- help
like "--help shows every command with its arguments" "$("$cli" --help)" \
  "*annotate*import*list*explain*report*verdict*retract*purge*rules*check*"
is "--help succeeds" "$(status "$cli" --help)" 0
is "no command is a wrong call" "$(status "$cli")" 2
for command in $("$cli" --commands | cut -d' ' -f1); do
  like "$command --help gives an example" "$("$cli" "$command" --help)" \
    "*  heavylegs $command*"
done
like "--version names the plugin that was loaded" "$("$cli" --version)" \
  "heavylegs [0-9]*$build/heavylegs.so*SQLite 3.*"

# ---- the database
like "without a database the way to one is told" "$(said "$cli" list)" \
  "heavylegs: there is no heavylegs.db here; *annotate FOLDER*"
is "and the command has failed" "$(status "$cli" list)" 1
is "and made none" "$(ls)" ""
"$cli" import "$top/samples/notes.tcx" --quiet >/dev/null
is "import makes heavylegs.db in this folder" "$(ls)" heavylegs.db
is "which is nobody else's" "$(stat -c %a heavylegs.db)" 600

# ---- wrong calls: exit code 2 and a sentence
for call in "dance" "list --dance" "explain" "explain a b" \
  "list --heavy start" \
  "verdict 1 maybe" "report 1" "report 1 --legs many" "list --last none" \
  "--db" "list --all=yes" "report 1 --eased --not-eased" "forget" \
  "rules dance"; do
  # shellcheck disable=SC2086
  is "heavylegs $call is a wrong call" "$(status "$cli" $call)" 2
done
like "an unknown command is named" "$(said "$cli" dance)" \
  'heavylegs: there is no command "dance"*--help*'
like "a wrong call points to the command's help" "$(said "$cli" explain)" \
  "*usage: heavylegs explain RUN*heavylegs explain --help*"
is "-- ends the options" "$(status "$cli" check -- --help)" 1
like "options may stand in front and be joined by =" \
  "$(said "$cli" --db=other.db list)" "*other.db*"

# ---- what is checked
{ head -c 1852 "$top/samples/formats/run.fit"; printf '\001'; } >wrong.fit
like "a wrong checksum is said though nothing was dropped" \
  "$("$cli" check wrong.fit)" "*40 points*, the checksum is wrong*"
like "also in a folder, whose good files are passed over" \
  "$(mkdir two && mv wrong.fit two && cp "$top/samples/notes.tcx" two &&
  "$cli" check two | grep -v notes)" "*wrong.fit*the checksum is wrong*"
odd=$(printf 'caf\351.tcx')
mkdir odd && cp "$top/samples/notes.tcx" "odd/$odd"
like "a name that is not UTF-8 is read with its folder" \
  "$("$cli" check odd)" "1 activities can be read*"
like "and alone it is said so" "$(said "$cli" check "odd/$odd")" \
  "*is not UTF-8*its folder*"
is "which is a wrong call" "$(status "$cli" check "odd/$odd")" 2

# ---- what is no database
is "a file that is no database is left alone" \
  "$(cp "$top/samples/notes.tcx" x.db
  status "$cli" list --db x.db
  cmp x.db "$top/samples/notes.tcx" && echo same)" "1
same"
is "a failed import leaves no empty database" \
  "$(said "$cli" import nowhere --db new.db >/dev/null
  ls new.db 2>/dev/null)" ""
like "a folder is no database" "$(said "$cli" list --db .)" "*is a folder*"
chmod 400 heavylegs.db
if [ "$(id -u)" -eq 0 ]; then
  skip "a read-only database is said to be one" "root may write everything"
else
  like "a read-only database is said to be one" \
    "$(said "$cli" import "$top/samples/several.tcx")" "*readonly*"
fi

# ---- what the runner says
day() { "$cli" "$@" --db day.db 2>&1; }
like "a day is noted" "$(day diary add 2025-06-01 --sleep 6.5 --ill no)" \
  "Noted for 2025-06-01."
like "twice is nothing new" \
  "$(day diary add 2025-06-01 --sleep 6.5 --ill no)" "Nothing new*"
printf 'date;mood;steps\n2025-06-01;2;9000\n' >days.csv
like "a file is read and its other columns are named" \
  "$(day diary import days.csv)" "Days read: 1; new or changed: 1.*steps*"
is "both are listed" "$(day diary)" "2025-06-01  sleep_h 6.5  mood 2  ill no"
like "today needs no recording" \
  "$(day today --heavy start --runs 3 --sleep 5 --mood 2)" \
  "Heavy legs over several days (reported).*one run fewer*Look again on 20*"
like "it asks what no option says" \
  "$(printf 'mid\n1\n6.5 3\nnone, sore\n' | day today)" \
  "When*midway (reported).*when you ate*Sore is another*plan what you eat*"
is "questions do not mix with JSON" "$(printf 'no\n\n\n\n' |
  "$cli" today --json --db day.db 2>/dev/null | cut -c1-8)" '{"day":"'
is "silence is a wrong call" "$(status "$cli" today --db day.db </dev/null)" 2
sed 's/<Notes>[^<]*/<Notes>Legs felt heavy the last mile./' \
  "$top/samples/notes.tcx" >words.tcx
"$cli" annotate words.tcx --quiet --db day.db >/dev/null
like "list asks about a note" "$(day list)" \
  '*from your note?: "Legs felt heavy the last mile"*'
like "and it counts once confirmed" "$(day report last --confirm)" \
  "Heavy legs late in the run (reported*"

# ---- the library
mkdir alone
cp "$cli" alone/heavylegs
like "a missing library is named" "$(said alone/heavylegs --version)" \
  "*heavylegs.so is neither beside this program nor */heavylegs.so*"

# ---- output that cannot be written
if [ -w /dev/full ]; then
  "$cli" --help >/dev/full 2>/dev/null
  "$cli" check "$top/samples/notes.tcx" >/dev/full 2>/dev/null
  is "a full disk is a failure" "$?" 1
else
  skip "a full disk is a failure" "no /dev/full"
fi

done_testing
