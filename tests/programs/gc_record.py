# SPDX-License-Identifier: MIT
"""What GoldenCheetah itself keeps of an athlete in cache/rideDB.json:

    gc_record.py FOLDER found       files whose "Heavy Legs" says something
    gc_record.py FOLDER tagged      files with anything in a field of ours
    gc_record.py FOLDER intervals   files with an interval of ours
    gc_record.py FOLDER metrics     files with the metric of ours

One name a line, sorted. Blanks and 0 are what GoldenCheetah writes for an
empty field that is configured.
"""

import json
import sys

FIELDS = "Heavy Legs", "Effort vs Usual", "Heavy Legs Notes", "Heavy Legs Status"


def says(ride, field):
    return ride.get("TAGS", {}).get(field, "").strip() not in ("", "0")


CHECKS = {
    "found": lambda ride: says(ride, "Heavy Legs"),
    "tagged": lambda ride: any(says(ride, field) for field in FIELDS),
    "intervals": lambda ride: any(
        i["name"].startswith("Heavy legs: ") for i in ride.get("INTERVALS", [])
    ),
    "metrics": lambda ride: "Heavy_Legs_Effort" in ride.get("METRICS", {}),
}

with open(sys.argv[1] + "/cache/rideDB.json", encoding="utf-8-sig") as file:
    rides = json.load(file, strict=False)["RIDES"]
check = CHECKS[sys.argv[2]]
print("\n".join(sorted(r["filename"].strip() for r in rides if check(r))))
