from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

LABELS = ["cluster", "container-name", "task-arn", "task-definition-family", "task-definition-version"]


class ServicesStack(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        cluster: ecs.ICluster,
        capacity_provider: str,
        listeners: Mapping[str, elbv2.IApplicationListener],
        tasks: int,
        termination_protection: bool,
    ) -> None:
        super().__init__(scope, id, termination_protection=termination_protection)
        task_definition = ecs.Ec2TaskDefinition(self, "WebTasks")
        task_definition.add_container(
            "web",
            image=ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29"),
            memory_reservation_mib=128,
            port_mappings=[ecs.PortMapping(container_port=80)],
            logging=ecs.LogDrivers.fluentd(
                address="127.0.0.1:24224",
                async_=True,
                buffer_limit=8192,
                sub_second_precision=True,
                tag="{{.Name}}",
                labels=[f"com.amazonaws.ecs.{name}" for name in LABELS],
            ),
        )
        service = ecs.Ec2Service(
            self,
            "Web",
            cluster=cluster,
            task_definition=task_definition,
            desired_count=tasks,
            min_healthy_percent=100,
            capacity_provider_strategies=[ecs.CapacityProviderStrategy(capacity_provider=capacity_provider, weight=1)],
            placement_strategies=[ecs.PlacementStrategy.spread_across(ecs.BuiltInAttributes.AVAILABILITY_ZONE)],
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
        )
        for name, listener in listeners.items():
            self._serve(service, vpc, name, listener)

    def _serve(self, service: ecs.Ec2Service, vpc: ec2.IVpc, name: str, listener: elbv2.IApplicationListener) -> None:
        """Target group and rule stand here, or this stack and the balancer's would wait for each other."""
        target_group = elbv2.ApplicationTargetGroup(
            self,
            f"{name}Targets",
            vpc=vpc,
            port=80,
            targets=[service.load_balancer_target(container_name="web", container_port=80)],
            deregistration_delay=cdk.Duration.seconds(60),
            health_check=elbv2.HealthCheck(
                path="/",
                interval=cdk.Duration.seconds(10),
                timeout=cdk.Duration.seconds(5),
                healthy_threshold_count=2,
                unhealthy_threshold_count=3,
                healthy_http_codes="200",
            ),
        )
        rule = elbv2.ApplicationListenerRule(
            self,
            f"{name}Rule",
            listener=listener,
            priority=50000,
            conditions=[elbv2.ListenerCondition.path_patterns(["/*"])],
            target_groups=[target_group],
        )
        service.node.add_dependency(rule)
