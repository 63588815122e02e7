"""Power and mobile go: while phones still work, the tool asks whether the meeting places have been sent."""

from __future__ import annotations

from typing import Any

from tests.deciding import view
from tests.office import NIGHT, OfficeScene

ASKS = "Send møteplasser nå? Om {} min (22.11 kl 05.14) kan mobilnettet være borte, og da når ingen SMS fram."
GONE = "Mobilnettet kan være borte siden 22.11 kl 05.14. Bruk radio, plakater og folk i tillegg til SMS."


def outage(office: OfficeScene, **asked: Any) -> str:
    return office.trigger(scenario="stromutfall", areas=("hele-kommunen",), fields={}, **asked)


def test_the_tool_asks_while_phones_work_and_says_when_they_may_not(office: OfficeScene) -> None:
    """Two hours from when it was known; an alert that is approved is not asked about."""
    alert = outage(office)
    first = view(office, alert)["warnings"]
    office.later(minutes=30)
    fingerprint = office.submit(alert)
    later = view(office, alert)["warnings"]
    office.later(minutes=95)
    gone = view(office, alert)["warnings"]
    office.approve(alert, fingerprint, seen=tuple(one["key"] for one in view(office, alert)["odd"]))

    assert ASKS.format(120) in first
    assert ASKS.format(90) in later
    assert GONE in gone
    assert not {GONE, ASKS.format(1)} & set(view(office, alert)["warnings"])


def test_the_window_is_counted_from_when_the_municipality_knew(office: OfficeScene) -> None:
    """Not from when somebody got to a keyboard; and other scenarios have none."""
    office.later(minutes=60)
    alert = outage(office, known_at=NIGHT)

    assert ASKS.format(60) in view(office, alert)["warnings"]
    assert not [words for words in view(office, office.trigger())["warnings"] if "mobilnettet" in words.lower()]
