"""What the walk finds on its way: one alert in every state that has a page of its own, on one node that may be live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import select

from dispatcher.domain.drawing import circle
from dispatcher.domain.outcome import Accepted, Outcome, Refused, Unsure
from dispatcher.domain.states import Role, Scope
from dispatcher.ledger.tables import deliveries
from dispatcher.ports import Message
from dispatcher.push_settings import WebPush
from tests.deciding import adapt
from tests.office import OfficeScene
from tests.web.console.test_here import with_app
from tests.web.console.visitor import with_password
from tests.web.node import EVACUATION, Node
from tests.web.open_id.town import Provider
from tests.web.turns import trigger

Places = dict[str, str]
REAL: dict[str, Any] = {"mode": "real", "reason": "E. coli i råvannet", "known_at": "2026-11-22T01:50:00Z"}
SLIDE: dict[str, Any] = {"scenario": "evakuering", "mode": "real", "fields": {**EVACUATION, "neste_melding": "09:00"}}
DRAWN: dict[str, Any] = {
    "scenario": "stromutfall",
    "areas": [],
    "drawn": [{"name": "området rundt Ådalsbruk skole", "geometry": circle(11.34, 60.81, 1500), "key": "skole"}],
}


def prepare(office: OfficeScene) -> None:
    """A plan of the walk's own, in which one landslide may be approved alone."""
    office.plan = office.plan.model_copy(update={"persons": dict(office.plan.persons)})
    adapt(office, "evakuering", lead="municipality", alone_after=5)


def speak(office: OfficeScene, language: str) -> None:
    """From now on everybody in the plan reads this language."""
    for key, person in office.plan.persons.items():
        office.plan.persons[key] = person.model_copy(update={"language": type(person.language)(language)})


def push_of(folder: Path) -> WebPush:
    """Push to browsers, so that its page has something to offer."""
    key, file = ec.generate_private_key(ec.SECP256R1()), folder / "vapid.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return WebPush(private_key_file=file, subject="mailto:a@b.example", allowed_hosts=("push.example",))


async def hire(node: Node, provider: Provider) -> None:
    """Who has a password, an app and a tie, and who has nothing but a password."""
    node.hire("half", [Role.EVALUATOR])
    node.hire("drift", [Role.ADMIN])
    with_password(node, "half")
    await with_app(node, "anne")
    provider.knows("anne", "anne-hos-kommunen")


def taken(message: Message) -> Outcome:
    """All is well."""
    return Accepted(provider_id=f"SM{message.delivery}")


def some(message: Message) -> Outcome:
    """Every third is unsure, every third refused."""
    if message.delivery % 3 == 0:
        return Unsure(reason="silence")
    if message.delivery % 3 == 1:
        return Refused(scope=Scope.RECIPIENT, reason="bad address", code="21211")
    return Accepted(provider_id=f"SM{message.delivery}")


async def places(node: Node) -> Places:
    """The number of each alert, and of what else an address names."""
    silent, _ = await node.submitted(**SLIDE)
    alone, fingerprint = await node.submitted(**SLIDE, areas=["brenneriroa"])
    node.scene.later(minutes=6)
    given = {"fingerprint": fingerprint, "why": "Raset går, ingen svarer."}
    assert (await node.act(alone, "alone", "kari", **given)).status == 200
    found = {
        "silent": silent,
        "alone": alone,
        **await _before_a_yes(node),
        **await _sent(node),
        **await _troubled(node),
    }
    return {**found, "sms": node.scene.text(found["sent"], "citizen.sms.nb")}


async def _before_a_yes(node: Node) -> Places:
    """What is written, waits, or came back."""
    waits, _ = await node.submitted(**REAL)
    zoned = str((await trigger(node)).json["id"])
    returned, fingerprint = await node.submitted(**REAL, areas=["brenneriroa"])
    text = node.scene.text(returned, "citizen.sms.nb").replace("Kok", "Husk å koke")
    proposal = {"fingerprint": fingerprint, "texts": {"citizen.sms.nb": text}, "why": "Folk spør hvor lenge."}
    assert (await node.act(returned, "propose", "anne", **proposal)).status == 200
    rejected, _ = await node.submitted(areas=["brenneriroa"])
    assert (await node.act(rejected, "reject", "anne", why="Vannverket har funnet feilen.")).status == 200
    drawn = await node.draft(**DRAWN)
    for one in (zoned, drawn):
        assert (await node.act(one, "submit", "kari")).status == 200
    police = await node.draft(scenario="alvorlig-hendelse", fields={"enhet": "loten_ungdomsskole"})
    found = {"waits": waits, "zoned": zoned, "returned": returned, "rejected": rejected, "drawn": drawn}
    return {**found, "police": police, "draft": await node.draft()}


async def _sent(node: Node) -> Places:
    """What is on its way, or has been."""
    sent = await node.approved(**SLIDE)
    await node.until(sent, lambda view: sum(wave["tasks"]["sending"] for wave in view["waves"]) > 1)
    await node.until(sent, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    number = sent.partition("-")[0]
    line = {"text": "Vannverket ringte", "at": "2026-11-22T02:00:00Z"}
    assert (await node.call("POST", f"/api/v1/incidents/{number}/log", "kari", json=line)).status == 200
    [task, *_] = (await node.call("GET", f"/api/v1/incidents/{number}/tasks", "kari")).json["tasks"]
    exercised = await node.approved()
    await node.until(exercised, lambda view: view["waves"][0]["channels"]["sms"]["accepted"] > 2)
    told = await node.approved(**REAL, areas=["jonsrud"])
    await node.until(told, lambda view: view["waves"][0]["told"] > 0)
    same = {"endring": "Situasjonen er ikke endret.", "endring_en": "Nothing has changed.", "neste_melding": "11:00"}
    drafted = await node.act(told, "update", "kari", fields=same)
    held = await node.approved(**REAL, areas=["budor"], hold_until="2026-11-22T05:15:00Z")
    odd = await node.draft(**REAL, areas=["jonsrud"])  # the same to the same
    found = {"sent": sent, "number": number, "task": str(task["id"]), "exercised": exercised, "told": told}
    return {
        **found,
        "odd": odd,
        "same": drafted.json["id"],
        "held": held,
        "taken": _message(node, exercised, "accepted"),
    }


async def _troubled(node: Node) -> Places:
    """What stands still, or went wrong."""
    node.sms.answer = node.email.answer = some
    unsure = await node.approved(**REAL, areas=["brenneriroa"])
    await node.until(unsure, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] > 0)
    node.sms.answer = node.email.answer = taken
    paused, stopped = await node.approved(**REAL, areas=["adalsbruk"]), await node.approved(areas=["brenneriroa"])
    assert (await node.act(paused, "pause", "kari", why="Feil område")).status == 200
    assert (await node.act(stopped, "stop", "kari", why="Øvelsen er over")).status == 200
    failed = _message(node, unsure, "failed")
    return {"unsure": unsure, "paused": paused, "stopped": stopped, "failed": failed}


def _message(node: Node, alert: str, state: str) -> str:
    chosen = select(deliveries.c.id).where(deliveries.c.alert_id == alert, deliveries.c.state == state)
    found = node.scene.ledger.read_now(lambda connection: connection.scalars(chosen.order_by(deliveries.c.id)).first())
    assert found, (alert, state)
    return str(found)
