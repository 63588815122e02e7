"""A municipality with a sign-in of its own, as tests use it: the provider's process, and a person who goes there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession

from dispatcher.ledger import subjects
from dispatcher.open_id_settings import OpenId
from tests.office import OfficeScene
from tests.web.console.visitor import Seen, Visitor
from tests.web.open_id.provider import CLIENT, SECRET

BACK = "/logg-inn/kommune/retur"


@contextmanager
def providing() -> Iterator[str]:
    """The provider's address; its process ends when its standard input does."""
    program = Path(__file__).parent / "provider.py"
    with subprocess.Popen([sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        try:
            yield one.stdout.readline().strip()
        finally:
            one.kill()


def settings_of(issuer: str, **more: Any) -> OpenId:
    """As an operator would set it; a limit that a busy machine keeps and a provider who is slow does not."""
    given = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "timeout": 3.0, **more}
    return OpenId.model_validate({"factor_claim": "amr", "factor_values": "mfa, ngcmfa", **given})


@dataclass(kw_only=True)
class Provider:
    """The process. ``people``: nobody is known here before a test says so."""

    address: str
    session: ClientSession
    scene: OfficeScene

    async def set(self, **given: Any) -> list[dict[str, str]]:
        """Its clock is the scene's; and what else a test wants of it. What it was asked at the token's door."""
        given = {"now": int(self.scene.now.timestamp()), **given}
        async with self.session.post(f"{self.address}/control", json=given) as answer:
            seen: list[dict[str, str]] = (await answer.json())["seen"]
            return seen

    def knows(self, name: str, subject: str) -> None:
        """An account is tied."""
        number = self.scene.users[name].id
        self.scene.ledger.write_now(subjects.tie, number, self.address, subject, self.scene.now)

    async def login(self, there: str, person: str) -> str:
        """Somebody sees the form there and fills it in; where they are sent back to, as a path."""
        async with ClientSession() as browser:
            async with browser.get(there) as page:
                text = await page.text()
                assert page.status == 200, text
            hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', text))
            form = {**hidden, "person": person}
            async with browser.post(f"{self.address}/login", data=form, allow_redirects=False) as answer:
                back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


async def gone(one: Visitor, path: str = "/a/1001-1", way: str = "") -> str:
    """A browser sets out; where it is sent."""
    sent = await one.get(f"/logg-inn/kommune{way}?til={path}")
    assert sent.status == 303, sent.text
    return str(sent.headers["Location"])


async def signed(one: Visitor, provider: Provider, person: str, path: str = "/a/1001-1", way: str = "") -> Seen:
    """There and back again."""
    return await one.get(await provider.login(await gone(one, path, way), person))


def asked(there: str) -> dict[str, str]:
    """What the provider was asked."""
    return {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
