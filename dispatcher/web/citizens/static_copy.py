"""The public state as files for a second host, written at each change: there when this node is not.

A fault here stops nothing: it stands in ``/readyz`` and the log, and is tried again every half second. What an exercise
node shows lies under ``exercise/``, so that its copy can never stand where real alerts do.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiohttp import web

from dispatcher.domain.errors import Unavailable
from dispatcher.web.citizens.brand import BRAND, files_of
from dispatcher.web.citizens.copy_folder import CopyFolder
from dispatcher.web.kept import FOLDER
from dispatcher.web.page import PAGES
from dispatcher.web.public_state import OPEN_VIEW
from dispatcher.web.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from dispatcher.web.public_state import PublicState

log = structlog.get_logger()

EVERY: Final = 0.5
LONG: Final = 20
"""Looks at a lock that another node holds: a write takes none of them."""
OWN_FILES: Final = ("banner.js", "krise.css", "krise.js")
EXERCISE: Final = "exercise"


class StaticCopy:
    """``fault``: why the copy is not what it should be, in words; empty while it is."""

    def __init__(self, app: web.Application) -> None:
        node = app[SERVICES]
        self._app = app
        self._node = node
        self._own = {name: (FOLDER / name).read_bytes() for name in OWN_FILES} | files_of(app[BRAND])
        chosen = node.settings.static_folder
        self.folder = CopyFolder(node.settings.home / chosen / ("" if node.live else EXERCISE)) if chosen else None
        self.fault = ""
        self._blocked = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Once: write what has changed. A ledger that is away is told elsewhere, and leaves the copy standing."""
        if self.folder is None:
            return
        try:
            await self._write(self.folder)
        except Unavailable:
            return
        except BlockingIOError:
            self._blocked += 1
            if self._blocked > LONG:
                self._tell("En annen node holder på kopien av krisesiden uten å bli ferdig.", "locked")
        except OSError as error:
            self._tell(f"Kopien av krisesiden kan ikke skrives ({error.strerror}).", type(error).__name__)
        except Exception as error:  # noqa: BLE001  what nobody foresaw must stop neither the copy nor the node
            self._tell("Kopien av krisesiden kan ikke skrives. Feilen står i nodens logg.", type(error).__name__)
        else:
            if self.fault:
                log.info("static.mended")
            self.fault, self._blocked = "", 0

    async def _write(self, folder: CopyFolder) -> None:
        seen = await asyncio.to_thread(folder.stamp)
        if seen == _stamp(self._files(await self._app[OPEN_VIEW].state())):
            return
        files = self._files(await self._app[OPEN_VIEW].fresh())
        if seen != _stamp(files):
            await asyncio.to_thread(folder.write, files, stamp=_stamp(files), instead_of=seen)

    def _files(self, state: PublicState) -> dict[str, bytes]:
        """What they need first, then the page, then the data that the banner shows."""
        now, address = self._node.clock.now(), f"{self._node.address}/"
        page = self._app[PAGES].page(state, now, root="../", pages=address)
        return {**self._own, "krise/index.html": page.body, "banner.json": state.body}

    def _tell(self, words: str, kind: str) -> None:
        if words != self.fault:
            log.error("static.unwritable", error=kind)
        self.fault = words

    def view(self) -> dict[str, Any] | None:
        """For ``/readyz``; None where no folder is set."""
        return None if self.folder is None else {"ok": not self.fault, "why": self.fault}


COPY: web.AppKey[StaticCopy] = web.AppKey("static_copy", StaticCopy)


def _stamp(files: dict[str, bytes]) -> str:
    """The same for the same files, whoever writes them."""
    digest = hashlib.sha256()
    for name, body in files.items():
        digest.update(f"{name} {len(body)} ".encode() + body)
    return digest.hexdigest()


async def keep_copy(app: web.Application) -> AsyncIterator[None]:
    """For the server's life."""
    copy = app[COPY]
    task = asyncio.create_task(copy.run(), name="static-copy") if copy.folder else None
    yield
    if task:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
