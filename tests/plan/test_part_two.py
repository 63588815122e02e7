"""Zones, places, levels, fallback, nights, topics, testers: each fault of them alone, with its line."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from dispatcher.domain.distance import metres_from
from dispatcher.domain.geo import Region
from dispatcher.domain.plan import Ceiling, Place, Plan, find_place, warnings
from dispatcher.domain.states import AudienceClass, ChannelName
from dispatcher.plan_file import load_plan, plan_from_document
from tests.plan.conftest import REPOSITORY, Broken

DANGER = "{key: evakuer, name: Må evakuere, danger: true}"
REST = "{key: resten, name: Resten av området, rest: true}"
ZONES = f"      - {DANGER}\n      - {{key: nabo, name: Naboer som ikke skal evakuere}}\n      - {REST}\n"
KRISELEDELSE = "audiences: [kriseledelse, vakt]\n        channels: [sms, email]"
TODAY = date(2026, 11, 21)

ONE_FAULT = {
    "no danger zone": ((DANGER, "{key: evakuer, name: Må evakuere}"), "Ingen sone er faresonen"),
    "zone twice": (("{key: nabo,", "{key: evakuer,"), "Sonen «evakuer» står to ganger"),
    "rest first": (
        (ZONES, f"      - {REST}\n      - {DANGER}\n"),
        "Sonen tar alle som er igjen (rest: true) og må stå sist",
    ),
    "two rests": (
        ("{key: nabo, name: Naboer som ikke skal evakuere}", "{key: nabo, name: Naboer, rest: true}"),
        "må stå sist",
    ),
    "the rest in danger": (
        ("name: Resten av området, rest: true", "name: Resten, rest: true, danger: true"),
        "Resten kan ikke være faresonen",
    ),
    "five zones": (
        (ZONES, ZONES.replace(REST, "{key: a, name: A}\n      - {key: b, name: B}\n      - " + REST)),
        "Listen er for lang. Den kan ha høyst 4",
    ),
    "two places of one name": (
        ("name: Jønsrud skole,", "name: løten  rådhus,"),
        "Stedet «loten-radhus» heter det samme",
    ),
    "place in the field's example": (
        ("        example: Løten ungdomsskole\n", "        example: Løten barneskole\n"),
        "Ukjent sted «Løten barneskole». Planen har: Løten ungdomsskole",
    ),
    "place off the globe": (("lat: 60.8246", "lat: 160.8246"), "lat: Verdien skal være høyst 90"),
    "unknown level": (("level: alvorlig ", "level: alvorleg "), "Ukjent nivå «alvorleg». Mente du «alvorlig»?"),
    "no waves": (("    level: alvorlig ", "    # level: alvorlig "), "Scenarioet har ingen bølger"),
    "waves and level": (
        (
            "    waves:                         # Haster",
            "    level: kritisk\n    waves:                         # Haster",
        ),
        "Scenarioet har både level og waves",
    ),
    "level that waits too long": (
        ("        gate: {share: 0.5, longest_wait: 10m}", "        gate: {share: 0.5, longest_wait: 11m}"),
        "For alvorlige hendelser (severe) er det lengste 10m. (scenarioene «stromutfall», «it-angrep»",
    ),
    "level nobody uses": (
        ("      - name: Ledere\n        audiences: [ledere]", "      - name: Ledere\n        audiences: [leiarar]"),
        "Ukjent målgruppe «leiarar»",
    ),
    "fallback used before": (("fallback: [sms] ", "fallback: [email] "), "Kanalen email er brukt før i bølgen"),
    "fallback to everybody": (("fallback: [sms] ", "fallback: [app] "), "app kan ikke være reserve"),
    "fallback of the page": (
        ("        channels: [banner]\n", "        channels: [banner]\n        fallback: [sms]\n"),
        "En åpen bølge (public: true) har ingen reservekanal",
    ),
    "channel twice": ((KRISELEDELSE, KRISELEDELSE.replace("sms,", "sms, sms,")), "Kanalen sms står to ganger"),
    "push to staff": (
        (KRISELEDELSE, KRISELEDELSE.replace("sms,", "sms, push,")),
        "Alle kan abonnere på push, og bølgen er ikke for innbyggere",
    ),
    "app to staff": ((KRISELEDELSE, KRISELEDELSE.replace("sms,", "sms, app,")), "Alle kan abonnere på appen"),
    "staff asked at night": (
        ("lists: [ansatte], groups: [vakt]}", "lists: [ansatte], groups: [vakt], night: ask}"),
        "Bare innbyggere og presse kan få vente til morgenen",
    ),
    "a night without end": (
        ("lists: [presse]}", 'lists: [presse], hours: "22:00-22:00"}'),
        "Natten begynner og slutter likt",
    ),
    "hours in words": (("lists: [presse]}", "lists: [presse], hours: natt}"), "Skriv fra og til i anførselstegn"),
    "topic of nobody": (("{topic: loten-nn,", "{topic: loten-nn, audience: elever,"), "Ukjent målgruppe «elever»"),
    "topic of nowhere": (
        ("area: adalsbruk, language: nb}", "area: adalsbru, language: nb}"),
        "Ukjent område «adalsbru»",
    ),
    "topic nobody reads": (("{topic: loten-en, language: en}", "{topic: loten-en, language: pl}"), "Ukjent språk «pl»"),
    "topic twice": (("{topic: loten-nn,", "{topic: loten-nb,"), "Emnet «loten-nb» står to ganger"),
    "topic with a space": (("{topic: loten-nn,", "{topic: loten nn,"), "Navnet på et emne i appen har bare"),
    "testers who never agreed": (
        ("max_age: 180d, consent: true}", "max_age: 180d}"),
        "Listen «varslingsproeve» har ikke samtykke til varslingsprøver",
    ),
    "testers nobody knows": (
        ("test_audience: varslingsproeve", "test_audience: testerne"),
        "Ukjent målgruppe «testerne»",
    ),
    "a ceiling of nobody": (("ceiling: {people: 15000,", "ceiling: {people: 0,"), "people: Verdien skal være minst 1"),
    "a word of one letter": (("[omkommet,", "[o,"), "«o» er for kort"),
    "a word twice": (("[omkommet, omkomne,", "[omkommet, Omkommet,"), "«Omkommet» står to ganger"),
}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_one_thing_wrong_is_one_fault_that_says_what_to_type(case: str, broken: Broken) -> None:
    """Each fault comes alone, on a line of the plan, in a sentence a municipality can act on."""
    change, sentence = ONE_FAULT[case]
    faults = broken(change)

    assert [fault.where.rpartition(":")[0] for fault in faults] == ["plan.yaml"], "\n".join(map(str, faults))
    assert sentence in faults[0].what


def test_a_field_for_places_needs_places(broken: Broken) -> None:
    """Without any, nobody could be sent anywhere."""
    plan = (REPOSITORY / "plan.yaml").read_text(encoding="utf-8")
    places = plan[plan.index("places:\n") : plan.index("# --- Målgrupper")]
    faults = broken((places, ""))

    assert {fault.what for fault in faults} == {"Feltet spør etter et sted, men planen har ingen. Legg til places."}


@pytest.mark.requirement("R032")
def test_what_concerns_staff_must_reach_them(broken: Broken) -> None:
    """A scenario that affects staff, without a wave to them, is refused."""
    faults = broken(
        ("        audiences: [vakt, sykehjem, servicetorg]", "        audiences: [politikere]"),
        ("    ceiling: {people: 15000, cost: 20000}\n", "    affects_staff: true\n"),
    )

    assert "Saken angår ansatte, men ingen bølge når dem. Legg til en bølge til ansatte." in [f.what for f in faults]


@pytest.mark.requirement("R131")
def test_a_scenario_is_sent_by_the_waves_of_its_level(shipped: Plan) -> None:
    """And so is the frozen copy, whatever happens to the level."""
    outage = shipped.scenarios["stromutfall"]
    frozen = json.loads(load_plan(REPOSITORY).document)
    frozen["levels"]["alvorlig"]["waves"] = frozen["levels"]["liten"]["waves"]

    assert outage.waves == shipped.levels["alvorlig"].waves
    assert [wave.name for wave in outage.waves] == [
        "Kriseledelse og ledere",
        "De som må handle",
        "Nettside",
        "Presse og samarbeidspartnere",
        "Innbyggere",
        "Andre som må vite det",
    ]
    assert plan_from_document(json.dumps(frozen)).scenarios["stromutfall"].waves == outage.waves


def test_a_plan_frozen_before_these_keys_existed_is_still_a_plan() -> None:
    """An incident of last month keeps its plan; what it never heard of is as if left out."""
    document = json.loads(load_plan(REPOSITORY).document)
    for new in ("places", "topics", "levels", "sensitive_words"):
        del document[new]
    for audience in document["audiences"].values():
        del audience["night"], audience["hours"]
    for listed in document["lists"].values():
        del listed["consent"]
    for scenario in document["scenarios"].values():
        for new in ("zones", "affects_staff", "ceiling", "level"):
            del scenario[new]
        for wave in scenario["waves"]:
            del wave["fallback"]
    plan = plan_from_document(json.dumps(document))

    assert plan.scenarios["evakuering"].zones == ()
    assert plan.audiences["innbyggere"].night == "send"
    assert plan.scenarios["stromutfall"].ceiling == Ceiling()
    assert plan.scenarios["stromutfall"].waves


def test_meeting_places_lie_in_the_municipality_and_away_from_the_danger(shipped: Plan) -> None:
    """The example sends nobody to a place the program would refuse."""
    border = Region(shipped.areas["hele-kommunen"].polygon)
    danger = shipped.areas["nordbyvegen-myrvegen-flate"].polygon

    assert {place.kind for place in shipped.places.values()} == {"meeting", "operation"}
    for place in shipped.places.values():
        assert border.holds(place.lon, place.lat), place.key
        assert metres_from(danger, place.lon, place.lat) > 300, place.key


@pytest.mark.requirement("R039")
def test_those_without_e_mail_are_told_by_sms(shipped: Plan) -> None:
    """The last wave of a serious matter goes by e-mail, and to whoever that does not reach by SMS."""
    last = shipped.scenarios["stromutfall"].waves[-1]

    assert "ansatte" in last.audiences
    assert (last.channels, last.fallback) == ((ChannelName.EMAIL, ChannelName.TASK), (ChannelName.SMS,))


@pytest.mark.requirement("R058")
def test_citizens_are_told_by_app_in_topics_of_the_plan(shipped: Plan) -> None:
    """Every language has its topic, and an area may have its own."""
    waves = [
        wave for scenario in shipped.scenarios.values() for wave in scenario.waves if "innbyggere" in wave.audiences
    ]

    assert len(waves) == len(shipped.scenarios)
    assert all({ChannelName.PUSH, ChannelName.APP} < set(wave.channels) for wave in waves)
    assert {topic.language for topic in shipped.topics if not topic.area} == {"nb", "nn", "en"}
    assert [topic.area for topic in shipped.topics if topic.area] == ["adalsbruk"]


def test_the_testers_have_all_agreed(shipped: Plan) -> None:
    """The shipped plan's test audience is one list, and everybody on it has consented."""
    testers = shipped.audiences[shipped.test_audience]

    assert testers.cls is AudienceClass.CITIZEN
    assert all(shipped.lists[key].consent for key in testers.lists)
    assert not any(listed.consent for key, listed in shipped.lists.items() if key not in testers.lists)


