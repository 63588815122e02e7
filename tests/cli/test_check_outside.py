"""check asks the outside: real loopback parts that misbehave, and what a person is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import ValidationError

from dispatcher.cli.checking import mail_domain, probes, senders
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.known import Need, Node
from dispatcher.cli.checking.outside import check_outside
from dispatcher.domain.plan import Plan
from dispatcher.ledger.probes import Probed
from dispatcher.ledger.times import ms
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from tests.cli.outside_world import (
    ACCOUNT,
    DMARC,
    DOMAIN,
    PASSWORD,
    SPF,
    TOKEN,
    Outside,
    free_port,
    in_a_thread,
    outside,
    website,
)

NOW = datetime(2026, 11, 29, 2, 12, tzinfo=UTC)
TWILIO, SMTP = "DISPATCHER_TWILIO__", "DISPATCHER_SMTP__"
SERVICE, NUMBER = "MG" + "a" * 32, "+4790000000"
SELECTOR = {"SMTP__DKIM_SELECTOR": "s1"}
KEY = {f"s1._domainkey.{DOMAIN}": ["v=DKIM1; k=rsa; p=MIGfMA0G"]}


@pytest.fixture(scope="module")
def everything() -> Iterator[Outside]:
    """A provider, a mail server and a name server, for all tests of the file."""
    with outside() as world:
        yield world


@pytest.fixture
def world(everything: Outside) -> Outside:
    """The same, in order."""
    everything.well()
    return everything


@pytest.fixture
def plan(plan_and_texts: tuple[LoadedPlan, Rendering]) -> Plan:
    """The shipped plan."""
    return plan_and_texts[0].plan


def look(world: Outside, home: Path, plan: Plan | None = None, /, **other: str) -> Findings:
    """What a check of the outside finds."""
    found = Findings()
    check_outside(world.read(home, **other), Need(plan=plan, mobiles=5_212, parts=2), NOW, found)
    return found


def faults(found: Findings) -> dict[str, str]:
    return {one.where: one.what for one in found.faults}


def warnings(found: Findings) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in found.warnings]


def warned(found: Findings, where: str) -> str:
    return " ".join(what for place, what in warnings(found) if place == where)


def test_an_outside_in_order_is_told_as_such(world: Outside, tmp_path: Path, plan: Plan) -> None:
    """Each route with how long it took; nothing to mend."""
    world.names.texts |= KEY
    found = look(world, tmp_path, plan, **SELECTOR)

    assert (found.faults, found.warnings) == ([], [])
    assert [(route.name, route.ok) for route in found.routes] == [("SMS (twilio)", True), ("e-post (smtp)", True)]
    assert all(route.words == f"virker, svarte på {route.took_ms} ms" for route in found.routes)
    assert not world.mail.mails


def test_an_exercise_node_asks_nobody(world: Outside, tmp_path: Path) -> None:
    """Its routes are captures; real ones are no business of it."""
    asked = len(world.names.asked)
    found = look(world, tmp_path, MODE="exercise")

    assert (found.routes, found.faults, found.warnings) == ([], [], [])
    assert len(world.names.asked) == asked


def test_wrong_credentials_are_faults_that_say_what_they_cost(world: Outside, tmp_path: Path, plan: Plan) -> None:
    """Once for each route, with the setting to mend; of an account that is closed to us nothing more is asked."""
    world.account(token="another", balance="0")
    found = look(world, tmp_path, plan, SMTP__PASSWORD="feil-passord")
    told = f"{found.faults} {found.warnings} {found.routes}"

    assert set(faults(found)) == {f"{TWILIO}AUTH_TOKEN", f"{SMTP}PASSWORD"}
    assert faults(found)[f"{TWILIO}AUTH_TOKEN"] == (
        "Ingen SMS går ut før dette er rettet. Twilio slipper oss ikke inn. ACCOUNT_SID og AUTH_TOKEN hører ikke "
        "sammen, eller nøkkelen er byttet ut. Hent begge på nytt fra Twilios konsoll."
    )
    assert faults(found)[f"{SMTP}PASSWORD"].startswith("Ingen e-post går ut før dette er rettet.")
    assert [route.reason for route in found.routes] == ["credentials", "credentials"]
    assert not any(secret in told for secret in (TOKEN, PASSWORD, "feil-passord"))


@pytest.mark.parametrize(
    ("like", "words"),
    [
        ({"status": "suspended"}, "Kontoen er sperret. Ring leverandøren nå."),
        ({"status": "closed"}, "Kontoen er sperret."),
        ({"type": "Trial"}, "Kontoen er en prøvekonto"),
    ],
    ids=["suspended", "closed", "trial"],
)
def test_an_account_that_cannot_send_is_a_fault(
    world: Outside, tmp_path: Path, like: dict[str, str], words: str
) -> None:
    """It lets us in, and would refuse every message."""
    world.account(**like)

    assert words in faults(look(world, tmp_path))[f"{TWILIO}ACCOUNT_SID"]


def test_a_network_that_is_away_makes_warnings(world: Outside, tmp_path: Path, plan: Plan) -> None:
    """Nobody answers anywhere: nothing is claimed, nothing hangs, and it says what to do."""
    dead = f"http://127.0.0.1:{free_port()}"
    away = {"SMTP__PORT": str(free_port()), "RESOLVER": f"127.0.0.1:{free_port()}", "PUBLIC_URL": dead}
    found = look(world, tmp_path, plan, TWILIO__BASE_URL=dead, **away)

    assert found.faults == []
    assert {where for where, _ in warnings(found)} == {
        f"{TWILIO}BASE_URL",
        f"{SMTP}HOST",
        f"{SMTP}SENDER",
        "DISPATCHER_PUBLIC_URL",
    }
    assert "kjør «dispatcher check» igjen" in warned(found, f"{TWILIO}BASE_URL")


def test_silence_ends_in_time(world: Outside, tmp_path: Path) -> None:
    """A provider, a mail server and a name server that take a question and never answer."""
    world.faults({"kind": "silence", "on": "all"})
    world.mail.wrong, world.names.mute = {"EHLO": "hang"}, True
    found = look(world, tmp_path, TWILIO__TIMEOUT="0.5", SMTP__TIMEOUT="0.5")

    assert found.faults == []
    assert [route.reason for route in found.routes] == ["timeout", "timeout"]
    assert "Fikk ikke svar fra navnetjeneren" in warned(found, f"{SMTP}SENDER")


@pytest.mark.parametrize(
    ("given", "owned", "where", "word"),
    [
        ({"TWILIO__SENDER": NUMBER}, {}, "SENDER", "Kontoen har ikke dette nummeret"),
        ({"TWILIO__SENDER": NUMBER}, {"numbers": [NUMBER + "1"]}, "SENDER", "Kontoen har ikke dette nummeret"),
        ({"TWILIO__SENDER": NUMBER}, {"numbers": [NUMBER]}, "", ""),
        ({"TWILIO__MESSAGING_SERVICE_SID": SERVICE}, {}, "MESSAGING_SERVICE_SID", "Meldingstjenesten finnes ikke"),
        ({"TWILIO__MESSAGING_SERVICE_SID": SERVICE}, {"services": [SERVICE]}, "", ""),
    ],
    ids=["no number", "a longer one", "own number", "no service", "own service"],
)
def test_a_sender_that_is_not_the_accounts_is_a_fault(
    world: Outside, tmp_path: Path, given: dict[str, str], owned: dict[str, Any], where: str, word: str
) -> None:
    """Twilio would refuse every message tonight."""
    world.account(**owned)
    found = faults(look(world, tmp_path, **given))

    assert set(found) == ({f"{TWILIO}{where}"} if where else set())
    assert all(what.startswith(word) for what in found.values())


def test_a_reply_number_that_is_not_the_accounts_is_told(world: Outside, tmp_path: Path) -> None:
    """Messages go out all the same; answers do not come back."""
    found = look(world, tmp_path, TWILIO__REPLY_NUMBER=NUMBER)

    assert found.faults == []
    assert "Da kommer svar fra folk ikke fram." in warned(found, f"{TWILIO}REPLY_NUMBER")


@pytest.mark.parametrize(
    ("balance", "currency", "word"),
    [
        (
            "12.40",
            "USD",
            "Saldoen hos Twilio er 12,40 USD, om lag 112 kroner (regnet med 9 for 1 USD). Ett varsel på 2 ",
        ),
        ("1000", "NOK", "Saldoen hos Twilio er 1 000 NOK"),
        ("1000000", "CHF", "Saldoen hos Twilio er 1 000 000 CHF. Ett varsel på 2 deler til alle 5 212 mobilene"),
        (None, "USD", "Kontoen viser ingen saldo."),
        ("1000000", "USD", ""),
    ],
)
def test_money_that_does_not_last_one_alert_is_told(
    world: Outside, tmp_path: Path, plan: Plan, balance: str | None, currency: str, word: str
) -> None:
    """At the plan's price, for the longest text to every mobile of the lists."""
    world.account(balance=balance, currency=currency)
    found = look(world, tmp_path, plan)
    told = warned(found, f"{TWILIO}ACCOUNT_SID")

    assert found.faults == []
    assert told.startswith(word) if word else told == ""


