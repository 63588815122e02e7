"""Texts to those with roles in the plan: fixed, versioned, and whole before the night they are needed."""

from itertools import product

import pytest

from dispatcher.domain.answers import KEYS, PRACTICE_CALL
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, ChannelName, Mode
from dispatcher.rendering import SERVICE_VALUES, Rendering, Text
from dispatcher.rendering.service import BY_PUSH, BY_SMS, CALLS
from tests.rendering.conftest import Broken

CITIZENS = (
    "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
    "minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste "
    "melding innen 22.11 kl 09. Info: loten.kommune.no/krise BOIL WATER before use. Nr 4821"
)
VALUES = {
    "scenario": "Kokevarsel",
    "kind": "first",
    "people": "5212",
    "area": "Ådalsbruk",
    "text": CITIZENS,
    "by": "Siri Testvold",
    "address": "krise.loten.example/v/4821-1",
    "number": "4821",
    "due": "2026-11-22T09:00:00+01:00",
    "since": "2026-11-22T02:14:00+00:00",
    "minutes": "15",
    "alert": "4821-1",
    "wave": "Kriseledelse og ledere",
    "count": "5212",
    "user": "kari",
    "channel": "email",
    "free": "112",
    "meet": "rådhuset, rom 2",
    "reply": "+4759000000",
    "code": "482193",
    "yes": "1",
    "no": "",
    "uncleared": "1",
    "odd": "Varselet koster omtrent 20 000 kroner.",
    "drafts": "1",
    "no_code": "noe er uvanlig",
    "said": "Sendingen er satt på pause.",
    "brief": "Ring NRK P1 og distriktskontoret: NRK innen 22.11 kl 03.40 (oppgave 12).",
    "tasks": "- Ring NRK P1 og distriktskontoret, NRK (innen 22.11 kl 03.40, oppgave 12). Send teksten etterpå.",
    "instead_of": "Jon Eksempelmo",
    "first": "12",
    "done": "12, 13, 14",
    "cannot": "",
    "foreign": "",
    "over": "",
    "unclear": "",
    "ahead": "",
    "open": "12",
    "called": "1",
}
WRITTEN = [key for key in SERVICE_VALUES if key not in CALLS | BY_SMS | BY_PUSH]
EVERY = list(product(WRITTEN, ("nb", "nn", "en"), (ChannelName.SMS, ChannelName.EMAIL), Mode))


def sent(
    rendering: Rendering, key: str, language: str = "nb", channel: ChannelName = ChannelName.SMS, mode: Mode = Mode.REAL
) -> Text:
    """One service text with what its sender would give."""
    values = {name: VALUES[name] for name in SERVICE_VALUES[key]}
    return rendering.render_service(key, language=language, channel=channel, values=values, mode=mode)


def test_the_approver_reads_what_is_asked_for_and_the_very_text(rendering: Rendering) -> None:
    """Scenario, kind, mode in words, how many, where, the citizens' text, who sent it in, and where to answer."""
    assert sent(rendering, "approval-request").body == (
        "GODKJENN? Løten, KOKEVARSEL, nytt varsel, SKARP. Til 5212 personer i Ådalsbruk. IKKE KLARERT AV "
        "POLITIET ENNÅ: du blir spurt igjen da. NOE ER UVANLIG: se det på siden. Kan ikke godkjennes på SMS: "
        "noe er uvanlig. Malen er et UTKAST. "
        f'Tekst: "{CITIZENS}" Sendt '
        "inn av Siri Testvold. Les alt og svar: krise.loten.example/v/4821-1 Nr 4821"
    )


@pytest.mark.requirement("R035")
def test_a_promise_is_watched_in_words(rendering: Rendering) -> None:
    """Fifteen minutes before, and when it is broken, with the moment as each language writes it."""
    assert "Neste melding er lovet innen 22.11 kl 09: 15 minutter igjen." in sent(rendering, "promise-soon").body
    assert "FOR SENT. Neste melding var lovet innen 22.11 kl 09" in sent(rendering, "promise-late").body
    assert "promised by 22 Nov 09:00: 15 minutes left" in sent(rendering, "promise-soon", "en").body


