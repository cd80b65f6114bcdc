from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_ecs as ecs
from ecs_groundwork import loadbalancer, logging

from capacity import Capacity
from environment import Settings


def services(
    stack: cdk.Stack,
    capacity: Capacity,
    balancers: Mapping[str, loadbalancer.ApplicationLoadBalancer],
    settings: Settings,
) -> None:
    """What the environment is for: here a web server, behind every load balancer."""
    task_definition = ecs.Ec2TaskDefinition(stack, "WebTasks")
    task_definition.add_container(
        "web",
        image=ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29"),
        memory_reservation_mib=128,
        port_mappings=[ecs.PortMapping(container_port=80)],
        logging=logging.ContainerLogs.via_router(),
    )
    service = ecs.Ec2Service(
        stack,
        "Web",
        cluster=capacity.cluster,
        task_definition=task_definition,
        desired_count=settings.service_tasks,
        min_healthy_percent=100,
        capacity_provider_strategies=[capacity.group.capacity_provider_strategy()],
        # AWS advises against mixing spread and binpack where ECS scales the instances
        placement_strategies=[ecs.PlacementStrategy.spread_across(ecs.BuiltInAttributes.AVAILABILITY_ZONE)],
        circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
    )
    for name, balancer in balancers.items():
        balancer.add_service(name, service=service)