@pytest.mark.parametrize("balance", ["0", "-3.20"])
def test_an_empty_account_is_a_fault(world: Outside, tmp_path: Path, plan: Plan, balance: str) -> None:
    """Twilio suspends it, tonight or tomorrow."""
    world.account(balance=balance, currency="USD")

    assert "Fyll på nå." in faults(look(world, tmp_path, plan))[f"{TWILIO}ACCOUNT_SID"]


def test_an_account_that_tells_nothing_more_is_a_warning(world: Outside, tmp_path: Path, plan: Plan) -> None:
    """It lets us in and is broken beyond that: what could not be seen is named, and nothing is claimed of it."""

    def half(request: web.Request) -> web.Response:
        if request.path.endswith(f"/{ACCOUNT}.json"):
            return web.json_response({"sid": ACCOUNT, "status": "active", "type": "Full"})
        return web.Response(status=503)

    with in_a_thread(website(half)) as url:
        found = look(world, tmp_path, plan, TWILIO__BASE_URL=url, TWILIO__SENDER=NUMBER, TWILIO__REPLY_NUMBER=NUMBER)

    assert found.faults == []
    for name, thing in (("SENDER", "nummeret"), ("REPLY_NUMBER", "nummeret"), ("ACCOUNT_SID", "saldoen")):
        assert thing in warned(found, f"{TWILIO}{name}")


