from collections.abc import Sequence
from typing import Any, cast

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from .settings import NetworkSettings

PRIVATE_OFFSET = 50


class NetworkStack(cdk.Stack):
    """A VPC over two zones: public subnets 10.x.0.0/24 …, private ones 10.x.50.0/24 …."""

    def __init__(self, scope: Construct, id: str, settings: NetworkSettings, *, termination_protection: bool) -> None:
        super().__init__(scope, id, termination_protection=termination_protection)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=AddressPlan(settings.addresses),
            max_azs=2,
            nat_gateways=settings.nat_gateways,
            restrict_default_security_group=True,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="Public", subnet_type=ec2.SubnetType.PUBLIC, map_public_ip_on_launch=False
                ),
                ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
            ],
        )
        if settings.flow_logs:
            log_group = logs.LogGroup(self, "FlowLogs", retention=logs.RetentionDays.ONE_MONTH)
            self.vpc.add_flow_log("FlowLog", destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group))


@jsii.implements(ec2.IIpAddresses)
class AddressPlan:
    """By itself CDK packs the subnets one after the other."""

    def __init__(self, addresses: str) -> None:
        self._addresses = addresses

    def allocate_vpc_cidr(self) -> ec2.VpcIpamOptions:
        return ec2.VpcIpamOptions(cidr_block=f"{self._addresses}.0.0/16")

    def allocate_subnets_cidr(
        self, *, requested_subnets: Sequence[ec2.RequestedSubnet | dict[str, Any]], vpc_cidr: str
    ) -> ec2.SubnetIpamOptions:
        taken = {"Public": 0, "Private": PRIVATE_OFFSET}
        allocated = []
        for subnet in cast(Sequence[ec2.RequestedSubnet], requested_subnets):
            name = subnet.configuration.name
            allocated.append(ec2.AllocatedSubnet(cidr=f"{self._addresses}.{taken[name]}.0/24"))
            taken[name] += 1
        return ec2.SubnetIpamOptions(allocated_subnets=allocated)
