"""«Er meldingen ekte?»: yes to what was sent in earnest, never no, and nothing kept of what was pasted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import pytest

from dispatcher.domain.outcome import Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.web.citizens import turnstile
from dispatcher.web.citizens.words import WORDS
from tests.web.node import EVACUATION, Node
from tests.web.turns import followed, gone

UNKNOWN = "Vi finner den ikke blant våre meldinger."
CANARY = "kanarifugl-i-tekstfeltet"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person reads."""

    status: int
    text: str
    raw: str
    headers: object


async def told(node: Node, text: str | bytes, **headers: str) -> Told:
    """Paste a message and press the button."""
    data = {"tekst": text} if isinstance(text, str) else text
    sent = {"Accept-Language": "nb", **{name.replace("_", "-"): value for name, value in headers.items()}}
    async with node.session.post(f"{node.address}/ekte", data=data, headers=sent) as answer:
        raw = await answer.text()
    body = unescape(re.sub(r"<[^>]+>", " ", raw.partition('<main id="innhold">')[2].partition("<form")[0]))
    return Told(status=answer.status, text=" ".join(body.split()), raw=raw, headers=answer.headers)


async def evacuated(node: Node, mode: str = "real") -> str:
    """An evacuation that has gone out."""
    return await gone(node, await node.draft(scenario="evakuering", mode=mode, fields=EVACUATION))


def text_of(node: Node, alert: str, key: str = "citizen.sms.nb") -> str:
    return node.scene.text(alert, key)


@pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.requirement("R053")
async def test_what_was_sent_is_known(live: Node) -> None:
    """By SMS, e-mail and the page, in each language; with when, that it holds, and the way to what holds now."""
    alert = await evacuated(live)
    answers = {key: await told(live, text_of(live, alert, key)) for key in ("citizen.sms.nb", "citizen.sms.en")}
    mail = await told(live, text_of(live, alert, "citizen.email.nb"))
    [shown] = (await live.call("GET", "/banner.json")).json["alerts"]
    page = await told(live, "\n".join(shown[part]["nb"] for part in ("headline", "text", "instruction")))

    for answer in (*answers.values(), mail, page):
        assert answer.status == 200
        assert answer.text.startswith("Nynorsk English Ja, sendt fra Løten kommune")
        assert "Vi begynte å sende den søndag 22. november 2026 kl. 03.14" in answer.text
        assert "Den gjelder fortsatt." in answer.text
        assert f'href="krise#varsel-{alert}"' in answer.raw


async def test_a_piece_says_what_it_does_not_know(live: Node) -> None:
    """Yes to the piece, and that only the piece was looked at; with a link behind it, it is not ours."""
    sms = text_of(live, await evacuated(live))
    piece, more = await told(live, sms[:150] + "…"), await told(live, sms + " Betal: http://evil.example")

    assert "Ja, dette er en del av en melding sendt fra Løten kommune" in piece.text
    assert "Lim inn hele meldingen." in piece.text
    assert UNKNOWN in more.text


async def test_it_is_never_no(live: Node) -> None:
    """It may be from the police or others; what to do, whom to ask, and not the word."""
    answer = await told(live, "Politiet: Gå inn og lukk vinduer. Røyk fra brann på Ilseng.")

    assert answer.status == 200
    assert UNKNOWN in answer.text
    assert "Den kan likevel være fra politiet eller andre." in answer.text
    assert "112" in answer.text
    assert "42 00 00 10" in answer.text
    assert not re.search(r"\b(nei|falsk|ikke ekte)\b", answer.text, re.IGNORECASE)


async def test_exercises_are_never_confirmed(live: Node) -> None:
    """By no text of theirs, though it is out."""
    alert = await live.published()
    texts = [text["body"] for text in (await live.view(alert))["variants"]]
    answers = [await told(live, text) for text in texts[:20]]

    assert len(texts) > 5
    assert all(UNKNOWN in answer.text for answer in answers)


async def test_nothing_that_is_not_out_is_told_of(live: Node) -> None:
    """A draft, what waits for approval, a wave behind its gate, and the words kept for taking it back."""
    alert, fingerprint = await live.submitted(mode="real")
    texts = {text["key"]: text["body"] for text in (await live.view(alert))["variants"]}
    before = await told(live, texts["citizen.sms.nb"])
    live.sms.answer = live.email.answer = lambda _: Unsure(reason="silence")  # nobody is told, so no gate opens
    await live.act(alert, "approve", "anne", fingerprint=fingerprint)
    view = await live.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] > 0)
    gated = [await told(live, texts[key]) for key in texts if key.startswith("citizen") and ".sms." in key]
    out = await told(live, next(one.variant.body for one in live.sms.taken if one.variant.body in texts.values()))

    assert view["waves"][3]["opened_at"] is None
    assert UNKNOWN in before.text
    assert len(gated) >= 6
    assert all(UNKNOWN in answer.text for answer in gated)
    assert "Ja, sendt fra" in out.text


