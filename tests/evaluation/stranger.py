"""Every figure of a report counted again by a stranger: from the provider's journal and the rows as SELECT gives them.

It shares no line with the product and knows none of its words but the columns' names. A message of the journal is tied
to its row by the attempt in its callback address (SMS) or the row in its Message-ID (e-mail); told is whoever the
journal has a message for, on their own address or the one they share, that is not known to have come back.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.evaluation.stranger_town import Town, parts_of

Row = Mapping[str, Any]
PERSONAL = {"sms", "email", "voice"}
KEYS = ("people", "with_address", "attempted", "told", "delivered", "failed", "unsure", "pending", "ended")
MOMENTS = {"first_at": 0.0, "half_at": 0.5, "most_at": 0.95, "last_at": 1.0}
MAY_HAVE_LEFT = {"accepted", "unsure", "intent"}


def delivery_of(channel: str, mark: str) -> int | None:
    """Which row a message of the journal is of."""
    number = mark.rpartition("-")[2] if channel in {"sms", "voice"} else mark.split(".")[1] if "." in mark else ""
    return int(number) if number.isdigit() else None


def differences(
    report: Row, messages: Iterable[tuple[str, str]], ledger: Mapping[str, Sequence[Row]], town: Town | None = None
) -> list[str]:
    """What the report says otherwise. ``messages``: channel and mark of each that the provider accepted.

    ``town``: the municipality's own files; with them areas, zones, parts and kroner are counted too.
    """
    got = Counter(delivery_of(channel, mark) for channel, mark in messages if channel in PERSONAL)
    found: list[str] = []
    for said in report["alerts"]:
        head = next(row for row in ledger["alerts"] if row["id"] == said["id"])
        if head["approved_at"] is not None:
            one = _Alert(head, ledger, got)
            found += one.differs(said) + (one.differs_from(town, said) if town else [])
    return found


class _Alert:
    """One alert, as its rows have it."""

    def __init__(self, head: Row, ledger: Mapping[str, Sequence[Row]], got: Counter[int | None]) -> None:
        mine = [row for row in ledger["deliveries"] if row["alert_id"] == head["id"]]
        self.every = {row["id"]: row for row in mine if row["channel"] != "task"}
        self.rows = [row for row in mine if row["channel"] in PERSONAL and row["cls"] != "public"]
        version = (head["id"], head["version"])
        self.meant = [
            row
            for row in ledger["snapshot"]
            if (row["alert_id"], row["version"]) == version and row["cls"] != "public" and not row["channel"]
        ]
        self.waves = {row["id"]: row for row in ledger["waves"] if (row["alert_id"], row["version"]) == version}
        self.files = {row["id"]: row["file"] for row in ledger["lists"]}
        self.texts = {row["id"]: row for row in ledger["variants"]}
        self.parts = {row["id"]: row["parts"] for row in ledger["variants"]}
        self.tries: dict[int, list[Row]] = defaultdict(list)
        for row in ledger["attempts"]:
            if row["delivery_id"] in self.every:
                self.tries[row["delivery_id"]].append(row)
        self.words: dict[str, set[str]] = defaultdict(set)
        for row in ledger["receipts"]:
            self.words[row["attempt_id"]].add(row["status"])
        self.got = got
        self.name, self.head = head["id"], head

    def differs(self, said: Row) -> list[str]:
        found = [f"{self.name}: row {row['id']} says {row['state']}, the provider never had it" for row in self._lies()]
        refs = {row["ref"] for row in self.meant}
        found += self._reach("everybody", said["reach"], refs, self.rows)
        for wave in said["waves"]:
            number = next(key for key, row in self.waves.items() if row["ix"] == wave["ix"])
            mine = [row for row in self.rows if row["wave_id"] == number]
            people = {row["ref"] for row in self.meant if row["wave_id"] == number}
            found += self._reach(wave["name"], wave["reach"], people, mine)
            for channel, counts in wave["channels"].items():
                found += self._channel(f"{wave['name']}/{channel}", counts, number, channel, people)
        found += self._languages(said["cuts"]["language"])
        return found + self._quality(said)

    def _lies(self) -> list[Row]:
        return [row for row in self.rows if row["state"] in {"accepted", "delivered"} and not self.got[row["id"]]]

    def _reach(self, name: str, said: Row, people: set[str], rows: Sequence[Row]) -> list[str]:
        by_person: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_person[row["ref"]].append(row)
        want: Counter[str] = Counter(people=len(people))
        moments = []
        for mine in by_person.values():
            ends = [self._counts_as(row) for row in mine]
            want["with_address"] += any(row["point_id"] is not None for row in mine)
            want["attempted"] += any(row["attempts"] for row in ends)
            want["delivered"] += any(row["state"] == "delivered" for row in ends)
            told = [row["accepted_at"] or row["delivered_at"] for row in ends if self._told(row)]
            want[_end(ends, told=bool(told))] += 1
            moments += [min(told)] if told else []
        without = len(people) - len(by_person)
        rest = said["pending"] if without and said["pending"] > want["pending"] else said["ended"]
        if without:  # nobody put them in the queue: they are either still to come, or were stopped before
            want["pending" if rest == said["pending"] else "ended"] += without
        found = [f"{self.name} {name} {key}: {said[key]}, not {want[key]}" for key in KEYS if said[key] != want[key]]
        return found + self._pace(f"{self.name} {name}", said, sorted(moments), len(people))

    def _pace(self, name: str, said: Row, moments: list[int], people: int) -> list[str]:
        found = []
        for key, share in MOMENTS.items():
            place = {"first_at": 1, "last_at": len(moments)}.get(key, math.ceil(share * people))
            want = moments[place - 1] if 0 < place <= len(moments) else None
            at = None if said[key] is None else round(datetime.fromisoformat(said[key]).timestamp() * 1000)
            if at != want:
                found.append(f"{name} {key}: {at}, not {want}")
        return found

    def _counts_as(self, row: Row) -> Row:
        return self.every.get(row["covered_by"], row) if row["state"] == "skipped" else row

    def _told(self, row: Row) -> bool:
        return self.got[row["id"]] > 0 and row["state"] not in {"failed", "unsure", "skipped"}

    def _channel(self, name: str, said: Row, wave: int, channel: str, people: set[str]) -> list[str]:
        mine = [row for row in self.every.values() if row["wave_id"] == wave and row["channel"] == channel]
        states = Counter(row["state"] for row in mine)
        keys = ("waiting", "sending", "accepted", "delivered", "failed", "unsure", "skipped")
        found = [
            f"{self.name} {name} {key}: {said[key]}, not {states[key]}" for key in keys if said[key] != states[key]
        ]
        found += [f"{self.name} {name} total: {said['total']}, not {len(mine)}"] if said["total"] != len(mine) else []
        if channel in PERSONAL:
            rows = [row for row in self.rows if row["wave_id"] == wave and row["channel"] == channel]
            found += self._reach(name, said["reach"], people, rows)
        return found

    def _languages(self, said: Sequence[Row]) -> list[str]:
        told = {(row["ref"], row["cls"]) for row in self.rows if self._told(self._counts_as(row))}
        people, reached = Counter[str](), Counter[str]()
        for row in self.meant:
            people[row["language"]] += 1
            reached[row["language"]] += (row["ref"], row["cls"]) in told
        counted = {each["key"]: (each["people"], each["told"]) for each in said}
        want = {key: (count, reached[key]) for key, count in people.items()}
        return [] if counted == want else [f"{self.name} languages: {counted}, not {want}"]

    def differs_from(self, town: Town, said: Row) -> list[str]:
        """Areas by the lists themselves, zones by the snapshot, kroner by the letters of each text."""
        told = {(row["ref"], row["cls"]) for row in self.rows if self._told(self._counts_as(row))}
        people, reached = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for row in self.meant:
            areas = town.areas_of(self.files[row["list_id"]])[row["ref"]]
            for key in [("area", area) for area in areas] + ([("zone", row["zone"])] if row["zone"] else []):
                people[key] += 1
                reached[key] += (row["ref"], row["cls"]) in told
        counted = {
            (cut, each["key"]): (each["people"], each["told"]) for cut in ("area", "zone") for each in said["cuts"][cut]
        }
        want = {key: (count, reached[key]) for key, count in people.items()}
        wrong = sorted(key for key in counted.keys() | want.keys() if counted.get(key) != want.get(key))
        found = [
            f"{self.name} {cut} {key}: {counted.get((cut, key))}, not {want.get((cut, key))}" for cut, key in wrong
        ]
        return found + self._places(town, said["streets"], told) + self._wrong_zones(town) + self._kroner(town, said)

    def _places(self, town: Town, said: Row, told: set[tuple[Any, Any]]) -> list[str]:
        """Citizens not told, each in the smallest area that the alert's citizens share; without a street, in none."""
        mine = [(self.files[row["list_id"]], row["ref"]) for row in self.meant if row["cls"] == "citizen"]
        sizes = Counter(area for file, ref in mine for area in town.areas_of(file)[ref])
        want: Counter[str] = Counter()
        for file, ref in (each for each in mine if (each[1], "citizen") not in told):
            some = town.areas_of(file)[ref]
            want[town.smallest(some, sizes) if ref in town.on_street[file] else "no street"] += 1
        counted = Counter({"+".join(each["areas"]) or "nowhere": each["people"] for each in said["places"]})
        counted["no street"] = said["no_street"]
        return [] if counted == want else [f"{self.name} places: {counted}, not {want}"]

    def _wrong_zones(self, town: Town) -> list[str]:
        """Citizens of a first alert who stand in another zone than the first that one of their areas is in."""
        zones = json.loads(self.head["zones"]) if self.head["kind"] == "first" else {}
        found = []
        for row in self.meant if zones else ():
            areas = town.areas_of(self.files[row["list_id"]])[row["ref"]]
            first = next((zone for zone, keys in zones.items() if areas & set(keys)), None)
            if row["cls"] == "citizen" and (row["zone"] != first if first else row["zone"] in zones):
                found.append(f"{self.name} {row['ref']}: in zone {row['zone']}, not {first}")
        return found

    def _kroner(self, town: Town, said: Row) -> list[str]:
        """What a provider took is paid for, each try of it, in parts that are counted from the text."""
        paid = dict.fromkeys(("sms", "email"), 0.0)
        for row in self.rows:
            taken = sum(each["state"] == "accepted" for each in self.tries[row["id"]])
            if row["channel"] in paid:
                units = parts_of(self.texts[row["variant_id"]]["body"]) if row["channel"] == "sms" else 1
                paid[row["channel"]] += taken * units * town.price(row["channel"])
        spent = {each["channel"]: each["spent"]["amount"] for each in said["quality"]["costs"]}
        pairs = {"whole": (said["cost"]["amount"], sum(paid.values()))}
        pairs |= {channel: (spent[channel], paid[channel]) for channel in paid if channel in spent}
        return [
            f"{self.name} kroner {name}: {told}, not {want:.2f}"
            for name, (told, want) in pairs.items()
            if told is None or abs(told - want) > 0.005
        ]

    def _quality(self, said: Row) -> list[str]:
        taken = [(row, each) for row in self.rows for each in self.tries[row["id"]] if each["state"] == "accepted"]
        sent = [row for row in self.every.values() if row["channel"] != "banner"]  # a page shows it once
        twice = Counter(row["channel"] for row in sent if len(self._arrived(row)) > 1)
        want = {
            "attempts": sum(row["attempts"] for row in self.every.values()),
            "failures": sum(row["state"] == "failed" for row in self.every.values()),
            "sms_parts": sum(self.parts[row["variant_id"]] for row, _ in taken if row["channel"] == "sms"),
            "emails": sum(row["channel"] == "email" for row, _ in taken),
            "duplicates": dict(twice),
        }
        told = {
            "attempts": said["attempts"],
            "failures": sum(each["messages"] for each in said["failures"]),
            "sms_parts": said["cost"]["sms_parts"],
            "emails": said["cost"]["emails"],
            "duplicates": said["duplicates"],
        }
        copies = Counter(row["channel"] for row in self.rows if self.got[row["id"]] > 1)
        found = [f"{self.name} {key}: {told[key]}, not {want[key]}" for key in want if told[key] != want[key]]
        hidden = [channel for channel, count in copies.items() if count > said["duplicates"].get(channel, 0)]
        return found + [f"{self.name} {channel}: the provider has more doubles than are told" for channel in hidden]

    def _arrived(self, row: Row) -> list[Row]:
        return [each for each in self.tries[row["id"]] if each["state"] in MAY_HAVE_LEFT and not self._came_back(each)]

    def _came_back(self, attempt: Row) -> bool:
        words = self.words[attempt["id"]]
        return bool(words & {"failed", "undelivered"}) and "delivered" not in words


