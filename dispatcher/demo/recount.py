"""Teller om: hvem skulle fått hva, og hvem fikk det?

Knows nothing of Dispatcher: it reads the register's CSV files and the journal of the capture process, with rules
written once more and in another way, and exits 1 on any difference between the two. Standard library only.

    python -I recount.py --register DIR --journal FILE.ndjson|URL --expect EXPECT.json

EXPECT.json says who should be told, in the order of the waves, as kokevarsel.json beside this file does; paths are
relative to --register. Besides its *waves* it may have *texts*: {class: words found in every text of that class and in
no other's}, *ignore*: [words of messages that are not counted], *only*: words of those that are, and *service*:
{"words": [each is in some service message, none in an alert], "to": {channel: [addresses]}}: messages to persons of the
plan, counted apart; each of these addresses gets at least one, and nobody else any.

kind is polygon, all or list (with "names": streets). One person gets one text per class; two who share a number get
one SMS between them. The last line is one JSON object.
"""
# ruff: noqa: T201  a script that prints a table

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import sys
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

Address = tuple[str, str]  # channel, number or e-mail address
Duty = tuple[str, str, str]  # class, channel, number or e-mail address

SHOWN = 20
HEADS = {
    "id": ["id"],
    "mobile": ["mobil", "mobile", "telefon"],
    "email": ["e-post", "epost", "email"],
    "lat": ["breddegrad", "lat"],
    "lon": ["lengdegrad", "lon"],
    "address": ["adresse", "address"],
    "place": ["poststed"],
    "groups": ["grupper", "groups"],
    "areas": ["områder", "areas"],
}


@dataclass(slots=True)
class Someone:
    """A row of the register."""

    where: str
    id: str
    addresses: dict[str, str]
    point: tuple[float, float] | None
    address: str
    groups: set[str]
    areas: set[str]


@dataclass(slots=True)
class Message:
    """A line of the journal."""

    seq: int
    at: float
    channel: str
    to: str
    text: str
    cls: str = ""


@dataclass(slots=True)
class Wave:
    """Whom one wave is to reach: (class, person, what is due to this person and no one before)."""

    name: str
    channels: list[str]
    gate: dict[str, float] | None
    people: list[tuple[str, Someone, list[Duty]]] = field(default_factory=list)
    duties: set[Duty] = field(default_factory=set)
    unreachable: int = 0
    shared: int = 0


# --- The register ---------------------------------------------------------------------------------------------------


