"""An alert that is followed in the console: waves, clocks, what may be done now, and each act by its own function."""

from typing import Any

import pytest

from dispatcher.domain.outcome import Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.web.console.words import WORDS
from tests.office import OfficeScene
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node, running

EVIL = "</textarea><script>alert(1)</script>{{ 7*7 }}"


async def act(one: Visitor, alert: str, path: str, page: str = "", **fields: Any) -> Seen:
    """Open the page that has the form, fill it in and send it."""
    action = f"/varsel/{alert}/{path}"
    hidden = (await one.get(page or f"/varsel/{alert}")).hidden(action)
    return await one.post(action, hidden | fields)


def test_no_two_parts_of_the_words_have_the_same_key() -> None:
    """A page's own words would else be another page's."""
    keys = [key for part in WORDS for key in part]

    assert sorted(keys) == sorted(set(keys))


@pytest.mark.requirement("R007")
async def test_a_submitted_alert_says_who_is_asked(node: Node, anne: Visitor) -> None:
    """And leads an approver to where it is decided."""
    alert, _ = await node.submitted()
    anne.signed_in("kari")
    page = await anne.get(f"/varsel/{alert}")
    assert "venter på godkjenning, sendt inn av Siri Testvold" in page.text
    assert "er spurt" in page.text
    assert f'href="/a/{alert}"' not in page.text
    anne.signed_in("anne")

    assert f'href="/a/{alert}"' in (await anne.get(f"/varsel/{alert}")).text


@pytest.mark.requirement("R007")
async def test_waves_fill_up_with_their_gates_and_clocks(node: Node, anne: Visitor) -> None:
    """Who is reached of whom, by channel; what the next wave waits for; the promise; and the live part alone."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][0]["told"] > 0)
    anne.signed_in("kari")
    page, part = await anne.get(f"/varsel/{alert}"), await anne.get(f"/varsel/{alert}?del=1")
    for words in (
        "Bølge 1: ",
        "nådd",
        "SMS: ",
        "Åpnet kl.",
        "Neste melding er lovet kl.",
        "Godkjent av Anne Prøvestad",
    ):
        assert words in page.text, words
    assert "<html" not in part.text
    assert 'id="bolger"' in part.text


async def test_pause_resume_and_stop(node: Node, anne: Visitor) -> None:
    """One tap pauses; who approves resumes; stop asks first, and wants to know why."""
    node.sms.answer = node.email.answer = lambda _: Unsure(reason="silence")
    alert = await node.approved()
    await node.until(alert, lambda view: view["state"] == "sending")
    anne.signed_in("kari")
    assert (await act(anne, alert, "gjor/pause", why=EVIL)).status == 303
    page = await anne.get(f"/varsel/{alert}")
    assert "står på pause" in page.text
    assert "<script>alert" not in page.text
    assert "/gjenoppta" not in page.text  # an approver's

    anne.signed_in("anne", ago=400)
    factor = await act(anne, alert, "gjenoppta")
    assert "Bekreft at det er deg" in factor.text  # it lets go again: pausing asked for nothing
    assert (await node.view(alert))["flags"]["paused"]
    anne.signed_in("anne")
    assert (await act(anne, alert, "gjenoppta")).status == 303
    assert (await node.view(alert))["flags"]["paused"] is None
    anne.signed_in("kari", ago=400)
    stop = f"/varsel/{alert}/gjor/stopp"
    silent = await act(anne, alert, "gjor/stopp", stop, why=" ")
    assert (silent.status, (await node.view(alert))["state"]) == (422, "sending")
    assert (await act(anne, alert, "gjor/stopp", stop, why="Feil område")).status == 303
    assert (await node.view(alert))["state"] == "stopped"
    again = await act(anne, alert, "gjor/stopp", stop, why="Feil område")
    assert again.status == 409
    assert "stoppet og kan ikke stoppes" in again.text


async def test_what_opens_or_ends_asks_for_the_factor(node: Node, anne: Visitor) -> None:
    """Without waiting, taken back, closed: the page that asks changes nothing, and carries the reason."""
    node.sms.answer = node.email.answer = lambda _: Unsure(reason="silence")
    alert = await node.approved()
    await node.until(alert, lambda view: view["state"] == "sending")
    anne.signed_in("kari", ago=400)
    for path in ("gjor/uten-a-vente", "gjor/trekk-tilbake"):
        page = f"/varsel/{alert}/{path}"
        factor = await act(anne, alert, path, page, why="Feil område")
        assert "Bekreft at det er deg" in factor.text, path
        assert factor.hidden(page)["why"] == "Feil område"
    view = await node.view(alert)

    assert view["retraction"] is None
    assert any(wave["opened_at"] is None for wave in view["waves"])


async def test_unsure_and_failed_are_decided_in_one_act(office: OfficeScene) -> None:
    """What may have arrived is sent again or left; what failed is tried once more."""
    async with running(office, settle_after=0.2) as node:
        kari = Visitor(node=node, session=node.session)
        node.sms.answer = lambda _: Unsure(reason="silence")
        node.email.answer = lambda _: Refused(scope=Scope.RECIPIENT, reason="bad address", code="21211")
        alert = await node.approved()
        await node.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] > 0)
        kari.signed_in("kari")
        page = await kari.get(f"/varsel/{alert}")
        assert "er usikre" in page.text
        assert "Prøv de som feilet, på nytt" in page.text
        assert (await act(kari, alert, "usikre", decision="leave")).status == 303
        assert (await act(kari, alert, "send-pa-nytt")).status == 303


@pytest.mark.requirement("R007")
async def test_follow_ups_are_drafted_with_what_is_still_so(node: Node, anne: Visitor) -> None:
    """Update, correction and all-clear: each its own fields; a correction pauses the alert before; faults are kept."""
    alert = await node.approved(fields={"neste_melding": "09:00", "sted": "Skogvegen"})
    await node.until(alert, lambda view: view["waves"][0]["told"] > 0)
    anne.signed_in("kari")
    path = f"/varsel/{alert}/folg/rettelse"
    page = await anne.get(path)
    assert 'value="Skogvegen"' in page.text
    assert "settes på pause" in page.text
    wrong = await act(anne, alert, "folg/rettelse", path, **{"f.neste_melding": "senere", "f.sted": EVIL})
    assert wrong.status == 422
    assert "felt-neste_melding-feil" in wrong.text
    assert "&lt;script&gt;" in wrong.text
    right = {"f.neste_melding": "09:00", "f.sted": "", "f.feil": "omrade", "areas": "brenneriroa", "hold": "now"}
    drafted = await act(anne, alert, "folg/rettelse", path, **right)
    assert drafted.status == 303, drafted.text
    draft = await node.view(drafted.headers["Location"].removeprefix("/varsel/"))

    assert (draft["kind"], draft["areas"]) == ("correction", ["brenneriroa"])
    assert not draft["fields"]["sted"]
    assert (await node.view(alert))["flags"]["paused"]


@pytest.mark.requirement("R007")
async def test_nothing_new_is_one_tap_and_a_time(node: Node, anne: Visitor) -> None:
    """An update that says so and promises the next word, ready to be read and submitted."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][0]["told"] > 0)
    anne.signed_in("kari")
    assert (await act(anne, alert, "ingen-endring", promise="om litt")).status == 422
    made = await act(anne, alert, "ingen-endring", promise="07:00")
    assert made.status == 303, made.text
    draft = await node.view(made.headers["Location"].removeprefix("/varsel/"))

    assert draft["kind"] == "update"
    assert draft["fields"]["endring"] == "Situasjonen er ikke endret."
    assert draft["promise_at"] == "2026-11-22T06:00:00.000Z"


