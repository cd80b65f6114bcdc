# What the programs for system containers share.
import base64
import json
import os
import re
import subprocess
import sys
from subprocess import DEVNULL, PIPE

import aws_calls

os.chdir(os.environ.get("GROUNDWORK_ROOT", "/"))
# In memory: a file for each container, of the generation that this host runs.
DOCUMENTS = "run/system-containers"


def docker(*words, **options):
    subprocess.run(["docker", *words], check=True, stdout=DEVNULL, **options)


# What Docker answers: nothing when there is nothing, or no Docker.
def ask(*words):
    return subprocess.run(["docker", *words], stdout=PIPE, stderr=DEVNULL, text=True).stdout.strip()


def text(value):
    return value if isinstance(value, str) else base64.b64decode(value["base64"]).decode()


def document(name):
    with open(f"{DOCUMENTS}/{name}.json") as file:
        return json.load(file)


# Where a roll-out says that it has just pulled the image.
def pulled(name):
    return f"{DOCUMENTS}/{name}.pulled"


# The login is in the folder only for as long as the folder is there.
def pull(image, folder):
    here = ask("image", "inspect", "-f", "{{.Id}}", image)
    if here and "@" in image:
        return
    try:
        environment = dict(os.environ)
        if re.match(r"[^/]+\.dkr[.-]ecr", image):
            environment["DOCKER_CONFIG"] = folder
            aws_calls.login(image, folder + "/config.json")
        # with an image at hand, a registry that hangs must not keep it from running
        docker("pull", "-q", image, timeout=60 if here else 600, env=environment, stderr=PIPE)
    except subprocess.SubprocessError as failure:
        said = f"{image} cannot be pulled: {(failure.stderr or b'').decode().strip() or failure}"
        if not here:
            raise OSError(said)
        print(said, "Running the image that was pulled before.", file=sys.stderr)
