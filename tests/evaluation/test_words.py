"""Norwegian numbers, shares, times and durations, and a word for everything that can happen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dispatcher.channels.reasons import Reason
from dispatcher.domain.states import AlertKind, AlertState, AudienceClass, ChannelName, DeliveryState, Mode
from dispatcher.evaluation import acts, task_words, words
from dispatcher.evaluation.acts import gate_words, in_words
from dispatcher.evaluation.frozen_plan import FrozenPlan
from dispatcher.evaluation.reason_words import ADVICE, advice
from dispatcher.evaluation.record import Line, Record
from dispatcher.evaluation.troubles import UNSURE_REASONS
from dispatcher.plan_file import load_plan
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.written import T0, Story
from tests.office import REPOSITORY

Tell = Callable[[Story], Told]


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [
        (0, 0, "–"),
        (0, 8000, "0 %"),
        (1, 8000, "0,1 %"),
        (7999, 8000, "99,9 %"),
        (8000, 8000, "100 %"),
        (1, 8, "12,5 %"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_none(part: int, whole: int, says: str) -> None:
    """One of 8,000 who was not told is still there."""
    assert words.share(part, whole).replace("\u00a0", " ") == says


@pytest.mark.parametrize(
    ("milliseconds", "says"),
    [
        (0, "0,0 s"),
        (840, "0,8 s"),
        (-2300, "2,3 s"),
        (9_960, "10,0 s"),
        (59_400, "59 s"),
        (59_900, "1 min"),
        (200_000, "3 min 20 s"),
        (600_000, "10 min"),
        (38 * 60_000, "38 min"),
        (59.7 * 60_000, "1 t"),
        (72 * 60_000, "1 t 12 min"),
        (51 * 3_600_000, "2 d 3 t"),
    ],
)
def test_durations_read_as_people_say_them(milliseconds: float, says: str) -> None:
    """Seconds while it is seconds, hours when it is hours, and never 60 of anything."""
    assert words.duration(int(milliseconds)).replace("\u00a0", " ") == says


def test_times_are_those_of_a_norwegian_clock() -> None:
    """Winter and summer; spaces that do not break; a comma for the decimals."""
    july = T0 + 240 * 86_400_000

    assert words.stamp(T0) == "22.11.2026 kl.\u00a003.12.00"
    assert words.clock(july, seconds=False) == "04.12"
    assert words.number(1_234_567) == "1\u00a0234\u00a0567"
    assert words.kroner(1234.5) == "1\u00a0234,50\u00a0kr"
    assert words.ratio(0.9) == "90\u00a0%"
    assert words.ratio(0.925) == "92,5\u00a0%"


def test_everything_the_record_can_say_has_a_word() -> None:
    """Modes, kinds, states, channels, classes: a new one needs its word here."""
    assert set(words.MODES) == set(Mode)
    assert set(words.KINDS) == set(AlertKind)
    assert set(words.STATES) == set(AlertState)
    assert set(words.CHANNELS) == set(ChannelName)
    assert set(words.CLASSES) == set(AudienceClass)
    assert set(words.SEVEN) == set(DeliveryState)


def test_every_reason_says_what_it_means_and_what_to_do() -> None:
    """The channels' closed list, all of it; what nobody knows stands as it is and sends you to the log."""
    assert set(Reason) <= set(ADVICE)
    assert set(UNSURE_REASONS) <= set(ADVICE)
    assert all(each.what and each.todo.endswith(".") for each in ADVICE.values())
    assert advice("new-thing").what == "new-thing"


def line(kind: str, /, **data: object) -> Line:
    return Line(seq=1, at=T0, happened_at=None, kind=kind, actor="siri", alert="1001-1", data=data, hash="00")


