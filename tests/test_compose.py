"""What can be known of compose.yaml and the image without an engine: that their mounts can be made."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path, PurePosixPath

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]


def mounts(service: dict[str, list[str]]) -> dict[PurePosixPath, bool]:
    """Each target, and whether it can only be read."""
    found = {}
    for volume in service.get("volumes", []):
        _, target, *mode = volume.split(":")
        found[PurePosixPath(target)] = mode == ["ro"]
    return found


def test_nothing_is_mounted_inside_what_can_only_be_read() -> None:
    """An engine makes the place of a mount, and cannot where nothing may be written; what it brings in is there."""
    services = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for service in services.values():
        targets = mounts(service)
        assert not [one for one, other in permutations(targets, 2) if targets[other] and other in one.parents]
        own = [volume.split(":")[0] for volume in service.get("volumes", []) if volume.startswith("./")]
        assert all((ROOT / path).exists() for path in own)


def test_a_node_keeps_its_state_where_the_image_lets_it_write() -> None:
    """The volume is mounted where the image's user owns the folder, and the node looks there."""
    compose = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    home = PurePosixPath(dockerfile.partition("DISPATCHER_HOME=")[2].split()[0])
    for name in ("node-1", "node-2"):
        service = compose["services"][name]
        assert "DISPATCHER_HOME" not in service["environment"]
        assert mounts(service)[home] is False
    assert f"--owner 10001 --group 10001 --mode 0700 {home}" in dockerfile
    assert "postgresql-client" in dockerfile
