"""A node on a free port: the real server over the real ledger, plan and engine; only the channels are ours."""

from __future__ import annotations

import asyncio
import io
import re
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from aiohttp import ClientSession, ClientTimeout
from pydantic import BaseModel, SecretStr
from sqlalchemy import Connection, select

from dispatcher.channels.package_mail import PackageMail
from dispatcher.delivery.banner import Banner
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.tasking import Tasking
from dispatcher.domain.outcome import Accepted, Outcome
from dispatcher.domain.states import ChannelName, LaneKind, Mode, Role
from dispatcher.ledger import accounts
from dispatcher.ledger.tables import deliveries
from dispatcher.open_id_settings import OpenId
from dispatcher.ports import Channel, Evidence, Gap, Message, Probe
from dispatcher.push_settings import WebPush
from dispatcher.settings import NodeMode, Settings
from dispatcher.web.answers import Problem
from dispatcher.web.openapi import ALWAYS
from dispatcher.web.route import Route
from dispatcher.web.routes import ROUTES
from dispatcher.web.server import Services, serve_http
from tests.office import OfficeScene

TOKENS = {"capture": "made-up-capture-token", "twilio": "made-up-twilio-token"}
PATIENCE = 20.0
LONGEST_ANSWER = 250.0
"""Seconds. A PDF is laid out after everything else that the machine does."""
DRAFT: dict[str, Any] = {
    "scenario": "kokevarsel",
    "mode": "exercise",
    "fields": {"neste_melding": "09:00"},
    "areas": ["adalsbruk"],
}
CLEARED = {"name": "Nora Eksempel", "function": "operasjonsleder", "what": "evakuering", "at": "2026-11-22T02:10:00Z"}
"""The police's word, as one of the crisis team writes it in."""
EVACUATION = {"fare": "leirskred", "moteplass": "Løten ungdomsskole", "neste_melding": "09:00"}


class Taker(Channel):
    """A channel that takes what it is handed, or answers what the test says."""

    def __init__(self, name: ChannelName, kind: LaneKind, provider: str) -> None:
        self.name = name
        self.kind = kind
        self.provider = provider
        self.taken: list[Message] = []
        self.well: Probe | None = None
        self.answer: Callable[[Message], Outcome] = lambda message: Accepted(provider_id=f"SM{message.delivery}")

    async def send(self, message: Message) -> Outcome:
        """Keep it and answer."""
        self.taken.append(message)
        return self.answer(message)

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002
        """It keeps no list that anybody may ask for."""
        return None

    async def probe(self) -> Probe | None:
        """What the test says of the route."""
        return self.well

    async def close(self) -> None:
        """Nothing is held."""


