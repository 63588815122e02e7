"""«Foreslå endring»: the approver writes, the submitter takes it in with one tap, the approver is asked anew."""

from typing import Any

import pytest

from tests.web.console.test_approval import EVIL, state, tap
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

SMS = "t.citizen.sms.nb"
BETTER = "ØVELSE Kok vannet i fem minutter før du drikker det. ØVELSE"


async def proposes(one: Visitor, alert: str, **fields: Any) -> Seen:
    """Open the page with the form, write over some of it, and send it, as a browser sends all of it."""
    path = f"/a/{alert}/foresla"
    page = await one.get(path)
    return await one.post(path, page.hidden(path) | page.written() | fields)


async def takes_in(one: Visitor, alert: str, **fields: Any) -> Seen:
    path = f"/varsel/{alert}/ta-inn"
    return await one.post(path, (await one.get(f"/varsel/{alert}")).hidden(path) | fields)


@pytest.mark.requirement("R007")
async def test_proposed_taken_in_and_approved(node: Node, anne: Visitor) -> None:
    """Three people's acts, one tap each; what is read is the new text, and whose words they are is said."""
    alert, _ = await node.submitted()
    kari = Visitor(node=node, session=node.session)
    kari.signed_in("kari")
    anne.signed_in("anne")
    assert f'href="/a/{alert}/foresla"' in (await anne.get(f"/a/{alert}")).text
    sent = await proposes(anne, alert, **{SMS: BETTER, "why": "Si hvor lenge"})
    assert (sent.status, sent.headers["Location"]) == (303, f"/a/{alert}")
    done = await anne.get(f"/a/{alert}")
    assert "Du har foreslått en endring" in done.text
    assert "Forslaget er sendt til Siri Testvold" in done.text
    given = (await node.view(alert))["proposal"]
    assert (given["texts"], given["fields"]) == ({"citizen.sms.nb": BETTER}, {})

    draft = await kari.get(f"/varsel/{alert}")
    for words in ("Anne Prøvestad foreslår en endring", "Si hvor lenge", "<ins>", "<del>", "Eller send inn uten"):
        assert words in draft.text, words
    assert (await takes_in(kari, alert)).status == 303
    assert await state(node, alert) == "submitted"
    again = await kari.post(f"/varsel/{alert}/ta-inn", draft.hidden(f"/varsel/{alert}/ta-inn"))
    assert (again.status, again.headers["Location"]) == (303, f"/varsel/{alert}")

    anew = await anne.get(f"/a/{alert}")
    assert "Forslaget ditt er tatt inn" in anew.text
    assert "fem minutter" in anew.text
    assert (await tap(anne, alert)).status == 303
    assert (await node.view(alert))["approval"]["by"] == "anne"


async def test_a_field_is_proposed_as_it_is_shown(node: Node, anne: Visitor) -> None:
    """A time that nobody touched is no change; one that was is, and changes every text it stands in."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    same = await proposes(anne, alert)
    assert same.status == 422
    assert "likt det som er sendt inn" in same.text
    wrong = await proposes(anne, alert, **{"f.neste_melding": "snart", SMS: EVIL})
    assert wrong.status == 422
    assert "felt-neste_melding-feil" in wrong.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in wrong.text
    assert "<script>alert" not in wrong.text
    assert (await proposes(anne, alert, **{"f.neste_melding": "10:30"})).status == 303
    kari = Visitor(node=node, session=node.session)
    kari.signed_in("kari")
    page = await kari.get(f"/varsel/{alert}")

    assert list((await node.view(alert))["proposal"]["fields"]) == ["neste_melding"]
    assert "<ins>22. november kl. 10.30</ins>" in page.text
    assert "Var: 22. november kl. 09.00" in page.text


async def test_edited_meanwhile_says_so_and_keeps_the_words(node: Node, anne: Visitor) -> None:
    """What was written is not lost, and sent again it is refused again until the new text is read."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    path = f"/a/{alert}/foresla"
    old = await anne.get(path)
    await node.act(alert, "return", "ola", why="Feil klokkeslett")
    gone = await anne.post(path, old.hidden(path) | {SMS: BETTER})
    assert (gone.status, gone.headers["Location"]) == (303, f"/a/{alert}")
    await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"fields": {"neste_melding": "12:00"}})
    await node.act(alert, "submit", "kari", people=87)
    late = await anne.post(path, old.hidden(path) | old.written() | {SMS: BETTER})
    once_more = await anne.post(path, late.hidden(path) | late.written())

    for seen in (late, once_more):
        assert seen.status == 409
        assert "Varselet er endret siden du åpnet det" in seen.text
        assert BETTER in seen.text
    assert await state(node, alert) == "submitted"


async def test_who_may_not_and_what_a_form_must_show(node: Node, anne: Visitor) -> None:
    """The crisis team and the evaluator propose nothing; nor does another site, nor a factor of long ago."""
    alert, fingerprint = await node.submitted()
    for name in ("kari", "siri"):
        anne.signed_in(name)
        csrf = (await anne.get("/konto")).hidden("/logg-ut")["csrf"]
        forced = await anne.post(f"/a/{alert}/foresla", {"csrf": csrf, "fingerprint": fingerprint, SMS: BETTER})
        assert forced.status == 403, name
        assert f"/a/{alert}/foresla" not in (await anne.get(f"/a/{alert}")).text
    anne.signed_in("anne", ago=400)
    asked = await proposes(anne, alert, **{SMS: BETTER})
    assert "Bekreft at det er deg" in asked.text
    assert asked.hidden(f"/a/{alert}/foresla")[SMS] == BETTER
    anne.signed_in("anne")
    page = await anne.get(f"/a/{alert}/foresla")
    foreign = await anne.post(
        f"/a/{alert}/foresla", page.hidden(f"/a/{alert}/foresla") | {SMS: BETTER}, Origin="https://ond.example"
    )

    assert foreign.status == 403
    assert await state(node, alert) == "submitted"


async def test_a_stale_take_in_is_refused(node: Node, anne: Visitor) -> None:
    """The submitter edits by hand instead; the old button then takes nothing in."""
    alert, _ = await node.submitted()
    anne.signed_in("anne")
    await proposes(anne, alert, **{SMS: BETTER})
    kari = Visitor(node=node, session=node.session)
    kari.signed_in("kari")
    path = f"/varsel/{alert}/ta-inn"
    old = (await kari.get(f"/varsel/{alert}")).hidden(path)
    anne_too = await anne.post(path, old | {"csrf": (await anne.get("/konto")).hidden("/logg-ut")["csrf"]})
    assert anne_too.status == 403
    await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"fields": {"neste_melding": "12:00"}})
    late = await kari.post(path, old)
    nonsense = await kari.post(path, old | {"proposal": "x"})

    for seen in (late, nonsense):
        assert seen.status == 409
        assert "endret siden forslaget" in seen.text
    assert path not in late.text
    assert await state(node, alert) == "returned"
