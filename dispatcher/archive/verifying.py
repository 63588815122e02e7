"""Checking a package by itself: no ledger, no settings, nobody asked. What is found stands in plain words.

Three things hold each other: the manifest every file, the chain every line of the journal, the anchor the chain. The
first two can be rewritten by whoever has the package; the anchor that somebody kept elsewhere can not.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dispatcher.archive.lines_check import Lines, walk
from dispatcher.archive.names import ALERTS, APPROVED, FORMAT, JOURNAL, LOG_LINES, MANIFEST, PACKAGE, safe
from dispatcher.archive.package_file import NotAPackage, PackageFile, open_package

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_MANIFEST = 4 << 20
SHORTEST_ANCHOR = 16
NOT_RECOMPUTED = "det godkjente kan ikke regnes ut på nytt. Bare manifestet dekker det."


@dataclass(slots=True, kw_only=True)
class Checked:
    """``broken``: the first line of the journal that does not fit, 0 if none. ``whole`` is what to ask first.

    ``kept``: up to which line the anchor that was given vouches for the journal; None where none was given.
    """

    number: int = 0
    mode: str = ""
    files: int = 0
    lines: int = 0
    last: int = 0
    sealed: int = 0
    approved: int = 0
    anchor: str = ""
    broken: int = 0
    kept: int | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.faults


def verify_package(path: Path, given: str = "") -> Checked:
    """Everything that can be checked in it, and the anchor somebody kept. Raises NotAPackage for what is none."""
    with open_package(path) as package:
        for name in (MANIFEST, JOURNAL, LOG_LINES, PACKAGE):
            if name not in package.files:
                raise NotAPackage(f"{path} er ikke en arkivpakke fra Dispatcher: {name} mangler.")
        checked = Checked(files=len(package.files))
        _facts(package, checked)
        _journal(package, checked, given)
        _files(package, checked)
    return checked


def _facts(package: PackageFile, checked: Checked) -> None:
    facts = _object(package, PACKAGE)
    if facts.get("format") != FORMAT:
        raise NotAPackage(f"Pakken er av en utgave dette programmet ikke kjenner. Den skulle vært {FORMAT}.")
    number = facts.get("incident")
    checked.number = number if isinstance(number, int) else 0
    checked.mode = str(facts.get("mode", ""))


def _journal(package: PackageFile, checked: Checked, given: str) -> None:
    found = walk(package.lines(JOURNAL), package.lines(LOG_LINES), checked.number)
    checked.lines, checked.last, checked.anchor = found.lines, found.last, found.anchor
    checked.broken, checked.sealed = found.broken, found.sealed
    if found.why:
        checked.faults.append(f"Linje {found.broken} i loggen stemmer ikke: {found.why}.")
    _approved(package, checked, found)
    if given:
        _anchored(checked, found, given)
    elif not found.why and _object(package, PACKAGE).get("anchor") != found.anchor:
        checked.faults.append("Ankeret i pakke.json er ikke ankeret til linjene i loggen.")


def _approved(package: PackageFile, checked: Checked, found: Lines) -> None:
    """What was approved is the bytes whose fingerprint the line about the approval has."""
    excused = _object(package, PACKAGE).get("not_recomputed")
    for alert, fingerprint in found.approved.items():
        name = f"{ALERTS}/{safe(alert)}/{APPROVED}"
        if name not in package.files and isinstance(excused, list) and alert in excused:
            checked.notes.append(
                f"Varsel {alert}: det godkjente kan ikke regnes ut på nytt. Bare manifestet dekker det."
            )
        elif name not in package.files:
            checked.faults.append(f"Det som ble godkjent i varsel {alert}, mangler ({name}).")
        elif _digest(package, name) != fingerprint:
            checked.faults.append(f"Varsel {alert}: {name} er ikke det som ble godkjent.")
        else:
            checked.approved += 1


def _anchored(checked: Checked, found: Lines, given: str) -> None:
    wanted = "".join(given.split()).lower()
    if len(wanted) < SHORTEST_ANCHOR:
        checked.faults.append(f"Ankeret er for kort. Skriv minst {SHORTEST_ANCHOR} tegn av det.")
        return
    kept = next((seq for seq, anchor in reversed(found.anchors) if anchor.startswith(wanted)), None)
    if kept is None:
        checked.faults.append(
            "Ankeret stemmer ikke. Loggen i pakken er skrevet om eller kuttet, eller ankeret er av en annen hendelse."
        )
    checked.kept = kept


def _files(package: PackageFile, checked: Checked) -> None:
    listed = _manifest(package)
    here = set(package.files) - {MANIFEST}
    checked.faults += [f"Filen {name} mangler i pakken." for name in sorted(set(listed) - here)]
    checked.faults += [f"Filen {name} er lagt til i pakken." for name in sorted(here - set(listed))]
    for name in sorted(here & set(listed)):
        if _digest(package, name) != listed[name]:
            checked.faults.append(f"Filen {name} er endret.")


def _manifest(package: PackageFile) -> dict[str, str]:
    listed: dict[str, str] = {}
    for line in package.lines(MANIFEST):
        digest, _, name = line.decode("utf-8", "replace").partition("  ")
        listed[name] = digest
    return listed


def _digest(package: PackageFile, name: str) -> str:
    digest = hashlib.sha256()
    for block in package.blocks(name):
        digest.update(block)
    return digest.hexdigest()


def _object(package: PackageFile, name: str) -> dict[str, object]:
    with package.opened(name) as file:
        content = file.read(LONGEST_MANIFEST)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotAPackage(f"Filen {name} i pakken kan ikke leses.") from error
    if not isinstance(found, dict):
        raise NotAPackage(f"Filen {name} i pakken kan ikke leses.")
    return found