async def domain(world: Outside, home: Path, **other: str) -> Findings:
    return await mail_domain.look(world.read(home, **(SELECTOR | other)))


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        ({DOMAIN: ["hei"]}, "har ingen SPF."),
        ({DOMAIN: []}, "har ingen SPF."),
        ({DOMAIN: ["v=spf10 mx"]}, "har ingen SPF."),
        ({DOMAIN: [SPF, "V=SPF1 a"]}, "har 2 SPF-linjer. Da gjelder ingen av dem."),
        ({f"_dmarc.{DOMAIN}": []}, "har ingen DMARC."),
        ({f"_dmarc.{DOMAIN}": [DMARC, "v=DMARC1; p=none"]}, "har 2 DMARC-linjer."),
        ({f"s1._domainkey.{DOMAIN}": []}, "Finner ingen DKIM-nøkkel"),
        ({f"s1._domainkey.{DOMAIN}": ["v=DKIM1; p="]}, "Finner ingen DKIM-nøkkel"),
        ({}, ""),
    ],
    ids=["no spf", "nothing", "another version", "two", "no dmarc", "two dmarc", "no key", "revoked", "well"],
)
async def test_a_domain_that_does_not_stand_behind_its_mail_is_told(
    world: Outside, tmp_path: Path, texts: dict[str, list[str]], word: str
) -> None:
    """Each with what to ask of whoever keeps the domain."""
    world.names.texts |= KEY | texts
    found = await domain(world, tmp_path)

    assert found.faults == []
    assert [word in what for _, what in warnings(found)] == ([True] if word else [])


async def test_a_domain_that_does_not_exist_has_neither(world: Outside, tmp_path: Path) -> None:
    """Nothing at all is an answer too."""
    world.names.texts.clear()

    assert len(warnings(await domain(world, tmp_path))) == 3


