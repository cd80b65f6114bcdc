from collections.abc import Sequence
from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from .bastion import Bastion
from .host_statements import GROUP_TAG, host_statements, session_statement
from .host_user_data import LAUNCH_HOOK, HostPlan, host_user_data
from .log_router import LogRouter
from .scale_in_protection import ScaleInHandler, ScaleInProtection
from .settings import GroupSettings
from .system_containers import SystemContainer

IMAGE_PARAMETERS = "/aws/service/ecs/optimized-ami/amazon-linux-2023"


class InstanceGroup(Construct):
    """Launch template, Auto Scaling group and capacity provider."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        settings: GroupSettings,
        *,
        vpc: ec2.IVpc,
        cluster: ecs.Cluster,
        #: Absent, people come through Session Manager.
        bastion: Bastion | None,
        registry_login: secretsmanager.ISecret,
        router: LogRouter,
        #: Run on every instance.
        containers: Sequence[SystemContainer],
        scale_in_handler: ScaleInHandler,
    ) -> None:
        super().__init__(scope, id)
        tag = self.node.path
        cluster_name = cluster.cluster_name

        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"),
            description=f"Container instances of group {id}",
        )
        for statement in host_statements(self, cluster_name, tag):
            role.add_to_policy(statement)
        self.security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=vpc,
            description=f"Container instances of group {id}",
            allow_all_ipv6_outbound=True,
        )
        if bastion:
            self.security_group.connections.allow_from(bastion.security_group, ec2.Port.tcp(22), "SSH from the bastion")
        else:
            role.add_to_policy(session_statement())
        registry_login.grant_read(role)
        router.grant_send(role)

        plan = HostPlan(
            cluster_name=cluster_name,
            group=id,
            spot=settings.spot,
            containers=containers,
            registry_login=registry_login.secret_arn,
        )
        launch_template = self._launch_template(settings, role, host_user_data(plan))
        group = self._auto_scaling_group(settings, vpc, launch_template)
        name = f"{cdk.Stack.of(self).stack_name}/{id}"
        cdk.Tags.of(launch_template).add("Name", name)
        tags = cdk.Tags.of(group)
        tags.add("Name", name)
        tags.add(GROUP_TAG, tag)
        group.node.add_dependency(role, vpc.internet_connectivity_established)

        provider = ecs.AsgCapacityProvider(
            self,
            "CapacityProvider",
            auto_scaling_group=group,
            enable_managed_draining=True,
            spot_instance_draining=settings.spot or None,
        )
        cluster.add_asg_capacity_provider(provider)
        protection = ScaleInProtection(self, "ScaleInProtection", group=group, handler=scale_in_handler)
        provider.node.add_dependency(protection)
        self.capacity_provider = provider.capacity_provider_name

    def _launch_template(self, settings: GroupSettings, role: iam.IRole, user_data: ec2.UserData) -> ec2.LaunchTemplate:
        return ec2.LaunchTemplate(
            self,
            "LaunchTemplate",
            instance_type=ec2.InstanceType(settings.instance_types[0]),
            machine_image=(
                ec2.MachineImage.from_ssm_parameter(f"{IMAGE_PARAMETERS}/{settings.ami_release}/image_id")
                if settings.ami_release
                else ecs.EcsOptimizedImage.amazon_linux2023()
            ),
            role=role,
            security_group=self.security_group,
            user_data=user_data,
            http_tokens=ec2.LaunchTemplateHttpTokens.REQUIRED,
            http_put_response_hop_limit=1,
            detailed_monitoring=False,
            block_devices=[
                ec2.BlockDevice(
                    device_name="/dev/xvda",
                    volume=ec2.BlockDeviceVolume.ebs(
                        30,
                        volume_type=ec2.EbsDeviceVolumeType.GP3,
                        encrypted=True,
                        delete_on_termination=True,
                    ),
                )
            ],
        )

    def _auto_scaling_group(
        self, settings: GroupSettings, vpc: ec2.IVpc, launch_template: ec2.LaunchTemplate
    ) -> autoscaling.AutoScalingGroup:
        group = autoscaling.AutoScalingGroup(
            self,
            "AutoScalingGroup",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
            min_capacity=settings.min_capacity,
            max_capacity=settings.max_capacity,
            launch_template=None if settings.spot else launch_template,
            mixed_instances_policy=spot_policy(settings, launch_template) if settings.spot else None,
            capacity_rebalance=settings.spot or None,
            default_instance_warmup=cdk.Duration.seconds(0),
            group_metrics=[autoscaling.GroupMetrics.all()],
            update_policy=autoscaling.UpdatePolicy.instance_refresh(
                strategy=autoscaling.InstanceRefreshStrategy.ROLLING,
                scale_in_protected_instances=autoscaling.ScaleInProtectedInstances.REFRESH,
                min_healthy_percentage=100,
                max_healthy_percentage=110,
                instance_warmup=cdk.Duration.seconds(0),
            ),
        )
        # in the group itself: a hook that is a resource of its own comes after the first instances
        resource = cast(autoscaling.CfnAutoScalingGroup, group.node.default_child)
        resource.lifecycle_hook_specification_list = [
            autoscaling.CfnAutoScalingGroup.LifecycleHookSpecificationProperty(
                lifecycle_hook_name=LAUNCH_HOOK,
                lifecycle_transition="autoscaling:EC2_INSTANCE_LAUNCHING",
                heartbeat_timeout=15 * 60,
                default_result="ABANDON",
            )
        ]
        return group


def spot_policy(settings: GroupSettings, launch_template: ec2.ILaunchTemplate) -> autoscaling.MixedInstancesPolicy:
    return autoscaling.MixedInstancesPolicy(
        launch_template=launch_template,
        launch_template_overrides=[
            autoscaling.LaunchTemplateOverrides(instance_type=ec2.InstanceType(name))
            for name in settings.instance_types
        ],
        instances_distribution=autoscaling.InstancesDistribution(
            on_demand_base_capacity=0,
            on_demand_percentage_above_base_capacity=0,
            on_demand_allocation_strategy=autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
            spot_allocation_strategy=autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
        ),
    )
