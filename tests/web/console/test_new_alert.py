"""A new alert in the console: scenario, fields and areas, what will be sent, submit."""

import json
from typing import Any

import pytest

from dispatcher.ledger import incidents
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

EVIL = "</textarea><script>alert(1)</script>{{ 7*7 }}"
KOKEVARSEL = "/nytt/kokevarsel"


async def filled_in(one: Visitor, path: str = KOKEVARSEL, **fields: Any) -> Seen:
    """Open the form, fill it in and send it."""
    hidden = (await one.get(path)).hidden(path)
    typed = {"f.neste_melding": "09:00", "areas": "adalsbruk", "hold": "now"}
    return await one.post(path, {**hidden, **typed, **fields})


def alert_in(seen: Seen) -> str:
    assert seen.status == 303, seen.text
    return str(seen.headers["Location"]).removeprefix("/varsel/")


async def test_choosing_lists_the_plans_scenarios(node: Node, anne: Visitor) -> None:
    """Each by its name, one tap from its form; not for who may not trigger."""
    anne.signed_in("kari")
    page = await anne.get("/nytt")
    for scenario in node.services.plan.scenarios.values():
        assert f'href="/nytt/{scenario.key}"' in page.text
        assert scenario.name in page.text
        form = await anne.get(f"/nytt/{scenario.key}")
        assert form.status == 200, scenario.key
        assert all(f'name="f.{field.key}"' in form.text for field in scenario.fields if "first" in field.kinds)
    anne.signed_in("anne")

    assert (await anne.get("/nytt")).status == 403
    assert (await anne.get(KOKEVARSEL)).status == 403


@pytest.mark.requirement("R007")
async def test_from_scenario_to_submitted_in_three_pages(node: Node, anne: Visitor) -> None:
    """One field, one area, the night's answer; then people, SMS and all variants; one button submits what was read."""
    anne.signed_in("kari")
    alert = alert_in(await filled_in(anne))
    page = await anne.get(f"/varsel/{alert}")
    view = await node.view(alert)
    sms = next(text["body"] for text in view["variants"] if text["key"] == "citizen.sms.nb")

    for words in ("ØVELSE – ingen får dette", "87 personer", "i Ådalsbruk", sms, "Vis alle varianter"):
        assert words in page.text, words
    assert page.text.index("87 personer") < page.text.index(sms) < page.text.index("Vis alle varianter")
    assert page.text.index("Pris om lag") > page.text.index("Send øvelsen til godkjenning")
    done = await anne.post(f"/varsel/{alert}/send-inn", page.hidden(f"/varsel/{alert}/send-inn"))
    assert done.status == 303, done.text
    after = await node.view(alert)
    assert (after["state"], after["submitted_by"], after["hold_until"]) == ("submitted", "kari", "now")


async def test_what_was_typed_is_kept_and_each_fault_stands_by_its_field(node: Node, anne: Visitor) -> None:
    """The interface's own faults; nothing is made."""
    anne.signed_in("kari")
    wrong: dict[str, Any] = {"f.sted": EVIL, "f.neste_melding": "i morgen tidlig", "reason": EVIL}
    seen = await filled_in(anne, **wrong)

    assert seen.status == 422
    assert 'id="felt-neste_melding-feil"' in seen.text
    assert 'value="i morgen tidlig"' in seen.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in seen.text
    assert "<script>alert" not in seen.text
    assert await node.services.ledger.read(incidents.open_numbers) == []
    areas = await filled_in(anne, areas=[])
    assert areas.status == 422
    assert 'id="areas-feil"' in areas.text


async def test_the_same_advice_stands_once(node: Node, anne: Visitor) -> None:
    """With the first text it is about and how many more: nobody reads one sentence twelve times at night."""
    anne.signed_in("kari")
    alert = alert_in(await filled_in(anne, **{"f.sted": "Ødekirken"}))
    bare = "ØVELSE. Kok vannet. ØVELSE"
    own = {f"citizen.{way}.{tongue}": bare for way in ("sms", "email") for tongue in ("nn", "nb")}
    changed = await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"texts": own})
    assert changed.status == 200, changed.body
    given = (await node.view(alert))["advice"]
    page = await anne.get(f"/varsel/{alert}")

    again = [one["words"] for one in given]
    assert max(again.count(words) for words in again) > 2
    for words in set(again):
        assert page.text.count(f"{words}</span>") == 1, words
    assert "(Innbyggere, SMS, bokmål og 3 tekster til)" in page.text


async def test_a_double_tap_is_one_alert(node: Node, anne: Visitor) -> None:
    """The same form sent twice leads to the same draft."""
    anne.signed_in("kari")
    form = {**(await anne.get(KOKEVARSEL)).hidden(KOKEVARSEL), "f.neste_melding": "09:00", "areas": "adalsbruk"}
    first, second = [alert_in(await anne.post(KOKEVARSEL, form)) for _ in range(2)]

    assert first == second
    assert len(await node.services.ledger.read(incidents.open_numbers)) == 1


