import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest

from dispatcher.demo.register import generate
from dispatcher.directory import read_list
from dispatcher.domain.contact import Contact
from dispatcher.plan_file import LoadedPlan, load_plan
from dispatcher.rendering import Rendering
from tests.directory.lists import loten

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "dispatcher" / "demo" / "recount.py"
EXPECT = SCRIPT.with_name("kokevarsel.json")
START = datetime(2026, 11, 22, 3, 40, tzinfo=UTC)

Line = dict[str, Any]
OPENED_IT = "beredskapskoordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the script said."""

    code: int
    text: str
    facts: dict[str, Any]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """8,000 citizens and 600 staff with faults, and the plan's areas beside them."""
    folder = tmp_path_factory.mktemp("register")
    generate(folder, people=8000, staff=600, seed=1)
    copytree(ROOT / "contacts" / "areas", folder / "areas")
    return folder


def told(register: Path, name: str, cls: str, wanted: Callable[[Contact], bool]) -> Iterator[Line]:
    """What a perfect node would send to the people of one list, by the directory's own reading."""
    seen = set()
    people = read_list(register / f"{name}.csv", list_key=name, default_language="nb", areas=loten())
    for person in (row for row in people if isinstance(row, Contact) and wanted(row)):
        for channel, address in (("sms", person.mobile), ("email", person.email)):
            if address and address not in seen:
                seen.add(address)
                body = f"ØVELSE til {cls} på {person.language} ØVELSE"
                yield {"channel": channel, "to": address, "subject": "", "body": body, "sid": "SM0"}


def asked() -> list[Line]:
    """The approvers of the shipped plan, asked by SMS and e-mail, and the rest of the crisis team, called in so."""
    plan = load_plan(ROOT).plan
    scenario = plan.scenarios["kokevarsel"]
    told = [(key, "ØVELSE GODKJENN? ØVELSE") for key in plan.approvers(scenario)]
    told += [(key, "ØVELSE KRISELEDELSEN: Møt ØVELSE") for key in plan.alarmed(scenario) if key != OPENED_IT]
    return [
        {"channel": channel, "to": address, "subject": "", "body": body}
        for key, body in told
        for channel, address in (("sms", plan.persons[key].mobile), ("email", plan.persons[key].email))
    ]


@pytest.fixture(scope="module")
def perfect(register: Path) -> list[Line]:
    """The journal of a night in which everything went right."""
    leaders, actors = {"kriseledelse", "ledere"}, {"vakt", "sykehjem", "servicetorg"}
    lines = [
        *asked(),
        *told(register, "ansatte", "leder", lambda person: bool(leaders & set(person.groups))),
        *told(register, "ansatte", "ansatt", lambda person: bool(actors & set(person.groups))),
        *(line for line in told(register, "presse", "presse", lambda _: True) if line["channel"] == "email"),
        *told(register, "innbyggere", "innbygger", lambda person: "adalsbruk" in person.areas),
    ]
    return [numbered(line, place) for place, line in enumerate(lines)]


def numbered(line: Line, place: int) -> Line:
    return {"seq": place, "at": (START + timedelta(milliseconds=10 * place)).isoformat(), **line}


