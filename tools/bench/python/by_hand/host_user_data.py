import base64
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2

from .content import HostFile, PlacedFile, host_files
from .system_containers import SystemContainer, container_files

LAUNCH_HOOK = "boot"

GATE = "gate.sh"
UNITS = "/etc/systemd/system"

AGENTS_OWN_MEMORY_MIB = 256
AGENTS_OWN_PORTS = [22, 2375, 2376, 51678, 51679]


@dataclass(frozen=True, kw_only=True)
class HostPlan:
    cluster_name: str
    group: str
    spot: bool
    #: Run on every host.
    containers: Sequence[SystemContainer]
    #: The ARN of the secret with the login of a private registry.
    registry_login: str


def host_user_data(plan: HostPlan) -> ec2.UserData:
    """The gate early on every boot; the files of the host, compressed; a script with what only the deployment knows."""
    gates = [file for file in host_files() if file.name == GATE]
    placed_files = [placed(file) for file in host_files() if file.name != GATE]
    script = ec2.UserData.for_linux()
    script.add_commands(
        "set -euo pipefail",
        *(write(file) for container in plan.containers for file in container_files(container)),
        write(PlacedFile("/etc/ecs/ecs.config", agent_configuration(plan))),
        write(PlacedFile("/etc/host/registry-login", plan.registry_login)),
        "systemctl daemon-reload",
        *(f"systemctl enable --now system-container-{container.name}" for container in plan.containers),
        "exec bash /opt/host/boot.sh",
    )
    user_data = ec2.MultipartUserData()
    for gate in gates:
        user_data.add_part(
            ec2.MultipartBody.from_raw_body(content_type=ec2.MultipartBody.CLOUD_BOOTHOOK, body=gate.content)
        )
    user_data.add_part(
        ec2.MultipartBody.from_raw_body(
            content_type="application/gzip",
            transfer_encoding="base64",
            body=compressed([*placed_files, *(file for container in plan.containers for file in container.files)]),
        )
    )
    user_data.add_user_data_part(script, ec2.MultipartBody.SHELL_SCRIPT, True)
    return user_data


def placed(file: HostFile) -> PlacedFile:
    folder = UNITS if file.name.endswith((".service", ".conf")) else "/opt/host"
    return PlacedFile(f"{folder}/{file.name}", file.content)


def compressed(files: Sequence[PlacedFile]) -> str:
    script = "\n".join(["#!/bin/bash", "set -euo pipefail", *(write(file) for file in files)])
    # without the time, which would change the template
    return base64.b64encode(gzip.compress(script.encode(), mtime=0)).decode()


def write(file: PlacedFile) -> str:
    folder = file.path.rpartition("/")[0]
    return f"mkdir -p {folder}\ncat >{file.path} <<'EOF'\n{file.content}\nEOF"


def agent_configuration(plan: HostPlan) -> str:
    memory = AGENTS_OWN_MEMORY_MIB + sum(container.memory_mib for container in plan.containers)
    ports = [*AGENTS_OWN_PORTS, *(port for container in plan.containers for port in container.ports)]
    return "\n".join(
        [
            f"ECS_CLUSTER={plan.cluster_name}",
            "ECS_DYNAMIC_HOST_PORT_RANGE=32768-51677",
            "ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance",
            "ECS_AWSVPC_BLOCK_IMDS=true",
            *(["ECS_ENABLE_SPOT_INSTANCE_DRAINING=true"] if plan.spot else []),
            f"ECS_INSTANCE_ATTRIBUTES={compact({'group': plan.group})}",
            f"ECS_RESERVED_MEMORY={memory}",
            f"ECS_RESERVED_PORTS={compact(ports)}",
        ]
    )


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
