from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct
from ecs_groundwork import instances, logging, network


class NetworkOptions(TypedDict, total=False):
    """What `network.Network` takes, as far as environments use it."""

    address_plan: network.AddressPlan
    egress: network.Egress
    flow_logs: network.FlowLogs


class GroupOptions(TypedDict, total=False):
    """What `add_instance_group` takes, as far as environments use it."""

    instance_types: Sequence[ec2.InstanceType]
    machine_image: instances.MachineImage
    purchase_option: instances.PurchaseOption
    min_capacity: int
    max_capacity: int


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that may differ between two environments; `settings.py` holds this one's."""

    #: What the environment is called: the first part of its stacks' names.
    name: str
    #: Where it is deployed; absent, the account and region of the credentials in use.
    env: cdk.Environment | None = None
    #: Refuses to delete the stacks and the load balancers until somebody turns it off.
    deletion_protection: bool
    network: NetworkOptions
    #: Addresses from which people may reach the instances through a bastion; absent, there is no SSH at all.
    ssh_from: Sequence[ec2.IPeer] | None = None
    #: The instance groups by name; services run on `default`.
    groups: Mapping[str, GroupOptions]
    #: The name of a secret with the login of a private registry; absent, images come from where no login is needed.
    registry_login: str | None = None
    #: What users type, for a certificate; absent, they are served plain HTTP.
    domain_name: str | None = None
    #: A line for every request, in a bucket.
    access_logs: bool
    #: Whether a load balancer serves callers inside the VPC, beside the one for users.
    internal_balancer: bool
    #: Where the log router sends what containers write; what it needs is made in the stack of the cluster.
    container_logs: Callable[[Construct], logging.LogDestination]
    service_tasks: int
    #: What becomes of logs when their stack is deleted.
    log_removal: cdk.RemovalPolicy
