"""What did not go straight in an alert, as the record keeps it: counts only, never a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Messages that ended *failed* on a channel for one reason. ``late``: the provider took it first."""

    channel: str
    reason: str
    codes: tuple[str, ...]
    late: bool
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """People of a group and a list who were not told, for one reason. ``fault`` is the list's own word, if any."""

    group: str
    list_key: str | None
    reason: str
    fault: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureRecord:
    """Messages of a channel that at some time may have left without an answer, and what became of them.

    ``again`` were sent once more, ``confirmed`` were shown by the provider's list or a receipt, ``left`` a person
    decided to let stand, ``asked`` wait for a person, ``open`` wait for evidence, ``returned`` went back to the queue
    and were not sent again. They add up to ``messages``.
    """

    channel: str
    messages: int
    again: int
    confirmed: int
    left: int
    asked: int
    open: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Tries that were followed by another one, by outcome and reason."""

    channel: str
    outcome: str
    reason: str
    tries: int
