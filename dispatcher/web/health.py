"""Alive, able to send, and the numbers behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from dispatcher.delivery.lane import LaneRunner
from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import LaneKind
from dispatcher.evaluation.reason_words import advice
from dispatcher.ledger import board, public
from dispatcher.typed_addresses import is_loopback
from dispatcher.web.citizens.static_copy import COPY
from dispatcher.web.identity import who
from dispatcher.web.metrics import Facts, facts_of
from dispatcher.web.problems import NotForYou
from dispatcher.web.sending import json_answer
from dispatcher.web.services import Services, services

log = structlog.get_logger()

PATIENCE: Final = 3.0
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


async def alive(request: web.Request) -> web.Response:  # noqa: ARG001
    """The process answers; nothing more is asked of it."""
    return json_answer({"status": "alive"})


async def ready(request: web.Request) -> web.Response:
    """Able to send: the ledger takes a write, and every channel of the node's own kind has a route. 503 says why not.

    ``?probe=now`` (this machine, or a token) asks every route before it answers.
    """
    node = services(request)
    if request.query.get("probe") == "now":
        await _may_see(request)
        await _asked(node)
    faults = [*lane_faults(node), *await _ledger_faults(node)]
    plan = node.desk.plan
    body = {
        "ready": not faults,
        "mode": str(node.settings.mode),
        "capture": node.capture_url,
        "lanes": [_lane(node, runner) for runner in node.engine.runners],
        "plan": {"hash": plan.hash, "status": plan.plan.plan.status},
        "faults": faults,
        "alarms": await _alarms(node),
        "static": request.app[COPY].view(),
    }
    return json_answer(body, status=503 if faults else 200, headers={"Retry-After": "5"} if faults else None)


async def _alarms(node: Services) -> list[dict[str, Any]]:
    try:
        return await node.ledger.glance(board.alarms_view)
    except DispatcherError:
        return []  # a ledger that cannot be read is among the faults


async def _asked(node: Services) -> None:
    """A ledger that does not keep the answers is told as a fault of its own."""
    try:
        await node.engine.probing.ask()
    except Unavailable as error:
        log.error("ledger.unavailable", work="probe", error=str(error))


def _lane(node: Services, runner: LaneRunner) -> dict[str, Any]:
    return {
        "channel": str(runner.lane.channel),
        "kind": str(runner.lane.kind),
        "provider": runner.lane.provider,
        "open": runner.breaker.is_open,
        "why": runner.breaker.why if runner.breaker.is_open else "",
        "cleared": runner.breaker.is_cleared,
        "carries": runner.route.carries,
        "probe": _probe(node, runner),
    }


def _probe(node: Services, runner: LaneRunner) -> dict[str, Any] | None:
    """None: the outside offers nothing to ask, or nobody has asked yet."""
    last = node.engine.probing.last(runner)
    if last is None:
        return None
    probe, age = last
    return {"ok": probe.ok, "reason": probe.reason, "took_ms": probe.took_ms, "age_seconds": round(age, 1)}


def lane_faults(node: Services) -> list[str]:
    """A route that fails is a fault when its channel has no other that works."""
    own = LaneKind.REAL if node.live else LaneKind.CAPTURE
    ways: dict[str, list[dict[str, Any]]] = {}
    for runner in node.engine.runners:
        if runner.lane.kind is own:
            ways.setdefault(str(runner.lane.channel), []).append(_lane(node, runner))
    broken = [said for lanes in ways.values() if all(map(_fault, lanes)) for said in _closed(lanes)]
    if not {"sms", "email"} & ways.keys():
        broken.append("Noden har verken SMS eller e-post å sende med. Se over innstillingene.")
    return broken


def _closed(lanes: Sequence[dict[str, Any]]) -> list[str]:
    """A channel with two ways out names them."""
    names = [f"{lane['channel']} ({lane['provider']})" if len(lanes) > 1 else lane["channel"] for lane in lanes]
    return [f"{name}: {_fault(lane)}" for name, lane in zip(names, lanes, strict=True)]


def _fault(lane: dict[str, Any]) -> str:
    """What is wrong with a lane, in a sentence; "" when nothing is known to be."""
    if lane["open"] and not lane["cleared"]:
        return f"veien ut er stengt ({lane['why']})."
    if lane["probe"] and not lane["probe"]["ok"]:
        return f"veien ut virker ikke. {advice(lane['probe']['reason']).what}."
    return ""


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
    registry.register(Facts(await node.ledger.read(facts_of), node.engine))
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _may_see(request: web.Request) -> None:
    """A proxy on this machine speaks from loopback for the whole world: what was forwarded needs a token."""
    here = is_loopback(request.remote or "") and not any(name in request.headers for name in FORWARDED)
    if here:
        return
    if "Authorization" not in request.headers:
        raise NotForYou
    demand((await who(request)).roles, Act.READ)
