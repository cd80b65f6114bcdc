# usage: watch.py LATE GRACE
# Started by the boothook on every boot; nothing waits for it, and it touches nothing (docs/adr/0009).
# First it reports what became of the boot, once that is known: a line on the console, a record in CloudWatch Logs. Before,
# that a required unit, or after LATE seconds the agent, keeps the instance waiting. docs/boot-report.md shows the records.
# Then, on an instance that takes work, it watches the required units, if there is a queue: one that has not been ready
# for GRACE seconds is told to it, every GRACE seconds as long as that lasts, and once when all are ready again.
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ.get("GROUNDWORK_ROOT", "/"))
INSTANCE = ROOT / "var/lib/cloud/instance/ecs-groundwork"
STATE = ROOT / "var/lib/ecs-groundwork"
# of this boot: in memory
NOTES = ROOT / "run/ecs-groundwork"
# on disk, as an instance that reboots still owes the word that it is ready
TOLD = STATE / "told"
LATE, GRACE = map(float, sys.argv[1:])
LOGS = """. "$0/aws"
aws_request logs "https://logs.$region.$domain/" -H "X-Amz-Target: Logs_20140328.$1" -H "Content-Type: application/x-amz-json-1.1" -d "$2"
"""
SQS = """. "$0/aws"
aws_request sqs "https://sqs.$region.$domain/" -H "X-Amz-Target: AmazonSQS.$1" -H "Content-Type: application/x-amz-json-1.0" -d "$2"
"""
ATTEMPTS = 10


def read(path):
    return path.read_text(errors="replace").strip() if path.exists() else ""


# whether it succeeds, and what it says
def ask(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode == 0, done.stdout.strip()


def call(service, action, **body):
    return ask("bash", "-euo", "pipefail", "-c", service, INSTANCE, action, json.dumps(body))


def say(*words):
    print("ecs-groundwork:", *words, flush=True)


# of a clock that nobody sets
def uptime():
    return float(read(ROOT / "proc/uptime").split()[0])


def age():
    return round(uptime() - float(read(NOTES / "began")), 2)


def report(outcome, **details):
    record = {
        "version": 1,
        "outcome": outcome,
        "instance": read(ROOT / "var/lib/cloud/data/instance-id"),
        "group": read(INSTANCE / "group"),
        "boot": read(ROOT / "proc/sys/kernel/random/boot_id"),
        "kind": read(NOTES / "kind"),
        "seconds": age(),
        "steps": [json.loads(line) for line in read(NOTES / "steps").splitlines()],
        **details,
    }
    stream = {"logGroupName": read(INSTANCE / "log-group"), "logStreamName": record["instance"]}
    event = {"timestamp": int(ask("date", "+%s%3N")[1]), "message": json.dumps(record)}
    for attempt in range(ATTEMPTS if stream["logGroupName"] else 0):
        # refused when it is there already, and then the next call is not
        call(LOGS, "CreateLogStream", **stream)
        sent, answer = call(LOGS, "PutLogEvents", **stream, logEvents=[event])
        if sent:
            break
        say("not reported:", answer)
        ask("sleep", str(2**attempt))


# what was noted, and said by whoever noted it
def noted(name, *fields):
    text = read(NOTES / name)
    return text and dict(zip(fields, text.split("\n", len(fields) - 1)))


def failure():
    say("boot failed without a word; this instance takes no work")
    return {"step": "user-data", "output": read(ROOT / "var/log/cloud-init-output.log")[-2000:]}


def waiting():
    unready = noted("waiting", "unit", "state", "output")
    if not unready and age() > LATE:
        say("the agent has not registered; this instance takes no work")
        unready = {"unit": "ecs.service", "state": ask("systemctl", "is-active", "ecs")[1]}
    return unready


def report_boot():
    if not (INSTANCE / "booted").exists():
        report("failed", failure=noted("failure", "step", "line", "status", "output") or failure())
        sys.exit()
    told = False
    while '"ContainerInstanceArn":"arn:' not in ask("curl", "-sf", "--max-time", "5", "http://localhost:51678/v1/metadata")[1]:
        unready = not told and waiting()
        if unready:
            report("waiting", waiting=unready)
            told = True
        ask("sleep", "2")
    say("this instance takes work,", age(), "s after its user data began")
    report("ready")


def tell(state, unit, since, output=""):
    say(unit, state, since, output)
    message = {"version": 1, "state": state, "unit": unit, "since": since, "output": output[-1000:]}
    while len(json.dumps(message)) > 2048:
        message["output"] = message["output"][9:]
    sent, answer = call(SQS, "SendMessage", QueueUrl=read(INSTANCE / "queue"), MessageBody=json.dumps(message))
    return sent or say("not reported:", answer)


def watch():
    # by unit: when that began, by both clocks
    unready = {}
    due = 0
    while True:
        now = ask("date", "-u", "+%FT%TZ")[1]
        for unit in sorted(os.listdir(STATE / "required")):
            ready, output = ask("bash", ROOT / "opt/ecs-groundwork/required", unit)
            if ready:
                unready.pop(unit, None)
                continue
            began, since = unready.setdefault(unit, (uptime(), now))
            if uptime() >= max(due, began + GRACE):
                due = uptime() + GRACE
                # first, so that the word that it is ready is never forgotten
                TOLD.write_text(unit)
                tell("not-ready", unit, since, output)
        if not unready and TOLD.exists() and tell("ready", read(TOLD), now):
            TOLD.unlink()
        ask("sleep", str(GRACE / 12))


if not (NOTES / "reported").exists():
    report_boot()
    (NOTES / "reported").touch()
if (INSTANCE / "queue").exists():
    watch()