async def test_the_policy_of_the_domain_above_counts(world: Outside, tmp_path: Path) -> None:
    """As receivers look for it; what stands at kommune.no is nobody's own."""
    world.names.texts = {
        "varsling.loten.kommune.no": [SPF],
        "_dmarc.loten.kommune.no": [DMARC],
        "s1._domainkey.varsling.loten.kommune.no": ["p=MIGf"],
        "varsling.elverum.kommune.no": [SPF],
        "_dmarc.kommune.no": [DMARC],
        "s1._domainkey.varsling.elverum.kommune.no": ["p=MIGf"],
    }
    ours = await domain(world, tmp_path, SMTP__SENDER="krise@varsling.loten.kommune.no")
    theirs = await domain(world, tmp_path, SMTP__SENDER="krise@varsling.elverum.kommune.no")

    assert ours.warnings == []
    assert ["har ingen DMARC" in what for _, what in warnings(theirs)] == [True]


async def test_a_key_whose_name_nobody_told_was_not_looked_for(world: Outside, tmp_path: Path) -> None:
    """Said, so that nobody believes it was."""
    found = await mail_domain.look(world.read(tmp_path))

    assert "Det er ikke sett etter DKIM" in warned(found, f"{SMTP}DKIM_SELECTOR")


@pytest.mark.parametrize("written", ["navnetjener.example", "127.0.0.1:0", "127.0.0.1:x", "[::1", ""])
def test_a_name_server_is_an_address(world: Outside, tmp_path: Path, written: str) -> None:
    """A name could not be looked up without it."""
    with pytest.raises(ValidationError, match="Skriv adressen til en navnetjener"):
        world.read(tmp_path, RESOLVER=written)


@pytest.mark.parametrize("written", ["10.0.0.53", "10.0.0.53:5353", "fd00::53", "[fd00::53]:53"])
def test_a_name_server_may_have_a_port(world: Outside, tmp_path: Path, written: str) -> None:
    """Both kinds of address."""
    assert world.read(tmp_path, RESOLVER=written).resolver == written


@pytest.mark.parametrize("name", ["Kommunen", "Info", "Innbyggere", "Varsling", "Krisevarsel", "Loten 1"])
def test_a_name_that_swindlers_use_is_told(world: Outside, tmp_path: Path, name: str) -> None:
    """Twilio would take it; people would not believe it."""
    found = Findings()
    senders.check_senders(world.read(tmp_path, TWILIO__SENDER=name), found)

    assert warned(found, f"{TWILIO}SENDER")
    assert "Et navn som avsender kan ingen svare på" in warned(found, f"{TWILIO}REPLY_NUMBER")


def heard(lane: str, *, ok: bool, minutes: float) -> Node:
    """A node that runs, and what it last heard."""
    at = ms(NOW) - int(minutes * 60_000)
    one = Probed(lane=lane, ok=ok, reason="" if ok else "credentials", took_ms=5, at=at)
    return Node(runs=True, probes={lane: one})


@pytest.mark.parametrize(
    ("node", "words", "warning"),
    [
        (heard("sms/real/twilio", ok=True, minutes=3), "Noden prøvde den for 3 minutter siden: virket", ""),
        (
            heard("sms/real/twilio", ok=False, minutes=3),
            "siden: virket ikke",
            "Ruten virker herfra, men noden fikk den",
        ),
        (heard("sms/real/twilio", ok=True, minutes=150), "for 2 timer siden: virket", "Noden prøvde sist"),
        (Node(runs=True, probes={}), "Noden har ikke prøvd den ennå", ""),
        (replace(heard("sms/real/twilio", ok=False, minutes=3), runs=False), "ms", ""),
    ],
    ids=["well", "other settings", "stuck", "just started", "no node"],
)
async def test_what_the_node_itself_heard_is_told_beside(
    world: Outside, tmp_path: Path, node: Node, words: str, warning: str
) -> None:
    """With its age: a node that was started with other settings shows here."""
    async with asyncio.timeout(20):
        found, working = await probes.look(world.read(tmp_path), node, NOW)

    assert words in found.routes[0].words
    assert working == {"twilio", "smtp"}
    assert [what.startswith(warning) for _, what in warnings(found)] == ([True] if warning else [])
