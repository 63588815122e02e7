"""The folder that a second host's files are written to: whether a node could write there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.settings import Settings

WHERE = "DISPATCHER_STATIC_FOLDER"


def check_second_host(settings: Settings, findings: Findings) -> None:
    """Where no folder is set there is no second host, and nothing to say."""
    if settings.static_folder is None:
        return
    folder = settings.home / settings.static_folder
    if folder.exists() and not folder.is_dir():
        findings.fault(WHERE, f"{folder} er ikke en mappe. Kopien av krisesiden kan ikke skrives dit.")
    elif not os.access(_there(folder), os.W_OK | os.X_OK):
        findings.fault(WHERE, f"{folder} kan ikke skrives av denne brukeren. Kopien av krisesiden blir ikke oppdatert.")


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists: the node makes the rest."""
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())
