#!/usr/bin/python3
# usage: converge update PARAMETER VERSION | converge approved PARAMETER | converge boot|first|missed|restore
# Makes this host run one generation of its system containers, all of it or none. The last line is for people.
#   update    exactly this one, which need not be approved yet; a roll-out calls it
#   approved  whichever is approved; a roll-out calls it
#   missed    likewise, by a timer, unless a roll-out is ahead
#   first     the boot step of an instance: without an approved generation it fails
#   boot      at each start, before the containers: if AWS does not answer, the one that was approved last
#   restore   whatever a call that was killed has left half done
import base64
import fcntl
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

import aws_calls
from containers import DOCUMENTS, ask, document, pull, pulled

MODE, *ARGUMENTS = sys.argv[1:]
# below cloud-init's directory of this very instance: one made from its AMI knows nothing of it
APPROVED = "var/lib/cloud/instance/system-containers/approved.json"
# in memory, like the documents: a start begins anew. The generation that this host runs, whole.
RUNNING = DOCUMENTS + "/running"
# there while some containers may be of another one
CHANGING = DOCUMENTS + "/changing"
# in seconds: for whatever comes before Docker's start, for a container that nobody checks, beyond what a check may take
START_TIME, RUN_TIME, MARGIN = 180, 10, 30
MOST_STARTS = 3
# a generation that nobody approves for so long was given up
ROLL_OUT_TIME = 24 * 3600
DOCKERS_INTERVAL, DOCKERS_RETRIES = 30e9, 3


class Failed(Exception):
    pass


def read(path):
    with open(path) as file:
        return json.load(file)


# Whole or not at all, whenever the power goes.
def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


def parameter():
    with open("etc/system-containers/parameter") as file:
        return file.read()


# A version or a label; again and again for so many seconds.
def fetch(selector, seconds=0):
    name = f"{parameter()}:{selector}"
    last = time.monotonic() + seconds
    while True:
        try:
            found = aws_calls.call("", "ssm", "AmazonSSM.GetParameter", timeout=30, Name=name)["Parameter"]
            generation = json.loads(gzip.decompress(base64.b64decode(found["Value"])))
            return {"version": found["Version"], "containers": generation["containers"]}
        except Exception as failure:  # whatever it is: there is none
            if time.monotonic() >= last:
                raise Failed(f"{name} cannot be read: {failure}")
            time.sleep(5)


def inspect(name):
    found = json.loads(ask("container", "inspect", "system-container-" + name) or "[]")
    return found[0] if found else {"Id": None}


def patience(container):
    check = container["Config"].get("Healthcheck") or {}
    turn = (check.get("Interval") or DOCKERS_INTERVAL) + (check.get("Timeout") or DOCKERS_INTERVAL)
    return (check.get("StartPeriod") or 0) / 1e9 + (check.get("Retries") or DOCKERS_RETRIES) * turn / 1e9 + MARGIN


# Why it is not well; nothing once it is. Its health is what it says itself, not what others say of it.
def complaint(name, old):
    seen, starts = old, 0
    began = time.monotonic()
    last = began + START_TIME
    while time.monotonic() < last:
        container = inspect(name)
        if container["Id"] not in (None, seen):
            seen, starts, began = container["Id"], starts + 1, time.monotonic()
            last = began + patience(container)
            if starts > MOST_STARTS:
                return f"ended {MOST_STARTS} times"
        if container["Id"] not in (None, old):
            health = container["State"].get("Health")
            if health is None and container["State"]["Running"] and time.monotonic() - began >= RUN_TIME:
                return None
            if health and health["Status"] == "healthy":
                return None
            if health and health["Status"] == "unhealthy":
                return "is unhealthy: " + (health.get("Log") or [{"Output": ""}])[-1]["Output"].strip()[:150]
        time.sleep(1)
    if starts:
        return f"was not healthy within {round(last - began)} s"
    unit = f"system-container-{name}.service"
    words = ["journalctl", "-q", "-u", unit, "-n", "1", "-o", "cat"]
    said = subprocess.run(words, stdout=subprocess.PIPE, text=True).stdout.strip()
    return "did not start: " + said[:200]