async def test_only_what_one_may_do_now_is_offered(node: Node, anne: Visitor) -> None:
    """An evaluator reads; nobody acts by an address either; an unknown act is no page."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["state"] == "sending")
    anne.signed_in("siri")
    page = await anne.get(f"/varsel/{alert}")
    assert not [path for path in ("gjor/", "folg/", "gjenoppta", "ingen-endring") if f"/{path}" in page.text]
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    for path in ("gjor/pause", "gjor/stopp", "gjenoppta", "slipp", "send-pa-nytt", "usikre", "ingen-endring"):
        assert (await anne.post(f"/varsel/{alert}/{path}", {**csrf, "why": "x"})).status == 403, path
    for path in ("gjor/stopp", "folg/oppdatering"):
        assert (await anne.get(f"/varsel/{alert}/{path}")).status == 403, path
    anne.signed_in("kari")
    assert (await anne.get(f"/varsel/{alert}/gjor/noe")).status == 404
    assert (await anne.get(f"/varsel/{alert}/folg/noe")).status == 404
    assert (await anne.get("/varsel/9999-9")).status == 404
    assert (await anne.post(f"/varsel/{alert}/gjor/pause", {"csrf": "", "why": "x"})).status == 403
    assert (await node.view(alert))["flags"]["paused"] is None


async def test_an_exercise_ends_with_nobody_told_and_can_be_copied(live: Node) -> None:
    """«0 personer er varslet»; one tap opens the same form as real."""
    kari = Visitor(node=live, session=live.session)
    kari.signed_in("kari")
    alert = await live.approved()
    await live.until(alert, lambda view: view["state"] == "sending")
    await live.act(alert, "stop", "kari", why="Øvelsen er over")
    page = await kari.get(f"/varsel/{alert}")
    assert "0 personer er varslet" in page.text
    assert 'class="exercise' in page.text
    copy = await kari.get(f"/nytt/kokevarsel?fra={alert}")

    assert copy.hidden("/nytt/kokevarsel")["mode"] == "real"
    assert 'value="adalsbruk" checked' in copy.text