def read_register(path: Path) -> list[Someone]:
    """Everyone in a list, the first row of each id."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    marked = text.lstrip('#" ').lower().startswith("fictional")
    rows = csv.reader(io.StringIO(text.partition("\n")[2] if marked else text, newline=""), delimiter=delimiter(text))
    head = [name.strip().lower() for name in next(rows)]
    found: dict[str, Someone] = {}
    for row in rows:
        line = rows.line_num + (1 if marked else 0)
        if any(cell.strip() for cell in row):
            someone = read_person(dict(zip(head, row, strict=False)), f"{path.name}:{line}")
            found.setdefault(someone.id, someone)
    return list(found.values())


def delimiter(text: str) -> str:
    """What stands most often in the first two lines."""
    head = "".join(text.splitlines()[:2])
    return max(";,\t", key=head.count)


def read_person(row: dict[str, str], where: str) -> Someone:
    cells = {key: next((row[name].strip() for name in names if row.get(name)), "") for key, names in HEADS.items()}
    reached = {"sms": read_mobile(cells["mobile"]), "email": read_email(cells["email"])}
    try:
        point = (float(cells["lon"].replace(",", ".")), float(cells["lat"].replace(",", ".")))
    except ValueError:
        point = None
    return Someone(
        where=where,
        id=cells["id"] or where,
        addresses={channel: address for channel, address in reached.items() if address},
        point=point,
        address=f"{cells['address']} {cells['place']}".lower(),
        groups=several(cells["groups"]),
        areas=several(cells["areas"]),
    )


def several(cell: str) -> set[str]:
    return {name.strip().lower() for name in re.split(r"[,;|]", cell) if name.strip()}


def read_mobile(cell: str) -> str:
    """Eight digits that begin with 4 or 9, or a foreign number with its plus."""
    bare = "".join(sign for sign in cell.removesuffix(".0") if sign not in " .-()\u00a0\u202f\t")
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    foreign = bare.startswith("+") and not bare.startswith("+47")
    if foreign:
        return bare if bare[1:].isdigit() else ""
    digits = bare.removeprefix("+47")
    digits = digits[2:] if len(digits) == 10 and digits.startswith("47") else digits
    right = len(digits) == 8 and digits.isdigit() and digits[0] in "49"
    return "+47" + digits if right else ""


def read_email(cell: str) -> str:
    local, at, domain = cell.lower().partition("@")
    right = at and local and "." in domain and cell.isascii() and not re.search(r"[\s,;()<>]|\.\.|@.*@", cell)
    return f"{local}@{domain}" if right else ""


# --- Who belongs where ----------------------------------------------------------------------------------------------


def belongs(someone: Someone, area: dict[str, Any]) -> bool:
    """By the area's name in the list's own column, by street, or by point; without a point to the whole only."""
    if {area.get("key", "").lower(), area.get("name", "").lower()} & someone.areas:
        return True
    if area["kind"] == "list":
        return any(re.search(rf"\b{re.escape(name.lower())}\b", someone.address) for name in area["names"])
    if someone.point is None:
        return bool(area["kind"] == "all")
    return any(
        winding(someone.point, part[0]) and not any(winding(someone.point, hole) for hole in part[1:])
        for part in area["parts"]
    )


def winding(point: tuple[float, float], ring: list[list[float]]) -> bool:
    """Winding number: how often the border runs round the point."""
    turns, (x, y) = 0, point
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if y1 <= y < y2 and left > 0:
            turns += 1
        elif y2 <= y < y1 and left < 0:
            turns -= 1
    return turns != 0


def load_area(area: dict[str, Any], folder: Path) -> dict[str, Any]:
    if area["kind"] == "list":
        return area
    document = json.loads((folder / area["file"]).read_text(encoding="utf-8"))
    wanted = area.get("feature")
    features = [f for f in document["features"] if not wanted or wanted in (f.get("id"), f["properties"].get("name"))]
    shapes = [feature["geometry"] for feature in features]
    parts = [part for s in shapes for part in (s["coordinates"] if s["type"] == "MultiPolygon" else [s["coordinates"]])]
    return {**area, "parts": parts}


def expected(expect: dict[str, Any], folder: Path) -> list[Wave]:
    """The waves with their people; a person of two audiences of one class is told once, in the first."""
    lists: dict[str, list[Someone]] = {}
    told: set[Duty] = set()
    carried: set[Duty] = set()
    waves = []
    for written in expect["waves"]:
        wave = Wave(written["name"], written["channels"], written.get("gate"))
        for audience in written["audiences"]:
            people = lists.setdefault(audience["list"], read_register(folder / audience["list"]))
            for someone in chosen(people, audience, folder):
                new = {(audience["class"], channel, someone.id) for channel in wave.channels} - told
                if new:
                    told |= new
                    add(wave, audience["class"], someone, carried)
        waves.append(wave)
    return waves


def chosen(people: Iterable[Someone], audience: dict[str, Any], folder: Path) -> Iterator[Someone]:
    groups = {group.lower() for group in audience.get("groups", [])}
    areas = [load_area(area, folder) for area in audience.get("areas", [])]
    for someone in people:
        if (not groups or groups & someone.groups) and (not areas or any(belongs(someone, a) for a in areas)):
            yield someone


def add(wave: Wave, cls: str, someone: Someone, carried: set[Duty]) -> None:
    duties = [(cls, channel, someone.addresses[channel]) for channel in wave.channels if channel in someone.addresses]
    own = [duty for duty in duties if duty not in carried]
    carried.update(own)
    wave.duties.update(own)
    wave.people.append((cls, someone, own))
    wave.unreachable += not duties
    wave.shared += len(own) < len(duties)


# --- The journal ----------------------------------------------------------------------------------------------------


def read_journal(source: str) -> list[Message]:
    with urllib.request.urlopen(source) if "://" in source else Path(source).open("rb") as lines:  # noqa: S310
        return [read_message(json.loads(line)) for line in lines if line.strip()]


def read_message(entry: dict[str, Any]) -> Message:
    to = entry.get("to") or ""
    to = to[0] if isinstance(to, list) else to
    at = entry["at"]
    moment = datetime.fromisoformat(at).timestamp() if isinstance(at, str) else float(at)
    text = f"{entry.get('subject') or ''}\n{entry.get('body') or ''}"
    return Message(int(entry["seq"]), moment, entry["channel"], str(to).lower(), text)


def counted(messages: Iterable[Message], expect: dict[str, Any]) -> list[Message]:
    only, ignored = expect.get("only", ""), expect.get("ignore", [])
    return [m for m in messages if only in m.text and not any(words in m.text for words in ignored)]


def split(messages: Iterable[Message], words: list[str]) -> tuple[list[Message], list[Message]]:
    """The service messages, and the rest."""
    ours: tuple[list[Message], list[Message]] = ([], [])
    for message in messages:
        ours[not any(word in message.text for word in words)].append(message)
    return ours


def service_faults(messages: list[Message], to: dict[str, list[str]]) -> list[str]:
    """Persons of the plan who were not asked, and whoever else was."""
    owed = {("tjeneste", channel, address.lower()) for channel, some in to.items() for address in some}
    got = {("tjeneste", message.channel, message.to) for message in messages}
    return [
        *(f"{told(duty)}: ble ikke spurt" for duty in sorted(owed - got)),
        *(f"{told(duty)}: står ikke i planen, men ble spurt" for duty in sorted(got - owed)),
    ]


def classify(messages: list[Message], waves: list[Wave], words: dict[str, str]) -> None:
    """Which class's text a message is: by its words, else learnt from those who can only have been told in one."""
    classes: dict[Address, set[str]] = defaultdict(set)
    for cls, channel, address in (duty for wave in waves for duty in wave.duties):
        classes[channel, address].add(cls)
    learnt: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for message in messages:
        possible = classes[message.channel, message.to]
        message.cls = next((cls for cls, word in words.items() if word in message.text), "")
        if not message.cls and len(possible) == 1:
            learnt[message.channel, message.text].update(possible)
    for message in messages:
        votes = learnt[message.channel, message.text].most_common(1)
        if not message.cls:
            message.cls = votes[0][0] if votes else ""
    settle_the_rest(messages, classes)


