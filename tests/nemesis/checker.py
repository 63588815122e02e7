"""The eight statements of reliability.md 4, each a function of the evidence that returns what breaks it.

The checker trusts nobody: not the node's word about itself, only what the provider accepted and what the ledger holds.
``test_planted.py`` plants a fault for each statement that it must find.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import rfc8785

from tests.nemesis.case import SERVICE, Case
from tests.nemesis.evidence import Evidence, Operation, Row, Sent

ONE_REQUEST = {"sms": 10.0, "email": 30.0, "push": 10.0, "app": 10.0}
"""Seconds after which a request of a channel has ended, one way or the other."""
SAME_MOMENT = 0.05
"""Seconds by which two processes' words about one moment may differ."""
ENDED = {"accepted", "delivered", "failed", "unsure", "skipped"}
MAY_HAVE_LEFT = {"accepted", "unsure"}
DECISIONS = ("unsure.policy", "unsure.decided", "alert.resent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A statement that did not hold. ``person``: whom it concerns, where it concerns one (alert, class, reference)."""

    statement: int
    words: str
    person: tuple[str, str, str] | None = None

    def __str__(self) -> str:
        return f"({self.statement}) {self.words}"


def outsiders(case: Case) -> Iterator[Violation]:
    """(1) Nobody outside the approved snapshot got anything; a service message goes to the plan's own people."""
    for stray in case.strays:
        yield Violation(statement=1, words=f"the ledger knows nothing of {stray.channel} {stray.id}")
    insiders = _insiders(case)
    ours = case.persons_of_the_plan()
    for one, row, alert in case.messages():
        service = alert["kind"] == SERVICE
        if one.to not in (ours if service else insiders[alert["id"], row["cls"], row["ref"], one.channel]):
            yield Violation(statement=1, words=f"{one.channel} {one.id} of {alert['id']} went to somebody else")


def _insiders(case: Case) -> dict[tuple[str, str, str, str], set[str]]:
    found: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for alert in case.alerts.values():
        for meant in case.snapshot_of(alert):
            for channel in case.channels(meant):
                found[alert["id"], meant["cls"], meant["ref"], channel].add(case.address(meant, channel))
    return found


def unapproved(case: Case) -> Iterator[Violation]:
    """(2) Nothing before its approval, or with another fingerprint (service messages excepted)."""
    asked = {one.alert: one.asked_at for one in case.evidence.done("approve")}
    recorded = {row["alert_id"]: row["data"]["fingerprint"] for row in case.journal("alert.approved")}
    texts: dict[tuple[str, str], set[str]] = {}
    for one, row, alert in case.messages():
        if alert["kind"] == SERVICE:
            continue
        name = f"{one.channel} {one.id} of {alert['id']}"
        if one.at < asked.get(alert["id"], float("inf")) - SAME_MOMENT:
            yield Violation(statement=2, words=f"{name} left before anybody had approved it")
        key = (alert["id"], one.channel)
        if one.body not in (texts.get(key) or texts.setdefault(key, case.texts(alert, row["channel"]))):
            yield Violation(statement=2, words=f"{name} says something else than was approved")
        if not alert["fingerprint"] == alert["approved_fingerprint"] == recorded.get(alert["id"]):
            yield Violation(statement=2, words=f"{name} has another fingerprint than was approved")


def before_gate(case: Case) -> Iterator[Violation]:
    """(3) Nothing of a wave before its gate opened."""
    for one, row, alert in case.messages():
        wave = case.waves[row["wave_id"]]
        opened = None if wave["opened_at"] is None else case.evidence.earliest(wave["opened_at"])
        if opened is None or one.at < opened - SAME_MOMENT:
            yield Violation(statement=3, words=f"{one.channel} {one.id} of {alert['id']} left before wave {wave['ix']}")


def unaccounted(case: Case) -> Iterator[Violation]:
    """(4) Everyone in an approved snapshot has a message in the journal or an honest state that says why not."""
    rows = {(row["alert_id"], row["cls"], row["ref"], row["channel"]): row for row in case.deliveries.values()}
    for alert in case.alerts.values():
        if alert["approved_at"] is None:
            continue
        for meant in case.snapshot_of(alert):
            person = (alert["id"], meant["cls"], meant["ref"])
            for channel in case.channels(meant):
                words = _dishonest(case, rows.get((*person, channel)))
                if words:
                    yield Violation(statement=4, words=f"{'/'.join(person)} {channel}: {words}", person=person)


def _dishonest(case: Case, row: Row | None) -> str:
    """What is wrong with what the ledger says of somebody; nothing when it is honest."""
    if row is None:
        return "has no row"
    if row["channel"] == "task":  # a person has it, and ticks it in their own time
        return ""
    if row["state"] not in ENDED:
        return f"is still {row['state']}"
    sent = case.sent.get(row["id"], [])
    tries = {attempt["state"] for attempt in case.tries(row["id"])}
    if row["state"] == "skipped" and (sent or not row["reason"] or tries & MAY_HAVE_LEFT):
        return "is skipped, and something may have left"
    if row["state"] == "failed" and sent and not tries & MAY_HAVE_LEFT:
        return "failed, and the provider has it"
    return ""


def unexplained_copies(case: Case) -> Iterator[Violation]:
    """(5) A second message to a person on one channel of one alert: there was a doubt, and a recorded decision."""
    extra: Counter[tuple[str, str]] = Counter()
    for number, messages in case.sent.items():
        if len(messages) < 2:
            continue
        row = case.deliveries[number]
        name = f"{row['alert_id']}/{row['cls']}/{row['ref']} {row['channel']}"
        extra[row["alert_id"], row["channel"]] += len(messages) - 1
        *earlier, last = sorted(case.tries(number), key=lambda attempt: attempt["n"])
        in_doubt = sum(map(_was_in_doubt, earlier))
        if in_doubt + (last["state"] in MAY_HAVE_LEFT) < len(messages):
            words = f"{name}: {len(messages)} messages, and {in_doubt} of the tries before the last were ever in doubt"
            yield Violation(statement=5, words=words)
        ordered = sorted(messages, key=lambda one: one.at)
        if not all(_decided(case, row, *pair) for pair in pairwise(ordered)):
            yield Violation(statement=5, words=f"{name}: a second message that nobody decided")
    for (alert, channel), copies in extra.items():
        allowed = sum(entry["data"]["rows"] for entry in _decisions(case, alert, channel))
        if copies > allowed:
            yield Violation(statement=5, words=f"{alert} {channel}: {copies} second messages, {allowed} decided")
    yield from _same_address(case)


def _was_in_doubt(attempt: Row) -> bool:
    """Still, or until a receipt or the list settled it, which leaves the reason of the doubt."""
    return attempt["state"] == "unsure" or (attempt["state"] == "accepted" and bool(attempt["reason"]))


def _decisions(case: Case, alert: str, channel: str) -> list[Row]:
    """What was decided about doubts of an alert's channel: send again."""
    return [
        entry
        for entry in case.journal(*DECISIONS)
        if entry["alert_id"] == alert
        and entry["data"].get("channel") in (None, channel)
        and entry["data"].get("to", "resend") in ("again", "resend")
    ]


def _decided(case: Case, row: Row, first: Sent, second: Sent) -> bool:
    times = [case.evidence.moments(entry["at"]) for entry in _decisions(case, row["alert_id"], row["channel"])]
    return any(first.at - 1.0 <= at <= second.at + SAME_MOMENT for found in times for at in found)


def _same_address(case: Case) -> Iterator[Violation]:
    """Whoever shares a number is covered by one message; the same number twice is two messages on one phone."""
    rows: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for one, row, _ in case.messages():
        rows[row["alert_id"], row["cls"], one.channel, one.to].add(row["id"])
    for (alert, cls, channel, _), found in rows.items():
        if len(found) > 1:
            yield Violation(statement=5, words=f"{alert}/{cls} {channel}: rows {sorted(found)} went to one address")


def unsent(case: Case) -> Iterator[Violation]:
    """(6) Whoever is *accepted* or *delivered* is in the provider's journal; the banner's row is published."""
    published = {row["alert_id"] for row in case.evidence.ledger["published"]}
    for row in case.deliveries.values():
        if row["state"] not in ("accepted", "delivered"):
            continue
        there = row["alert_id"] in published if row["channel"] == "banner" else bool(case.sent.get(row["id"], []))
        if not there:
            person = (row["alert_id"], row["cls"], row["ref"])
            words = f"{'/'.join(person)} {row['channel']}: {row['state']}, and the provider never had it"
            yield Violation(statement=6, words=words, person=person)


def after_stop(case: Case) -> Iterator[Violation]:
    """(7) After a stop and the time of one request nothing more leaves, and the banner shows nothing of it."""
    stops = {one.alert: one for one in case.evidence.done("stop")}
    for one, _, alert in case.messages():
        stop = stops.get(alert["id"])
        if stop and one.at > stop.answered_at + ONE_REQUEST[one.channel]:
            yield Violation(statement=7, words=f"{one.channel} {one.id} of {alert['id']} left after its stop")
    for seen in case.evidence.done("banner"):
        for alert in seen.facts["shown"]:
            if alert in stops and seen.asked_at > stops[alert].answered_at:
                yield Violation(statement=7, words=f"the banner showed {alert} after its stop")
    yield from _still_public(case, stops)


def _still_public(case: Case, stops: dict[str, Operation]) -> Iterator[Violation]:
    for row in case.evidence.ledger["published"]:
        if row["alert_id"] in stops and row["withdrawn_at"] is None:
            yield Violation(statement=7, words=f"{row['alert_id']} is stopped and still public")


def broken_chain(case: Case) -> Iterator[Violation]:
    """(8) The hash chain of the ledger's journal verifies, counted anew here; the product's seals fit too."""
    seals = case.evidence.recount["seals"]
    if not case.evidence.recount["ok"] or not seals["checked"]:
        yield Violation(statement=8, words=f"verify-log: {len(seals['broken'])} of {seals['checked']} seals do not fit")
    before = "0" * 64
    for number, row in enumerate(sorted(case.evidence.ledger["journal"], key=lambda row: row["seq"]), start=1):
        facts = {key: row[key] for key in ("seq", "at", "happened_at", "kind", "actor", "incident", "alert_id")}
        body = rfc8785.dumps(facts | {"data": json.loads(row["data"])})
        whole = hashlib.sha256(before.encode() + body).hexdigest()
        if (row["seq"], row["prev"], row["hash"]) != (number, before, whole) or not _sealed(row):
            yield Violation(statement=8, words=f"entry {row['seq']} does not fit")
            return
        before = row["hash"]


def _sealed(row: Row) -> bool:
    """What stands beside an entry is what was sealed in it."""
    if row["personal"] is None:
        return True
    seal = hmac.new(bytes.fromhex(row["salt"]), row["personal"].encode(), hashlib.sha256).hexdigest()
    return bool(json.loads(row["data"]).get("sealed") == seal)


STATEMENTS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    outsiders,
    unapproved,
    before_gate,
    unaccounted,
    unexplained_copies,
    unsent,
    after_stop,
    broken_chain,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run came to. ``doubled``: second SMS on a phone, and any other second message that nobody decided.

    ``again``: second messages that stand in the ledger as a decision, by channel (a second e-mail has the Message-ID
    of the first). ``unsure``: rows that end so, and say so.
    """

    people: int
    messages: int
    lost: int
    doubled: int
    unsure: int
    again: dict[str, int]
    violations: list[Violation]


def judge(evidence: Evidence) -> Verdict:
    """All statements over the evidence, and the counts."""
    case = Case(evidence)
    violations = [found for statement in STATEMENTS for found in statement(case)]
    copies: Counter[str] = Counter()
    for number, messages in case.sent.items():
        copies[case.deliveries[number]["channel"]] += len(messages) - 1
    undecided = sum(found.statement == 5 for found in violations)
    approved = [alert for alert in case.alerts.values() if alert["approved_at"] and alert["kind"] != SERVICE]
    return Verdict(
        people=len({row["ref"] for alert in approved for row in case.snapshot_of(alert) if row["person_id"]}),
        messages=len(evidence.sent),
        lost=len({found.person for found in violations if found.person}),
        doubled=copies["sms"] + undecided,
        unsure=sum(row["state"] == "unsure" for row in case.deliveries.values()),
        again={channel: count for channel, count in sorted(copies.items()) if count},
        violations=violations,
    )