async def test_what_nobody_took_was_not_sent(live: Node) -> None:
    """The wave is open and every SMS was refused: that text is nobody's, the e-mail is."""
    live.sms.answer = lambda _: Refused(scope=Scope.RECIPIENT, reason="bad-address")
    alert = await evacuated(live)
    sms, mail = [await told(live, text_of(live, alert, f"citizen.{way}.nb")) for way in ("sms", "email")]

    assert (await live.view(alert))["waves"][3]["opened_at"] is not None
    assert UNKNOWN in sms.text
    assert "Ja, sendt fra" in mail.text


async def test_the_state_is_todays(live: Node) -> None:
    """Updated, corrected, over: the old text says so, and leads to the page."""
    first = await gone(live, await live.draft(mode="real"))
    sms = text_of(live, first)
    fields = {"endring": "Ny prøve.", "endring_en": "New."}
    update = await gone(live, (await live.act(first, "update", "kari", fields=fields)).json["id"])
    updated, newest = await told(live, sms), await told(live, text_of(live, update))
    correction = await followed(live, update, "correction", fields={"neste_melding": "11:00"})
    corrected = await told(live, sms)
    await followed(live, correction, "all-clear")
    over = await told(live, sms)

    assert "Det er kommet en nyere melding." in updated.text
    assert "Den gjelder fortsatt." in newest.text
    assert "Den er rettet." in corrected.text
    assert "Faren er over." in over.text
    assert 'href="krise#nb"' in over.raw


async def test_a_stopped_alert_is_withdrawn(live: Node) -> None:
    """It was sent, and nobody should follow it."""
    alert = await evacuated(live)
    await live.act(alert, "stop", "kari", why="falsk alarm")
    answer = await told(live, text_of(live, alert))

    assert "Ja, sendt fra" in answer.text
    assert "Den er trukket tilbake." in answer.text


async def test_what_is_pasted_is_nowhere(live: Node, capsys: pytest.CaptureFixture[str]) -> None:
    """Not in the answer, the log, the ledger's files; and a GET with a text in its address looks nothing up."""
    sms = text_of(live, await evacuated(live))
    answers = [await told(live, f"<script>{CANARY}</script>"), await told(live, f"tekst={CANARY}%ff".encode() * 4000)]
    async with live.session.get(f"{live.address}/ekte", params={"tekst": sms}) as got:
        page = await got.text()
    said = capsys.readouterr()
    files = b"".join(file.read_bytes() for file in live.scene.ledger.path.parent.glob("dispatcher*") if file.is_file())

    assert all(CANARY not in answer.raw for answer in answers)
    assert "<section" not in page
    assert CANARY not in said.out + said.err
    assert len(files) > 10_000
    assert CANARY.encode() not in files
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)  # type: ignore[index]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ("", 422, "Lim inn meldingen du fikk."),
        (" \u200b\n", 422, "Lim inn meldingen du fikk."),
        ("å" * 5001, 422, "Teksten er for lang."),
        ("å" * 50_000, 413, "Teksten er for lang."),
        (b"tekst=%ff%fe", 200, UNKNOWN),
        (b"\xff\xfe", 422, "Lim inn meldingen du fikk."),
        ("\0", 200, UNKNOWN),
    ],
    ids=["empty", "blank", "long", "huge", "no letters", "no form", "null"],
)
async def test_what_cannot_be_looked_up(live: Node, sent: str | bytes, status: int, words: str) -> None:
    """In words, on the same page."""
    headers = {"Content_Type": "application/x-www-form-urlencoded"} if isinstance(sent, bytes) else {}
    answer = await told(live, sent, **headers)

    assert answer.status == status
    assert words in re.sub(r"<[^>]+>", " ", answer.raw)


async def test_so_many_tries_and_then_later(live: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address has its share, and everybody theirs; time gives it back."""
    now = 0.0
    gate = turnstile.Turnstile(lambda: now)
    for _ in range(30):
        gate.demand("a")
    with pytest.raises(turnstile.TooOften):
        gate.demand("a")
    gate.demand("b")
    now = 5.0
    gate.demand("a")
    monkeypatch.setattr(turnstile, "ADDRESSES", 1)
    gate.demand("c")

    assert len(gate._each) <= 2
    statuses = [(await told(live, "x")).status for _ in range(31)]
    assert statuses == [200] * 30 + [429]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_it_speaks_the_languages_of_the_page(node: Node, language: str) -> None:
    """By the address or the browser; on an exercise node it says so first and last; linked from the crisis page."""
    async with node.session.get(f"{node.address}/ekte?sprak={language}") as asked:
        page = await asked.text()
    async with node.session.get(f"{node.address}/ekte", headers={"Accept-Language": f"fr, {language}"}) as asked:
        same = await asked.text()
    krise = (await node.call("GET", "/krise")).body.decode()

    assert page == same
    assert f'<html lang="{language}">' in page
    assert f"<h1>{WORDS[language]['genuine']}</h1>" in page
    assert page.count('class="exercise"') == 2
    assert f'href="ekte?sprak={language}"' in krise


def test_every_language_has_every_word() -> None:
    """What one has, all have."""
    assert WORDS["nb"].keys() == WORDS["nn"].keys() == WORDS["en"].keys()
