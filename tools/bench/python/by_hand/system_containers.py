import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .content import PlacedFile


@dataclass(frozen=True, kw_only=True)
class SystemContainer:
    """A container that runs once on every instance, started by systemd."""

    name: str
    image: str
    memory_mib: int
    #: On the host, whose network the container shares.
    ports: Sequence[int]
    #: Of `docker run`.
    options: Sequence[str]
    command: Sequence[str]
    #: Files in memory, by name; each the ARN of a secret.
    secret_files: Mapping[str, str] = field(default_factory=dict)
    #: Whether the instance takes no work before the container is healthy.
    required: bool = False
    #: What it reads on the host, known before any deployment.
    files: Sequence[PlacedFile] = ()


def container_files(container: SystemContainer) -> list[PlacedFile]:
    """What a host needs to run it: the unit, and the document that the host's program reads."""
    unit = f"system-container-{container.name}.service"
    memory = ["--memory", f"{container.memory_mib}m"]
    document = {
        "image": container.image,
        "options": [*memory, "--network", "host", *container.options, "--log-driver", "journald"],
        "command": container.command,
        "secrets": {},
        "secretFiles": container.secret_files,
        "startAfter": [],
    }
    files = [
        PlacedFile(f"/etc/systemd/system/{unit}", unit_text(container.name)),
        PlacedFile(f"/etc/system-containers/{container.name}.json", json.dumps(document, separators=(",", ":"))),
    ]
    if container.required:
        ready = f"/opt/host/system-container.py ready {container.name}"
        files += [
            PlacedFile(f"/var/lib/host/required/{unit}", ready),
            PlacedFile(
                "/etc/systemd/system/ecs-groundwork-ready.service.d/required.conf",
                f"[Unit]\nWants={unit}\nAfter={unit}",
            ),
        ]
    return files


def unit_text(name: str) -> str:
    """What all of them have in common stands in a drop-in, one of the host's files."""
    return f"[Unit]\nDescription=System container {name}\n[Install]\nWantedBy=multi-user.target docker.service"


#: Metrics of the host.
NODE_EXPORTER = SystemContainer(
    name="node-exporter",
    image="quay.io/prometheus/node-exporter:v1.9.1",
    memory_mib=64,
    ports=[9100],
    options=["--pid", "host", "--mount", "type=bind,source=/,target=/host,readonly", "--read-only"],
    command=["--path.rootfs=/host"],
)
