#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Rules and explanations as rows.
# again: asan

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
db=$work/a.db
run() { # statements on $db; errors are part of the answer
  $host sqlite3 -batch -init /dev/null "$db" ".load $plugin" "$@" 2>&1
}

like "rules are rows without any table of ours" \
  "$(run "SELECT id, pattern, is_stock, is_enabled, error IS NULL
          FROM heavylegs_rules ORDER BY id LIMIT 1")" "stock.*|*|1|1|1"
is "asking made none" \
  "$(run "SELECT count(*) FROM sqlite_master")" 0
is "arrays stay JSON" \
  "$(run "SELECT DISTINCT json_type(requires), json_type(uses),
            json_type(explains), json_type(options)
          FROM heavylegs_rules")" "array|array|array|object"
mkdir "$work/mine"
echo "return 7" >"$work/mine/seven.lua"
like "a folder's rules join, the broken ones too" \
  "$(run "SELECT error FROM heavylegs_rules(
            json_object('rules', json_array('$work/mine')))
          WHERE NOT is_stock")" "*seven.lua*"
like "a folder that is not there is named" \
  "$(run "SELECT * FROM heavylegs_rules('{\"rules\":[\"nowhere\"]}')")" \
  "*nowhere*"

like "nothing can be explained before there is a run" \
  "$(run "SELECT * FROM heavylegs_explain(1)")" "*no runs yet*"
run "SELECT heavylegs_import('samples/notes.tcx'), heavylegs_annotate()" \
  >/dev/null
is "an explanation's lines are rows in their order" \
  "$(run "SELECT value FROM heavylegs_explain(1) WHERE section = 'lines'")" \
  "$(run "SELECT value FROM json_each(heavylegs_explain(1), '$.lines')")"
is "every rule has its rows" \
  "$(run "SELECT group_concat(value) FROM heavylegs_explain(1)
          WHERE section = 'rules' AND name = 'rule'")" \
  "$(run "SELECT group_concat(json_extract(value, '$.rule'))
          FROM json_each(heavylegs_explain(1), '$.rules')")"
is "members of an object have no item" \
  "$(run "SELECT count(*), max(item) FROM heavylegs_explain(1)
          WHERE section = 'run' AND name = 'id' AND value = 1")" "1|"
is "no run, no rows" "$(run "SELECT * FROM heavylegs_explain(NULL)")" ""
like "a run must be named" "$(run "SELECT * FROM heavylegs_explain")" \
  "*heavylegs_explain needs a run*"
like "no view of the database may explain" \
  "$(run "CREATE VIEW v AS SELECT * FROM heavylegs_explain(1);
          SELECT * FROM v")" "*unsafe use*"

# Tables of an older version: nothing can be brought forward within a SELECT.
run "UPDATE heavylegs_meta SET value = '1' WHERE key = 'schema_version'"
like "reading from an older database says what to do" \
  "$(run "SELECT count(*) FROM heavylegs_explain(1)")" \
  "*of an older version: run SELECT heavylegs_annotate()*"
done_testing
