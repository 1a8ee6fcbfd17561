#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Run a command and say when it took too much.

usage: limits.py CPU_SECONDS MEGABYTES COMMAND [ARGUMENT...]

Passes output and exit status on. Ends with status 99 and a line on stderr when
the command used more processor time or resident memory than allowed. Processor
time, because a test must not fail on a busy machine; since neighbours slow that
too, too slow a command gets two more tries. One that sleeps or waits for ever
is ended after twenty times as many seconds on the clock.
"""
import os
import subprocess
import sys
import threading

TRIES = 3


def run(command, clock_s):
    """-> output, wait status, processor seconds, megabytes; None: not ended"""
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    ended = threading.Event()
    timer = threading.Timer(clock_s, lambda: (ended.set(), child.kill()))
    timer.start()
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()
    if ended.is_set():
        return None
    return (output, child.returncode, used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024)


def main():
    cpu_s, megabytes, command = float(sys.argv[1]), float(sys.argv[2]), \
        sys.argv[3:]
    for _ in range(TRIES):
        result = run(command, 20 * cpu_s)
        if result is None:
            print("limits: never ended", file=sys.stderr)
            return 99
        output, status, took_s, took_mb = result
        if took_s <= cpu_s:
            break
    sys.stdout.buffer.write(output)
    if took_s > cpu_s or took_mb > megabytes:
        print("limits: %.2f s, %.0f MB" % (took_s, took_mb), file=sys.stderr)
        return 99
    return status if status >= 0 else 128 - status


sys.exit(main())
