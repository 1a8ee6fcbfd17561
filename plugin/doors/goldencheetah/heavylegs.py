# SPDX-License-Identifier: MIT
#
# "Heavy legs", a Python data processor for builds of GoldenCheetah with Python
# (from 3.5 on; Debian's has none). `heavylegs install goldencheetah` puts it
# into the library's folder .pyfixes; from there it is run by hand on a saved
# activity (Edit, in 3.5 Python fixes), or with postprocess("Heavy legs", ...)
# in the filter box on many.
#
# It asks the command `heavylegs` what is to be said of the activity and sets
# it through GoldenCheetah itself, so nothing is written behind its back. It
# was written to the API that GoldenCheetah describes (athlete, activityMetrics,
# setTag, delTag) and has not been run inside of it.
import json
import os
import shutil
import subprocess

LIMIT_S = 60


def command():
    """HEAVYLEGS_COMMAND, as the starter sets it, or the one on the PATH."""
    named = os.environ.get("HEAVYLEGS_COMMAND")
    return named if named and os.path.exists(named) else shutil.which(
        "heavylegs")


def wishes(program, folder):
    """What the activities of the folder do not say yet, by file."""
    # The door's variables are not for a child: it would take it for the door.
    env = {key: value for key, value in os.environ.items()
           if key not in ("HEAVYLEGS_DOOR_PID", "QT_QPA_GENERIC_PLUGINS",
                          "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH")}
    done = subprocess.run(
        [program, "annotate", folder, "--formulas", "--json"], env=env,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_S,
        check=True)
    answer = json.loads(done.stdout.decode("utf-8"))
    return {entry["file"]: entry["tags"] for entry in answer.get("tags", [])}


def file_of(metrics):
    """A file is named by the local time of its start."""
    return "%s_%s.json" % (metrics["date"].strftime("%Y_%m_%d"),
                           metrics["time"].strftime("%H_%M_%S"))


def heavy_legs(gc):
    """Sets our tags of the activity at hand; how many were set or taken."""
    program = command()
    if program is None:
        print("heavylegs is not on the PATH")
        return 0
    metrics = gc.activityMetrics()
    folder = gc.athlete()["home"]
    tags = wishes(program, folder).get(file_of(metrics), {})
    for name, text in tags.items():
        if text is None:
            gc.delTag(name)
        else:
            gc.setTag(name, text)
    return len(tags)


if "GC" in globals():  # inside of GoldenCheetah
    heavy_legs(GC)  # noqa: F821
