"""Uses the packages wrongly, as a JSON list on standard input says, each use a piece of Python; answers what the
exceptions say, or null. One process for all: importing aws-cdk-lib takes longer than everything else."""

import json
import sys

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from ecs_groundwork import instances, loadbalancer, logging, network, system_containers


class Surroundings:
    """What a use finds by these names; `wrong-uses.ts` has the same for TypeScript."""

    def __init__(self):
        self.app = cdk.App()
        self.stack = cdk.Stack(self.app, "Test")
        self.vpc = ec2.Vpc(self.stack, "Vpc")

    def group(self, vpc=None):
        return instances.Cluster(self.stack, "Cluster", vpc=vpc or self.vpc).add_instance_group("default")

    def service(self, group):
        task_definition = ecs.Ec2TaskDefinition(self.stack, "Tasks")
        task_definition.add_container(
            "web",
            image=ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29"),
            memory_reservation_mib=128,
            port_mappings=[ecs.PortMapping(container_port=80)],
        )
        return ecs.Ec2Service(
            self.stack,
            "Web",
            cluster=group.cluster,
            task_definition=task_definition,
            min_healthy_percent=100,
            capacity_provider_strategies=[group.capacity_provider_strategy()],
        )

    def container(self, **props):
        return system_containers.SystemContainer(
            **{
                "container_name": "exporter",
                "image": system_containers.SystemContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29"),
                "memory_limit_mib": 64,
                **props,
            }
        )


MODULES = {
    "cdk": cdk,
    "ec2": ec2,
    "instances": instances,
    "loadbalancer": loadbalancer,
    "logging": logging,
    "network": network,
    "system_containers": system_containers,
}


def outcome(use):
    made = Surroundings()
    names = ("app", "stack", "vpc", "group", "service", "container")
    try:
        exec(use, {**MODULES, **{name: getattr(made, name) for name in names}})
        made.app.synth()
    except RuntimeError as error:
        return str(error)


json.dump([outcome(use) for use in json.load(sys.stdin)], sys.stdout)
