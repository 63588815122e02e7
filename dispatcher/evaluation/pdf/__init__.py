"""The report as PDF/A-2a with PDF/UA-1 tags: the very HTML, on paper.

``as_pdf`` hands the HTML to a process of its own and gets a PDF back: laying out a page is Python's work and holds its
lock, and a node that is sending has no time for it. There ``paper`` makes the tree ready, WeasyPrint lays it out, and
``tagging`` writes what WeasyPrint leaves out. The same HTML always gives the same bytes.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from dispatcher.domain.errors import Unavailable
from dispatcher.evaluation.pdf.exits import NO_LIBRARY, TOO_LARGE

MOST_SECONDS: Final = 300
"""For the whole of it. An ordinary incident takes four of CPU, after everybody else who wants the machine."""


class NoPdf(Unavailable):
    """PDF-en ble ikke laget. HTML-utgaven har det samme innholdet."""


REASONS: Final = {
    NO_LIBRARY: "PDF-en ble ikke laget: maskinen mangler Pango. Kjør scripts/setup.sh som administrator, eller: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0.",
    TOO_LARGE: "PDF-en ble ikke laget: rapporten er for stor. HTML-utgaven har det samme innholdet.",
}


def as_pdf(html: str, *, seconds: float = MOST_SECONDS) -> bytes:
    """The HTML as a PDF. Takes seconds: never on an event loop. Raises NoPdf, which says what to do."""
    command = [sys.executable, "-I", "-m", __package__]
    try:
        made = subprocess.run(
            command, input=html.encode(), capture_output=True, timeout=seconds, check=False, env={"LANG": "C.UTF-8"}
        )
    except subprocess.TimeoutExpired:
        raise NoPdf(f"PDF-en ble ikke ferdig på {seconds:g} sekunder. HTML-utgaven har det samme innholdet.") from None
    if made.returncode:
        raise NoPdf(REASONS.get(made.returncode))
    return made.stdout