def test_a_place_is_found_by_key_or_name(shipped: Plan) -> None:
    """However it is spelt; what is not in the plan is not guessed."""
    for typed in ("loten-radhus", "Løten rådhus", " løten  RÅDHUS. "):
        assert find_place(shipped.places, typed) is shipped.places["loten-radhus"]
    assert find_place(shipped.places, "rådhuset") is None


def _warned(plan: Plan, **scenario: Any) -> list[str]:
    changed = plan.scenarios["kokevarsel"].model_copy(update=scenario)
    found = warnings(plan.model_copy(update={"scenarios": {"kokevarsel": changed}}), TODAY)
    return [fault.what for fault in found if fault.where != "plan.yaml plan.status"]


def test_a_place_outside_the_municipality_is_a_warning(shipped: Plan) -> None:
    """It may be meant: a neighbour's school; it may be two numbers that changed places."""
    hamar = Place(key="hamar", name="Hamar skole", kind="meeting", lat=60.79, lon=11.07)
    found = warnings(shipped.model_copy(update={"places": {"hamar": hamar}}), TODAY)

    assert [fault.where for fault in found] == ["plan.yaml plan.status", "plan.yaml places.hamar"]
    assert "utenfor kommunen" in found[1].what


def test_an_area_outside_the_municipality_is_a_warning(shipped: Plan) -> None:
    """No alert can be for it, so it is said long before."""
    ring = ((10.0, 59.0), (10.1, 59.0), (10.1, 59.1), (10.0, 59.0))
    moved = shipped.areas["budor"].model_copy(update={"polygon": ((ring,),)})
    found = warnings(shipped.model_copy(update={"areas": {**shipped.areas, "budor": moved}}), TODAY)

    assert [fault.where for fault in found] == ["plan.yaml plan.status", "plan.yaml areas.budor"]