# The image is there, so the gap is as long as the old one takes to stop and the new one to become healthy.
def switch(name, wanted):
    write(f"{DOCUMENTS}/{name}.json", wanted)
    if ask("image", "inspect", "-f", "{{.Id}}", wanted["image"]):
        write(pulled(name), True)
    # it is no failure of the new one that the old one has ended
    if os.path.exists(f"run/system-container-{name}.failures"):
        os.remove(f"run/system-container-{name}.failures")
    old = inspect(name)["Id"]
    subprocess.run(["systemctl", "restart", f"system-container-{name}.service"], check=True)
    problem = complaint(name, old)
    if problem:
        raise Failed(f"{name} {problem}")


def outdated(generation):
    return [one for one in generation["containers"] if document(one["name"]) != one["document"]]


# All that differs from what ran before, whether or not it becomes healthy again: there is nothing else to go back to.
def go_back():
    problems = []
    for one in outdated(read(RUNNING)):
        try:
            switch(one["name"], one["document"])
        except (Failed, subprocess.SubprocessError) as failure:
            problems.append(str(failure))
    os.remove(CHANGING)
    return f"generation {read(RUNNING)['version']} runs again" + "".join(f", but {one}" for one in problems)


def converge(generation):
    version = generation["version"]
    if version == read(RUNNING)["version"]:
        return f"Runs generation {version} already"
    changed = outdated(generation)
    try:
        # before anything is stopped
        with tempfile.TemporaryDirectory(dir="run") as folder:
            for one in changed:
                pull(one["document"]["image"], folder)
        write(CHANGING, version)
        for one in changed:
            switch(one["name"], one["document"])
    except (Failed, OSError, subprocess.SubprocessError) as failure:
        back = go_back() if os.path.exists(CHANGING) else "nothing was touched"
        raise Failed(f"Generation {version} was refused: {failure}; {back}")
    write(RUNNING, generation)
    os.remove(CHANGING)
    names = ", ".join(one["name"] for one in changed)
    return f"Runs generation {version}" + (f", with a new {names}" if changed else ", which changed nothing here")


def start_with(generation):
    for one in generation["containers"]:
        write(f"{DOCUMENTS}/{one['name']}.json", one["document"])
    write(RUNNING, generation)
    return f"Starts with generation {generation['version']}"


def boot():
    if os.path.exists(RUNNING):
        return "Runs a generation already"
    try:
        generation = fetch("approved", 10)
        write(APPROVED, generation)
    except Failed as failure:
        print(failure, file=sys.stderr)
        generation = read(APPROVED)
    return start_with(generation)


def first():
    generation = fetch("approved", 60)
    write(APPROVED, generation)
    return start_with(generation)


def approved():
    generation = fetch("approved")
    said = converge(generation)
    write(APPROVED, generation)
    return said


def missed():
    ahead = read(RUNNING)["version"] > fetch("approved")["version"]
    if ahead and time.time() - os.path.getmtime(RUNNING) < ROLL_OUT_TIME:
        return "A roll-out is ahead of what is approved"
    return approved()


# Versions only rise: one below is of a roll-out that was cancelled while it waited here for the lock.
def update(version):
    running = read(RUNNING)["version"]
    if running > int(version):
        return f"Runs generation {running} already, which is newer"
    return converge(fetch(version))


# In a unit of its own, which outlives the SSM agent; whatever ends it, it is tidied up.
def in_own_unit():
    unit = ["systemd-run", "-q", "--wait", "--pipe", "--collect", "-E", "CONVERGE=yes", "-p", "TimeoutStopSec=900"]
    os.execvp(unit[0], [*unit, "-p", f"ExecStopPost={__file__} restore", __file__, *sys.argv[1:]])


def main():
    if MODE not in ("first", "boot") and not os.path.exists(RUNNING):
        return "This host is starting, with the generation that is approved" if ARGUMENTS else None
    if ARGUMENTS and ARGUMENTS[0] != parameter():
        return "This host is of another footprint: an instance that is replaced"
    if ARGUMENTS and "CONVERGE" not in os.environ:
        in_own_unit()
    # for as long as this program runs
    lock = os.open("run/system-containers.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    back = "A change was interrupted; " + go_back() if os.path.exists(CHANGING) else None
    if MODE == "restore":
        return back
    modes = {"update": update, "approved": approved, "missed": missed, "first": first, "boot": boot}
    return modes[MODE](*ARGUMENTS[1:])


# In one line, whatever a check has said.
def say(sentence):
    print(" ".join(sentence.split())[:400])


os.umask(0o077)
try:
    say(main() or "")
except Failed as failure:
    say(str(failure))
    sys.exit(1)
