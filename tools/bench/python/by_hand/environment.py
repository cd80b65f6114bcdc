import aws_cdk as cdk

from .cluster_stack import ClusterStack
from .network_stack import NetworkStack
from .services_stack import ServicesStack
from .settings import Settings


def environment(app: cdk.App, settings: Settings) -> None:
    """The system of the reference apps as somebody who knows aws-cdk-lib well writes it in Python: level-2 constructs,
    a class for each stack, nothing prepared for anybody else's needs. The ruler that the packages are measured with."""
    name, protection = settings.name, settings.termination_protection
    network = NetworkStack(app, f"{name}-network", settings.network, termination_protection=protection)
    cluster = ClusterStack(app, f"{name}-cluster", settings.cluster, vpc=network.vpc, termination_protection=protection)
    ServicesStack(
        app,
        f"{name}-services",
        vpc=network.vpc,
        cluster=cluster.cluster,
        capacity_provider=cluster.groups["default"].capacity_provider,
        listeners=cluster.listeners,
        tasks=settings.service_tasks,
        termination_protection=protection,
    )
