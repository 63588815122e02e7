"""The evidence, indexed: which row of the ledger a message of the provider's journal belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.nemesis.evidence import Evidence, Row, Sent, bare, of_json

PERSONAL = ("sms", "email", "voice")
POINTS = {"sms": "sms_point", "voice": "sms_point", "email": "email_point"}
SERVICE = "service"


class Case:
    """One run, ready to be judged."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        ledger = evidence.ledger
        self.alerts = {row["id"]: row for row in ledger["alerts"]}
        self.waves = {row["id"]: row for row in ledger["waves"]}
        self.deliveries = {row["id"]: row for row in ledger["deliveries"]}
        self.people = {row["id"]: row for row in ledger["people"]}
        self.points = {row["id"]: (row["value"] or "").casefold() for row in ledger["contact_points"]}
        self.attempts: dict[int, dict[str, Row]] = defaultdict(dict)
        for row in ledger["attempts"]:
            self.attempts[row["delivery_id"]][row["id"]] = row
        self.sent: dict[int, list[Sent]] = defaultdict(list)
        self.strays: list[Sent] = []
        self._others = {
            (row["alert_id"], row["channel"], self.points.get(row["point_id"], "")): row["id"]
            for row in ledger["deliveries"]
            if row["channel"] not in PERSONAL
        }
        for one in evidence.sent:
            number = self._delivery_of(one)
            if number is None:
                self.strays.append(one)
            else:
                self.sent[number].append(one)

    def _delivery_of(self, one: Sent) -> int | None:
        """The row behind a message; None when the ledger knows nothing of it."""
        if one.channel in {"sms", "voice"}:
            number = int(one.mark.rpartition("-")[2] or 0)
            return number if one.mark in self.attempts.get(number, {}) else None
        if one.channel == "email":
            alert, number = one.mark.split(".")[0], int(one.mark.split(".")[1])
            return number if self.deliveries.get(number, {}).get("alert_id") == alert else None
        return self._others.get((one.mark, one.channel, one.to))

    def tries(self, delivery: int) -> list[Row]:
        """Every attempt at a delivery."""
        return list(self.attempts.get(delivery, {}).values())

    def messages(self) -> Iterator[tuple[Sent, Row, Row]]:
        """Each message the ledger knows of, with its delivery and alert."""
        for number, messages in self.sent.items():
            row = self.deliveries[number]
            for one in messages:
                yield one, row, self.alerts[row["alert_id"]]

    def snapshot_of(self, alert: Row) -> list[Row]:
        """Whom the approved version was for."""
        mine = (alert["id"], alert["version"])
        return [row for row in self.evidence.ledger["snapshot"] if (row["alert_id"], row["version"]) == mine]

    def address(self, meant: Row, channel: str) -> str:
        """Where somebody of the snapshot is reached on a channel, as the list said; empty when nowhere."""
        if channel in PERSONAL:
            point = self.people.get(meant["person_id"], {}).get(POINTS[channel])
        else:
            point = meant["point_id"]
        return self.points.get(point, "")

    def channels(self, meant: Row) -> list[str]:
        """The channels somebody's wave plans for them."""
        if meant["channel"]:
            return [meant["channel"]]
        wave = self.waves[meant["wave_id"]]
        return [name for name in [*of_json(wave["channels"]), *of_json(wave["fallback"])] if name in PERSONAL]

    def texts(self, alert: Row, channel: str) -> set[str]:
        """Every text that was approved with an alert for a channel."""
        mine = (alert["id"], alert["version"], channel)
        found = self.evidence.ledger["variants"]
        return {bare(row["body"]) for row in found if (row["alert_id"], row["version"], row["channel"]) == mine}

    def journal(self, *kinds: str) -> list[Row]:
        """Entries of the ledger's own journal, their data read."""
        found = self.evidence.ledger["journal"]
        return [row | {"data": of_json(row["data"])} for row in found if row["kind"] in kinds]

    def persons_of_the_plan(self) -> set[str]:
        """The addresses of whoever the plan's roles name."""
        lists = {row["id"] for row in self.evidence.ledger["lists"] if row["key"] == "_plan"}
        mine = [row for row in self.people.values() if row["list_id"] in lists]
        return {self.points[row[point]] for row in mine for point in POINTS.values() if row[point]}