def settle_the_rest(messages: list[Message], classes: dict[Address, set[str]]) -> None:
    """A text nobody else got: of the classes this address still waits for, in the order of the alphabet."""
    waiting = {address: set(possible) for address, possible in classes.items()}
    for message in messages:
        waiting.get((message.channel, message.to), set()).discard(message.cls)
    for message in (message for message in messages if not message.cls):
        left = sorted(waiting.get((message.channel, message.to), set()))
        message.cls = left[0] if left else "ukjent"
        waiting.get((message.channel, message.to), set()).discard(message.cls)


# --- The comparison -------------------------------------------------------------------------------------------------


def compare(waves: list[Wave], messages: list[Message]) -> dict[str, list[str]]:
    """What differs, each with the row it is about and the address masked."""
    got = Counter((m.cls, m.channel, m.to) for m in messages)
    owed = {duty: wave for wave in waves for duty in wave.duties}
    rows = {
        duty: someone.where
        for wave in reversed(waves)
        for cls, someone, _ in reversed(wave.people)
        for duty in ((cls, channel, address) for channel, address in someone.addresses.items())
    }
    return {
        "mangler": [f"{rows[duty]} {told(duty)}: fikk ingenting" for duty in sorted(owed) if not got[duty]],
        "dobbelt": [f"{rows[duty]} {told(duty)}: fikk {got[duty]}" for duty in sorted(owed) if got[duty] > 1],
        "utenfor": [
            f"{rows.get(duty, 'ikke i registeret')} {told(duty)}: skulle ikke hatt, fikk {n}"
            for duty, n in sorted(got.items())
            if duty not in owed
        ],
    }


def told(duty: Duty) -> str:
    cls, channel, address = duty
    local, at, domain = address.partition("@")
    masked = f"{local[:1]}…@{domain}" if at else f"{address[:3]}…{address[-2:]}"
    return f"{cls} {channel} {masked}"


def order(waves: list[Wave], messages: list[Message]) -> list[str]:
    """Waves that began before their gate could have opened."""
    first: dict[Duty, Message] = {}
    for message in sorted(messages, key=lambda m: m.seq):
        first.setdefault((message.cls, message.channel, message.to), message)
    faults = []
    for before, wave in pairwise(waves):
        sent = [first[duty] for duty in wave.duties if duty in first]
        if sent and wave.gate and before.people:
            fault = gate_fault(before, min(sent, key=lambda m: m.seq), first, wave.gate)
            faults += [f"«{wave.name}» begynte for tidlig: {fault}"] if fault else []
    return faults


