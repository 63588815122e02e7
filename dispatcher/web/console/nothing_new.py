"""«Ingen endring, ny melding innen …»: an update that says only that, in the fields a scenario has for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dispatcher.domain.moments import OSLO
from dispatcher.domain.plan import PROMISE_FIELD
from dispatcher.domain.states import AlertKind

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.domain.plan import FieldSpec, Scenario

NEWS_FIELD: Final = "endring"
SAME_KEY: Final = "ikke_nytt"
"""In a scenario that has only prepared texts: the choice that says it."""
SAME: Final = {"": "Situasjonen er ikke endret.", "en": "Nothing has changed."}
USUAL: Final = timedelta(hours=2)
QUARTER: Final = 15


def possible(scenario: Scenario) -> bool:
    """Whether the scenario has a field for the word and one for the promise, and we have the words."""
    news = scenario.field(NEWS_FIELD)
    return news is not None and scenario.field(PROMISE_FIELD) is not None and _words(scenario, news) is not None


def fields_of(scenario: Scenario, promise: str) -> dict[str, str]:
    """What the update is filled in with; empty for a scenario that has no such words."""
    news = scenario.field(NEWS_FIELD)
    words = _words(scenario, news) if news else None
    return {} if words is None else {**words, PROMISE_FIELD: promise}


def _words(scenario: Scenario, news: FieldSpec) -> dict[str, str] | None:
    if news.kind == "choice":
        return {news.key: SAME_KEY} if SAME_KEY in news.choices else None
    asked = [spec for spec in scenario.fields_of(AlertKind.UPDATE) if spec.translates == news.key]
    if any(spec.language not in SAME for spec in asked):
        return None
    return {news.key: SAME[""], **{spec.key: SAME[spec.language] for spec in asked}}


def usual(now: datetime) -> str:
    """Two hours on, to the quarter: «05:15»."""
    when = (now + USUAL).astimezone(OSLO)
    return f"{when - timedelta(minutes=when.minute % QUARTER):%H:%M}"
