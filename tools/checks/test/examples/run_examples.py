"""Runs examples from documents: `[{document, line, code, fixture?}]` as JSON on standard input, tracebacks (or null) on
standard output. One process for all: importing aws-cdk-lib takes longer than most examples."""

import json
import sys
import traceback
from pathlib import Path

from aws_cdk import App, Stack


def run(example):
    # line numbers in tracebacks are those of the document
    program = "\n" * (example["line"] - 1) + example["code"]
    code = compile(program, example["document"], "exec")
    fixture = example.get("fixture")
    if fixture is None:
        exec(code, {"__name__": "__main__"})
    else:
        # files that an example names stand beside the fixture
        names = {"self": Stack(App(), "Example"), "__file__": fixture}
        exec(compile(Path(fixture).read_text(), fixture, "exec"), names)
        exec(code, names)


def outcome(example):
    try:
        run(example)
    except Exception:
        return traceback.format_exc()


examples = json.load(sys.stdin)
# what an example prints must not be taken for the answer
answers, sys.stdout = sys.stdout, sys.stderr
json.dump([outcome(example) for example in examples], answers)
