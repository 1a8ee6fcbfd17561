#!/bin/sh
# SPDX-License-Identifier: MIT
#
# manifest.xml describes the plugin to who has not loaded it: held here against
# what loading it registers, both ways.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
mem() {
  $host sqlite3 -batch -init /dev/null :memory: ".load $plugin" "$@" 2>&1
}
# Elements of one name as lines of "name kind arguments", brackets kept.
elements() { # function | table
  tr '\n' ' ' <manifest.xml | sed 's/>/>\n/g' |
    sed -n "s/.*<$1 name=\"\([a-z_]*\)\"\( kind=\"\([a-z]*\)\"\)\{0,1\} *\
arguments=\"\([^\"]*\)\".*/\1 \3 \4/p"
}

# Every arity that the arguments allow, with the flags that the kind means:
# DIRECTONLY 0x80000, INNOCUOUS 0x200000, DETERMINISTIC 0x800.
described=$(elements function | awk '{
  least = 0; most = NF - 2
  for (i = 3; i <= NF; i++) if ($i !~ /^\[/) least++
  for (n = least; n <= most; n++)
    print $1 "|" n "|" ($2 == "pure" ? "pure" : "direct") }' | sort)
registered=$(mem "SELECT name, narg,
    CASE WHEN flags & 0x80000 THEN 'direct'
         WHEN flags & 0x200800 = 0x200800 THEN 'pure' ELSE 'neither' END
  FROM pragma_function_list WHERE name LIKE 'heavylegs%'" | sort)
is "functions, their arguments and who may call them" \
  "$described" "$registered"

is "tables" "$(elements table | cut -d' ' -f1 | sort)" \
  "$(mem "SELECT name FROM pragma_module_list
          WHERE name LIKE 'heavylegs%'" | sort)"
for table in $(elements table | cut -d' ' -f1); do
  is "arguments of $table" \
    "$(elements table | sed -n "s/^$table  *//p" | tr -d '[]')" \
    "$(mem "SELECT group_concat(name, ' ') FROM
            pragma_table_xinfo('$table') WHERE hidden = 1")"
done

entry_of() { # file
  tr '\n' ' ' <manifest.xml | sed 's/>/>\n/g' |
    sed -n "s|.*<library file=\"$1\" *entry=\"\([a-z0-9_ ]*\)\".*|\1|p" |
    tr ' ' '\n' | sort
}
for library in heavylegs.so generic/libheavylegs.so; do
  is "the entry points of $library" "$(entry_of "$library")" \
    "$(nm -D --defined-only "$build/$library" | awk '{ print $3 }' |
      grep -v '^__' | sort)"
done

rules_told() {
  tr '\n' ' ' <"$build/manifest.xml" | sed 's/>/>\n/g' |
    sed -n 's/.*<rule id="\([^"]*\)" version="\([^"]*\)" *hash="\([^"]*\)".*/\
\1|\2|\3/p' | grep .
}
is "the stock rules, with their hashes" \
  "$(rules_told)" "$(mem "SELECT id, version, hash FROM heavylegs_rules
    WHERE is_stock ORDER BY id")"
is "what is built is what was written, but for the rules" \
  "$(grep -v '<rule id=\|^          hash=' "$build/manifest.xml")" \
  "$(cat manifest.xml)"
for file in manifest.xml "$build/manifest.xml"; do
  ok "it keeps to its grammar: $file" xmllint --noout --nonet \
    --relaxng plugin/hosts/manifest.rng "$file"
done
for slip in 's/min="15"/least="15"/' 's/<laps/<lapse/' 's/"write"/"writes"/' \
  's/time="local"/time="here"/' 's/<detect>/<detect><a\/>/' \
  's/ version="0/ verson="0/' 's/source="blob"/source="json"/'; do
  sed "$slip" manifest.xml >"$work/slip.xml"
  ok "and the grammar holds: $slip" sh -c "! cmp -s manifest.xml \
    '$work/slip.xml' && ! xmllint --noout --nonet --relaxng \
    plugin/hosts/manifest.rng '$work/slip.xml' 2>/dev/null"
done

done_testing
