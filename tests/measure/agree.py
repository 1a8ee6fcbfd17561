#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Hold the statistics in a database against those of the method's prototype.

usage: agree.py PLUGIN MEASURE_FOLDER HISTORY_FOLDER DATABASE

PLUGIN is heavylegs.so; MEASURE_FOLDER holds the prototype (tcxload.py,
model.py, detect.py; needs numpy), whose method is the first angle of every
score. Both judge the same TCX files in order of time; runs under 25 minutes are
judged here only and left out. Compared is the log likelihood ratio of that
angle alone, from the residual, the scale and the effort that `explain` gives.
Prints one line per pattern and ends with 1 when fewer than 99 in 100 are within
0.05, or when more than 2 in 100 are given by one of the two only.
"""
import json
import os
import sqlite3
import sys

TOLERANCE, AGREE, ALONE = 0.05, 0.99, 0.02
SHORTEST = 25  # minutes: the prototype judges nothing shorter


def prototype(detect, history):
    """{(file, pattern): score} of every judged run"""
    import model
    import tcxload

    judge, scores = detect.Detector(), {}
    for name, record in model.run_table(tcxload.load_dir(history)):
        run = detect.compact(record)
        if run is None or run["why"]:
            continue
        for pattern, score in judge.stats(run).items():
            if score is not None:
                scores[name, pattern] = score
        judge.learn(run)
    return scores


def ours(detect, plugin, database):
    """the same from what `explain` says of the first angle"""
    db = sqlite3.connect(database)
    db.enable_load_extension(True)
    db.load_extension(plugin)
    files = db.execute("""SELECT min(name), run_id FROM heavylegs_source
                           WHERE run_id NOT NULL GROUP BY run_id""").fetchall()
    scores = {}
    for name, run in files:
        answer = db.execute("SELECT heavylegs_explain(?)", (run,)).fetchone()
        said = json.loads(answer[0])
        if not said["facts"] or said["facts"]["moving_min"] < SHORTEST:
            continue
        for s in said["scores"]:
            if s["residual_bpm"] is not None:
                scores[os.path.basename(name), s["pattern"]] = detect.llr(
                    s["residual_bpm"], s["scale_bpm"], s["effort_bpm"],
                    detect.NU[s["pattern"]])
    return scores


def compare(pattern, here, there):
    """-> do they agree? Prints what does not."""
    a = {name: x for (name, p), x in here.items() if p == pattern}
    b = {name: x for (name, p), x in there.items() if p == pattern}
    both, alone = a.keys() & b.keys(), a.keys() ^ b.keys()
    off = [name for name in both if abs(a[name] - b[name]) > TOLERANCE]
    fine = (len(both) > 0 and len(off) <= (1 - AGREE) * len(both)
            and len(alone) <= ALONE * len(b))
    print("%s %s: %d judged by both, %d off by more than %.2f, %d by one only"
          % ("ok" if fine else "NOT", pattern, len(both), len(off), TOLERANCE,
             len(alone)))
    for name in sorted(off)[:5]:
        print("  %s: %.3f here, %.3f there" % (name, a[name], b[name]))
    for name in sorted(alone)[:5]:
        print("  %s: only %s" % (name, "here" if name in a else "there"))
    return fine


def main():
    plugin, measure, history, database = sys.argv[1:]
    sys.path.insert(0, measure)
    import detect
    import model

    there = prototype(detect, history)
    here = ours(detect, plugin, database)
    fine = [compare(pattern, here, there) for pattern in detect.PATTERNS]
    return 0 if all(fine) else 1


sys.exit(main())
