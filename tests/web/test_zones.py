"""Zones over HTTP: who gets which text, what is refused, and how much of the municipality it is."""

from typing import Any

import pytest

from tests.office import FIELDS
from tests.web.node import EVACUATION, Node
from tests.web.turns import FLAT, NEIGHBOURS, go, trigger

WHOLE: dict[str, Any] = {"scenario": "stromutfall", "fields": {}, "zones": {}, "areas": ["hele-kommunen"]}


async def test_a_zone_is_given_by_one_area_or_a_list(node: Node) -> None:
    """Both ways of writing it mean the same; the order is the plan's, whatever was sent first."""
    one = (await trigger(node)).json
    other = (await trigger(node, zones={"nabo": NEIGHBOURS, "evakuer": [FLAT]})).json

    assert [(zone["key"], zone["name"], zone["areas"], zone["danger"]) for zone in one["zones"]] == [
        ("evakuer", "Må evakuere", [FLAT], True),
        ("nabo", "Naboer som ikke skal evakuere", [NEIGHBOURS], False),
    ]
    assert other["zones"] == one["zones"]


@pytest.mark.requirement("R109", "R111")
async def test_each_zone_has_texts_of_its_own_under_one_approval(node: Node) -> None:
    """Each citizen gets the text of one zone; all are approved together, with those that would take it back."""
    alert = (await trigger(node)).json["id"]
    await node.cleared(alert)
    submitted = (await node.act(alert, "submit", "kari")).json
    texts = {text["key"]: text for text in submitted["variants"]}
    danger, neighbours = texts["citizen@evakuer.sms.nb"], texts["citizen@nabo.sms.nb"]
    citizens = [text for text in texts.values() if text["class"] == "citizen" and text["channel"] == "sms"]
    approved = await go_on(node, submitted)

    assert (danger["zone"], danger["fate"], neighbours["zone"]) == ("evakuer", "", "nabo")
    assert "Du skal IKKE evakuere" in neighbours["body"] != danger["body"]
    assert {text["key"] for text in citizens if text["recipients"]} >= {danger["key"], neighbours["key"]}
    assert texts["citizen+retracted.sms.nb"]["fate"] == "retracted"
    assert list(texts)[-1].partition(".")[0].endswith("+retracted"), "what would take it back stands last"
    assert approved.json["fingerprint"] == submitted["fingerprint"]
    told = await node.until(alert, lambda view: view["state"] == "done")
    assert sum(zone["people"] for zone in told["zones"]) == told["waves"][3]["people"]


async def go_on(node: Node, submitted: dict[str, Any]) -> Any:
    seen = [one["key"] for one in submitted["odd"]]
    return await node.act(submitted["id"], "approve", "anne", fingerprint=submitted["fingerprint"], seen=seen)


async def test_who_is_in_the_area_and_in_no_zone_belongs_to_the_rest(node: Node) -> None:
    """The rest has the alert's own areas."""
    view = (await trigger(node, areas=["hele-kommunen"])).json
    rest = view["zones"][-1]

    assert (rest["key"], rest["areas"], rest["danger"]) == ("resten", ["hele-kommunen"], False)
    assert [zone["people"] > 0 for zone in view["zones"]] == [True, True, True]


async def test_an_alert_without_zones_has_none(node: Node) -> None:
    """And its texts are named as before."""
    view = (await trigger(node, zones={}, areas=["adalsbruk"])).json

    assert view["zones"] == []
    assert "citizen.sms.nb" in {text["key"] for text in view["variants"]}


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown zone": ({"zones": {"rod": FLAT}}, "zones", "ingen sone «rod». Det har: evakuer, nabo, resten."),
    "unknown area": ({"zones": {"evakuer": "atlantis"}}, "zones.evakuer", "Planen har ikke noe område «atlantis»."),
    "empty zone": ({"zones": {"evakuer": []}}, "zones.evakuer", "Sonen er tom. Velg minst ett område til den."),
    "swallowed zone": (
        {"zones": {"evakuer": "adalsbruk", "nabo": "trykksone-adalsbruk"}},
        "zones.nabo",
        "hører allerede til en sone foran.",
    ),
    "no zones in the scenario": (
        {"scenario": "kokevarsel", "fields": FIELDS, "zones": {"evakuer": FLAT}},
        "zones",
        "Det har: ingen soner.",
    ),
    "not a list": ({"zones": {"evakuer": {"area": FLAT}}}, "zones.evakuer", "Send en liste: […]."),
    "not an object": ({"zones": [FLAT]}, "zones", "Send et objekt: {…}."),
    "meeting place in the danger": (
        {"zones": {"evakuer": "lotensentrum"}, "fields": EVACUATION | {"moteplass": "loten-radhus"}},
        "fields.moteplass",
        "Løten rådhus ligger inne i faresonen (Løten sentrum). Velg et annet sted.",
    ),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
async def test_what_no_zone_can_be_is_told_and_creates_nothing(node: Node, case: str) -> None:
    """422 with where and what; no incident is opened."""
    change, where, words = REFUSED[case]
    answer = await trigger(node, **change)
    listed = await node.call("GET", "/api/v1/alerts", "kari")

    assert answer.status == 422
    assert words in answer.faults[where]
    assert listed.json["alerts"] == []


@pytest.mark.requirement("R074")
async def test_the_whole_municipality_is_chosen_by_name_and_shown_as_all(node: Node) -> None:
    """«300 av 300 = ALLE», and how many of them have a mobile; a part of it has no such line."""
    whole = (await trigger(node, **WHOLE | {"areas": ["hele kommunen"]})).json
    part = (await trigger(node, **WHOLE | {"areas": ["budor"]})).json
    covered = whole["coverage"]

    assert covered["people"] == covered["of"] > covered["mobile"] > 0
    assert covered["words"] == f"{covered['of']} av {covered['of']} = ALLE ({covered['mobile']} har mobil)"
    assert part["coverage"] is None


async def test_push_is_counted_beside_the_people(node: Node) -> None:
    """How many browsers and topics; nobody knows how many a topic reaches, and the view says so."""
    pushed = (await trigger(node, **WHOLE)).json
    not_pushed = [wave for wave in pushed["waves"] if not {"push", "app"} & set(wave["channels"])]

    assert pushed["push"]["subscriptions"] == 0
    assert pushed["push"]["topics"] > 0
    assert pushed["push"]["words"].endswith(
        f"{pushed['push']['topics']} emner i appen. Ingen vet hvor mange et emne når."
    )
    assert not_pushed
    assert pushed["people"] < sum(wave["people"] for wave in pushed["waves"]) + pushed["push"]["topics"]


async def test_a_wave_counts_its_fallback_too(node: Node) -> None:
    """The channels of a wave are all that it may use, the fallback last; the seven add up on each."""
    alert = (await trigger(node, **WHOLE)).json["id"]
    await go(node, alert)
    view = await node.until(alert, lambda view: view["state"] == "done")
    reserve = [wave for wave in view["waves"] if wave["fallback"]]

    assert reserve
    for wave in reserve:
        assert list(wave["channels"])[-len(wave["fallback"]) :] == wave["fallback"]
        for counts in wave["channels"].values():
            assert sum(count for state, count in counts.items() if state != "total") == counts["total"]
        assert wave["channels"][wave["fallback"][0]]["total"] > 0
