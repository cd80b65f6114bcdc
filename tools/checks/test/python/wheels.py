"""What the wheels named on standard input (a JSON list of paths) hold and ask for, as JSON on standard output. That pip
finds what they ask for is proven by the installation itself, which takes nothing but them and what is pinned."""

import json
import sys
import zipfile
from email import message_from_bytes

from packaging.requirements import Requirement
from packaging.version import Version


def described(path):
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        message = message_from_bytes(wheel.read(metadata))
    requirements = [Requirement(text) for text in message.get_all("Requires-Dist", [])]
    return {
        "name": message["Name"],
        "readme": len(message.get_payload()),
        "licenses": sum("LICENSE" in name for name in names),
        "typed": any(name.endswith("/py.typed") for name in names),
        "siblings": sorted(r.name for r in requirements if r.name.startswith("ecs-groundwork-")),
        # a range of siblings must hold this very version, also where it is a pre-release
        "excludes_itself": [
            str(r)
            for r in requirements
            if r.name.startswith("ecs-groundwork-")
            and not r.specifier.contains(Version(message["Version"]), prereleases=True)
        ],
        "impossible": [str(r) for r in requirements if "||" in str(r) or not str(r.specifier)],
    }


json.dump([described(path) for path in json.load(sys.stdin)], sys.stdout)
