"""A package as one zip: the files in the order of their names, all with the time of the record's last line."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from dispatcher.archive.names import MANIFEST, package_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dispatcher.archive.contents import Contents

READABLE = 0o100644
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Zipped:
    """What was written: its name, the SHA-256 of the whole and how many bytes it has."""

    name: str
    sha256: str
    size: int


def zipped(package: Contents, file: IO[bytes]) -> Zipped:
    """Write the zip into an open file that can be read again. The same contents always give the same bytes."""
    every = with_manifest(package.files)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zip_file:
        for name in sorted(every):
            entry = zipfile.ZipInfo(name, date_time=package.at.timetuple()[:6])
            entry.external_attr = READABLE << 16
            entry.create_system = 3  # Unix, whatever machine it is made on
            zip_file.writestr(entry, every[name], zipfile.ZIP_DEFLATED)
    return Zipped(name=package_name(package.number, package.mode), sha256=_digest(file), size=file.tell())


def unpacked(package: Contents, folder: Path) -> None:
    """Write the files into a folder instead."""
    for name, content in with_manifest(package.files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the list of their hashes, in the form that ``sha256sum -c`` reads."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return {**files, MANIFEST: "".join(lines).encode()}


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
