"""A person before a browser, without one: cookies, forms with their hidden fields, and an authenticator of our own."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import ClientResponse, ClientSession
from sqlalchemy import Connection

from dispatcher.ledger import credentials, sessions
from dispatcher.signing_in import passwords
from tests.web.node import Node

PASSWORD = "fire bever i elva"


@dataclass(kw_only=True)
class Seen:
    """A page as it came."""

    status: int
    headers: Any
    text: str
    cookies: Any

    def hidden(self, action: str) -> dict[str, str]:
        """The hidden fields of the form that goes to this address."""
        forms = re.findall(r'<form [^>]*action="([^"]*)"[^>]*>(.*?)</form>', self.text, re.DOTALL)
        body = next(body for to, body in forms if to == action)
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
        return {name: html.unescape(value) for name, value in found}

    def written(self) -> dict[str, str]:
        """What stands in the page's text fields, as a browser would send it untouched."""
        areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', self.text, re.DOTALL)
        inputs = re.findall(r'<input class="ds-input" id="[^"]*" name="([^"]+)" value="([^"]*)"', self.text)
        chosen = re.findall(r'<select [^>]*name="([^"]+)"[^>]*>[^§]*?<option value="([^"]*)" selected', self.text)
        return {name: html.unescape(value).removeprefix("\n") for name, value in (*areas, *inputs, *chosen)}

    def options(self, action: str) -> str:
        """What the form that goes to this address asks a passkey to sign."""
        form = next(one for one in re.findall(r"<form [^>]*>", self.text) if f'action="{action}"' in one)
        found = re.search(r'data-options="([^"]*)"', form)
        assert found
        return html.unescape(found[1])


@dataclass(kw_only=True)
class Visitor:
    """One browser. ``cookie``: the session's token; ``others``: what else it keeps."""

    node: Node
    session: ClientSession
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> Seen:
        """A page; redirects are shown, not followed."""
        return await self._seen("GET", path, headers=headers)

    async def post(self, path: str, fields: dict[str, Any] | list[tuple[str, str]], **headers: str | None) -> Seen:
        """A form, from a page of ours unless a header says otherwise; None takes a header away."""
        own: dict[str, str | None] = {"Origin": self.node.address, "Sec-Fetch-Site": "same-origin"}
        sent = {name: value for name, value in (own | headers).items() if value is not None}
        return await self._seen("POST", path, data=fields, headers=sent)

    async def _seen(self, method: str, path: str, *, headers: dict[str, Any], **more: Any) -> Seen:
        sent = {**self.headers, **headers}
        if kept := self.others | ({"dispatcher": self.cookie} if self.cookie else {}):
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in kept.items() if value)
        url = f"{self.node.address}{path}"
        async with self.session.request(method, url, headers=sent, allow_redirects=False, **more) as answer:
            self._keep(answer)
            return Seen(
                status=answer.status,
                headers=answer.headers,
                text=await answer.text(errors="replace"),
                cookies=answer.cookies,
            )

    def _keep(self, answer: ClientResponse) -> None:
        if "dispatcher" in answer.cookies:
            self.cookie = answer.cookies["dispatcher"].value
        self.others |= {name: one.value for name, one in answer.cookies.items() if name != "dispatcher"}

    def signed_in(self, name: str, *, factor: bool = True, ago: float = 0) -> None:
        """As if they had signed in by two factors, some seconds ago."""
        user, now = self.node.scene.users[name], self.node.scene.now - timedelta(seconds=ago)

        def work(connection: Connection) -> str:
            return sessions.open_(connection, user, now, approvers=timedelta(days=90), factor=factor)

        self.cookie = self.node.scene.ledger.write_now(work)


def with_password(node: Node, name: str) -> None:
    """Give an account the password of these tests."""
    number, kept = node.scene.users[name].id, passwords.hashed(PASSWORD)
    node.scene.ledger.write_now(credentials.set_password, number, kept, node.scene.now)
