#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Hold the engine's statistics against those of the method's prototype.

usage: agree.py MEASURE_PROGRAM MEASURE_FOLDER HISTORY_FOLDER

MEASURE_PROGRAM is build/measure; MEASURE_FOLDER holds the prototype
(tcxload.py, model.py, detect.py; needs numpy), whose method is the first angle
of every score. Both read the same TCX files as the prototype does: what the
engine does beyond it (a late sensor is looked for, runs of 15 to 25 minutes are
judged, more angles) is left out on purpose, here and nowhere else.
Prints one line per pattern and per budget, and ends with 1 when fewer than 99
in 100 scores are within 0.05, when more than 2 in 100 are given by one of the
two only, or when more than 2 in 100 runs have another finding.
"""
import csv
import io
import math
import os
import subprocess
import sys

TOLERANCE, AGREE, ALONE = 0.05, 0.99, 0.02


def program(*arguments):
    """rows of a CSV that the measuring program prints"""
    out = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def prototype(detect, table):
    """{(file, pattern): score} of every judged run"""
    judge, scores = detect.Detector(), {}
    for name, run in table:
        if run is None or run["why"]:
            continue
        for pattern, score in judge.stats(run).items():
            if score is not None:
                scores[name, pattern] = score
        judge.learn(run)
    return scores


def ours(detect, measure, history):
    scores = {}
    for row in program(measure, "statistics", history):
        for pattern in detect.PATTERNS:
            if not math.isnan(float(row[pattern])):
                scores[row["file"], pattern] = float(row[pattern])
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


def compare_findings(budget, here, there, judged):
    other = here ^ there
    fine = len(other) <= ALONE * judged
    print("%s findings at %d per 100: %d here, %d there, %d not in both"
          % ("ok" if fine else "NOT", budget, len(here), len(there),
             len(other)))
    for name, pattern in sorted(other)[:5]:
        print("  %s: %s only %s" % (name, pattern,
              "here" if (name, pattern) in here else "there"))
    return fine


def main():
    measure, folder, history = sys.argv[1:]
    sys.path.insert(0, folder)
    import detect
    import model
    import tcxload

    table = [(os.path.basename(name), detect.compact(record)) for name, record
             in model.run_table(tcxload.load_dir(history))]
    there = prototype(detect, table)
    here = ours(detect, measure, history)
    fine = [compare(pattern, here, there) for pattern in detect.PATTERNS]
    judged = len({name for name, _ in there})
    for budget in (2, 5):
        found = {(row["file"], row["pattern"]) for row in
                 program(measure, "findings", history, "%d-v2" % budget)}
        expected = {(row[0], row[1]) for row in
                    detect.findings(table, detect.THR[budget])}
        fine.append(compare_findings(budget, found, expected, judged))
    return 0 if all(fine) else 1


sys.exit(main())
