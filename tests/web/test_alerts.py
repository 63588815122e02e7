"""Alerts over HTTP: what is asked for, what comes back, and what a person sees when it cannot be done."""

from typing import Any

import pytest

from dispatcher.ledger.tables import incidents
from tests.web.node import DRAFT, Node


async def test_a_trigger_answers_with_a_draft(node: Node) -> None:
    """201 carries the id, the incident, its number, the state, and no fingerprint yet."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", json=DRAFT)

    assert answer.status == 201
    assert answer.headers["Location"] == "/api/v1/alerts/1001-1"
    assert answer.json["id"] == "1001-1"
    assert answer.json["incident"] == "1001"
    assert answer.json["number"] == 1001
    assert answer.json["state"] == "draft"
    assert answer.json["fingerprint"] is None


async def test_a_draft_says_how_many_and_what_it_costs(node: Node) -> None:
    """Before submit, the view counts the people and the cost of the lists as they are now, with every text."""
    view = await node.view(await node.draft())

    assert view["people"] > 50
    assert view["cost"] == view["estimate"]["amount"] > 0
    assert view["estimate"]["currency"] == "NOK"
    assert view["odd"] == []
    assert {text["language"] for text in view["variants"]} == {"nb", "nn", "en"}
    assert [wave["name"] for wave in view["waves"]][-1] == "Innbyggere"


async def test_what_happened_when_is_kept(node: Node) -> None:
    """Times are RFC 3339 with any zone, and are answered in UTC."""
    times = {"known_at": "2026-11-22T02:50:00+01:00", "occurred_at": "2026-11-22t00:30:00.5z", "reason": "E. coli"}
    alert = await node.draft(**times)
    incident = (await node.call("GET", f"/api/v1/incidents/{alert.partition('-')[0]}", "kari")).json

    assert incident["known_at"] == "2026-11-22T01:50:00.000Z"
    assert incident["occurred_at"] == "2026-11-22T00:30:00.500Z"
    assert incident["reason"] == "E. coli"
    assert [one["id"] for one in incident["alerts"]] == [alert]


async def test_nulls_count_as_left_out(node: Node) -> None:
    """The contract's own example, with every optional value null or empty, is a draft."""
    empty: dict[str, Any] = {"zones": {}, "hold_until": None, "known_at": None, "occurred_at": None, "reason": None}
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, **empty})

    assert answer.status == 201


BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    "scenario-unknown": ({"scenario": "ufo"}, "scenario", "Planen har ikke noe scenario «ufo». Den har: "),
    "scenario-number": ({"scenario": 7}, "scenario", "Skriv en tekst."),
    "mode-unknown": ({"mode": "skarp"}, "mode", "Må være en av: real, exercise eller test."),
    "field-unknown": (
        {"fields": {"neste_melding": "09:00", "farge": "rød"}},
        "fields.farge",
        "har ikke feltet «farge». Feltene er: ",
    ),
    "field-missing": ({"fields": {}}, "fields.neste_melding", "Fyll ut «Neste melding senest», for eksempel 09:00."),
    "field-not-text": ({"fields": {"neste_melding": 9}}, "fields.neste_melding", "Skriv en tekst."),
    "field-no-time": ({"fields": {"neste_melding": "snart"}}, "fields.neste_melding", "Skriv et tidspunkt som 09:00"),
    "field-control": (
        {"fields": {"neste_melding": "09:00", "sted": "Åda\u0000ls"}},
        "fields.sted",
        "usynlige styretegn",
    ),
    "area-unknown": ({"areas": ["atlantis"]}, "areas", "Planen har ikke noe område «atlantis». Den har: "),
    "areas-none": ({"areas": []}, "areas", "Velg minst ett område: "),
    "areas-text": ({"areas": "adalsbruk"}, "areas", "Send en liste: […]."),
    "time-naive": (
        {"known_at": "2026-11-22T03:12:00"},
        "known_at",
        "Skriv et tidspunkt med dato, klokkeslett og tidssone",
    ),
    "time-number": ({"known_at": 1795317120}, "known_at", "Skriv et tidspunkt med dato, klokkeslett og tidssone"),
    "time-date": ({"occurred_at": "2026-11-22"}, "occurred_at", "Skriv et tidspunkt med dato"),
    "time-impossible": ({"occurred_at": "2026-02-30T10:00:00Z"}, "occurred_at", "Skriv et tidspunkt med dato"),
    "time-ancient": ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at", "Skriv et tidspunkt med dato"),
    "time-future": ({"known_at": "2026-11-22T03:12:00Z"}, "known_at", "Tidspunktet ligger fram i tid."),
    "known-before": (
        {"known_at": "2026-11-21T03:12:00Z", "occurred_at": "2026-11-21T04:00:00Z"},
        "known_at",
        "Kommunen kan ikke ha visst om hendelsen før den skjedde.",
    ),
    "name-unknown": ({"scenarie": "kokevarsel"}, "scenarie", "Ukjent navn. Her kan stå: areas, zones, hold_until, "),
    "reason-long": ({"reason": "x" * 2001}, "reason", "Kan ha høyst 2000 tegn."),
}


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
async def test_bad_input_is_told_in_words_and_creates_nothing(node: Node, case: str) -> None:
    """422 with where and what, the title says the first; no incident is opened."""
    change, where, words = BAD[case]
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, **change})

    assert answer.status == 422
    assert answer.json["type"] == "input"
    assert words in answer.faults[where]
    assert answer.title.startswith(f"{next(iter(answer.faults))}: ")
    assert node.scene.ledger.read_now(lambda connection: connection.execute(incidents.select()).all()) == []


