import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct
from ecs_groundwork import logging, network

from environment import Settings


def container_logs(scope: Construct) -> logging.LogDestination:
    log_group = logs.LogGroup(
        scope,
        "ContainerLogs",
        retention=logs.RetentionDays.ONE_MONTH,
        removal_policy=cdk.RemovalPolicy.DESTROY,
    )
    return logging.LogDestination.cloud_watch(log_group=log_group)


#: Where changes are tried: people may log in through a bastion, one NAT gateway is enough, everything can be deleted.
SETTINGS = Settings(
    name="acceptance",
    deletion_protection=False,
    network={
        "address_plan": network.AddressPlan.of("10.10.0.0/16"),
        "egress": network.Egress.single_nat_gateway(),
    },
    ssh_from=[ec2.Peer.ipv4("198.51.100.0/24")],
    groups={
        "default": {"instance_types": [ec2.InstanceType("t3.medium")], "min_capacity": 2, "max_capacity": 4},
    },
    registry_login="registry-login",
    access_logs=False,
    internal_balancer=False,
    container_logs=container_logs,
    service_tasks=2,
    log_removal=cdk.RemovalPolicy.DESTROY,
)
