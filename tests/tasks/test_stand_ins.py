"""Who is asked when somebody is away: the next in the plan; and when nobody is left, the crisis team hears it."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from dispatcher.evaluation import report_html
from dispatcher.ledger import absences
from tests.tasks.night import Night


def away(night: Night, person: str, kind: str = absences.UNAVAILABLE) -> None:
    """Their own word, or the crisis team's."""

    def write(connection: Connection) -> None:
        now = night.office.now
        absences.set_away(connection, person, kind, "kari", now, since=now, until=None)

    night.ledger.write_now(write)


async def test_whoever_is_away_is_not_asked_first(night: Night) -> None:
    """The next of the chain has it from the start; nobody is said not to have answered."""
    away(night, "informasjonsansvarlig", absences.ABSENCE)
    await night.approved()
    facebook = night.task("facebook")
    page = night.ledger.read_now(report_html, 1001)

    assert (facebook["state"], facebook["person"]) == ("sending", "servicetorgleder")
    assert not night.told("har ikkje svart")
    assert "(Jon Eksempelmo er borte)" in page


async def test_a_stand_in_who_is_away_is_skipped(night: Night) -> None:
    """Away when the time is over, with nobody after them: they are not asked, and the crisis team hears it."""
    await night.approved()
    away(night, "informasjonsansvarlig")
    night.office.later(minutes=31)
    await night.tick()
    late = [json.loads(line.data) for line in night.lines("task.late")]
    statsforvalter = next(data for data in late if data["task"] == "statsforvalter")

    assert (statsforvalter["next"], statsforvalter["away"]) == (None, ["informasjonsansvarlig"])
    assert night.task("statsforvalter")["person"] == "beredskapskoordinator"
    assert night.told("INGEN GJØR DETTE", "Varsle Statsforvalteren")


async def test_when_nobody_is_left_the_crisis_team_is_told_once(night: Night) -> None:
    """After the last of the chain: the task is unsure, a person decides, and those who can find somebody know."""
    await night.approved()
    night.office.later(minutes=11)
    await night.tick()
    before = night.told("INGEN GJ")
    night.office.later(minutes=11)
    await night.tick()
    await night.tick()
    facebook = [text for text in night.told("INGEN GJØR DETTE") if "Legg ut på Facebook" in text]

    assert not before
    assert len(facebook) == 1
    assert night.task("facebook")["state"] == "unsure"
    assert not night.done("facebook", "eli")


async def test_with_all_away_from_the_start_the_crisis_team_is_told_at_once(night: Night) -> None:
    """The holder has it, so that it stands somewhere, and somebody knows that nobody does it."""
    for person in ("informasjonsansvarlig", "servicetorgleder"):
        away(night, person)
    await night.approved()

    assert night.task("facebook")["person"] == "informasjonsansvarlig"
    assert any("Legg ut på Facebook" in text for text in night.told("INGEN GJØR DETTE"))
