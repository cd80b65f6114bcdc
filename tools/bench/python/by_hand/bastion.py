from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct


class Bastion(Construct):
    """Reached by SSH from named addresses; from it, the instances."""

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, allow_from: Sequence[str]) -> None:
        super().__init__(scope, id)
        ssh = ec2.Port.tcp(22)
        self.security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=vpc,
            description="Bastion: SSH from named sources, SSH to container instances",
            allow_all_outbound=False,
        )
        # with no rule in the group itself, EC2 would open all outgoing traffic
        self.security_group.add_egress_rule(
            ec2.Peer.ipv4("127.0.0.1/32"), ssh, "Nothing goes out but what other rules allow"
        )
        for addresses in allow_from:
            self.security_group.add_ingress_rule(ec2.Peer.ipv4(addresses), ssh, "SSH from people")
        ec2.Instance(
            self,
            "Instance",
            instance_name=self.node.path,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC),
            associate_public_ip_address=True,
            instance_type=ec2.InstanceType("t4g.nano"),
            machine_image=ec2.MachineImage.latest_amazon_linux2023(cpu_type=ec2.AmazonLinuxCpuType.ARM_64),
            role=iam.Role(
                self,
                "Role",
                assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"),
                description="Bastion host; may do nothing in AWS",
            ),
            security_group=self.security_group,
            http_tokens=ec2.HttpTokens.REQUIRED,
            http_put_response_hop_limit=1,
            block_devices=[
                ec2.BlockDevice(
                    device_name="/dev/xvda",
                    volume=ec2.BlockDeviceVolume.ebs(8, volume_type=ec2.EbsDeviceVolumeType.GP3, encrypted=True),
                )
            ],
        )