async def test_only_what_was_read_is_submitted(node: Node, anne: Visitor) -> None:
    """A draft that somebody changed meanwhile is shown again; so is one with something odd that is not ticked."""
    anne.signed_in("kari")
    alert = alert_in(await filled_in(anne))
    path = f"/varsel/{alert}/send-inn"
    old = (await anne.get(f"/varsel/{alert}")).hidden(path)
    node.scene.edit(alert, by="jon", given={"sted": "Brenneriroa"})
    refused = await anne.post(path, old)
    assert refused.status == 409
    assert "endret siden du så det" in refused.text
    assert (await node.view(alert))["state"] == "draft"

    await node.approved()  # the same, to the same, just now
    away = await filled_in(anne)
    odd = await anne.get(f"/varsel/{alert_in(away)}")
    assert 'name="seen"' in odd.text
    path = f"/varsel/{alert_in(away)}/send-inn"
    assert (await anne.post(path, odd.hidden(path))).status == 409
    keys = [one["key"] for one in (await node.view(alert_in(away)))["odd"]]
    assert (await anne.post(path, odd.hidden(path) | {"seen": keys})).status == 303


async def test_a_draft_is_changed_in_fields_and_words(node: Node, anne: Visitor) -> None:
    """A new version; only the text whose words are others is one's own."""
    anne.signed_in("kari")
    alert = alert_in(await filled_in(anne))
    path = f"/varsel/{alert}/endre"
    page = await anne.get(path)
    bodies = {f"t.{text['key']}": text["body"].replace("\n", "\r\n") for text in (await node.view(alert))["variants"]}
    mine = {**bodies, "t.citizen.sms.nb": f"ØVELSE Kok vannet i Ådalsbruk. {EVIL} ØVELSE", "f.neste_melding": "10:00"}
    saved = await anne.post(path, page.hidden(path) | mine)
    view = await node.view(alert)
    shown = await anne.get(f"/varsel/{alert}")

    assert saved.status == 303, saved.text
    row = await node.services.ledger.read(incidents.alert, alert)
    assert list(json.loads(row.texts)) == ["citizen.sms.nb"]
    assert view["version"] == 2
    assert view["fields"]["neste_melding"] == "2026-11-22T09:00+00:00"
    assert 'value="22.11.2026 09:00"' in page.text
    assert "<script>alert" not in shown.text


@pytest.mark.requirement("R007")
async def test_the_police_word_is_written_in_on_the_same_page(node: Node, anne: Visitor) -> None:
    """Where the police lead: zones first, then their word."""
    anne.signed_in("kari")
    path = "/nytt/evakuering"
    hidden = (await anne.get(path)).hidden(path)
    typed = {"f.fare": "leirskred", "f.moteplass": "Løten ungdomsskole", "z.evakuer": "skulevegen"}
    zones = await anne.post(path, {**hidden, **typed, "f.moteplass": ""})
    assert zones.status == 422
    assert "felt-moteplass-feil" in zones.text
    seen = await anne.post(path, {**hidden, "f.fare": "leirskred", "f.moteplass": "Løten rådhus", "areas": "adalsbruk"})
    alert = alert_in(seen)
    page = await anne.get(f"/varsel/{alert}")
    assert "Politiet må klarere" in page.text
    clear = f"/varsel/{alert}/klarering"
    word = {"name": "Nora Eksempel", "function": "operasjonsleder", "what": "evakuering", "at": "02:10"}
    assert (await anne.post(clear, page.hidden(clear) | word)).status == 303
    assert (await node.view(alert))["clearance"]["given"]["name"] == "Nora Eksempel"


async def test_on_a_live_node_it_starts_as_real_and_says_so(live: Node) -> None:
    """An exercise is one tap away, and is then framed as one."""
    kari = Visitor(node=live, session=live.session)
    kari.signed_in("kari")
    page, exercise = await kari.get(KOKEVARSEL), await kari.get(f"{KOKEVARSEL}?modus=exercise")

    assert page.hidden(KOKEVARSEL)["mode"] == "real"
    assert "Dette er skarpt" in page.text
    assert "ØVELSE" not in page.text
    assert exercise.hidden(KOKEVARSEL)["mode"] == "exercise"
    assert 'class="exercise' in exercise.text
    alert = alert_in(await filled_in(kari))
    assert (await live.view(alert))["mode"] == "real"


async def test_forms_of_others_do_nothing(node: Node, anne: Visitor) -> None:
    """No token, another site, or no right: nothing is made."""
    anne.signed_in("kari")
    hidden = (await anne.get(KOKEVARSEL)).hidden(KOKEVARSEL)
    typed = {"f.neste_melding": "09:00", "areas": "adalsbruk"}
    foreign = await anne.post(KOKEVARSEL, {**hidden, **typed, "csrf": ""})
    other = await anne.post(KOKEVARSEL, {**hidden, **typed}, Origin="https://ond.example")
    assert (foreign.status, other.status) == (403, 403)
    draft = await node.draft(by="eli")
    anne.signed_in("eli")
    page = await anne.get(f"/varsel/{draft}")
    assert "Be nokon i kriseleiinga" in page.text
    csrf = (
        page.text.partition('name="csrf" value="')[2].partition('"')[0]
        or (await anne.get("/konto")).hidden("/logg-ut")["csrf"]
    )
    assert (await anne.post(f"/varsel/{draft}/send-inn", {"csrf": csrf, "version": "1"})).status == 403
    assert (await node.view(draft))["state"] == "draft"