def _end(rows: Sequence[Row], *, told: bool) -> str:
    states = {row["state"] for row in rows}
    if told:
        return "told"
    for end, those in (("pending", {"waiting", "sending"}), ("unsure", {"unsure"}), ("failed", {"failed"})):
        if states & those:
            return end
    nowhere = {"no address", "bad address"}
    return "ended" if any(row["state"] == "skipped" and row["reason"] not in nowhere for row in rows) else "unreachable"


def figures_of(report: Mapping[str, Any]) -> list[tuple[list[str | int], int]]:
    """Where every figure stands that the stranger counts: a path and its number, for whoever plants a wrong one."""
    found: list[tuple[list[str | int], int]] = []
    for index, alert in enumerate(report["alerts"]):
        places: list[list[str | int]] = [["reach", key] for key in KEYS]
        places += [["attempts"], ["cost", "sms_parts"], ["cost", "emails"]]
        places += [["cuts", "language", n, "told"] for n in range(len(alert["cuts"]["language"]))]
        for n, wave in enumerate(alert["waves"]):
            places += [["waves", n, "reach", key] for key in KEYS]
            places += [["waves", n, "channels", channel, "total"] for channel in wave["channels"]]
            places += [["waves", n, "channels", channel, "accepted"] for channel in wave["channels"]]
        found += [(["alerts", index, *place], _at(alert, place)) for place in places]
    return found


def files_figures_of(report: Mapping[str, Any]) -> list[list[str | int]]:
    """Likewise, where the figures stand that are counted from the municipality's own files."""
    found: list[list[str | int]] = []
    for index, alert in enumerate(report["alerts"]):
        at: list[str | int] = ["alerts", index]
        found += [
            [*at, "cuts", cut, n, key]
            for cut in ("area", "zone")
            for n in range(len(alert["cuts"][cut]))
            for key in ("people", "told")
        ]
        found += [[*at, "streets", "places", n, "people"] for n, _ in enumerate(alert["streets"]["places"])]
        costs = range(len(alert["quality"]["costs"]))
        found += [[*at, "cost", "amount"], *([*at, "quality", "costs", n, "spent", "amount"] for n in costs)]
    return found


def _at(of: Any, place: Sequence[str | int]) -> int:
    for key in place:
        of = of[key]
    return int(of)


def planted(report: Mapping[str, Any], place: Sequence[str | int]) -> Any:
    """A copy of the report in which one figure is one too many."""
    copy = json.loads(json.dumps(report))
    of = copy
    for key in place[:-1]:
        of = of[key]
    of[place[-1]] += 1
    return copy
