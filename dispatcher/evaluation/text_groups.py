"""The texts of an alert: those that were said, and those that were approved with it and had nobody to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.states import ChannelName, DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatcher.evaluation.record import AlertRecord
    from dispatcher.evaluation.said import VariantRecord

Group = list["VariantRecord"]
"""The texts of a class, zone, fate and channel, one for each language."""


def said(alert: AlertRecord) -> list[Group]:
    """What went to somebody, or is on its way; of an alert that was not sent every text. In the order of the plan."""
    return _grouped(text for text in alert.variants if not alert.was_sent or _went(alert, text))


def unused(alert: AlertRecord) -> list[Group]:
    """The rest: what there was for channels that were not needed, languages nobody has, or a retraction."""
    return _grouped(text for text in alert.variants if alert.was_sent and not _went(alert, text))


def _went(alert: AlertRecord, text: VariantRecord) -> bool:
    """Whether any message with it was more than skipped. The page shows the banner in every language at once."""
    if text.channel == ChannelName.BANNER:
        return alert.banner_at is not None
    return any(count for state, count in text.states.items() if state != DeliveryState.SKIPPED)


def _grouped(texts: Iterable[VariantRecord]) -> list[Group]:
    groups: dict[tuple[str, ...], Group] = {}
    for text in texts:
        groups.setdefault((text.cls, text.zone, text.fate, text.channel), []).append(text)
    return list(groups.values())
