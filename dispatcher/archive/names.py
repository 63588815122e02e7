"""What the parts of a package are called. Letters, digits and «.+-» alone: they survive every system."""

from __future__ import annotations

import re

FORMAT = "dispatcher-archive/1"
MANIFEST = "manifest-sha256.txt"
PACKAGE = "pakke.json"
READ_ME = "LESMEG.txt"
SCRIPT = "verifiser.py"
ARKIVMELDING = "arkivmelding.xml"
JOURNAL = "logg/journal.jsonl"
LOG_LINES = "logg/logg.jsonl"
LOG_CSV = "logg/logg.csv"
ALERTS = "varsler"
ALL_TEXTS = "tekster.txt"
"""All that was said in an alert in one file: what the archive registers, in place of a file for each text."""
APPROVED = "godkjent.json"
"""Beside the texts of an alert: the canonical bytes whose SHA-256 is the fingerprint that was approved."""

_OTHER = re.compile(r"[^A-Za-z0-9.+-]+")


def safe(name: str) -> str:
    """A name as a file may have it."""
    return _OTHER.sub("-", name).strip(".-") or "uten-navn"


def package_name(number: int, mode: str) -> str:
    """What the zip is called: an exercise says so before it is opened."""
    mark = {"exercise": "-OVELSE", "test": "-VARSLINGSPROVE"}.get(mode, "")
    return f"arkivpakke-hendelse-{number}{mark}.zip"
