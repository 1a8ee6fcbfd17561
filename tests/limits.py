#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Run a command and say when it took too much.

usage: limits.py CPU_SECONDS MEGABYTES COMMAND [ARGUMENT...]

Passes output and exit status on. Ends with status 99 and a line on stderr when
the command used more processor time or resident memory than allowed. Processor
time, because a test must not fail on a busy machine; a command that sleeps or
waits for ever is ended after twenty times as many seconds on the clock.
"""
import resource
import subprocess
import sys


def main():
    cpu_s, megabytes = float(sys.argv[1]), float(sys.argv[2])
    try:
        status = subprocess.run(sys.argv[3:], timeout=20 * cpu_s).returncode
    except subprocess.TimeoutExpired:
        print("limits: never ended", file=sys.stderr)
        return 99
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took_s = used.ru_utime + used.ru_stime
    took_mb = used.ru_maxrss / 1024
    if took_s > cpu_s or took_mb > megabytes:
        print("limits: %.2f s, %.0f MB" % (took_s, took_mb), file=sys.stderr)
        return 99
    return status if status >= 0 else 128 - status


sys.exit(main())
