import aws_cdk as cdk
from ecs_groundwork import network

from balancers import balancers
from capacity import capacity
from environment import Settings
from services import services


def stacks(app: cdk.App, settings: Settings) -> None:
    """Three stacks, so that replacing instances never holds up a deployment of services, nor the other way round."""
    network_stack, cluster_stack, services_stack = (
        cdk.Stack(
            app,
            f"{settings.name}-{part}",
            env=settings.env,
            termination_protection=settings.deletion_protection,
        )
        for part in ("network", "cluster", "services")
    )
    vpc = network.Network(network_stack, "Network", **settings.network).vpc
    built = capacity(cluster_stack, vpc, settings)
    services(services_stack, built, balancers(cluster_stack, vpc, built, settings), settings)
