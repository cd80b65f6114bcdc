"""On a fake host, time passes at once where a program waits."""
import os
import time

waited = 0.0
monotonic, real_sleep = time.monotonic, time.sleep


def hurry():
    """How fast time passes while a program looks again and again."""
    path = os.path.join(os.environ["FAKES"], "hurry")
    return int(open(path).read()) if os.path.exists(path) else 1


def sleep(seconds):
    global waited
    if not isinstance(seconds, int):  # Python itself, while it waits for a process
        return real_sleep(seconds)
    waited += seconds * hurry()
    with open(os.path.join(os.environ["FAKES"], "sleeps"), "a") as log:
        log.write(f"{seconds}\n")


if "FAKES" in os.environ and "REAL_TIME" not in os.environ:
    time.sleep = sleep
    time.monotonic = lambda: monotonic() + waited
