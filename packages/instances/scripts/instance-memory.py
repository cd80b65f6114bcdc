"""usage: .venv/bin/python packages/instances/scripts/instance-memory.py

Writes data/instance-memory.json: MiB of memory by family and size of instance. moto (Apache-2.0), the mock of AWS in the
Python environment of this repository, brings along what EC2's DescribeInstanceTypes answers. For newer types raise moto.
"""

import gzip
import json
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "instance-memory.json"

described = json.loads(gzip.decompress(files("moto.ec2.resources").joinpath("instance_types.json.gz").read_bytes()))
families = defaultdict(dict)
for name, about in described.items():
    family, size = name.split(".")
    families[family][size] = about["MemoryInfo"]["SizeInMiB"]

# one family a line: a diff then names what has changed
lines = [f'"//":"made by scripts/instance-memory.py from moto {version("moto")}"']
for family, sizes in sorted(families.items()):
    by_memory = dict(sorted(sizes.items(), key=lambda item: (item[1], item[0])))
    lines.append(f'"{family}":{json.dumps(by_memory, separators=(",", ":"))}')
TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
