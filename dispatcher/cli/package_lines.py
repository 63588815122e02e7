"""What ``verify-log PACKAGE`` says: whether a package is whole, and how far an anchor vouches for it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dispatcher.cli import telling

if TYPE_CHECKING:
    from dispatcher.archive.verifying import Checked

MOST_TOLD = 20
BLOCK = 1 << 20


def verify(path: Path, anchor: str, *, as_json: bool) -> bool:
    """Check a package and tell of it; whether it is whole. Raises NotAPackage."""
    from dispatcher.archive.verifying import verify_package

    checked, digest = verify_package(path, anchor), _digest(path)
    if as_json:
        facts = {"ok": checked.whole, **asdict(checked), "broken": checked.broken or None, "sha256": digest or None}
        telling.facts(facts | {"anchor_fits": checked.kept is not None if anchor else None})
    for fault in checked.faults[:MOST_TOLD]:
        telling.note(fault)
    if len(checked.faults) > MOST_TOLD:
        telling.note(f"… og {telling.number(len(checked.faults) - MOST_TOLD)} feil til.")
    if not as_json:
        _tell(checked, digest, anchor)
    return checked.whole


def _tell(checked: Checked, digest: str, anchor: str) -> None:
    for note in checked.notes:
        telling.line(note)
    if not checked.whole:
        telling.line("Pakken er IKKE hel.")
        return
    telling.line(
        f"Pakken for hendelse {checked.number} er hel. Filer: {telling.number(checked.files)}. Linjer i loggen: "
        f"{telling.number(checked.lines)}. Skrevet for hånd, med segl som stemmer: {telling.number(checked.sealed)}. "
        f"Godkjente varsler: {telling.number(checked.approved)}."
    )
    telling.line(f"Anker: {checked.anchor}")
    if digest:
        telling.line(f"SHA-256 av pakken: {digest}")
    telling.line(_kept(checked, anchor))


def _kept(checked: Checked, anchor: str) -> str:
    if not anchor:
        return (
            "Uten --anchor kan ingen se om hele loggen er skrevet om. Ankeret står i rapporten dere har fra før, "
            "på papir eller i arkivet."
        )
    if checked.kept == checked.last:
        return "Ankeret stemmer: alle linjene er der, og ingen er endret."
    return (
        f"Ankeret stemmer til og med linje {checked.kept}. Linjene etter den, til {checked.last}, er skrevet senere, "
        "og ankeret sier ingenting om dem."
    )


def _digest(path: Path) -> str:
    """The SHA-256 of a zip; a folder has none."""
    if not path.is_file():
        return ""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
