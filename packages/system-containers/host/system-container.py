# usage: system-container.py system-container-NAME
# Starts the container as the generation that this host runs describes it, and waits until it ends.
import os
import subprocess
import sys
import time

import aws_calls
from containers import ask, docker, document, pull, pulled, text

CONTAINER = sys.argv[1]
NAME = CONTAINER[17:]
# in memory; systemd makes it for root alone, and removes it
RUNTIME = "run/" + CONTAINER
# has a byte for each failure in a row; its time is that of the last start
FAILURES = RUNTIME + ".failures"
# in seconds
LONGEST_PAUSE = RAN_WELL = 60
ORDER_TIME = 120


def back_off():
    well = os.path.exists(FAILURES) and time.time() - os.path.getmtime(FAILURES) > RAN_WELL
    with open(FAILURES, "w" if well else "a") as file:
        pause = min(2 ** min(file.tell(), 9) // 2, LONGEST_PAUSE)
        file.write("x")
    time.sleep(pause)
    os.utime(FAILURES)


# An order, not a condition: a container that never gets healthy keeps no other from running.
def await_other(container):
    health = "{{with .State.Health}}{{.Status}}{{else}}{{.State.Status}}{{end}}"
    last = time.monotonic() + ORDER_TIME
    while time.monotonic() < last and ask("inspect", "-f", health, container) not in ("healthy", "running"):
        time.sleep(1)


# Until a container has started its health is asked for each second, so that nobody waits for the first turn of its check.
# Docker before 25 cannot.
def early_checks(words):
    able = "--health-start-period" in words and "--health-start-interval" in ask("run", "--help")
    return ["--health-start-interval", "1s"] if able else []


def write(folder, name, content):
    os.makedirs(f"{RUNTIME}/{folder}", exist_ok=True)
    with open(f"{RUNTIME}/{folder}/{name}", "w", encoding="utf-8", newline="") as file:
        file.write(content)


def run(spec):
    back_off()
    for other in spec.get("startAfter", []):
        await_other("system-container-" + other)
    try:
        os.remove(pulled(NAME))
    except FileNotFoundError:
        pull(spec["image"], RUNTIME)
    words = [text(word) for word in spec["options"]]
    words += early_checks(words)
    # the values of variables go by the environment of Docker's client: others could read its arguments
    environment = dict(os.environ)
    for name, arn in spec.get("secrets", {}).items():
        environment[name] = aws_calls.secret(arn)
        words += ["--env", name]
    for name, arn in spec.get("secretFiles", {}).items():
        write("secrets", name, aws_calls.secret(arn))
    for index, content in enumerate(spec.get("files", [])):
        write("files", index, text(content))
    words += [spec["image"], *map(text, spec.get("command", []))]
    ask("rm", "-f", CONTAINER)
    docker("run", "-d", "--pull", "never", "--name", CONTAINER, *words, env=environment)
    os.execvp("docker", ["docker", "wait", CONTAINER])


try:
    run(document(NAME))
except (OSError, subprocess.SubprocessError) as failure:
    sys.exit(str(failure))
