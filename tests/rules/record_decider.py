#!/usr/bin/python3
"""Writes tests/unit/decider_cases.h: what the prototype's Decider says about
score sequences that a linear congruential generator makes. The unit test makes
the same sequences and asks the arbiter.
usage: record_decider.py ../shared/measure >tests/unit/decider_cases.h"""
import sys

sys.path.insert(0, sys.argv[1])
from detect import Decider, PATTERNS, THR  # noqa: E402

LETTER = dict(zip(PATTERNS, "smedw"))
CASES = [(seed, budget, heat) for seed in (1, 2, 3, 4)
         for budget in (2, 5) for heat in (0, 1, 3)]
RUNS = 300


def stream(seed):
    """32-bit Numerical Recipes generator; the top 16 bits, 0 to 1."""
    x = seed
    while True:
        x = (1664525 * x + 1013904223) % 2**32
        yield (x >> 16) / 65536.0


def scores(unit, heat):
    """Per pattern: one in eight not judged, else -2 .. 2 + heat."""
    out = {}
    for p in PATTERNS:
        missing, value = next(unit) < 0.125, next(unit)
        out[p] = None if missing else value * (4 + heat) - 2
    return out


print("""/* SPDX-License-Identifier: MIT
**
** Recorded by tests/rules/record_decider.py from the prototype's Decider:
** one letter per run, '.' for no finding. Made, not written: do not edit.
*/
static const struct {
  unsigned seed;
  int budget, heat;
  const char *said;
} decider_cases[] = {""")
for seed, budget, heat in CASES:
    unit, decider = stream(seed), Decider(THR[budget])
    said = "".join(LETTER.get(decider(scores(unit, heat)), ".")
                   for _ in range(RUNS))
    print("    {%d, %d, %d," % (seed, budget, heat))
    lines = [said[i:i + 70] for i in range(0, RUNS, 70)]
    print("\n".join('     "%s"' % line for line in lines) + "},")
print("};")
