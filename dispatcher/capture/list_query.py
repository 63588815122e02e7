"""The query of Twilio's message list: filters, dates and pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from dispatcher.capture.journal import Entry
from dispatcher.capture.twilio_rules import ApiError


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """What a list call asks for; times are whole seconds, both ends included."""

    to: str = field(default="", repr=False)
    sender: str = ""
    since: datetime | None = None
    until: datetime | None = None
    size: int = 50
    page: int = 0
    token: str = ""
    filters: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def takes(self, entry: Entry) -> bool:
        """True for an entry that the filters let through; time is looked at elsewhere."""
        return (not self.to or entry.to == self.to) and (not self.sender or entry.sender == self.sender)


def read_query(given: list[tuple[str, str]]) -> ListQuery:
    """The list a query string asks for. Raises ApiError 20001 for what cannot be understood."""
    values = dict(given)
    since = until = None
    for name, value in given:
        if name in {"DateSent", "DateSent>"}:
            since = _moment(value, end=False)
        if name in {"DateSent", "DateSent<"}:
            until = _moment(value, end=True)
    return ListQuery(
        to=values.get("To", ""),
        sender=values.get("From", ""),
        since=since,
        until=until,
        size=min(_number(values, "PageSize", 50, least=1), 1000),
        page=_number(values, "Page", 0, least=0),
        token=values.get("PageToken", ""),
        filters=tuple((name, value) for name, value in given if name not in {"PageSize", "Page", "PageToken"}),
    )


def read_calls_query(given: list[tuple[str, str]]) -> ListQuery:
    """The same of a list of calls, which are found by when they began. Raises ApiError 20001."""
    return read_query([(name.replace("StartTime", "DateSent"), value) for name, value in given])


def _number(values: dict[str, str], name: str, default: int, *, least: int) -> int:
    given = values.get(name, str(default))
    if not given.isascii() or not given.isdigit() or int(given) < least:
        raise ApiError(20001, f"Invalid {name}: a whole number from {least} is wanted")
    return int(given)


def _moment(given: str, *, end: bool) -> datetime:
    try:
        if len(given) == len("2026-11-21"):
            day = date.fromisoformat(given)
            return datetime.combine(day, time(23, 59, 59) if end else time(), tzinfo=UTC)
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise ApiError(20001, "Invalid DateSent: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ is wanted") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
