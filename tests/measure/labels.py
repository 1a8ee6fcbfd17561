#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What is said of runs whose own notes say how they felt, as counts.

usage: labels.py HEAVYLEGS_PROGRAM LABELS_CSV HISTORIES_FOLDER

LABELS_CSV has file, label, name and text; HISTORIES_FOLDER is where `file`
begins. Two tables, whatever they say:
* words: what is read in name and text, against the label;
* explain mode: each labelled run alone is reported as heavy without a time, and
  judged: do the data then name a pattern, or not, or could they not look?
The labels are known to the authors of the rules: this is no hold-out.
"""
import collections
import csv
import html
import os
import sqlite3
import subprocess
import sys
import tempfile

HEAVY = ("heavy_before", "heavy_within")
GPX = """<?xml version="1.0"?><gpx version="1.1"><metadata/><trk><name>{name}\
</name><desc>{text}</desc><type>running</type><trkseg>
<trkpt lat="0" lon="0"><time>2023-01-{day:02}T10:00:00Z</time></trkpt>
<trkpt lat="0.05" lon="0"><time>2023-01-{day:02}T10:30:00Z</time></trkpt>
</trkseg></trk></gpx>"""
PATTERNS = ("start", "midway", "entire")


def run(program, *arguments):
    subprocess.run([program, *arguments], check=True,
                   stdout=subprocess.DEVNULL)


def words(program, rows, folder):
    """what is read of each row: "heavy", "not heavy" or "nothing\""""
    for day, row in enumerate(rows, 1):
        name = os.path.join(folder, "%02d.gpx" % day)
        with open(name, "w", encoding="utf-8") as out:
            out.write(GPX.format(name=html.escape(row["name"]), day=day,
                                 text=html.escape(row["text"])))
    base = os.path.join(folder, "words.db")
    run(program, "annotate", folder, "--db", base)
    with sqlite3.connect(base) as db:
        read = dict(db.execute(
            "SELECT s.name, iif(p.heavy = 'no', 'not heavy', 'heavy') "
            "FROM heavylegs_report AS p JOIN heavylegs_source AS s "
            "ON s.run_id = p.run_id WHERE p.source = 'note'"))
    read = {os.path.basename(name): said for name, said in read.items()}
    return [read.get("%02d.gpx" % (i + 1), "nothing")
            for i in range(len(rows))]


def explained(program, base, folder, path):
    """what the data say once the run is reported as heavy"""
    copy = os.path.join(folder, "copy.db")
    with sqlite3.connect(base) as db, sqlite3.connect(copy) as other:
        db.backup(other)
    run(program, "report", path, "--legs", "4", "--db", copy)
    run(program, "annotate", "--db", copy)
    with sqlite3.connect(copy) as db:
        of_run = ("run_id = (SELECT run_id FROM heavylegs_source "
                  "WHERE name = ?)")
        pattern, basis = db.execute(
            "SELECT pattern, basis FROM heavylegs_finding WHERE rule = "
            "'stock.report' AND until_batch IS NULL AND " + of_run,
            (path,)).fetchone()
        looked = db.execute(
            "SELECT count(*) FROM heavylegs_status WHERE rule IN "
            "('stock.start', 'stock.midway', 'stock.entire') "
            "AND status <> 'abstained' AND " + of_run, (path,)).fetchone()[0]
    os.remove(copy)
    if basis == "reported, data agree":
        return pattern
    return "nothing shown" if looked else "could not look"


def table(title, labels, said, columns):
    print("\n%s\n\n%-16s %s" % (title, "label", "  ".join(
        "%14s" % c for c in columns)))
    counts = collections.Counter(zip(labels, said))
    for label in sorted(set(labels)):
        print("%-16s %s" % (label, "  ".join(
            "%14d" % counts[label, c] for c in columns)))


def main(program, labels, histories):
    program = os.path.abspath(program)
    with open(labels, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "notes"))
        read = words(program, rows, os.path.join(folder, "notes"))
        table("Words read in %d notes" % len(rows), [r["label"] for r in rows],
              read, ("heavy", "not heavy", "nothing"))
        wrong = sum((r["label"] == "good" and w == "heavy")
                    or (r["label"] in HEAVY and w == "not heavy")
                    for r, w in zip(rows, read))
        print("read wrongly: %d" % wrong)

        runs = [r for r in rows if r["file"]]
        where = os.path.dirname(os.path.join(histories, runs[0]["file"]))
        base = os.path.join(folder, "base.db")
        run(program, "annotate", where, "--db", base)
        said = [explained(program, base, folder, os.path.realpath(
            os.path.join(histories, r["file"]))) for r in runs]
        table("Explain mode: %d runs, each reported as heavy without a time"
              % len(runs), [r["label"] for r in runs], said,
              PATTERNS + ("nothing shown", "could not look"))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
