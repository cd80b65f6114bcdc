"""What the settings of the reference apps say, for an environment without this repository's packages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aws_cdk as cdk


@dataclass(frozen=True, kw_only=True)
class NetworkSettings:
    #: The first two numbers of all addresses.
    addresses: str
    nat_gateways: int
    flow_logs: bool


@dataclass(frozen=True, kw_only=True)
class GroupSettings:
    instance_types: Sequence[str]
    spot: bool = False
    min_capacity: int
    max_capacity: int
    #: A release of the ECS-optimised image; absent, the recommended one.
    ami_release: str | None = None


@dataclass(frozen=True, kw_only=True)
class ElasticsearchSettings:
    host: str
    #: The name of a secret.
    login_secret: str


@dataclass(frozen=True, kw_only=True)
class BalancerSettings:
    #: For a certificate; absent, plain HTTP.
    domain_name: str | None = None
    access_logs: bool
    #: Whether there is one for callers inside the VPC as well.
    internal: bool
    deletion_protection: bool


@dataclass(frozen=True, kw_only=True)
class ClusterSettings:
    ssh_from: Sequence[str] = ()
    groups: Mapping[str, GroupSettings]
    #: The name of a secret.
    registry_login: str
    #: Where containers' logs go; absent, to a log group.
    elasticsearch: ElasticsearchSettings | None = None
    log_removal: cdk.RemovalPolicy
    balancers: BalancerSettings


@dataclass(frozen=True, kw_only=True)
class Settings:
    name: str
    termination_protection: bool
    network: NetworkSettings
    cluster: ClusterSettings
    service_tasks: int


AMI_RELEASE = "al2023-ami-ecs-hvm-2023.0.20260922-kernel-6.1-x86_64"

SETTINGS = {
    "acceptance": Settings(
        name="acceptance",
        termination_protection=False,
        network=NetworkSettings(addresses="10.10", nat_gateways=1, flow_logs=False),
        cluster=ClusterSettings(
            ssh_from=["198.51.100.0/24"],
            groups={"default": GroupSettings(instance_types=["t3.medium"], min_capacity=2, max_capacity=4)},
            registry_login="registry-login",
            log_removal=cdk.RemovalPolicy.DESTROY,
            balancers=BalancerSettings(access_logs=False, internal=False, deletion_protection=False),
        ),
        service_tasks=2,
    ),
    "production": Settings(
        name="production",
        termination_protection=True,
        network=NetworkSettings(addresses="10.20", nat_gateways=2, flow_logs=True),
        cluster=ClusterSettings(
            groups={
                "default": GroupSettings(
                    instance_types=["m6i.large"], min_capacity=2, max_capacity=10, ami_release=AMI_RELEASE
                ),
                "batch": GroupSettings(
                    instance_types=["m6i.large", "m5.large", "m6a.large"],
                    spot=True,
                    min_capacity=0,
                    max_capacity=10,
                    ami_release=AMI_RELEASE,
                ),
            },
            registry_login="registry-login",
            elasticsearch=ElasticsearchSettings(host="logs.example.com", login_secret="elasticsearch-login"),
            log_removal=cdk.RemovalPolicy.RETAIN,
            balancers=BalancerSettings(
                domain_name="www.example.com", access_logs=True, internal=True, deletion_protection=True
            ),
        ),
        service_tasks=4,
    ),
}
