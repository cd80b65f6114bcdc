"""Argument: the environment. What it writes goes to `CDK_OUTDIR`, as with any CDK app."""

import sys

import aws_cdk as cdk
from by_hand.environment import environment
from by_hand.settings import SETTINGS

app = cdk.App()
environment(app, SETTINGS[sys.argv[1]])
app.synth()
