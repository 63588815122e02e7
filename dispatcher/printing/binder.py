"""The binder: the plan on paper for the night when nothing works. One HTML file a part, each dated, none fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import AudienceClass
from dispatcher.plan_file.brand import brand_on_paper
from dispatcher.printing import blanks
from dispatcher.printing.posters import page_code
from dispatcher.printing.sheets import environment, style
from dispatcher.printing.words import NB, moment

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.domain.contact import Contact
    from dispatcher.domain.plan import Audience
    from dispatcher.rendering import Rendering

LOG_LINES = 24
LOG_SHEETS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceList:
    """Those of an audience who are called by hand. ``shielded``: how many of them stand on no paper."""

    name: str
    people: Sequence[Contact]
    shielded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLists:
    """A wave of a scenario, with the audiences whose people stand in the binder and those too many for paper."""

    name: str
    audiences: tuple[AudienceList, ...]
    left_out: tuple[str, ...]


def binder(
    plan: Plan,
    rendering: Rendering,
    people: Mapping[str, Sequence[Contact]],
    now: datetime,
    counts: Mapping[str, int] | None = None,
    *,
    home: Path,
) -> Iterator[tuple[str, str]]:
    """Each file by its name. ``people``: every list's, by its key; citizens by area do not stand on paper.

    ``counts``: how many there are on lists that nobody is called from, where they are not in ``people``. ``home``: the
    municipality's folder, for its logo.
    """
    common: dict[str, Any] = {
        "style": style(),
        "municipality": plan.municipality,
        "brand": brand_on_paper(plan.municipality, home),
        "plan": plan,
        "printed": moment(now, NB),
        "code": page_code(plan.municipality),
    }

    def made(template: str, title: str, **more: Any) -> str:
        page = f"{title} – {plan.municipality.name}"
        return environment().get_template(template).render(title=page, heading=title, **common, **more)

    yield "0-slik-gjor-du-uten-nett.html", made("binder_start.html", "Slik gjør du uten nett")
    yield "1-plan-og-roller.html", made("binder_plan.html", "Planen og rollene")
    lists = {scenario.name: list(wave_lists(plan, scenario, people, counts)) for scenario in plan.scenarios.values()}
    yield "2-ringelister.html", made("binder_lists.html", "Ringelister for hver bølge", scenarios=lists)
    for scenario in plan.scenarios.values():
        said = {
            "scenario": scenario,
            "texts": list(blanks.texts(rendering, scenario, now)),
            "choices": list(blanks.chosen_from(plan, scenario)),
            "posters": list(blanks.blank_posters(rendering, scenario, now)),
            "tasks": [plan.tasks[key] for key in dict.fromkeys(key for wave in scenario.waves for key in wave.tasks)],
        }
        yield f"3-{scenario.key}.html", made("binder_scenario.html", scenario.name, **said)
    yield "4-loggskjema.html", made("binder_log.html", "Loggskjema", lines=LOG_LINES, sheets=LOG_SHEETS)


def wave_lists(
    plan: Plan, scenario: Scenario, people: Mapping[str, Sequence[Contact]], counts: Mapping[str, int] | None = None
) -> Iterator[WaveLists]:
    """The waves with people, in order; whoever stands in an earlier wave of the class is not called twice."""
    called: set[tuple[str, str]] = set()
    many = {key: len(some) for key, some in people.items()} | dict(counts or {})
    for wave in scenario.waves:
        audiences = [plan.audiences[key] for key in wave.audiences]
        mine, left_out = [], []
        for audience in audiences:
            if audience.by_area or audience.cls is AudienceClass.CITIZEN:
                left_out.append(f"{audience.name} ({sum(many.get(key, 0) for key in audience.lists)})")
                continue
            found = [one for one in _of(audience, people) if (audience.cls, one.ref) not in called]
            called |= {(audience.cls, one.ref) for one in found}
            shown = [one for one in found if not one.shielded]
            mine.append(AudienceList(name=audience.name, people=shown, shielded=len(found) - len(shown)))
        if audiences:
            yield WaveLists(name=wave.name, audiences=tuple(mine), left_out=tuple(left_out))


def _of(audience: Audience, people: Mapping[str, Sequence[Contact]]) -> list[Contact]:
    found = {
        one.ref: one
        for key in audience.lists
        for one in people.get(key, ())
        if not audience.groups or set(audience.groups) & set(one.groups)
    }
    return sorted(found.values(), key=lambda one: (one.unit, one.name))
