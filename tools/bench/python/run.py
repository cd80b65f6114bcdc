"""Runs a Python program as `python PROGRAM ARGUMENT…` does, and says on descriptor 3, as JSON, what it took:

    run.py usage PROGRAM ARGUMENT…    processor time, alone and with the processes that it started; memory
    run.py trips PROGRAM ARGUMENT…    what went to and fro between Python and the process in which jsii runs constructs

The two exclude each other: counting takes time.
"""

import atexit
import json
import os
import resource
import runpy
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

DESCRIPTOR = 3
#: In what memory is given.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def usage() -> dict[str, float]:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "processorSeconds": seconds(own) + seconds(children),
        "ownSeconds": seconds(own),
        "peakMemoryMiB": (own.ru_maxrss + children.ru_maxrss) * MEMORY_UNIT / 2**20,
    }


def seconds(spent: resource.struct_rusage) -> float:
    return spent.ru_utime + spent.ru_stime


def counting() -> Callable[[], dict[str, int]]:
    """Python waits for the answer to each of its messages: each is a round trip. An answer may be a question in turn, a
    callback, which takes another message, `complete`."""
    from jsii._kernel.providers.process import _NodeProcess

    counts: Counter[str] = Counter()
    send = _NodeProcess.send

    def counted(process: _NodeProcess, request: Any, response_type: Any) -> Any:
        counts[kind(request)] += 1
        return send(process, request, response_type)

    # there is no other place that all messages go through
    _NodeProcess.send = counted  # type: ignore[method-assign, assignment]
    return lambda: dict(counts)


def kind(request: object) -> str:
    """`staticGet` for a `StaticGetRequest`."""
    name = type(request).__name__.strip("_").removesuffix("Request")
    return name[0].lower() + name[1:]


def main(what: str, program: str, *arguments: str) -> None:
    report = {"usage": lambda: usage, "trips": counting}[what]()
    # what is registered first is called last: after jsii has waited for its process, whose time counts as well
    atexit.register(lambda: os.write(DESCRIPTOR, json.dumps(report()).encode()))
    # jsii ends its process at exit alone
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.argv = [program, *arguments]
    sys.path[0] = os.path.dirname(program)
    runpy.run_path(program, run_name="__main__")


main(*sys.argv[1:])
