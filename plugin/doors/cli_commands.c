/* SPDX-License-Identifier: MIT
**
** The commands of the command line, what they take, and their help.
*/
#include "doors/cli.h"

const hl_cli_command hl_cli_commands[] = {
    {"annotate", "[PATH...]", "Read files or folders, judge every run",
     "Without PATH it judges what the database holds already. Runs that were\n"
     "read before and have not changed are not read again; running it twice\n"
     "changes nothing. A file that cannot be read is named and stops nothing.\n"
     "PATH may be an athlete's folder of GoldenCheetah: what is found goes\n"
     "into its activities, and heavylegs.db into the folder.\n"
     "\n"
     "  --rules DIR     judge with the rules in this folder too\n"
     "  --athlete NAME  whose runs these are\n"
     "  --threads N     how many read files; without it one per core\n"
     "  --squad         each PATH is the folder of one athlete, annotated "
     "side\n"
     "                  by side into a heavylegs.db in each, or with --db one\n"
     "                  after the other into that one\n"
     "  --when-closed   wait until GoldenCheetah has closed the athlete\n"
     "  --formulas      write nothing there; print lines for the filter box "
     "of\n"
     "                  a GoldenCheetah that is open\n"
     "\n"
     "  heavylegs annotate ~/runs\n"
     "  heavylegs annotate run.tcx other.fit.gz --db season.db\n"
     "  heavylegs annotate --rules ~/my-rules\n"
     "  heavylegs annotate --squad team/*/\n",
     HL_CLI_WRITE, 0, -1, hl_cli_annotate},
    {"import", "PATH...", "Read files or folders without judging",
     "  --athlete NAME  whose runs these are\n"
     "  --threads N     read with so many; as many as there are processors\n"
     "\n"
     "  heavylegs import ~/runs\n"
     "  heavylegs import export.zip --athlete anna --db team.db\n",
     HL_CLI_WRITE, 1, -1, hl_cli_import},
    {"squad", "[FOLDER...]", "Who is open with what, and since when",
     "Of the athletes annotated with --squad: of their folders, or of the one\n"
     "database that --db names. Notes and diary only of athletes who set\n"
     "`heavylegs config share words|diary|all` in their own database.\n"
     "\n"
     "  --csv     comma separated values, with titles\n"
     "  --json    an array of objects\n"
     "\n"
     "  heavylegs squad team/*/\n"
     "  heavylegs squad --db team.db --csv >monday.csv\n",
     HL_CLI_READ, 0, -1, hl_cli_squad},
    {"list", "", "Show runs and what was found",
     "The newest run comes last.\n"
     "\n"
     "  --last N    how many runs; 40 without it\n"
     "  --all       all of them\n"
     "  --found     only runs with a finding\n"
     "  --duplicates  second recordings of a run too\n"
     "  --coverage  instead: how many can be judged, by year and device, and\n"
     "              why the others cannot\n"
     "\n"
     "  heavylegs list\n"
     "  heavylegs list --found --all\n",
     HL_CLI_READ, 0, 0, hl_cli_list},
    {"explain", "RUN", "Everything known about one run",
     "What you reported, what was found and on what evidence, how every rule\n"
     "stands to this run with its numbers, and what could not be seen.\n"
     "\n"
     "  heavylegs explain last\n"
     "  heavylegs explain 2025-06-01\n"
     "  heavylegs explain morning-run.tcx --json\n",
     HL_CLI_READ, 1, 1, hl_cli_explain},
    {"page", "[RUN|--season|--squad]", "One HTML page to look at",
     "A run: its heart rate beside your own usual band at that pace, what was\n"
     "said and found, and what could not have been seen. A season (without a\n"
     "word: the 52 weeks up to the last run): every run on a calendar. A "
     "squad:\n"
     "every athlete of the database on one line. The file loads nothing and\n"
     "holds no script; it shows what the database holds, so mind whom you\n"
     "give it to.\n"
     "\n"
     "  -o, --output FILE  heavylegs-season.html and the like without it; "
     "- is\n"
     "                     the standard output\n"
     "  --athlete NAME     whose season\n"
     "  --page DIR         templates of your own, see lua/README.md; else\n"
     "                     ~/.config/heavylegs/page where that exists\n"
     "  --rules DIR        whose texts/ may hold words of your own\n"
     "  --json             the numbers behind the page instead\n"
     "\n"
     "  heavylegs page last\n"
     "  heavylegs page --season 2024 -o 2024.html\n"
     "  heavylegs page --squad --db team.db\n",
     HL_CLI_READ, 0, 1, hl_cli_page},
    {"report", "RUN --heavy WHEN ...", "Say how the legs felt",
     "What you felt leads; the recording supports or questions it. Judge "
     "again\n"
     "afterwards with `heavylegs annotate`.\n"
     "\n"
     "  --heavy WHEN   no, start, mid, late or all\n"
     "  --eased        it came round during the run (--not-eased: it did not)\n"
     "  --legs N       1 light ... 5 very heavy\n"
     "  --rpe N        effort, 1 ... 10\n"
     "  --feel N       1 very weak ... 5 very strong\n"
     "  --runs N       heavy runs in a row, this one counted\n"
     "  --words TEXT   in your own words\n"
     "  --confirm      what was read in the run's note is right\n"
     "\n"
     "  heavylegs report last --heavy start --eased --legs 4 --rpe 6\n"
     "  heavylegs report 2025-06-01 --heavy no\n",
     HL_CLI_READ, 1, 1, hl_cli_report},
    {"diary", "[add|import|list]", "Sleep, mood, food ... day by day",
     "What is not recorded cannot be named as a cause. Without a word it "
     "lists.\n"
     "\n"
     "  add [DAY]             of one day (2025-06-01), today without it:\n"
     "  --sleep HOURS         --sleep-quality 1 bad ... 5 good\n"
     "  --rhr BPM             resting heart rate; --hrv MS, --weight KG\n"
     "  --mood N              1 low ... 5 high, --motivation as well\n"
     "  --stress N            1 low ... 5 high\n"
     "  --soreness N          1 none ... 5 very sore\n"
     "  --fatigue N           1 none ... 5 unusual\n"
     "  --meal WHEN           ok, late or none before the run\n"
     "  --heavy WHEN          of that day's run: as `heavylegs report`; also\n"
     "  --eased, --runs N     before the run is there (--not-eased)\n"
     "  --ill yes|no          --travel yes|no\n"
     "  --note TEXT           in your own words\n"
     "\n"
     "  import FILE           a CSV file whose first line names the columns:\n"
     "                        date, and sleep_h, sleep_quality, rhr_bpm, "
     "hrv_ms,\n"
     "                        weight_kg, stress, mood, motivation, soreness,\n"
     "                        fatigue, meal, ill, travel, note, in any order\n"
     "\n"
     "  heavylegs diary add --sleep 6.5 --mood 2\n"
     "  heavylegs diary add 2025-06-01 --ill yes --note \"a cold\"\n"
     "  heavylegs diary import sleep.csv\n",
     HL_CLI_WRITE, 0, 3, hl_cli_diary},
    {"today", "", "Four questions, a pattern and one small thing to do",
     "Needs no recording. Asks when --heavy is not given. What you say is "
     "kept\n"
     "in the diary, and with today's run where there is one. The options of\n"
     "`heavylegs diary add` may be given too.\n"
     "\n"
     "  --heavy WHEN   no, start, mid, late or all\n"
     "  --eased        it came round during the run (--not-eased: it did not)\n"
     "  --runs N       heavy runs in a row, this one counted\n"
     "\n"
     "  heavylegs today\n"
     "  heavylegs today --heavy start --runs 3 --sleep 6 --mood 2\n",
     HL_CLI_WRITE, 0, 0, hl_cli_today},
    {"verdict", "RUN agree|disagree", "Agree or disagree with a finding",
     "  --rule ID      which one, where the run has several findings\n"
     "\n"
     "  heavylegs verdict last agree\n"
     "  heavylegs verdict 2025-06-01 disagree --rule stock.start\n",
     HL_CLI_READ, 2, 2, hl_cli_verdict},
    {"retract", "[BATCH]", "Take annotations back",
     "Restores what stood in the host's fields and closes the findings. Runs,\n"
     "reports and verdicts stay. With BATCH only what that batch wrote.\n"
     "\n"
     "  heavylegs retract\n"
     "  heavylegs retract 3\n",
     HL_CLI_READ, 0, 1, hl_cli_retract},
    {"forget", "--athlete NAME", "Remove everything about one athlete",
     "Runs, reports, diary, findings and verdicts of that athlete go. Files\n"
     "stay.\n"
     "\n"
     "  heavylegs forget --athlete anna --db team.db\n",
     HL_CLI_READ, 0, 0, hl_cli_forget},
    {"purge", "", "Retract everything and drop our tables",
     "The host's own tables stay as they were before heavylegs. Reports and\n"
     "verdicts go too.\n"
     "\n"
     "  heavylegs purge --db season.db\n",
     HL_CLI_READ, 0, 0, hl_cli_purge},
    {"rules", "[list|TASK ...]", "Show the rules; make and test your own",
     "Without a task, or with `list`: which rules judge.\n"
     "\n"
     "  new NAME [DIR]       write a rule and its test to begin with\n"
     "  test [FILE|DIR]      run *_test.lua (TAP; athletes are simulated)\n"
     "  lint [FILE|DIR]      wording, options, evidence, forgotten locals\n"
     "  doc                  all that a rule may ask and say\n"
     "  options              every option, its value, range and help\n"
     "  replay [RULE]        what rules would say of the runs in the "
     "database;\n"
     "                       nothing is written\n"
     "  replay --inject start|midway|entire [--percent 8] [--by pace]\n"
     "                       how much of a known loss they would see\n"
     "  explain RUN          everything known about one run\n"
     "  pack FILE|DIR [TO]   one file of rules to pass on\n"
     "  unpack FILE [DIR]    and back again; overwrites nothing\n"
     "  corpus --clear DIR --heavy DIR\n"
     "                       two folders of recordings, and who says what\n"
     "\n"
     "  --rules DIR    with the rules in this folder; without DIR or FILE a\n"
     "                 task uses ~/.config/heavylegs/rules\n"
     "\n"
     "  heavylegs rules --rules ~/my-rules --json\n"
     "  heavylegs rules new late_climb ~/my-rules\n"
     "  heavylegs rules test ~/my-rules\n"
     "  heavylegs rules replay my.late_climb --rules ~/my-rules\n",
     HL_CLI_MAYBE, 0, 3, hl_cli_rules},
    {"hosts", "[FILE.db]", "Which programs' databases are known",
     "Which of them FILE.db belongs to, whether it can be read and written,\n"
     "and where and when its user sees the annotations.\n"
     "\n"
     "  heavylegs hosts ~/.pytrainer/pytrainer.ddbb\n",
     HL_CLI_MAYBE, 0, 1, hl_cli_hosts},
    {"install", "[TARGET [ARGS]]", "Make a program you use show annotations",
     "Shows which files it will write, and writes them. Without TARGET it "
     "lists\n"
     "what there is.\n"
     "\n"
     "  --dry-run  only show\n"
     "  --columns  goldencheetah: also two columns in its list of activities\n"
     "\n"
     "  heavylegs install\n"
     "  heavylegs install goldencheetah\n"
     "  heavylegs install goldencheetah ~/Sport/GoldenCheetah\n",
     HL_CLI_MEMORY, 0, -1, hl_cli_install},
    {"uninstall", "[TARGET [ARGS]]", "Undo what install did",
     "Files that nobody changed since get back the bytes that they had; from\n"
     "others only what is ours is taken.\n"
     "\n"
     "  --dry-run  only show\n"
     "\n"
     "  heavylegs uninstall goldencheetah\n",
     HL_CLI_MEMORY, 0, -1, hl_cli_uninstall},
    {"check", "PATH...", "Can these files be read, and what is in them",
     "Needs no database. Ends with exit code 1 when a file was refused.\n"
     "\n"
     "  --all    name every file of a folder, not only those with something\n"
     "           to say\n"
     "\n"
     "  heavylegs check run.tcx\n"
     "  heavylegs check ~/runs --all\n",
     HL_CLI_MEMORY, 1, -1, hl_cli_check},
    {"doctor", "", "What is here, what is missing, what to do next",
     "  heavylegs doctor\n", HL_CLI_MAYBE, 0, 0, hl_cli_doctor},
    {"config", "[KEY [VALUE]]", "Show or change a setting",
     "  heavylegs config\n"
     "  heavylegs config units imperial\n"
     "  heavylegs config timezone Europe/Berlin\n",
     HL_CLI_WRITE, 0, 2, hl_cli_config},
    {NULL, NULL, NULL, NULL, HL_CLI_MEMORY, 0, 0, NULL},
};
