import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct
from ecs_groundwork import instances, logging, network

from environment import Settings

#: The release that acceptance ran last; raising it replaces the instances, a deployment of anything else does not.
AMI_RELEASE = instances.AmiRelease.pinned("al2023-ami-ecs-hvm-2023.0.20260922-kernel-6.1-x86_64")


def container_logs(scope: Construct) -> logging.LogDestination:
    return logging.LogDestination.elasticsearch(
        host="logs.example.com",
        credentials=secretsmanager.Secret.from_secret_name_v2(scope, "ElasticsearchLogin", "elasticsearch-login"),
    )


#: Where users are: nobody logs in by SSH, no zone depends on another one, nothing is deleted by accident.
SETTINGS = Settings(
    name="production",
    deletion_protection=True,
    network={
        "address_plan": network.AddressPlan.of("10.20.0.0/16"),
        "flow_logs": network.FlowLogs.cloud_watch(),
    },
    groups={
        "default": {
            "instance_types": [ec2.InstanceType("m6i.large")],
            "machine_image": instances.MachineImage.ecs_optimized(release=AMI_RELEASE),
            "min_capacity": 2,
            "max_capacity": 10,
        },
        "batch": {
            "instance_types": [ec2.InstanceType(name) for name in ("m6i.large", "m5.large", "m6a.large")],
            "machine_image": instances.MachineImage.ecs_optimized(release=AMI_RELEASE),
            "purchase_option": instances.PurchaseOption.spot(),
            "min_capacity": 0,
            "max_capacity": 10,
        },
    },
    registry_login="registry-login",
    domain_name="www.example.com",
    access_logs=True,
    internal_balancer=True,
    container_logs=container_logs,
    service_tasks=4,
    log_removal=cdk.RemovalPolicy.RETAIN,
)