@pytest.fixture
def record(tell: Tell) -> Record:
    return tell(night_a(8)).record


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (line("incident.opened", scenario="kokevarsel", mode="exercise", reason="drill"), "Begrunnelse: «drill»"),
        (line("alert.drafted", areas=["adalsbruk"]), "Laget utkast til varsel for Trykksone Ådalsbruk"),
        (
            line("alert.edited", version=2, fields={"sted": "X"}, texts=["citizen.sms.nb"]),
            "teksten citizen.sms.nb (utgave 2)",
        ),
        (
            line("alert.submitted", people=1, fingerprint="ab" * 32),
            "til 1 person inn til godkjenning. Fingeravtrykk abababababab",
        ),
        (line("alert.approved", capacity="ordforer", person="vara", why=""), "som stedfortreder for ordfører"),
        (line("alert.confirmed", capacity="ordforer", person="vara"), "alene, som stedfortreder for ordfører"),
        (line("alert.confirmed", capacity="ordforer", person="ordforer"), "alene, som ordfører"),
        (
            line("alert.approved", capacity="ordforer", person="ordforer", why="Haster"),
            "som ordfører. Begrunnelse: «Haster»",
        ),
        (line("alert.returned", why="Feil sted"), "Returnerte varselet for endring. Begrunnelse: «Feil sted»"),
        (line("alert.rejected", why="Falsk alarm"), "Avviste varselet"),
        (line("alert.paused", why="Vent"), "på pause"),
        (line("alert.resumed"), "Gjenopptok sendingen"),
        (line("alert.stopped", why="Feil", not_sent=1200), "1\u00a0200 meldinger ble ikke sendt"),
        (line("alert.expired"), "utløp"),
        (line("alert.done"), "ferdig"),
        (line("wave.opened", wave=2, name="Nettside", by="clock"), "lengste ventetid var ute (31 av 36 (86,1\u00a0%)"),
        (line("wave.opened", wave=3, name="Innbyggere", by="share"), "(nettsiden var oppdatert)"),
        (line("wave.opened", wave=9, name="Ukjent", by="empty"), "bølgen foran hadde ingen mottakere"),
        (line("lane.blocked", channel="sms", reason="content"), "Stanset SMS for dette varselet: innholdet ble avvist"),
        (line("route.broken", channel="sms", provider="twilio"), "Får ikke sendt SMS gjennom Twilio"),
        (
            line("route.switched", channel="sms", provider="twilio-backup", instead_of="twilio"),
            "Har gått over fra Twilio til reservekontoen hos Twilio for SMS",
        ),
        (line("route.mended", channel="email", provider="smtp"), "Får sendt e-post gjennom e-posttjeneren igjen"),
        (line("route.broken", channel="app", provider="other"), "Får ikke sendt varsler i appen gjennom other"),
        (line("route.broken", channel="banner", provider="banner"), "Får ikke oppdatert nettsiden"),
        (line("unsure.policy", channel="sms", to="again", rows=1), "1 usikker melding på SMS: sendt på nytt"),
        (line("unsure.decided", channel=None, to="leave", rows=20), "20 usikre meldinger: blir stående som usikre"),
        (
            line("list.imported", list="ansatte", file="contacts/ansatte.csv", people=50, faults=1),
            "50 personer, 1 feil",
        ),
        (line("log.line", text="Ringte Mattilsynet.", kind="samtale"), "Samtale: Ringte Mattilsynet."),
        (line("log.line", text="Ringte Mattilsynet.", kind="note"), "Notat: Ringte Mattilsynet."),
        (
            line("wave.closed", name="Innbyggere", sealed_rows={"deliveries": 15902, "sha256": "eb6dd47d445c99"}),
            "Bølgen «Innbyggere» er ferdig. Segl over 15\u00a0902 rader: eb6dd47d445c",
        ),
        (
            line("wave.sealed", name="Nettside", sealed_rows={"deliveries": 1, "sha256": "b1cce6e3c5da99"}),
            "Bølgen «Nettside» er forseglet på nytt. Segl over 1 rad: b1cce6e3c5da",
        ),
        (line("partner.called", name="Mattilsynet", sealed="xx"), 'partner.called {"name": "Mattilsynet"}'),
        (line("odd"), "odd"),
    ],
)
def test_each_kind_of_journal_entry_is_a_sentence(record: Record, entry: Line, says: str) -> None:
    """In plain words; a kind nobody knows is shown as it is."""
    assert says in in_words(record, entry)


def test_a_share_reached_with_those_who_cannot_be_is_explained(record: Record) -> None:
    """Told alone, the gate's 90 % would look wrong: it counts those who have nothing left to try, too."""
    wave = replace(record.alerts[0].waves[1], opened_by="share", seen_people=58, seen_told=51)

    assert gate_words(wave) == (
        "andelen i planen var nådd (51 av 58 (87,9\u00a0%) i bølgen foran var varslet; resten av andelen kan ikke nås)"
    )
    assert "resten" not in gate_words(replace(wave, seen_told=53))


def test_the_names_are_those_of_the_repositorys_plan() -> None:
    """The frozen document of the real plan has its names where the report looks for them."""
    loaded = load_plan(Path(__file__).parents[2])
    plan = FrozenPlan.of(loaded.hash, loaded.document)

    assert plan.municipality == loaded.plan.municipality.name
    assert plan.adopted == (loaded.plan.plan.status == "adopted")
    for key, scenario in loaded.plan.scenarios.items():
        assert (plan.scenario(key), plan.event(key)) == (scenario.name, scenario.event)
    for key, role in loaded.plan.roles.items():
        assert (plan.role(key), plan.holder(key), plan.authority(key)) == (role.title, role.holder, role.authority)
    for key, audience in loaded.plan.audiences.items():
        assert (plan.audience(key), plan.audience_class(key)) == (audience.name, str(audience.cls))
    assert all(plan.area(key) == area.name for key, area in loaded.plan.areas.items())
    assert all(plan.person(key) == person.name for key, person in loaded.plan.persons.items())


def test_the_journal_in_json_keeps_the_data_itself(tell: Tell) -> None:
    """Words are for people; beside them stands what was written."""
    entries = json.loads(tell(night_a(8)).json)["journal"]["entries"]

    assert entries[4]["data"]["capacity"] == "ordforer"
    assert entries[4]["words"].startswith("Godkjente varselet som stedfortreder for ordfører")


KINDS = re.compile(
    r'"((?:alert|answer|alarm|approval|approver|calls|incident|lane|log|promise|public|reply|retraction|route|service'
    r'|task|unsure|wave|clock|list|rota|receipts)\.[a-z-]+)"'
)


def test_every_act_that_is_journalled_has_words() -> None:
    """Nobody who reads the evaluation meets the name of a kind and a piece of JSON."""
    folders = [REPOSITORY / "dispatcher" / name for name in ("approval", "composing", "delivery", "ledger")]
    lines = [line for folder in folders for file in folder.rglob("*.py") for line in file.read_text().splitlines()]
    written = {kind for line in lines if "log." not in line.split('"')[0] for kind in KINDS.findall(line)}
    untold = written - acts._TELL.keys() - task_words.TELL.keys() - {"wave.opened"}

    assert len(written) > 40
    assert untold == set()
