#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A second reader of XML activities, written apart from the first: whole trees
by lxml, one table. Compares every sample with what build/tests/dump says.
usage: independent.py build/tests/dump FILE...     prints TAP"""
import gzip, math, re, statistics, subprocess, sys  # noqa: E401
from datetime import datetime, timezone
from lxml import etree

NAMES = ("distance speed altitude hr cadence power temp contact oscillation "
         "step balance lat lon").split()  # as dump prints them
LIMITS = dict(hr=(1, 300), speed=(0, 100), altitude=(-1000, 12000),
              cadence=(0, 600), power=(0, 5000), temp=(-60, 80),
              distance=(0, 1e7), lat=(-90, 90), lon=(-180, 180))
# root: activity, point, its time, start it counts from, {where: channel};
# where: a/b child's text, @a attribute, //a any descendant; the later wins
FORMATS = {
    "TrainingCenterDatabase": ("Activity", "Trackpoint", "Time", None, {
        "AltitudeMeters": "altitude", "DistanceMeters": "distance",
        "HeartRateBpm/Value": "hr", "Position/LatitudeDegrees": "lat",
        "Position/LongitudeDegrees": "lon", "//Speed": "speed",
        "//Watts": "power", "Cadence": "cadence", "//RunCadence": "cadence"}),
    "gpx": ("trk", "trkpt", "time", None, {
        "@lat": "lat", "@lon": "lon", "ele": "altitude", "//hr": "hr",
        "//cad": "cadence", "//cadence": "cadence", "//atemp": "temp",
        "//temp": "temp", "//power": "power", "//PowerInWatts": "power",
        "//speed": "speed", "//distance": "distance"}),
    "pwx": ("workout", "sample", "timeoffset", "time", dict(
        hr="hr", spd="speed", pwr="power", cad="cadence", dist="distance",
        lat="lat", lon="lon", alt="altitude", temp="temp")),
    "FitnessWorkbook": ("Track", "pt", "@tm", "@StartTime", {
        "@lat": "lat", "@lon": "lon", "@ele": "altitude", "@hr": "hr",
        "@dist": "distance", "@cadence": "cadence", "@power": "power"})}

def local(element):
    return re.split("[}:]", element.tag)[-1] if type(element.tag) is str else ""

def text(element, where):
    if where[0] == "@":
        return element.get(where[1:])
    if where[:2] == "//":
        return ([None] + [e.text for e in element.iter()
                          if local(e) == where[2:]])[-1]
    for name in where.split("/"):
        element = next((e for e in element if local(e) == name), ())
    return element.text if element != () else None

def number(written):
    plain = re.fullmatch(r"\s*[-+]?\d*\.?\d+(e[-+]?\d+)?\s*", written or "", 2)
    return float(written) if plain else None

def instant(written):  # ms
    written = written.strip().replace("Z", "+00:00")
    written = re.sub(r"\.\d+", lambda m: m[0][:7].ljust(7, "0"), written)
    at = datetime.fromisoformat(written)
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return at.timestamp() * 1000

def activity(element, point, time, start, channels):
    first, points = start and instant(text(element, start)), []
    for e in (e for e in element.iter() if local(e) == point and text(e, time)):
        pairs = [(c, number(text(e, where))) for where, c in channels.items()]
        found = {c: v for c, v in pairs if v is not None}
        if found:
            at = number(text(e, time)) if start else instant(text(e, time))
            points.append((first + at * 1000 if start else at, {
                c: v for c, v in found.items()
                if LIMITS[c][0] <= v <= LIMITS[c][1]}))
    steps = [int(p["cadence"]) for _, p in points if p.get("cadence", 0) >= 1]
    one_leg = statistics.median_low(steps or [0]) <= 120
    for p in (p for _, p in points if "cadence" in p):
        p["cadence"] *= 1 + one_leg
    return points

def second_reading(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        data = file.read()
    root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \r\n\t"),
                            etree.XMLParser(recover=True, huge_tree=True))
    if root is None:  # not XML
        return None
    if local(root) not in FORMATS or "SpoQ" in root.get("creator", ""):
        return None
    kind, *rest = FORMATS[local(root)]
    return [activity(e, *rest) for e in root.iter() if local(e) == kind]

def first_reading(dump, path):
    found, command = [], [dump, "--samples", path]
    for line in subprocess.check_output(command, text=True).split("\n"):
        cells = line.split("\t")
        found += [[]] if cells[0] == "A" else []
        if cells[0] == "S":
            found[-1].append((int(cells[1]), {
                c: float(v) for c, v in zip(NAMES, cells[2:]) if v != "null"}))
    return found

def difference(ours, theirs):
    ours, theirs = [a for a in ours if a], [b for b in theirs if b]
    if [len(a) for a in ours] != [len(b) for b in theirs]:
        return "other numbers of points"
    for a, b in zip(ours, theirs):
        recorded = any("distance" in p for _, p in b)
        for (t, p), (u, q) in zip(a, b):
            if not recorded:  # ours is from positions then
                p.pop("distance", None)
            if abs(t - u) > 0.51 or p.keys() != q.keys() or not all(
                    math.isclose(p[c], q[c], rel_tol=2e-7) for c in p):
                return "%s %s, not %s %s" % (t, p, u, q)

print("1..%d" % len(sys.argv[2:]))
for n, path in enumerate(sys.argv[2:], 1):
    theirs, ours = second_reading(path), first_reading(sys.argv[1], path)
    why = "" if theirs is None else difference(ours, theirs)
    skip = " # SKIP not in the table" if theirs is None else ""
    print("%sok %d - %s%s" % ("not " if why else "", n, path, skip))
    print("#   " + (why or "%d samples" % sum(map(len, ours))))