def test_what_the_public_still_sees_is_told_when_sending_ends(rendering: Rendering) -> None:
    """With when it was last confirmed, if it ever was."""
    told = sent(rendering, "expired-still-public").body
    never = rendering.render_service(
        "expired-still-public",
        language="nb",
        channel=ChannelName.SMS,
        values={name: VALUES[name] if name != "since" else "" for name in SERVICE_VALUES["expired-still-public"]},
        mode=Mode.REAL,
    ).body

    assert "nettsiden viser fortsatt varselet. Kokevarsel. Sist bekreftet 22.11 kl 03.14. Send faren over" in told
    assert "Sist bekreftet" not in never


@pytest.mark.parametrize(("key", "language", "channel", "mode"), EVERY)
def test_every_service_text_is_whole_in_every_language(
    key: str, language: str, channel: ChannelName, mode: Mode, rendering: Rendering
) -> None:
    """No brace, no dear sign in an SMS, its number in it, ØVELSE first and last when it is not real."""
    text = sent(rendering, key, language, channel, mode)

    for piece in filter(None, (text.headline, text.body)):
        assert "{" not in piece
        assert piece.startswith("ØVELSE") == piece.endswith("ØVELSE") == (mode is not Mode.REAL)
    assert "4821" in text.body
    assert "krise.loten.example/v/4821-1" in text.body
    if channel is ChannelName.SMS:
        assert count(text.body).encoding == "GSM-7"
        assert count(text.body).parts <= {"approval-request": 5, "task-request": 3}.get(key, 2)
    else:
        assert f'lang="{language}"' in text.html


@pytest.mark.parametrize(("key", "language", "mode"), list(product(sorted(CALLS), ("nb", "nn", "en"), Mode)))
def test_every_call_says_who_what_and_which_keys(key: str, language: str, mode: Mode, rendering: Rendering) -> None:
    """Heard once, half asleep: the municipality, the matter, each key that means something, and 9; never a number."""
    said = sent(rendering, key, language, ChannelName.VOICE, mode).body

    assert "Løten kommune" in said
    assert ("Kokevarsel" in said) == (key != PRACTICE_CALL)
    assert all(f" {digit} " in said for digit in (*KEYS[key], "9"))
    assert said.startswith("ØVELSE") == said.endswith("ØVELSE") == (mode is not Mode.REAL)
    assert "krise.loten" not in said


@pytest.mark.parametrize(("key", "language", "mode"), list(product(sorted(BY_SMS), ("nb", "nn", "en"), Mode)))
def test_every_text_by_sms_alone_is_whole(key: str, language: str, mode: Mode, rendering: Rendering) -> None:
    """GSM-7, in four parts at most with the citizens' whole text, the number in it, ØVELSE first and last."""
    text = sent(rendering, key, language, mode=mode).body

    assert (count(text).encoding, count(text).parts <= 4) == ("GSM-7", True)
    assert "{" not in text
    assert "Nr 4821" in text or "PAUSE 4821" in text
    assert text.startswith("ØVELSE") == text.endswith("ØVELSE") == (mode is not Mode.REAL)


def test_who_approves_by_sms_reads_the_whole_text_and_how_to_answer(rendering: Rendering) -> None:
    """Our words are JA, NEI and PAUSE: STOP, CANCEL, END and QUIT are Twilio's own."""
    asked, told = (sent(rendering, key).body for key in ("approval-code", "approval-echo"))

    assert CITIZENS in asked
    assert "Svar JA 482193 eller NEI 482193 til +4759000000 innen 15 minutter." in asked
    assert "er godkjent av Siri Testvold 22.11 kl 03.14 på SMS." in told
    assert "Feil? Svar PAUSE 4821 til +4759000000." in told


