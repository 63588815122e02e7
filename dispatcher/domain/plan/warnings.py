"""What does not stop a plan from being used, and should still be mended by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dispatcher.domain.errors import Fault
from dispatcher.domain.geo import Region
from dispatcher.domain.plan.duties import reminders
from dispatcher.domain.plan.model import Plan, Scenario, Wave
from dispatcher.domain.states import AudienceClass, ChannelName, Urgency

STALE_AFTER = timedelta(days=366)
_EXTERNAL = {AudienceClass.PRESS, AudienceClass.CITIZEN}


def warnings(plan: Plan, today: date) -> tuple[Fault, ...]:
    """Warnings, each with the key of the plan it is about. They never stop an alert."""
    return (
        *_standing(plan),
        *_age(plan, today),
        *reminders(plan.calendar, plan.roles, today),
        *_places(plan),
        *_outlying(plan),
        *(fault for scenario in plan.scenarios.values() for fault in _of_scenario(plan, scenario)),
    )


def _standing(plan: Plan) -> Iterator[Fault]:
    if plan.plan.status == "draft":
        yield Fault(
            "plan.yaml plan.status", "Planen er et utkast og ikke vedtatt. Den kan brukes, og rapporten sier det."
        )
    elif not plan.plan.adopted_by:
        yield Fault("plan.yaml plan.adopted_by", "Planen er vedtatt, men det står ikke av hvem. Fyll ut adopted_by.")


def _age(plan: Plan, today: date) -> Iterator[Fault]:
    about = plan.plan
    if about.next_revision < today:
        yield Fault(
            "plan.yaml plan.next_revision",
            f"Planen skulle vært revidert {about.next_revision:%d.%m.%Y}. Gå gjennom den og sett ny dato.",
        )
    elif today - about.last_revised > STALE_AFTER:
        yield Fault(
            "plan.yaml plan.last_revised",
            f"Planen er sist revidert {about.last_revised:%d.%m.%Y}, for mer enn ett år siden.",
        )


def _open(plan: Plan, scenario: Scenario) -> Iterator[Fault]:
    if scenario.urgency is Urgency.IMMEDIATE:
        return
    for number, wave in enumerate(scenario.waves[1:], start=2):
        if wave.gate is None and (wave.public or _classes(plan, wave) & _EXTERNAL):
            yield Fault(
                f"plan.yaml scenarios.{scenario.key}.waves",
                f"Bølge {number} «{wave.name}» har ingen port og venter ikke på at ansatte er varslet.",
            )


def _of_scenario(plan: Plan, scenario: Scenario) -> Iterator[Fault]:
    where = f"plan.yaml scenarios.{scenario.key}"
    yield from _open(plan, scenario)
    if AudienceClass.LEADER not in _classes(plan, scenario.waves[0]):
        yield Fault(
            f"{where}.waves",
            f"Den første bølgen «{scenario.waves[0].name}» har ingen ledere. De må vite det først for å kunne svare.",
        )
    for wave in scenario.waves:
        if ChannelName.APP in wave.channels and not _has_topic(plan, wave):
            yield Fault(
                f"{where}.waves",
                f"Bølgen «{wave.name}» går til appen, men planen har ingen emner for den. Standardemnet blir brukt.",
            )
    if scenario.zones and not any(_by_area(plan, wave) for wave in scenario.waves):
        yield Fault(f"{where}.zones", "Scenarioet har soner, men ingen bølge til innbyggere etter område (by_area).")
    yield from _ceiling(plan, scenario, f"{where}.ceiling")


def _ceiling(plan: Plan, scenario: Scenario, where: str) -> Iterator[Fault]:
    people, cost, part = scenario.ceiling.people, scenario.ceiling.cost, plan.costs.sms_part
    if cost is None or not part:
        return
    if cost < part:
        yield Fault(where, "Taket for pris er lavere enn én SMS. Alle varsler vil bli merket som uvanlige.")
    elif people is not None and people * part > cost:
        reached = int(cost / part)
        yield Fault(where, f"Taket for pris er nådd ved {reached} SMS-er, før taket på {people} personer.")


def _places(plan: Plan) -> Iterator[Fault]:
    """Nothing is said of a municipality whose border the plan does not have."""
    borders = [Region(area.polygon) for area in plan.areas.values() if area.kind == "all" and area.polygon]
    for place in plan.places.values():
        if borders and not any(border.holds(place.lon, place.lat) for border in borders):
            yield Fault(
                f"plan.yaml places.{place.key}",
                f"{place.name} ligger utenfor kommunen. Se etter om breddegrad og lengdegrad er riktige.",
            )


def _outlying(plan: Plan) -> Iterator[Fault]:
    """Polygons with no corner in the municipality: no alert can be for them."""
    borders = [Region(area.polygon) for area in plan.areas.values() if area.kind == "all" and area.polygon]
    for area in plan.areas.values():
        corners = [point for polygon in area.polygon for ring in polygon for point in ring]
        if borders and corners and not any(border.holds(*point) for border in borders for point in corners):
            yield Fault(
                f"plan.yaml areas.{area.key}",
                f"{area.name} ligger utenfor kommunen, og kan ikke velges i et varsel. Se etter om filen er riktig.",
            )


def _classes(plan: Plan, wave: Wave) -> set[AudienceClass]:
    return {AudienceClass(plan.audiences[key].cls) for key in wave.audiences}


def _by_area(plan: Plan, wave: Wave) -> bool:
    audiences = (plan.audiences[key] for key in wave.audiences)
    return any(audience.cls is AudienceClass.CITIZEN and audience.by_area for audience in audiences)


def _has_topic(plan: Plan, wave: Wave) -> bool:
    return any(topic.audience in {"", *wave.audiences} for topic in plan.topics)
