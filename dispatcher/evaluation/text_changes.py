"""Texts that were returned or corrected, side by side: word by word, readable without colour. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from dispatcher.domain.states import AlertKind, ChannelName
from dispatcher.evaluation.acts import actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatcher.evaluation.record import Line, Record
    from dispatcher.evaluation.said import VariantRecord

SAME, GONE, NEW = "same", "gone", "new"
WORD: Final = re.compile(r"\s+|\S+")
RETURNED, CORRECTED = "returned", "corrected"
SENDS_BACK = ("alert.returned", "alert.proposed")
SHOWN_FIRST: Final = (str(ChannelName.SMS), str(ChannelName.BANNER), str(ChannelName.EMAIL))
FATES: Final = ("kept", "", "added", "released")
Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One text as it was and as it became. ``keys``: every text that was changed in just this way.

    ``readers``: the class and channel of each, once; the first is also ``cls`` and ``channel``.
    """

    keys: tuple[str, ...]
    readers: tuple[tuple[str, str], ...]
    language: str
    before: str
    after: str

    @property
    def cls(self) -> str:
        return self.readers[0][0]

    @property
    def channel(self) -> str:
        return self.readers[0][1]

    @property
    def pieces(self) -> tuple[Pieces, Pieces]:
        """What was, with what is gone marked; what became, with what is new marked."""
        return word_diff(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From one version to the next, or from an alert to its correction. ``who``, ``why``: who sent it back."""

    kind: str
    alert: str
    before: str
    who: str
    why: str
    texts: tuple[Changed, ...]


def changes(record: Record) -> tuple[Change, ...]:
    """Every submitted version beside the next one, and every sent correction beside what it corrects."""
    return (*_returned(record), *_corrected(record))


def word_diff(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces: what they share, what is gone, what is new."""
    old, new = WORD.findall(before), WORD.findall(after)
    was: list[tuple[str, str]] = []
    became: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        mine, theirs = (SAME, SAME) if kind == "equal" else (GONE, NEW)
        was += [(mine, "".join(old[a:b]))] if b > a else []
        became += [(theirs, "".join(new[c:d]))] if d > c else []
    return tuple(was), tuple(became)


def shown(record: Record, change: Change) -> list[Changed]:
    """What stands on the page: every changed text in the municipality's own language, the shortest channel first."""
    own = [text for text in change.texts if text.language == record.plan.own_language] or list(change.texts)
    order = {channel: index for index, channel in enumerate(SHOWN_FIRST)}
    return sorted(own, key=lambda text: order.get(text.channel, len(order)))


def _returned(record: Record) -> Iterator[Change]:
    for alert in record.alerts:
        versions = [each.variants for each in record.earlier if each.alert == alert.id]
        numbers = [each.version for each in record.earlier if each.alert == alert.id]
        for index, number in enumerate(numbers):
            after = versions[index + 1] if index + 1 < len(versions) else alert.variants
            texts = _pairs(versions[index], after)
            if texts:
                back = _sent_back(record, alert.id, number)
                yield Change(
                    kind=RETURNED,
                    alert=alert.id,
                    before=str(number),
                    who=actor(record, back.actor) if back else "",
                    why=str(back.data.get("why") or "") if back else "",
                    texts=texts,
                )


def _sent_back(record: Record, alert: str, version: int) -> Line | None:
    """The line by which this version was returned: the first after it was submitted, before the next one was."""
    under_way = False
    for line in record.journal:
        if line.alert == alert and line.kind == "alert.submitted":
            under_way = line.data.get("version") == version
        elif line.alert == alert and under_way and line.kind in SENDS_BACK:
            return line
    return None


def _corrected(record: Record) -> Iterator[Change]:
    by_id = {alert.id: alert for alert in record.alerts}
    for alert in record.alerts:
        wrong = by_id.get(str(alert.head["follows"]))
        if alert.kind != AlertKind.CORRECTION or not alert.was_sent or wrong is None:
            continue
        texts = _pairs(wrong.variants, alert.variants)
        if texts:
            why = str(alert.head["why"] or "")
            yield Change(kind=CORRECTED, alert=alert.id, before=wrong.id, who="", why=why, texts=texts)


def _pairs(before: Iterable[VariantRecord], after: Iterable[VariantRecord]) -> tuple[Changed, ...]:
    """Each text with the one that took its place, where they differ; those that changed alike are one."""
    old, new = _by_reader(before), _by_reader(after)
    alike: dict[tuple[str, str, str], list[VariantRecord]] = {}
    for reader, text in new.items():
        was = old.get(reader)
        if was is not None and was.whole != text.whole:
            alike.setdefault((text.language, was.whole, text.whole), []).append(text)
    return tuple(
        Changed(
            keys=tuple(text.key for text in texts),
            readers=tuple(dict.fromkeys((text.cls, text.channel) for text in texts)),
            language=language,
            before=was,
            after=became,
        )
        for (language, was, became), texts in alike.items()
    )


def _by_reader(texts: Iterable[VariantRecord]) -> dict[tuple[str, str, str, str], VariantRecord]:
    """By class, zone, channel and language; of a follow-up's several, what those got who had the one before."""
    found: dict[tuple[str, str, str, str], VariantRecord] = {}
    for text in sorted(texts, key=lambda text: FATES.index(text.fate) if text.fate in FATES else len(FATES)):
        found.setdefault((text.cls, text.zone, text.channel, text.language), text)
    return found
