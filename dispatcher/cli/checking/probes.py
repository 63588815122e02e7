"""Whether each route of a live node would carry a message now, and what the node itself last heard of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from dispatcher.cli.checking.findings import Findings, RouteFound
from dispatcher.cli.checking.probe_words import NETWORK, setting_of, trouble
from dispatcher.cli.words import CHANNELS
from dispatcher.evaluation.reason_words import advice
from dispatcher.lanes import outside_lanes
from dispatcher.ledger.probes import lane_key
from dispatcher.ledger.times import at
from dispatcher.ports import SystemClock

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.known import Node
    from dispatcher.ledger.probes import Probed
    from dispatcher.ports import Channel, Probe
    from dispatcher.settings import Settings

STALE = 15 * 60
"""Seconds after which a running node should have asked again."""


class Answer(NamedTuple):
    """A route and what it said; None where it cannot be asked."""

    channel: Channel
    probe: Probe | None


async def look(settings: Settings, node: Node, now: datetime) -> tuple[Findings, frozenset[str]]:
    """What was found, and the providers that let us in."""
    channels = [lane.channel for lane in outside_lanes(settings, SystemClock(), settings.base_address)]
    try:
        probes = await asyncio.gather(*(channel.probe() for channel in channels))
    finally:
        await asyncio.gather(*(channel.close() for channel in channels))
    answers = [Answer(channel, probe) for channel, probe in zip(channels, probes, strict=True)]
    found = Findings()
    for answer in answers:
        _tell(answer, answers, node, now, found)
    return found, frozenset(one.channel.provider for one in answers if one.probe is not None and one.probe.ok)


def _tell(answer: Answer, answers: list[Answer], node: Node, now: datetime, found: Findings) -> None:
    channel, probe = answer
    name = f"{CHANNELS[channel.name]} ({channel.provider})"
    if probe is None:
        words = "kan ikke prøves uten å sende en melding til noen"
        found.routes.append(RouteFound(name=name, ok=None, words=words))
        return
    heard = _of_node(node.probes.get(lane_key(channel)), now) if node.runs else ""
    words = f"virker, svarte på {probe.took_ms} ms" if probe.ok else f"virker ikke: {_small(advice(probe.reason).what)}"
    found.routes.append(
        RouteFound(name=name, ok=probe.ok, words=words + heard, reason=probe.reason, took_ms=probe.took_ms)
    )
    if probe.ok:
        _compare(channel, node, now, found)
        return
    others = any(one.probe and one.probe.ok for one in answers if one.channel.name is channel.name)
    told = found.warn if others or probe.reason in NETWORK else found.fault
    told(setting_of(channel.provider, probe.reason), trouble(channel, probe.reason, others=others))


def _compare(channel: Channel, node: Node, now: datetime, found: Findings) -> None:
    """A node that has other settings, or another way out, than this command."""
    heard = node.probes.get(lane_key(channel))
    if not node.runs or heard is None:
        return
    age = (now - at(heard.at)).total_seconds()
    if not heard.ok:
        what = f"Ruten virker herfra, men noden fikk den ikke til {_ago(age)}: {_small(advice(heard.reason).what)}."
        found.warn(
            setting_of(channel.provider, heard.reason), f"{what} Start noden på nytt om innstillingene er endret."
        )
    elif age > STALE:
        found.warn(
            "node", f"Noden prøvde sist {channel.name} {_ago(age)}. Den skal prøve hvert femte minutt. Se loggen."
        )


def _of_node(heard: Probed | None, now: datetime) -> str:
    if heard is None:
        return ". Noden har ikke prøvd den ennå"
    how = "virket" if heard.ok else "virket ikke"
    return f". Noden prøvde den {_ago((now - at(heard.at)).total_seconds())}: {how}"


def _ago(seconds: float) -> str:
    minutes = int(max(seconds, 0.0) // 60)
    if minutes < 1:
        return "for under ett minutt siden"
    if minutes < 120:
        return f"for {minutes} minutt{'er' if minutes > 1 else ''} siden"
    return f"for {minutes // 60} timer siden"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
