"""Opening a package that anybody may have made: a zip or a folder, bounded, never written out, never outside itself."""

from __future__ import annotations

import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dispatcher.domain.errors import DispatcherError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 5_000
MOST_BYTES = 1 << 30
LONGEST_LINE = 8 << 20
BLOCK = 1 << 20
KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class NotAPackage(DispatcherError):
    """Dette er ikke en arkivpakke."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """The files of a package by name. Nothing is read before it is asked for, and never more than ``MOST_BYTES``."""

    files: dict[str, zipfile.ZipInfo | Path]
    _zip: zipfile.ZipFile | None = field(default=None, repr=False)

    @property
    def _zip_file(self) -> zipfile.ZipFile:
        if self._zip is None:
            raise TypeError("the files of a folder are paths")
        return self._zip

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """One file, to be read. Raises NotAPackage where the zip is damaged there."""
        found = self.files[name]
        try:
            if isinstance(found, Path):
                with found.open("rb") as file:
                    yield file
            else:
                with self._zip_file.open(found) as member:
                    yield member
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise NotAPackage(f"Filen {name} i pakken er skadet og kan ikke leses.") from error

    def blocks(self, name: str) -> Iterator[bytes]:
        """A file piece by piece."""
        with self.opened(name) as file:
            while block := file.read(BLOCK):
                yield block

    def lines(self, name: str) -> Iterator[bytes]:
        """A file line by line. Raises NotAPackage at a line longer than any of ours."""
        with self.opened(name) as file:
            while line := file.readline(LONGEST_LINE):
                if len(line) >= LONGEST_LINE:
                    raise NotAPackage(f"Filen {name} i pakken har en linje som er for lang til å være vår.")
                yield line.rstrip(b"\r\n")


@contextmanager
def open_package(path: Path) -> Iterator[PackageFile]:
    """A zip or a folder. Raises NotAPackage: not there, no zip, cut short, too large, names that lead out."""
    if path.is_dir():
        yield PackageFile(_in_folder(path))
        return
    try:
        zip_file = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise NotAPackage(f"Finner ikke {path}.") from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise NotAPackage(f"{path} er ikke en hel zip-fil. Er den lastet ned ferdig?") from error
    with zip_file:
        yield PackageFile(_in_zip(zip_file), zip_file)


def _in_zip(zip_file: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo | Path]:
    entries = [entry for entry in zip_file.infolist() if not entry.is_dir()]
    # The reader gives no more of an entry than it says it has, so what they say together is what can come.
    _bounded(len(entries), sum(entry.file_size for entry in entries))
    found: dict[str, zipfile.ZipInfo | Path] = {}
    for entry in entries:
        _demand_plain_name(entry.orig_filename)
        if entry.filename in found:
            raise NotAPackage(f"To filer i pakken heter {entry.filename}.")
        if stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & 1 or entry.compress_type not in KNOWN:
            raise NotAPackage(f"Filen {entry.filename} i pakken er en lenke, kryptert eller pakket på ukjent vis.")
        found[entry.filename] = entry
    return found


def _in_folder(folder: Path) -> dict[str, zipfile.ZipInfo | Path]:
    found: dict[str, zipfile.ZipInfo | Path] = {}
    size = 0
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise NotAPackage(f"Filen {name} i pakken er en lenke.")
        if path.is_file():
            found[name] = path
            size += path.stat().st_size
            _bounded(len(found), size)
    return found


def _bounded(files: int, size: int) -> None:
    if files > MOST_FILES or size > MOST_BYTES:
        raise NotAPackage(f"Pakken er større enn noen av våre ({MOST_FILES} filer, {MOST_BYTES >> 20} MiB utpakket).")


def _demand_plain_name(name: str) -> None:
    """No way out of the folder it is unpacked into, on any system."""
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts) or any(sign in name for sign in "\\:\0"):
        raise NotAPackage("En fil i pakken har et navn som fører ut av mappen den pakkes ut i.")
