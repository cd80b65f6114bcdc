"""Imports the module named on standard input alone; answers which modules of the project are loaded then."""

import importlib
import json
import sys

importlib.import_module(json.load(sys.stdin))
loaded = {".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("ecs_groundwork.")}
json.dump(sorted(loaded), sys.stdout)
