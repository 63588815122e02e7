"""The demo's last step: the archive package is taken out, carried to another folder, and checked there alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from dispatcher.demo.town import PATIENCE, DemoFailed, command

if TYPE_CHECKING:
    import aiohttp

    from dispatcher.demo.story import Story

NAME = "arkivpakke.zip"


async def archive(http: aiohttp.ClientSession, token: str, incident: str, out: Path, story: Story) -> None:
    """Leaves the package in ``out``. Raises DemoFailed where it is not whole by the anchor in the report."""
    story.act("Arkivpakken går til postmottak, og kontrolleres i en annen mappe, uten database og uten innstillinger.")
    async with http.get(
        f"/api/v1/incidents/{incident}/archive", headers={"Authorization": f"Bearer {token}"}
    ) as answer:
        if answer.status != 200:
            raise DemoFailed(f"arkivpakken: {answer.status} {await answer.text()}")
        (out / NAME).write_bytes(await answer.read())
    anchor = json.loads((out / "report.json").read_text(encoding="utf-8"))["journal"]["verdict"]["anchor"]
    with TemporaryDirectory() as elsewhere:
        _check(Path(elsewhere), (out / NAME).resolve(), anchor, story)
    story.fact("Arkivpakke", str((out / NAME).resolve()))


def _check(elsewhere: Path, package: Path, anchor: str, story: Story) -> None:
    """By ``verify-log`` in a folder with nothing in it, and by the package's own script."""
    said = command(elsewhere, "verify-log", str(package), "--anchor", anchor).splitlines()
    story.fact("verify-log", said[0])
    story.fact("Ankeret i rapporten", said[-1])
    unpacked = elsewhere / "pakket-ut"
    with ZipFile(package) as zip_file:
        zip_file.extractall(unpacked)
    script = [sys.executable, "-I", "-S", "verifiser.py", anchor]
    done = subprocess.run(script, cwd=unpacked, capture_output=True, text=True, check=False, timeout=PATIENCE)
    if done.returncode:
        raise DemoFailed(f"verifiser.py: {done.stdout.strip()} {done.stderr.strip()}")
    story.fact("verifiser.py", done.stdout.splitlines()[0])
