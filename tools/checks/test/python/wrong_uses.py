"""Uses the packages wrongly, as `[{package, use}]` on standard input asks, each a piece of Python; answers what the
exceptions say, or null. One process for all: importing aws-cdk-lib takes longer than everything else."""

import json
import sys

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from ecs_groundwork import instances, loadbalancer, logging, network, system_containers


def outcome(use):
    stack = cdk.Stack(cdk.App(), "Stack")
    names = {
        "stack": stack,
        "vpc": ec2.Vpc(stack, "Vpc"),
        "instances": instances,
        "loadbalancer": loadbalancer,
        "logging": logging,
        "network": network,
        "system_containers": system_containers,
    }
    try:
        exec(use, names)
    except RuntimeError as error:
        return str(error)


uses = json.load(sys.stdin)
json.dump([outcome(use) for use in uses], sys.stdout)