class TestClock:
    """The scene's wall clock, which a test moves; the monotonic clock is the machine's."""

    __test__ = False

    def __init__(self, scene: OfficeScene) -> None:
        self._scene = scene

    def now(self) -> Any:
        """The scene's time."""
        return self._scene.now

    def monotonic(self) -> float:
        """The running loop's clock."""
        return asyncio.get_running_loop().time()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return orjson.loads(self.body)

    @property
    def title(self) -> str:
        """What a person sees of a problem."""
        return str(self.json["title"])

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with the input, by where."""
        return {fault["where"]: fault["what"] for fault in self.json["errors"]}


@dataclass(kw_only=True, repr=False)  # asyncio writes out what a task returned, and this holds a whole plan
class Node:
    """A running node and its people. Every answer is held against the interface's own description."""

    scene: OfficeScene
    services: Services
    session: ClientSession
    address: str
    sms: Taker
    email: Taker
    tokens: dict[str, str] = field(default_factory=dict)

    async def call(
        self,
        method: str,
        path: str,
        by: str | None = None,
        *,
        json: Any = None,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Ask; the answer's status, content type and shape must be as documented."""
        sent = dict(headers or {})
        if json is not None:
            data = orjson.dumps(json)
            sent.setdefault("Content-Type", "application/json")
        if by is not None:
            sent["Authorization"] = f"Bearer {self.token(by)}"
        async with self.session.request(
            method,
            self.address + path,
            data=None if data is None else io.BytesIO(data),
            headers=sent,
            allow_redirects=False,
        ) as response:
            answer = Answer(status=response.status, headers=response.headers, body=await response.read())
        hold_to_description(method, path, answer)
        return answer

    def token(self, name: str) -> str:
        """The token of a user of the scene; made when it is first needed."""
        if name not in self.tokens:
            self.tokens[name] = self.scene.ledger.write_now(accounts.create_token, name, self.scene.now)
        return self.tokens[name]

    def hire(self, name: str, roles: Sequence[Role], person: str | None = None) -> None:
        """One more user."""
        self.scene.users[name] = self.scene.ledger.write_now(accounts.add_user, name, roles, person, self.scene.now)

    async def draft(self, by: str = "kari", **change: Any) -> str:
        """A draft of kokevarsel in Ådalsbruk; returns the alert's id."""
        answer = await self.call("POST", "/api/v1/alerts", by, json={**DRAFT, **change})
        assert answer.status == 201, answer.body
        return str(answer.json["id"])

    async def act(self, alert: str, act: str, by: str, **given: Any) -> Answer:
        """One act on an alert."""
        return await self.call("POST", f"/api/v1/alerts/{alert}/{act}", by, json=given)

    async def submitted(self, **change: Any) -> tuple[str, str]:
        """A submitted alert and its fingerprint; cleared by the police where their word is needed."""
        alert = await self.draft(**change)
        people = (await self.cleared(alert))["people"]
        answer = await self.act(alert, "submit", "kari", people=people)
        assert answer.status == 200, answer.body
        return alert, str(answer.json["fingerprint"])

    async def cleared(self, alert: str) -> dict[str, Any]:
        """The alert's view, with the police's word where it is needed and not given."""
        view = await self.view(alert)
        if view["clearance"] and view["clearance"]["needed"] and not view["clearance"]["given"]:
            answer = await self.act(alert, "clearance", "kari", **CLEARED)
            assert answer.status == 200, answer.body
        return view

    async def approved(self, **change: Any) -> str:
        """An approved alert."""
        alert, fingerprint = await self.submitted(**change)
        answer = await self.act(alert, "approve", "anne", fingerprint=fingerprint)
        assert answer.status == 200, answer.body
        return alert

    async def view(self, alert: str) -> dict[str, Any]:
        """The alert as the interface shows it."""
        found: dict[str, Any] = (await self.call("GET", f"/api/v1/alerts/{alert}", "kari")).json
        return found

    async def until(self, alert: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for the alert's view to be so, looking each time the node says that something changed."""
        headers = {"Authorization": f"Bearer {self.token('kari')}"}
        url = f"{self.address}/api/v1/alerts/{alert}/events"
        async with asyncio.timeout(PATIENCE), self.session.get(url, headers=headers) as events:
            async for line in events.content:
                if line.startswith(b"event: changed"):
                    view = await self.view(alert)
                    if true(view):
                        return view
        raise AssertionError("the node stopped")

    async def published(self, scenario: str = "evakuering", **fields: str) -> str:
        """What is on the banner, an evacuation if not told: urgency immediate, its public wave waits for nothing."""
        told = EVACUATION if scenario == "evakuering" else {}
        alert = await self.approved(scenario=scenario, fields={**told, **fields})
        await self.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
        return alert

    async def attempt(self) -> str:
        """An SMS attempt that the provider has taken."""
        alert = await self.approved()
        await self.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["accepted"] > 0)
        return self.sms.taken[0].attempt

    def delivery_of(self, attempt: str) -> Any:
        """The delivery's row."""

        def find(connection: Connection) -> Any:
            return connection.execute(select(deliveries).where(deliveries.c.attempt_id == attempt)).one()

        return self.scene.ledger.read_now(find)


def route_of(method: str, path: str) -> Route | None:
    """The documented route that a request belongs to."""
    path = path.partition("?")[0]
    for route in ROUTES:
        pattern = re.sub(r"{\w+}", "[^/]+", route.path)
        if route.method == method.replace("HEAD", "GET") and re.fullmatch(pattern, path):
            return route
    return None


def hold_to_description(method: str, path: str, answer: Answer) -> None:
    """An answer may only have a documented status, and the documented shape."""
    route = route_of(method, path)
    content_type = answer.headers.get("Content-Type", "").partition(";")[0]
    if route is None:
        assert answer.status in {404, 405}, (method, path, answer)
        Problem.model_validate(answer.json, strict=True)
        return
    if answer.status not in route.answers:
        assert answer.status in {*route.errors, *ALWAYS, *((401, 403) if route.user else ())}, (path, answer)
        assert content_type == "application/problem+json"
        if answer.body:
            Problem.model_validate(answer.json, strict=True)
        return
    content = route.answers[answer.status]
    if content is None or method == "HEAD":
        assert not answer.body
    elif isinstance(content, tuple):
        assert content_type in content
    else:
        assert content_type == "application/json"
        assert_shape(content, answer.json)


def assert_shape(model: type[BaseModel], sent: Any) -> None:
    """Exactly the documented names; enums as their words."""
    model.model_validate(sent)


@asynccontextmanager
async def running(
    scene: OfficeScene,
    *,
    mode: NodeMode = NodeMode.EXERCISE,
    public_url: str | None = None,
    settle_after: float = 90.0,
    webpush: WebPush | None = None,
    oidc: OpenId | None = None,
    backups: Sequence[Channel] = (),
    asked: bool = False,
    capture_url: str = "http://127.0.0.1:9",
    static_folder: Path | None = None,
    postmottak: Mapping[Mode, PackageMail] | None = None,
) -> AsyncIterator[Node]:
    """A node until the block ends. ``backups``: second routes. ``asked``: a broken SMS route is asked before a row."""
    listener = socket.create_server(("127.0.0.1", 0))
    here = f"http://127.0.0.1:{listener.getsockname()[1]}"
    kind = LaneKind.REAL if mode is NodeMode.LIVE else LaneKind.CAPTURE
    provider = "twilio" if mode is NodeMode.LIVE else "capture"
    sms, email = Taker(ChannelName.SMS, kind, provider), Taker(ChannelName.EMAIL, kind, provider)
    clock = TestClock(scene)
    push, app = Taker(ChannelName.PUSH, kind, "webpush"), Taker(ChannelName.APP, kind, "fcm")
    channels: list[Channel] = [sms, email, push, app, Banner(ledger=scene.ledger, clock=clock, kind=kind), *backups]
    if mode is NodeMode.LIVE:
        channels.append(Banner(ledger=scene.ledger, clock=clock, kind=LaneKind.CAPTURE))
        channels.append(Taker(ChannelName.SMS, LaneKind.CAPTURE, "capture"))
    engine = Engine(
        ledger=scene.ledger,
        clock=clock,
        lanes=[
            LaneSpec(channel=channel, concurrency=20, probe=sms.probe if asked and channel is sms else None)
            for channel in channels
        ],
        incarnation=secrets.token_hex(4),
        settle_after=settle_after,
    )
    services = Services(
        settings=Settings(
            _env_file=None,
            mode=mode,
            public_url=public_url,
            secret_key=SecretStr("0123456789abcdef"),
            webpush=webpush,
            static_folder=static_folder,
            oidc=oidc,
        ),
        clock=clock,
        ledger=scene.ledger,
        plan=scene.plan,
        desk=scene.desk,
        engine=engine,
        address=public_url or here,
        capture_url=capture_url,
        tokens=TOKENS,
        numbers={Mode.EXERCISE: "+4759000000"},
        postmottak=postmottak or {},
    )
    answers = Answers(say=scene.desk.say, address=services.address)
    tasking = Tasking(ledger=scene.ledger, clock=clock, answers=answers, wake=engine.wake)
    task = asyncio.create_task(engine.run(), name="engine")
    beside = asyncio.create_task(tasking.run(), name="tasks")
    try:
        timeout = ClientTimeout(total=LONGEST_ANSWER)
        async with serve_http(services, listener), ClientSession(timeout=timeout) as session:
            yield Node(
                scene=scene,
                services=services,
                session=session,
                address=here,
                sms=sms,
                email=email,
            )
    finally:
        beside.cancel()
        engine.stop()
        await task
