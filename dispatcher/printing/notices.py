"""The notice to staff on paper: the text they were sent, a sheet a language, for the wall of a place without a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.domain.states import AudienceClass, ChannelName
from dispatcher.ledger import incidents
from dispatcher.printing.posters import warning
from dispatcher.printing.words import PosterWords, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan

LONG = (ChannelName.EMAIL, ChannelName.TASK)
"""The channels whose text is the whole one; they say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sheet. The text has its own ØVELSE first and last. ``warning``: why it must not be put up, or empty."""

    language: str
    words: PosterWords
    text: str
    warning: str


def notices(connection: Connection, alert_id: str, plan: Plan) -> list[Notice]:
    """A sheet in each of the plan's languages; none for an alert that says nothing to staff. Raises NotFound."""
    row = incidents.alert(connection, alert_id)
    found = incidents.variants_of(connection, row.id, row.version)
    staff = [text for text in found if text.cls == AudienceClass.STAFF and text.channel in LONG and not text.fate]
    texts = {text.language: text.body for text in staff}
    return [
        Notice(language=language, words=words, text=texts[language], warning=warning(row, words))
        for language in plan.municipality.languages
        if language in texts
        for words in (words_of(language),)
    ]
