from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_secretsmanager as secretsmanager
from ecs_groundwork import instances, logging, system_containers

from environment import Settings


@dataclass(frozen=True)
class Capacity:
    """Where services run."""

    cluster: instances.Cluster
    group: instances.InstanceGroup


def capacity(stack: cdk.Stack, vpc: ec2.IVpc, settings: Settings) -> Capacity:
    """The cluster and its groups, and what runs on every host."""
    cluster = instances.Cluster(stack, "Cluster", vpc=vpc)
    access = (
        instances.HostAccess.bastion(instances.Bastion(stack, "Bastion", vpc=vpc, allow_from=settings.ssh_from))
        if settings.ssh_from
        else instances.HostAccess.session_manager()
    )
    registry_auth = (
        instances.RegistryAuth.secret(
            secretsmanager.Secret.from_secret_name_v2(stack, "RegistryLogin", settings.registry_login)
        )
        if settings.registry_login
        else None
    )
    router = logging.LogRouter(
        host_logs=logging.HostLogGroups(stack, "HostLogs", removal_policy=settings.log_removal),
        container_logs=settings.container_logs(stack),
    )
    groups = {
        name: cluster.add_instance_group(name, access=access, registry_auth=registry_auth, **options)
        for name, options in settings.groups.items()
    }
    for group in groups.values():
        group.contribute(router)
        group.contribute(node_exporter())
    return Capacity(cluster, groups["default"])


def node_exporter() -> system_containers.SystemContainer:
    """Metrics of the host, for a Prometheus that you let in: `group.connections.allow_from(prometheus, …)`."""
    return system_containers.SystemContainer(
        container_name="node-exporter",
        image=system_containers.SystemContainerImage.from_registry("quay.io/prometheus/node-exporter:v1.9.1"),
        command=["--path.rootfs=/host"],
        memory_limit_mib=64,
        network_mode=ecs.NetworkMode.HOST,
        ports=[system_containers.SystemContainerPort(container_port=9100)],
        mounts=[system_containers.SystemContainerMount(source_path="/", container_path="/host")],
        host_pid=True,
        readonly_root_filesystem=True,
    )