@pytest.mark.parametrize("missing", ["scenario", "mode"])
async def test_what_must_be_there_is_asked_for(node: Node, missing: str) -> None:
    """A trigger without scenario or mode is 422, and says which."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={k: v for k, v in DRAFT.items() if k != missing})

    assert answer.status == 422
    assert answer.faults == {missing: "Mangler."}


async def test_every_fault_is_told_at_once(node: Node) -> None:
    """One answer names all that is wrong with a request."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={"mode": "skarp", "areas": 3, "x": 1})

    assert set(answer.faults) == {"scenario", "mode", "areas", "x"}


async def test_areas_that_hold_nobody_create_nothing(node: Node) -> None:
    """Lists without people make no alert."""
    node.scene.ledger.write_now(lambda connection: connection.exec_driver_sql("UPDATE lists SET in_force = false"))
    answer = await node.call("POST", "/api/v1/alerts", "kari", json=DRAFT)

    assert answer.status == 422
    assert "Ingen mottakere" in answer.faults["areas"]


@pytest.mark.parametrize("mode", ["real", "test"])
async def test_an_exercise_node_refuses_what_reaches_people(node: Node, mode: str) -> None:
    """409, and the words say what kind of node this is."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, "mode": mode})

    assert answer.status == 409
    assert answer.json["type"] == "mode"
    assert answer.title.startswith("Denne noden kjører bare øvelser")


async def test_a_live_node_takes_every_mode(live: Node) -> None:
    """Real, exercise, and the test that reaches only those who have agreed to it."""
    statuses = [
        (await live.call("POST", "/api/v1/alerts", "kari", json={**DRAFT, "mode": mode})).status
        for mode in ("real", "exercise", "test")
    ]

    assert statuses == [201, 201, 201]


async def test_alerts_are_listed_newest_first(node: Node) -> None:
    """The list holds every alert's head."""
    first = await node.draft()
    node.scene.later(minutes=1)
    second = await node.draft()
    answer = await node.call("GET", "/api/v1/alerts", "siri")

    assert [alert["id"] for alert in answer.json["alerts"]] == [second, first]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/v1/alerts/4711-1", "Det finnes ikke noe varsel 4711-1."),
        ("/api/v1/alerts/4711-1/deliveries", "Det finnes ikke noe varsel 4711-1."),
        ("/api/v1/alerts/4711-1/events", "Det finnes ikke noe varsel 4711-1."),
        ("/api/v1/incidents/4711", "Det finnes ingen hendelse med nummer 4711."),
        ("/api/v1/incidents/9999999999999999999999", "Hendelser har et nummer, for eksempel 1001."),
        ("/api/v1/incidents/kokevarsel", "Hendelser har et nummer, for eksempel 1001."),
    ],
)
async def test_what_does_not_exist_is_not_found(node: Node, path: str, words: str) -> None:
    """404 with a sentence that names what was asked for."""
    answer = await node.call("GET", path, "kari")

    assert answer.status == 404
    assert answer.title == words


async def test_an_edit_makes_a_new_version_and_voids_the_fingerprint(node: Node) -> None:
    """After a return the text is changed; version and fingerprint show it."""
    alert, fingerprint = await node.submitted()
    await node.act(alert, "return", "anne", why="skriv bare Ådalsbruk")
    answer = await node.call(
        "PATCH", f"/api/v1/alerts/{alert}", "kari", json={"fields": {"sted": "Ådalsbruk", "neste_melding": "09:00"}}
    )

    assert answer.status == 200
    assert answer.json["version"] == 2
    assert answer.json["fingerprint"] is None
    assert answer.json["fields"]["sted"] == "Ådalsbruk"
    assert (await node.act(alert, "approve", "anne", fingerprint=fingerprint)).status == 409


