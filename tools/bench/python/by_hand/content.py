"""What hosts and functions run is the same on both sides, read from the packages that have it: how a system is
described is compared here, not what it does. Nothing of the packages themselves is loaded."""

import re
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2]
PACKAGES = BENCH.parents[1] / "packages"
COMMENT_OR_EMPTY = re.compile(r"^[ \t]*(#(?!!).*)?\n", re.MULTILINE)


@dataclass(frozen=True)
class HostFile:
    name: str
    content: str


@dataclass(frozen=True)
class PlacedFile:
    """A file with its place on the host."""

    path: str
    content: str


def host_files() -> list[HostFile]:
    """Programs and systemd units, as short as they travel in user data."""
    return [
        HostFile(path.name, without_comments(path))
        for package in ("instances", "system-containers", "logging")
        for path in sorted((PACKAGES / package / "host").iterdir())
    ]


def own_content(name: str) -> str:
    """A file of the folder `content`."""
    return (BENCH / "content" / name).read_text(encoding="utf-8")


def bundled_function(name: str) -> str:
    """The folder of a bundled function, such as `delete/scale-in-protection`."""
    return str(PACKAGES / "instances" / "assets" / f"{name}.lambda")


def without_comments(path: Path) -> str:
    return COMMENT_OR_EMPTY.sub("", path.read_text(encoding="utf-8")).rstrip()
