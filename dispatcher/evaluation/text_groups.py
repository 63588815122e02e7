"""The texts of an alert: those that were said, and those that were approved with it and had nobody to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatcher.domain.states import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatcher.evaluation.record import AlertRecord
    from dispatcher.evaluation.said import VariantRecord

Group = list["VariantRecord"]
"""The texts of a class, zone, fate and channel, one for each language."""


class Unused(NamedTuple):
    """Texts of a class, zone and fate (those of ``first``). ``channels``: each with the languages nobody got, if some
    did: («sms», («nn»,)).
    """

    first: VariantRecord
    channels: tuple[tuple[str, tuple[str, ...]], ...]


def said(alert: AlertRecord) -> list[Group]:
    """What went to somebody, or is on its way; of an alert that was not sent every text. In the order of the plan."""
    return _grouped(text for text in alert.variants if not alert.was_sent or _went(text))


def unused(alert: AlertRecord) -> list[Unused]:
    """The rest: what there was for channels that were not needed, languages nobody has, or a retraction."""
    if not alert.was_sent:
        return []
    spoken = {_place(text) for group in said(alert) for text in group}
    found: dict[tuple[str, ...], Unused] = {}
    for group in _grouped(text for text in alert.variants if not _went(text)):
        first = group[0]
        languages = tuple(text.language for text in group) if _place(first) in spoken else ()
        before = found.get(_place(first)[:-1], Unused(first, ()))
        found[_place(first)[:-1]] = before._replace(channels=(*before.channels, (first.channel, languages)))
    return list(found.values())


def _went(text: VariantRecord) -> bool:
    """Whether any message with it was more than skipped."""
    return any(count for state, count in text.states.items() if state != DeliveryState.SKIPPED)


def _place(text: VariantRecord) -> tuple[str, ...]:
    return text.cls, text.zone, text.fate, text.channel


def _grouped(texts: Iterable[VariantRecord]) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for text in texts:
        groups.setdefault(_place(text), []).append(text)
    return list(groups.values())
