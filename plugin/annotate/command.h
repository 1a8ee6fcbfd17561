/* SPDX-License-Identifier: MIT
**
** Everything that heavylegs does to a database, one call for every door.
**
** The SQL functions, the INSERT form and, through them, the command line all
** end here. A command is a name and an argument; the answer is a JSON object.
** It either happens whole or not at all; only files that were read may be kept
** (see hl_command_run()).
**
**     hl_command command = {HL_VIA_SELECT, "import", "season/"};
**     hl_command_run(engine, &command, &out, &err);
**
** An argument is JSON where it begins with '{' or '[', otherwise the plain
** value that is named first below. NULL: none. Keys that a command does not
** know are refused. Every command also takes "athlete" (text, "" by default).
**
**   import    path or [path...] | {"path":..., "threads":n}
**             Read files and folders. Every file that cannot be read is named.
**             -> {"files","read","new","changed","same","duplicates",
**                 "not_runs","failed","failures":[{"path","line","message"}],
**                 "coverage":[{"year","device","outcome","n"}]}
**             What coverage counts says the view heavylegs_coverage.
**   annotate  nothing | {"path":..., "threads":n, "rules":[dir...],
**              "when_closed":bool, "formulas":bool}
**             Import where a path is given, then judge every run against its
**             athlete's own past (of all athletes when none is named).
**             Without a path, in the database of a known host: its activities
**             are imported and what stands is written into its fields.
**             -> {"import":{...} where something was read,
**                 "host":{"id","name","written","no_field","no_room","visible",
**                         "rebuilt","problem"} there,
**                 "runs","judged",
**                 "opened","closed","standing","batches":[n...],
**                 "rule_errors":[{"rule","message"}], "remarks":[text...]}
**             A path that is an athlete's folder of GoldenCheetah: only its
**             activities/ is read, and once all is committed the fields of
**             hosts/gc_fields.h are written there (SELECT without an open
**             transaction only), with "goldencheetah":{"written","others",
**             "restored","cut","failed","failures":[...],"remark"}
**             "when_closed" waits first until GoldenCheetah has closed it;
**             "formulas" writes nothing there and answers with "formulas":
**             [text...], lines for the filter box of one that is open,
**             "left_out": activities of days that have several, and "tags":
**             [{"file","tags":{name:text or null}}] for a program
**   retract   nothing | batch | {"batch":n}
**             Close every finding, or take one batch back.
**             -> {"closed","reopened","batches":[n...]}
**             Without a batch GoldenCheetah's files are restored first, and
**             told of as above.
**   report    {"run":..., "heavy":"no|start|mid|late|all", "eased":bool,
**              "legs":1..5, "rpe":1..10, "feel":1..5,
**              "runs":1..99, "words":text, "confirm":bool}
**             What the runner says; a key given as null takes it back. confirm
**             makes what was read in the run's note the runner's own report.
**             -> {"run", "changed":bool}
**   diary     nothing
**             -> {"days":[{"day", fields...}]}   all sources laid over
**   diary     {"day":"2025-06-01", "sleep_h":6.5, "mood":2, "ill":false,
**              "note":text, ...}
**             What the runner says of a day; the fields, their short names and
**             ranges are in activity/day.h. null takes one back.
**             -> {"day", "changed":bool}
**   diary     {"path":file.csv}   see diary_csv.h; all of it or nothing
**             -> {"days":n, "changed":n, "ignored":[column...]}
**   today     {"day":"2025-06-01", "heavy":"no|start|mid|late|all",
**              "eased":bool, "runs":1..99, and the fields of a day}
**             A pattern and one action without any recording; what was said
**             is kept with the day and is the report of the run it speaks of,
**             also when that is imported later: the last one of the day that
**             had begun at "said_ms" (milliseconds since 1970; without it the
**             last one). "runs": heavy ones in a row, this one counted.
**             -> {"day", "run":n or null, "pattern", "advice", "lines":[...],
**                 "changed":bool}
**   verdict   {"run":..., "verdict":"agree|disagree", "rule":id, "slot":text,
**              "words":text}   rule may be left out where one finding stands
**             -> {"run","rule","verdict","changed":bool}
**   config    nothing | key | {"key":..., "value":... or null}
**             List, read, set or take away a setting.
**             -> {"settings":{key:value...}} | {"key","value","changed"}
**   explain   run | {"run":...}
**             -> {"run":{...}, "lines":[text...], "rules":[{...}],
**                 "scores":[{...}], "report":{...}, "findings":[{...}]}
**   page      nothing | run | {"kind":"run|season|squad", "run":..., "year":n,
**             "page":dir, "data":bool, "rules":[dir...]}
**             One HTML file to look at: a run; a season, that of a year or the
**             52 weeks up to the last run; all athletes on one line each. Reads
**             only. page: a folder of templates that stand before ours.
**             -> {"kind", "bytes":n, "html":text}; with data the numbers
**                behind it instead, see page.h
**   rules     nothing | {"rules":[dir...]}
**             -> {"rules":[{"id","version","title","pattern","path","hash",
**                 "enabled","error",...}]}
**   texts     nothing | {"prefix":"list.", "rules":[dir...]}
**             -> {id:text...}   wording in the language of the setting, for
**             doors that speak to the runner themselves
**   workbench task | {"task":..., ...}   What a coach does with rules; writes
**             files where it is told to, and nothing into the database.
**             new {"name","path"}, test {"path"}, lint {"path"}, doc,
**             options {"rules"}, pack {"path","to"}, unpack {"path","to"},
**             replay {"rule","rules","inject":"start|midway|entire",
**             "percent","by":"heart_rate|pace"},
**             corpus {"clear","heavy","rules"}
**             -> {"text", "done":n, "failed":n}
**   hosts     nothing              Known hosts, and which this database is.
**             -> {"hosts":[{"id","name","detected","version","reads","writes",
**                 "visible","problem","file","reads_from","writes_to",
**                 "rebuilt"}]}
**   forget    {"athlete":...}      Every row of one athlete goes, once the
**             host's fields and GoldenCheetah's files are what they were.
**             -> {"runs":n}
**   purge     nothing              Every table of ours goes; not by INSERT.
**             -> {"purged":bool}
**
** A run is named by its number, by "last", or by the path of its file.
**
** While it works, the command asks the connection about every 100 ms whether
** it was interrupted, and calls the SQL function heavylegs_progress(json), if
** the application registered one, with {"phase":"wait|find|read|write|judge",
** "done":n, "total":n}; total 0: not known.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_COMMAND_H
#define HL_ANNOTATE_COMMAND_H

#include "base/status.h"
#include "base/text.h"

struct sqlite3;

/* How the command came: decides what transaction statements are possible. */
typedef enum hl_via {
  HL_VIA_SELECT, /* scalar function: own transaction or a savepoint */
  HL_VIA_INSERT, /* xUpdate: plain statements only; the host's statement */
  HL_VIA_TABLE,  /* within a host's SELECT from a table of ours: reads only */
} hl_via;

typedef struct hl_engine hl_engine; /* one per connection */

hl_engine *hl_engine_new(struct sqlite3 *db); /* NULL when out of memory */
void hl_engine_free(hl_engine *engine);

typedef struct hl_command {
  hl_via via;
  const char *name;
  const char *argument; /* NULL: none */
} hl_command;

/* On failure nothing was changed, `err` is filled and `out` is undefined. Only
** what import and annotate read of more than 200 files may be kept: it is
** committed in parts (import.h), and `err` says so. */
hl_status hl_command_run(hl_engine *engine, const hl_command *command,
                         hl_text *out, hl_error *err);

/* The names above, NULL behind the last; for the doors' own checks. */
extern const char *const hl_command_names[];

#endif
