"""A reply by SMS on both databases: a yes with its code, a pause, an answer, somebody's words; each in one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatcher.approval import inbound
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.waking import Waking
from dispatcher.domain.replies import code_for
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.evaluation import report_html, report_json
from dispatcher.ledger import incidents
from dispatcher.ledger.replying import Inbound
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.conftest import NewLedger
from tests.delivery.test_reminding import HeldClock
from tests.office import OfficeScene, municipality
from tests.sending import expand, send, tick

MAYOR, DIRECTOR = "+4742000001", "+4742000003"
NUMBERS = {Mode.EXERCISE: "+4759000000"}


def somebody_told(office: OfficeScene) -> str:
    """Send what is due, wave by wave; the number of somebody who got the alert and holds no role."""
    persons = {person.mobile for person in office.plan.persons.values()}
    while True:
        expand(office.ledger, office.now)
        strangers = [claim for claim in send(office.ledger, office.now) if claim.address not in persons]
        if strangers:
            return strangers[0].address
        send(office.ledger, office.now, channel=ChannelName.BANNER)
        assert tick(office.ledger, office.now), "nobody else is told"


@pytest.mark.requirement("R094")
async def test_what_is_replied_is_kept_and_done_in_one_act(new_ledger: NewLedger, tmp_path: Path) -> None:
    """Wrong code, right code, again, a pause, the crisis team, a citizen; the report has no number and no word."""
    home = municipality(tmp_path)
    written = (home / "plan.yaml").read_text()
    (home / "plan.yaml").write_text(written.replace("      duty: Vann", "      by_sms: true\n      duty: Vann"))
    plan = load_plan(home)
    office = OfficeScene(new_ledger(), plan, Rendering.load(home, plan.plan), NodeMode.EXERCISE, home=home)
    alert, fingerprint = office.submitted()
    answers = Answers(say=office.desk.say, address="x", numbers=NUMBERS)
    await Waking(ledger=office.ledger, clock=HeldClock(office.now), answers=answers, wake=lambda: None).tick()
    expand(office.ledger, office.now)
    send(office.ledger, office.now)
    row = office.ledger.read_now(incidents.alert, alert)
    code = code_for(row.salt, fingerprint, "ordforer")
    desk = inbound.Desk(say=office.desk.say, numbers=NUMBERS)

    def reply(source: str, sender: str, text: str) -> str | None:
        given = Inbound(source=source, sender=sender, text=text, modes=(Mode.EXERCISE,))
        taken = office.ledger.write_now(inbound.take, given, desk, office.now)
        return taken.meaning if taken else None

    meanings = [
        reply("SM1", DIRECTOR, f"JA {code}"),
        reply("SM2", MAYOR, f"Ja, {code}"),
        reply("SM2", MAYOR, f"Ja, {code}"),
        reply("SM3", MAYOR, f"JA {code}"),
        reply("SM4", DIRECTOR, "3"),
    ]
    state = office.view(alert)["state"]
    expand(office.ledger, office.now)
    citizen = somebody_told(office)
    meanings.append(reply("SM5", citizen, "Hemmelig spørsmål"))
    paused = reply("SM6", MAYOR, "PAUSE 1001")
    told = [office.ledger.read_now(report, 1001) for report in (report_html, report_json)]

    assert meanings == ["wrong-code", "yes", None, "no-request", "answer", "words"]
    assert (state, paused, office.view(alert)["flags"]["paused"]) == ("approved", "pause", "PAUSE på SMS")
    assert all("Fikk SMS fra Anne Prøvestad: ja til å godkjenne" in report for report in told)
    assert all("Fikk SMS fra en som fikk varselet" in report for report in told)
    assert not any(word in report for report in told for word in (code, "Hemmelig", citizen, MAYOR))