def test_who_has_a_task_reads_how_to_answer_by_sms_where_a_number_receives(rendering: Rendering) -> None:
    """OPPGAVE, its number and GJORT; without REPLY_NUMBER the address alone."""
    values = {name: VALUES[name] for name in SERVICE_VALUES["task-request"]} | {"reply": ""}
    without = rendering.render_service(
        "task-request", language="nb", channel=ChannelName.SMS, values=values, mode=Mode.REAL
    ).body

    assert "Svar til +4759000000: OPPGAVE 12 GJORT, eller KAN IKKE og hvorfor." in sent(rendering, "task-request").body
    assert ("Svar til" in without, "Si fra:" in without) == (False, True)


def test_without_a_number_that_receives_nobody_is_told_to_answer_by_sms(rendering: Rendering) -> None:
    """A name as the sender can receive nothing, so the text asks for nothing."""
    values = {name: VALUES[name] for name in SERVICE_VALUES["call-in"]} | {"reply": ""}
    sms, mail = (
        rendering.render_service("call-in", language="nb", channel=channel, values=values, mode=Mode.REAL).body
        for channel in (ChannelName.SMS, ChannelName.EMAIL)
    )

    assert "Svar til" not in sms
    assert "på SMS til" not in mail
    assert "Svar til +4759000000: 1 kommer, 2 kommer senere, 3 kan ikke." in sent(rendering, "call-in").body


@pytest.mark.parametrize("kind", list(AlertKind))
def test_every_kind_of_alert_has_a_word_for_the_approver(kind: AlertKind, rendering: Rendering) -> None:
    """The contract's keys are not what a mayor reads."""
    values = {name: VALUES[name] for name in SERVICE_VALUES["approval-request"]} | {"kind": kind.value}
    text = rendering.render_service(
        "approval-request", language="nb", channel=ChannelName.SMS, values=values, mode=Mode.REAL
    )

    assert f", {kind.value}, SKARP" not in text.body


@pytest.mark.parametrize("change", [{"people": None}, {"phone": "x"}], ids=["missing", "unknown"])
def test_a_sender_that_gives_too_little_or_too_much_fails_where_it_is_written(
    change: dict[str, str | None], rendering: Rendering
) -> None:
    """The first test of whoever sends it finds it, not the night."""
    values = {name: VALUES[name] for name in SERVICE_VALUES["approval-request"]} | change
    given = {name: value for name, value in values.items() if value is not None}
    with pytest.raises(ValueError, match="approval-request"):
        rendering.render_service(
            "approval-request", language="nb", channel=ChannelName.SMS, values=given, mode=Mode.REAL
        )


def test_a_name_nobody_gives_is_a_fault_at_load(broken: Broken) -> None:
    """With file and line; and languages of different versions are told."""
    faults = broken("service/nb.yaml", ("{{ minutes }} minutter igjen.", "{{ minutter }} igjen."), ('"2"', '"3"'))
    told = {fault.where: fault.what for fault in faults}

    assert any(where.startswith("templates/service/nb.yaml:") and "«minutter»" in what for where, what in told.items())
    assert any("ulike versjoner (nb: 3, nn: 2, en: 2)" in what for what in told.values())


def test_a_text_that_is_left_out_is_a_fault_at_load(broken: Broken) -> None:
    """Also one that only one language lacks."""
    faults = broken("service/en.yaml", ("  promise-late:", "  promise-lat:"))

    assert any("«promise-late» mangler" in fault.what for fault in faults)
    assert any("Ukjent tekst «promise-lat»" in fault.what for fault in faults)


def test_the_version_is_known_for_the_journal(rendering: Rendering) -> None:
    """What was sent can be found again."""
    assert {rendering.service_version(language) for language in ("nb", "nn", "en")} == {"2"}


@pytest.mark.parametrize(("language", "mode"), list(product(("nb", "nn", "en"), Mode)))
def test_what_a_locked_screen_shows_names_nobody(language: str, mode: Mode, rendering: Rendering) -> None:
    """The matter and that it waits; ØVELSE first and last when it is not real; no digit, so no number, no address."""
    text = sent(rendering, "approval-push", language, ChannelName.PUSH, mode)

    for piece in (text.headline, text.body):
        assert piece.startswith("ØVELSE") == piece.endswith("ØVELSE") == (mode is not Mode.REAL)
        assert not [sign for sign in piece if sign.isdigit()]
    assert "Kokevarsel" in text.headline
