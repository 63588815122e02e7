"""What an alert said, word for word: the version that was sent, and those that were submitted before it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row

from dispatcher.ledger import board, incidents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatcher.evaluation.record import Line

SUBMITTED = "alert.submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantRecord:
    """A text, word for word. ``own``: a person wrote it in place of the template's."""

    key: str
    cls: str
    channel: str
    language: str
    headline: str
    body: str
    instruction: str
    html: str
    parts: int
    encoding: str
    own: bool
    states: Mapping[str, int]
    zone: str = ""
    fate: str = ""

    @property
    def accepted(self) -> int:
        return self.states.get("accepted", 0) + self.states.get("delivered", 0)

    @property
    def whole(self) -> str:
        return "\n\n".join(filter(None, (self.headline, self.body, self.instruction)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """A version that was submitted and never sent, because it was returned or changed."""

    alert: str
    version: int
    variants: tuple[VariantRecord, ...]


def variants_of(connection: Connection, row: Row[Any], sent: Sequence[Row[Any]]) -> tuple[VariantRecord, ...]:
    """The texts of an alert's newest version; ``sent``: its messages per text and state."""
    own = json.loads(row.texts)
    states: dict[int, dict[str, int]] = defaultdict(dict)
    for each in sent:
        states[each.variant_id][each.state] = states[each.variant_id].get(each.state, 0) + each.messages
    found = incidents.variants_of(connection, row.id, row.version)
    return tuple(_variant(text, own, states.get(text.id, {})) for text in found)


def earlier_versions(
    connection: Connection, rows: Sequence[Row[Any]], lines: Sequence[Line]
) -> tuple[EarlierVersion, ...]:
    """Of each alert, the versions that the journal says were submitted before the newest one."""
    newest = {row.id: row.version for row in rows}
    submitted = dict.fromkeys((line.alert or "", line.data.get("version")) for line in lines if line.kind == SUBMITTED)
    return tuple(
        EarlierVersion(
            alert=alert,
            version=version,
            variants=tuple(_variant(text, {}, {}) for text in incidents.variants_of(connection, alert, version)),
        )
        for alert, version in submitted
        if alert in newest and version is not None and version < newest[alert]
    )


def _variant(text: Row[Any], own: Mapping[str, str], states: Mapping[str, int]) -> VariantRecord:
    key = board.variant_key(text)
    return VariantRecord(
        key=key,
        cls=text.cls,
        channel=text.channel,
        language=text.language,
        headline=text.headline,
        body=text.body,
        instruction=text.instruction,
        html=text.html,
        parts=text.parts,
        encoding=text.encoding,
        own=key in own,
        states=states,
        zone=text.zone,
        fate=text.fate,
    )
