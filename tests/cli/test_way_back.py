"""check asks PUBLIC_URL whether it leads back to this ledger: a real node, and addresses that lead elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from dispatcher.cli.checking import way_back
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.known import Node as Known
from dispatcher.settings import Settings
from tests.cli.outside_world import SECRET_KEY, free_port, read_settings, website
from tests.office import OfficeScene
from tests.web.node import TOKENS, running

OURS = Known(runs=True, token=TOKENS["capture"], probes={})
ALIVE = b'{"status":"alive"}'


def settings(home: Path, url: str | None, **other: str) -> Settings:
    given = {"MODE": "live", "SECRET_KEY": SECRET_KEY, "TWILIO__ACCOUNT_SID": "AC1", "TWILIO__SENDER": "Loten"}
    given |= {"TWILIO__AUTH_TOKEN": TOKENS["twilio"]} | ({"PUBLIC_URL": url} if url else {}) | other
    return read_settings(home, {f"DISPATCHER_{name}": value for name, value in given.items()})


def told(found: Findings) -> tuple[list[str], list[str]]:
    assert {one.where for one in (*found.faults, *found.warnings)} <= {way_back.WHERE}
    return [one.what for one in found.faults], [one.what for one in found.warnings]


@pytest.fixture
async def address(office: OfficeScene) -> AsyncIterator[str]:
    """A node's own."""
    async with running(office) as node:
        yield node.address


async def test_an_address_that_leads_here_is_well(address: str, tmp_path: Path) -> None:
    """Signed by the ledger and by the account it is let in; with a wrong signature it is not."""
    assert told(await way_back.look(settings(tmp_path, address), OURS)) == ([], [])


async def test_an_address_that_leads_to_another_ledger_is_a_fault(address: str, tmp_path: Path) -> None:
    """It is Dispatcher, and not ours."""
    faults, _ = told(await way_back.look(settings(tmp_path, address), replace(OURS, token="another")))

    assert faults[0].startswith("Adressen fører til en annen Dispatcher enn denne.")


async def test_a_node_with_another_token_is_a_fault(address: str, tmp_path: Path) -> None:
    """The token was changed, and the node not started anew."""
    faults, _ = told(await way_back.look(settings(tmp_path, address, TWILIO__AUTH_TOKEN="ny"), OURS))

    assert faults[0].startswith("Noden på adressen har en annen AUTH_TOKEN for twilio enn innstillingene her.")


@pytest.mark.parametrize(
    ("status", "body", "runs", "word"),
    [
        (404, b"Velkommen", True, "Det er ikke Dispatcher som svarer på adressen (HTTP 404)."),
        (200, b"Velkommen", True, "Det er ikke Dispatcher som svarer på adressen (HTTP 200)."),
        (301, b"", False, "Det er ikke Dispatcher som svarer på adressen (HTTP 301)."),
        (502, b"", True, "Webtjeneren på adressen når ikke noden (HTTP 502)."),
        (200, ALIVE, True, "Adressen svarer, men tar ikke imot kvitteringer (HTTP 200)."),
    ],
    ids=["elsewhere", "any page", "redirect", "gateway", "only healthz"],
)
async def test_an_address_that_leads_elsewhere_is_a_fault(
    tmp_path: Path, status: int, body: bytes, word: str, *, runs: bool
) -> None:
    """Receipts would go to a stranger, or nowhere."""
    async with website(lambda _: web.Response(status=status, body=body)) as url:
        faults, _ = told(await way_back.look(settings(tmp_path, url), replace(OURS, runs=runs)))

    assert [fault.startswith(word) for fault in faults] == [True]


async def test_an_address_that_takes_anything_is_a_fault(tmp_path: Path) -> None:
    """Whoever answers for us must look at the signature."""

    def gullible(request: web.Request) -> web.Response:
        return web.Response(body=ALIVE) if request.path == "/healthz" else web.Response(status=204)

    async with website(gullible) as url:
        faults, _ = told(await way_back.look(settings(tmp_path, url), OURS))

    assert faults[0].startswith("Adressen tok imot en kvittering med feil signatur")


@pytest.mark.parametrize(
    ("mode", "runs", "word"),
    [
        ("live", False, "Ingen node kjører, så det er ikke sett etter"),
        ("live", True, "Fikk ikke svar på adressen herfra"),
        ("exercise", False, ""),
    ],
)
async def test_an_address_where_nobody_answers_is_a_warning(
    tmp_path: Path, mode: str, word: str, *, runs: bool
) -> None:
    """Without a node it could not be looked at; with one it may be this machine's network."""
    url = f"http://127.0.0.1:{free_port()}"
    faults, warnings = told(await way_back.look(settings(tmp_path, url, MODE=mode), replace(OURS, runs=runs)))

    assert faults == []
    assert [warning.startswith(word) for warning in warnings] == ([True] if word else [])


async def test_live_without_an_address_is_told(tmp_path: Path) -> None:
    """Twilio has nowhere to tell what became of a message."""
    _, warnings = told(await way_back.look(settings(tmp_path, None), OURS))

    assert warnings[0].startswith("Ikke oppgitt. Twilio har ingen adresse å melde tilbake til.")