@pytest.mark.requirement("R015")
async def test_a_text_may_be_written_by_hand(node: Node) -> None:
    """PATCH texts replaces one text by its key; an unknown key is refused with the known ones."""
    alert = await node.draft()
    own = "ØVELSE. Kok vannet i Ådalsbruk. ØVELSE"
    changed = await node.call("PATCH", f"/api/v1/alerts/{alert}", "jon", json={"texts": {"citizen.sms.nb": own}})
    unknown = await node.call("PATCH", f"/api/v1/alerts/{alert}", "jon", json={"texts": {"citizen.fax.nb": own}})

    assert next(text["body"] for text in changed.json["variants"] if text["key"] == "citizen.sms.nb") == own
    assert unknown.status == 422
    assert "Varselet har ingen slik tekst." in unknown.faults["texts.citizen.fax.nb"]


async def test_only_drafts_and_returned_alerts_are_edited(node: Node) -> None:
    """409 with the state in words."""
    alert, _ = await node.submitted()
    answer = await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"fields": {"neste_melding": "10:00"}})

    assert answer.status == 409
    assert answer.json["type"] == "state"
    assert answer.title == "Varselet er sendt inn og venter på godkjenning og kan ikke endres nå."


@pytest.mark.requirement("R117")
@pytest.mark.parametrize("name", ["attachments", "images", "video"])
async def test_no_picture_can_be_sent_so_none_needs_consent(node: Node, name: str) -> None:
    """Neither with a new alert nor afterwards: refused by its name, and no alert is made."""
    picture = {name: [{"url": "https://bilder.example/1.jpg"}]}
    new = await node.call("POST", "/api/v1/alerts", "kari", json=DRAFT | picture)
    edited = await node.call("PATCH", f"/api/v1/alerts/{await node.draft()}", "kari", json=picture)
    listed = await node.call("GET", "/api/v1/alerts", "kari")

    assert (new.status, edited.status) == (422, 422)
    assert (list(new.faults), list(edited.faults)) == ([name], [name])
    assert len(listed.json["alerts"]) == 1


async def test_an_edit_of_nothing_is_no_edit(node: Node) -> None:
    """An empty PATCH is 422."""
    answer = await node.call("PATCH", f"/api/v1/alerts/{await node.draft()}", "kari", json={})

    assert answer.status == 422
    assert "ingenting å endre" in answer.title


async def test_a_contributor_edits_only_their_own(node: Node) -> None:
    """403 names the rule."""
    own, others = await node.draft("eli"), await node.draft("kari")
    change = {"fields": {"neste_melding": "10:00"}}
    mine = await node.call("PATCH", f"/api/v1/alerts/{own}", "eli", json=change)
    theirs = await node.call("PATCH", f"/api/v1/alerts/{others}", "eli", json=change)

    assert mine.status == 200
    assert theirs.status == 403
    assert theirs.json["rule"] == "own"


async def test_submit_answers_with_the_fingerprint(node: Node) -> None:
    """SHA-256 in hex, and a second submit is 409."""
    alert = await node.draft()
    first = await node.act(alert, "submit", "kari")
    second = await node.act(alert, "submit", "kari")

    assert first.status == 200
    assert first.json["state"] == "submitted"
    assert len(first.json["fingerprint"]) == 64
    assert second.status == 409
    assert second.json["type"] == "state"


async def test_the_number_of_people_must_be_the_right_one(node: Node) -> None:
    """409 of type people, with the right number in words."""
    alert = await node.draft()
    meant = (await node.view(alert))["people"]
    answer = await node.act(alert, "submit", "kari", people=meant + 1)
    wrong = await node.act(alert, "submit", "kari", people="mange")

    assert answer.status == 409
    assert answer.json["type"] == "people"
    assert str(meant) in answer.title
    assert wrong.status == 422
    assert wrong.faults == {"people": "Skriv et helt tall."}


async def test_a_real_alert_demands_the_number_of_people(live: Node) -> None:
    """In live and real, a submit without the number is 409."""
    alert = await live.draft(mode="real")
    answer = await live.act(alert, "submit", "kari")

    assert answer.status == 409
    assert answer.json["type"] == "people"