def count(register: Path, journal: str | list[Line], tmp_path: Path, **changes: object) -> Counted:
    expect = tmp_path / "expect.json"
    expect.write_text(json.dumps(json.loads(EXPECT.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    if not isinstance(journal, str):
        path = tmp_path / "journal.ndjson"
        path.write_text("".join(json.dumps(line) + "\n" for line in journal), encoding="utf-8")
        journal = str(path)
    command = [
        sys.executable,
        "-I",
        str(SCRIPT),
        "--register",
        str(register),
        "--journal",
        journal,
        "--expect",
        str(expect),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert not ran.stderr
    return Counted(code=ran.returncode, text=ran.stdout, facts=json.loads(ran.stdout.splitlines()[-1]))


def test_a_perfect_night_adds_up(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """The script's own rules and ours agree on every one of 8,600 people with all their faults."""
    counted = count(register, perfect, tmp_path)

    assert (counted.code, counted.facts["ok"]) == (0, True)
    assert counted.facts["messages"] == counted.facts["expected"] == len(perfect) - len(asked())
    assert (counted.facts["service"], counted.facts["service_faults"]) == (len(asked()), 0)
    assert counted.facts["unreachable"] > 10
    assert counted.facts["people"] == counted.facts["reachable"] + counted.facts["unreachable"]


def test_a_lost_message_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """One citizen who got nothing is named by file and line, masked."""
    lost = next(line for line in reversed(perfect) if line["channel"] == "sms")
    counted = count(register, [line for line in perfect if line is not lost], tmp_path)

    assert (counted.code, counted.facts["missing"]) == (1, 1)
    assert "innbyggere.csv:" in counted.text
    assert lost["to"] not in counted.text
    assert f"{lost['to'][:3]}…{lost['to'][-2:]}: fikk ingenting" in counted.text


def test_a_doubled_message_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """The same text to the same number twice is a difference, whoever of the household owns the telephone."""
    counted = count(register, [*perfect, numbered(perfect[-1], len(perfect))], tmp_path)

    assert (counted.code, counted.facts["doubled"], counted.facts["missing"]) == (1, 1, 0)
    assert "fikk 2" in counted.text


def test_someone_outside_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """A citizen of another part of the municipality, and somebody of no list at all."""
    text = perfect[-1]["body"]
    strangers = [
        {"channel": "sms", "to": "+4742000999", "subject": "", "body": text},
        {"channel": "email", "to": "fremmed@loten.example", "subject": "", "body": text},
    ]
    counted = count(register, [*perfect, *(numbered(line, 10**6) for line in strangers)], tmp_path)

    assert (counted.code, counted.facts["outside"]) == (1, 2)
    assert "ikke i registeret citizen sms +47…99: skulle ikke hatt, fikk 1" in counted.text
    assert "f…@loten.example" in counted.text


def test_staff_text_to_a_citizen_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """Citizen text replaced by staff text is both a miss and somebody outside."""
    wrong = {**perfect[-1], "body": next(line["body"] for line in perfect if "ansatt på nb" in line["body"])}
    counted = count(register, [*perfect[:-1], wrong], tmp_path)

    assert counted.code == 1
    assert (counted.facts["missing"], counted.facts["outside"]) == (1, 1)


def test_citizens_before_their_gate_are_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """A citizen told before nine of ten who must act is named as a fault of the order, with the numbers."""
    early = next(line for line in perfect if "innbygger" in line["body"])
    staff = next(line for line in perfect if "til ansatt" in line["body"])
    journal = [{**line, "seq": staff["seq"] + 0.5} if line is early else line for line in perfect]
    counted = count(register, [{**line, "seq": int(line["seq"] * 2)} for line in journal], tmp_path)

    assert (counted.code, counted.facts["order"], counted.facts["missing"]) == (1, 1, 0)
    assert "«Innbyggere» begynte for tidlig" in counted.text


def test_a_gate_opened_by_its_clock_is_no_fault(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """When half the staff never got theirs, citizens may be told after the longest wait; the missing are named."""
    staff = [line for line in perfect if "til ansatt" in line["body"]]
    half = [line for line in perfect if line not in staff[: len(staff) // 2]]
    late = (START + timedelta(minutes=6)).isoformat()
    counted = count(
        register, [{**line, "at": late} if "innbygger" in line["body"] else line for line in half], tmp_path
    )

    assert counted.facts["order"] == 0
    assert counted.facts["missing"] == len(staff) // 2


def test_other_alerts_are_left_out(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """An incident has more than one alert, and a person may be asked twice."""
    again = numbered(perfect[0], 10**6)
    other = numbered({**perfect[-1], "body": "Nr 17"}, 10**6)
    counted = count(register, [*perfect, again, other], tmp_path, only="ØVELSE")

    assert (counted.code, counted.facts["service"]) == (0, len(asked()) + 1)


def test_an_approver_who_was_not_asked_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """Named by the channel and the masked number."""
    counted = count(register, perfect[1:], tmp_path)

    assert (counted.code, counted.facts["service_faults"], counted.facts["missing"]) == (1, 1, 0)
    assert "tjeneste sms +47…01: ble ikke spurt" in counted.text


def test_a_service_message_to_anybody_else_is_found(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """A citizen who is asked to approve has got what only persons of the plan may get."""
    strayed = numbered({**perfect[0], "to": perfect[-1]["to"], "channel": perfect[-1]["channel"]}, 10**6)
    counted = count(register, [*perfect, strayed], tmp_path)

    assert (counted.code, counted.facts["service_faults"], counted.facts["outside"]) == (1, 1, 0)
    assert "står ikke i planen, men ble spurt" in counted.text


def test_words_can_name_the_class_of_a_text(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """Where texts cannot be told apart by who got them, words in them can say it."""
    words = {"leader": "til leder", "staff": "til ansatt", "citizen": "til innbygger"}
    counted = count(register, perfect, tmp_path, texts=words)

    assert counted.code == 0


def test_the_journal_is_read_over_http(register: Path, perfect: list[Line], tmp_path: Path) -> None:
    """The capture process gives its journal as a stream of lines; the script reads it from there."""
    body = "".join(json.dumps(line) + "\n" for line in perfect).encode()

    class Capture(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Capture) as server:
        Thread(target=server.handle_request, daemon=True).start()
        counted = count(register, f"http://127.0.0.1:{server.server_port}/journal", tmp_path)

    assert counted.code == 0


def test_the_stranger_expects_every_wave_of_the_shipped_plan(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """A wave that the plan has got and the demo's recount does not know of would be «outside» to it."""
    waves = plan_and_texts[0].plan.scenarios["kokevarsel"].waves
    expected = json.loads(EXPECT.read_text(encoding="utf-8"))["waves"]

    assert {wave["name"] for wave in expected} == {wave.name for wave in waves if not wave.public}
