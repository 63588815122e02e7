"""What only the outside can tell: routes, accounts, the sender's domain, the way back. All at once, and all in time."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from dispatcher.channels.guard import CaptureCredential
from dispatcher.cli.acting import opened_ledger
from dispatcher.cli.checking import accounts, mail_domain, own_sign_in, probes, way_back
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.known import Need, Node
from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import probes as kept
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.settings import Settings

LIMIT = 60.0
"""Seconds for all of it; each part has a limit of its own that is far shorter."""


def check_outside(settings: Settings, need: Need, now: datetime, findings: Findings) -> None:
    """In live, and of the way back also when PUBLIC_URL is set. A network that is away makes warnings."""
    if settings.mode is not NodeMode.LIVE and settings.public_url is None:
        return
    # A name server that is away would hold the machine's own look-ups up to half a minute, and nothing can end them.
    os.putenv("RES_OPTIONS", "timeout:2 attempts:1")
    try:
        findings.add(asyncio.run(_look(settings, need, _node(settings), now)))
    except TimeoutError:
        what = f"Det tok over {LIMIT:.0f} sekunder å spørre leverandørene. Se etter at nettet virker, og prøv igjen."
        findings.warn("nett", what)


async def _look(settings: Settings, need: Need, node: Node, now: datetime) -> Findings:
    async with asyncio.timeout(LIMIT):
        parts = [way_back.look(settings, node), own_sign_in.look(settings)]
        if settings.mode is NodeMode.LIVE:
            parts = [_routes(settings, need, node, now), mail_domain.look(settings), *parts]
        found = await asyncio.gather(*parts)
    told = Findings()
    for one in found:
        told.add(one)
    return told


async def _routes(settings: Settings, need: Need, node: Node, now: datetime) -> Findings:
    """An account that does not let us in is told once, not once for each thing that cannot be asked of it."""
    found, working = await probes.look(settings, node, now)
    for one in await asyncio.gather(*accounts.looks(settings, need, working)):
        found.add(one)
    return found


def _node(settings: Settings) -> Node:
    """What is wrong with the ledger is told by check_database."""
    with ExitStack() as stack:
        try:
            if settings.no_ledger_yet:
                return Node(probes={})
            ledger = stack.enter_context(opened_ledger(settings, moves_up=False))
            return Node(
                runs=ledger.database.node_running(),
                token=CaptureCredential(ledger.capture_token).auth_token.get_secret_value(),
                probes=ledger.read_now(kept.read),
            )
        except DispatcherError:
            return Node(probes={})
