"""Runs a program once and says what it took."""

import ctypes
import os
import signal
import threading
import time
from dataclasses import dataclass

LIMIT = 180  # seconds after which a run has failed
PR_SET_CHILD_SUBREAPER = 36


class RunFailed(Exception):
    """The program did not end well, or did not do what it was asked for."""


@dataclass(frozen=True)
class Sample:
    """What one run took; None where that run did not look."""

    seconds: float | None = None
    cpu_seconds: float | None = None  # user and system, of the whole process tree
    peak_bytes: int | None = None  # of the largest process of the tree
    calls: int | None = None  # requests to the engine


def timed(command, environment, log):
    """Wall and CPU time of a run with nothing in between."""
    began = time.perf_counter()
    process = spawn(command, environment, log)
    status, usage = reap(process, process)
    seconds = time.perf_counter() - began
    check(command, status, log)
    return Sample(seconds=seconds, cpu_seconds=usage.ru_utime + usage.ru_stime)


def observed(command, environment, log):
    """Peak memory of a run.

    The kernel counts the memory of whoever called exec into the new program's peak, and a Python may well be the
    larger of the two. So a small shell starts the program and ends, which makes it a child of this process.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    shell = spawn(["/bin/sh", "-c", '"$@" &', "sh", *command], environment, log)
    os.wait4(shell, 0)
    status, usage = reap(-shell, shell)
    check(command, status, log)
    return Sample(peak_bytes=usage.ru_maxrss * 1024)


def spawn(command, environment, log):
    """Starts the command in a process group of its own, its output going to the log."""
    overwrite = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, overwrite, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawn(command[0], command, environment, file_actions=files, setpgroup=0)


def reap(which, group):
    """Waits for the process, and kills its group when that takes too long or is interrupted."""
    watchdog = threading.Timer(LIMIT, os.killpg, (group, signal.SIGKILL))
    watchdog.daemon = True
    watchdog.start()
    try:
        _, status, usage = os.wait4(which, 0)
    except KeyboardInterrupt:
        os.killpg(group, signal.SIGKILL)
        os.wait4(which, 0)
        raise
    finally:
        watchdog.cancel()
    return status, usage


def check(command, status, log):
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return
    with open(log, errors="replace") as output:
        last_words = " / ".join(line.strip() for line in output.read().splitlines()[-3:])
    reason = f"exit code {code}" if code > 0 else signal.Signals(-code).name
    raise RunFailed(f"'{' '.join(command)}' ended with {reason}: {last_words}")
