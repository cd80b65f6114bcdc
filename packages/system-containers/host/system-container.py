# usage: system-container.py system-container-NAME
# Starts the container that /etc/system-containers/NAME.json describes, and waits until it ends.
import base64
import json
import os
import re
import subprocess
import sys
import time
from subprocess import DEVNULL, PIPE

os.chdir(os.environ.get("GROUNDWORK_ROOT", "/"))
CONTAINER = sys.argv[1]
# in memory; systemd makes it for root alone, and removes it
RUNTIME = "run/" + CONTAINER
# has a byte for each failure in a row; its time is that of the last start
FAILURES = RUNTIME + ".failures"
# in seconds
LONGEST_PAUSE = RAN_WELL = 60
ORDER_TIME = 120


def docker(*words, **options):
    subprocess.run(["docker", *words], check=True, stdout=DEVNULL, **options)


# What Docker answers: nothing when there is nothing, or no Docker.
def ask(*words):
    return subprocess.run(["docker", *words], stdout=PIPE, stderr=DEVNULL, text=True).stdout.strip()


def text(value):
    return value if isinstance(value, str) else base64.b64decode(value["base64"]).decode()


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


def pull(image):
    here = ask("image", "inspect", "-f", "{{.Id}}", image)
    if here and "@" in image:
        return
    try:
        if re.match(r"[^/]+\.dkr[.-]ecr", image):
            import aws_calls

            os.environ["DOCKER_CONFIG"] = RUNTIME
            aws_calls.login(image, RUNTIME + "/config.json")
        # with an image at hand, a registry that hangs must not keep it from running
        docker("pull", "-q", image, timeout=60 if here else 600)
    except subprocess.SubprocessError as failure:
        if not here:
            raise
        print(failure, "Running the image that was pulled before.", file=sys.stderr)


def secret(arn):
    # only on an instance that needs it
    import aws_calls

    return aws_calls.secret(arn)


def run(spec):
    back_off()
    for other in spec.get("startAfter", []):
        await_other("system-container-" + other)
    pull(spec["image"])
    words = [text(word) for word in spec["options"]]
    # the values of variables go by the environment of Docker's client: others could read its arguments
    environment = dict(os.environ)
    for name, arn in spec.get("secrets", {}).items():
        environment[name] = secret(arn)
        words += ["--env", name]
    for name, arn in spec.get("secretFiles", {}).items():
        os.makedirs(RUNTIME + "/secrets", exist_ok=True)
        with open(f"{RUNTIME}/secrets/{name}", "w") as file:
            file.write(secret(arn))
    words += [spec["image"], *map(text, spec.get("command", []))]
    ask("rm", "-f", CONTAINER)
    docker("run", "-d", "--pull", "never", "--name", CONTAINER, *words, env=environment)
    os.execvp("docker", ["docker", "wait", CONTAINER])


try:
    with open(f"etc/system-containers/{CONTAINER[17:]}.json") as file:
        run(json.load(file))
except (OSError, subprocess.SubprocessError) as failure:
    sys.exit(str(failure))