def gate_fault(before: Wave, opened: Message, first: dict[Duty, Message], gate: dict[str, float]) -> str:
    """People told, and people with nothing left to try, must have reached the share; or the longest wait be over."""
    started = min((first[duty].at for duty in before.duties if duty in first), default=math.inf)
    if opened.at - started >= gate.get("longest_wait", math.inf) - 1:
        return ""
    needed = math.ceil(gate["share"] * len(before.people) - 1e-9)
    done = sum(is_done(cls, someone, own, first, opened.seq) for cls, someone, own in before.people)
    return f"{done} av {needed} i «{before.name}» var varslet" if done < needed else ""


def is_done(cls: str, someone: Someone, own: list[Duty], first: dict[Duty, Message], seq: int) -> bool:
    """Told on a channel, if only on a shared telephone; or nothing was due."""
    reached = [(cls, channel, address) for channel, address in someone.addresses.items()]
    return not own or any(duty in first and first[duty].seq < seq for duty in reached)


def table(waves: list[Wave], messages: list[Message]) -> Iterator[str]:
    """One line per wave, and when it was."""
    yield f"{'Bølge':<26}{'personer':>9}{'uten adr.':>10}{'delt':>6}{'skulle':>8}{'fikk':>8}  første    siste"
    for wave in waves:
        mine = sorted((m for m in messages if (m.cls, m.channel, m.to) in wave.duties), key=lambda m: m.at)
        times = "  ".join(clock(m.at) for m in (mine[0], mine[-1])) if mine else "–"
        numbers = f"{len(wave.people):>9}{wave.unreachable:>10}{wave.shared:>6}{len(wave.duties):>8}{len(mine):>8}"
        yield f"{wave.name[:25]:<26}{numbers}  {times}"


def clock(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%H:%M:%S")


def main() -> int:
    parser = argparse.ArgumentParser(description="Teller om fra registeret og fangstens journal.")
    parser.add_argument("--register", type=Path, required=True, help="mappa med CSV-listene")
    parser.add_argument("--journal", required=True, help="NDJSON-fil, eller adressen til fangsten")
    parser.add_argument("--expect", type=Path, required=True, help="JSON: hvem som skulle varsles")
    given = parser.parse_args()
    expect = json.loads(given.expect.read_text(encoding="utf-8"))
    waves = expected(expect, given.register)
    channels = {channel for wave in waves for channel in wave.channels}
    apart = expect.get("service", {"words": [], "to": {}})
    journal = [m for m in counted(read_journal(given.journal), expect) if m.channel in channels]
    service, messages = split(journal, apart["words"])
    classify(messages, waves, expect.get("texts", {}))
    differences = compare(waves, messages) | {"rekkefølge": order(waves, messages)}
    differences |= {"tjeneste": service_faults(service, apart["to"])}
    print("\n".join(table(waves, messages)))
    if service:
        print(f"Tjenestemeldinger til dem som har roller i planen: {len(service)}, ikke regnet med over")
    for kind, rows in differences.items():
        print(f"{kind}: {len(rows)}", *(f"  {row}" for row in rows[:SHOWN]), sep="\n")
    print(json.dumps(summary(waves, messages, differences) | {"service": len(service)}, ensure_ascii=False))
    return 1 if any(differences.values()) else 0


def summary(waves: list[Wave], messages: list[Message], differences: dict[str, list[str]]) -> dict[str, Any]:
    people = sum(len(wave.people) for wave in waves)
    unreachable = sum(wave.unreachable for wave in waves)
    return {
        "people": people,
        "persons": len({someone.id for wave in waves for _, someone, _ in wave.people}),
        "reachable": people - unreachable,
        "unreachable": unreachable,
        "expected": sum(len(wave.duties) for wave in waves),
        "messages": len(messages),
        "missing": len(differences["mangler"]),
        "doubled": len(differences["dobbelt"]),
        "outside": len(differences["utenfor"]),
        "order": len(differences["rekkefølge"]),
        "service_faults": len(differences["tjeneste"]),
        "ok": not any(differences.values()),
    }


if __name__ == "__main__":
    sys.exit(main())
