"""Alive, able to send, and the numbers behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from dispatcher.delivery.lane import LaneRunner
from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import LaneKind
from dispatcher.ledger import board, public
from dispatcher.settings import is_loopback
from dispatcher.web.identity import who
from dispatcher.web.metrics import Facts, facts_of
from dispatcher.web.problems import NotForYou
from dispatcher.web.sending import json_answer
from dispatcher.web.services import Services, services

PATIENCE: Final = 3.0
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


async def alive(request: web.Request) -> web.Response:  # noqa: ARG001
    """The process answers; nothing more is asked of it."""
    return json_answer({"status": "alive"})


async def ready(request: web.Request) -> web.Response:
    """Able to send: the ledger takes a write, each channel of the node's own kind has a way out. 503 says why not."""
    node = services(request)
    faults = [*_lane_faults(node), *await _ledger_faults(node)]
    plan = node.desk.plan
    body = {
        "ready": not faults,
        "mode": str(node.settings.mode),
        "capture": node.capture_url,
        "lanes": [_lane(runner) for runner in node.engine.runners],
        "plan": {"hash": plan.hash, "status": plan.plan.plan.status},
        "faults": faults,
        "alarms": await _alarms(node),
    }
    return json_answer(body, status=503 if faults else 200, headers={"Retry-After": "5"} if faults else None)


async def _alarms(node: Services) -> list[dict[str, Any]]:
    try:
        return await node.ledger.glance(board.alarms_view)
    except DispatcherError:
        return []  # a ledger that cannot be read is among the faults


def _lane(runner: LaneRunner) -> dict[str, Any]:
    return {
        "channel": str(runner.lane.channel),
        "kind": str(runner.lane.kind),
        "provider": runner.lane.provider,
        "open": runner.breaker.is_open,
        "why": runner.breaker.why if runner.breaker.is_open else "",
        "carries": runner.route.carries,
    }


def _lane_faults(node: Services) -> list[str]:
    own = LaneKind.REAL if node.live else LaneKind.CAPTURE
    ways: dict[str, list[LaneRunner]] = {}
    for runner in node.engine.runners:
        if runner.lane.kind is own:
            ways.setdefault(str(runner.lane.channel), []).append(runner)
    broken = [_closed(channel, ways[channel]) for channel in ways if all(way.breaker.is_open for way in ways[channel])]
    if not {"sms", "email"} & ways.keys():
        broken.append("Noden har verken SMS eller e-post å sende med. Se over innstillingene.")
    return broken


def _closed(channel: str, ways: Sequence[LaneRunner]) -> str:
    if len(ways) == 1:
        return f"{channel}: veien ut er stengt ({ways[0].breaker.why})."
    whys = "; ".join(f"{way.lane.provider}: {way.breaker.why}" for way in ways)
    return f"{channel}: begge veiene ut er stengt ({whys})."


async def _ledger_faults(node: Services) -> list[str]:
    try:
        async with asyncio.timeout(PATIENCE):
            # A real write: an empty transaction goes through on a full disk.
            await node.ledger.write(public.heartbeat, node.clock.now())
    except TimeoutError:
        return [f"Databasen svarte ikke på {PATIENCE:.0f} sekunder."]
    except DispatcherError as error:
        return [str(error)]
    return []


async def metrics(request: web.Request) -> web.Response:
    """For Prometheus on this machine, or with a token."""
    await _may_see(request)
    node = services(request)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Facts(await node.ledger.read(facts_of), node.engine.runners))
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _may_see(request: web.Request) -> None:
    """A proxy on this machine speaks from loopback for the whole world: what was forwarded needs a token."""
    here = is_loopback(request.remote or "") and not any(name in request.headers for name in FORWARDED)
    if here:
        return
    if "Authorization" not in request.headers:
        raise NotForYou
    demand((await who(request)).roles, Act.READ)