@pytest.mark.requirement("R022")
def test_a_first_wave_without_leaders_is_a_warning(shipped: Plan) -> None:
    """Unit leaders must be able to answer."""
    first, *others = shipped.scenarios["kokevarsel"].waves
    waves = (first.model_copy(update={"audiences": ("vakt",)}), *others)

    assert "har ingen ledere" in _warned(shipped, waves=waves)[0]


def test_an_app_without_topics_is_a_warning(shipped: Plan) -> None:
    """Then the default topic of the settings is used."""
    (told,) = _warned(shipped.model_copy(update={"topics": ()}))

    assert "Standardemnet blir brukt" in told


@pytest.mark.parametrize(
    ("ceiling", "sentence"),
    [(Ceiling(cost=0), "lavere enn én SMS"), (Ceiling(people=15_000, cost=4_900), "nådd ved 10000 SMS-er")],
)
def test_a_ceiling_that_says_nothing_is_a_warning(ceiling: Ceiling, sentence: str, shipped: Plan) -> None:
    """A warning that comes every time is read by nobody."""
    (told,) = _warned(shipped, ceiling=ceiling)

    assert sentence in told


def test_zones_nobody_lives_in_are_a_warning(shipped: Plan) -> None:
    """Zones divide citizens by area; without such a wave they do nothing."""
    evacuation = shipped.scenarios["evakuering"]
    update = {"zones": evacuation.zones, "waves": shipped.levels["liten"].waves}
    (told,) = _warned(shipped, **update)

    assert "har soner, men ingen bølge til innbyggere" in told


def test_no_gate_waits_longer_than_the_least_patient_user_of_a_level(shipped: Plan) -> None:
    """The shipped levels can be used by what is severe; the critical one also by danger to life now."""
    for level in shipped.levels.values():
        gates = [wave.gate.longest_wait for wave in level.waves if wave.gate]

        assert all(wait <= timedelta(minutes=10) for wait in gates)
        assert not (level.key == "kritisk" and gates)
