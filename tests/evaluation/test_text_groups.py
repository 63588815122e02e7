"""What was said stands first; what was approved and had nobody to go to stands after it, word for word too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dispatcher.evaluation import text_groups
from dispatcher.evaluation.page import page
from dispatcher.evaluation.record import AlertRecord, Record
from dispatcher.evaluation.said import VariantRecord
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import read
from tests.evaluation.written import Story

Tell = Callable[[Story], Told]


def text(channel: str, language: str = "nb", fate: str = "", **states: int) -> VariantRecord:
    return VariantRecord(
        key=f"staff+{fate}.{channel}.{language}",
        cls="staff",
        channel=channel,
        language=language,
        headline="",
        body=f"{channel} på {language} {fate}".strip(),
        instruction="",
        html="",
        parts=1,
        encoding="GSM-7",
        own=False,
        states=states,
        fate=fate,
    )


def with_texts(record: Record, *texts: VariantRecord, **change: object) -> tuple[AlertRecord, Record]:
    alert = replace(record.alerts[0], variants=texts, **change)  # type: ignore[arg-type]
    return alert, replace(record, alerts=(alert,))


TEXTS = (
    text("sms", delivered=3, skipped=1),
    text("sms", "nn", skipped=2),
    text("email", unsure=1),
    text("voice"),
    text("sms", fate="retracted"),
    text("email", fate="retracted"),
    text("task", waiting=1),
)


def test_what_went_or_may_have_gone_is_said(tell: Tell) -> None:
    """Unsure and waiting count: somebody may have it, or will."""
    alert, _ = with_texts(tell(night_a(40)).record, *TEXTS)

    assert [[one.body for one in group] for group in text_groups.said(alert)] == [
        ["sms på nb"],
        ["email på nb"],
        ["task på nb"],
    ]
    assert [[one.body for one in group] for group in text_groups.unused(alert)] == [
        ["sms på nn"],
        ["voice på nb"],
        ["sms på nb retracted"],
        ["email på nb retracted"],
    ]


@pytest.mark.parametrize(("shown", "said"), [(1, 2), (None, 0)])
def test_a_banner_is_shown_in_every_language(tell: Tell, shown: int | None, said: int) -> None:
    """It is one row in the queue, and a text for each language on the page."""
    banners = (text("banner", accepted=1), text("banner", "en"))
    alert, _ = with_texts(tell(night_a(40)).record, *banners, banner_at=shown)

    assert sum(map(len, text_groups.said(alert))) == said
    assert sum(map(len, text_groups.unused(alert))) == 2 - said


def test_the_page_tells_what_was_not_used_from_what_was_said(tell: Tell) -> None:
    """Every text once; nothing of the kind where all was used."""
    _, record = with_texts(tell(night_a(40)).record, *TEXTS)
    written = page(record)
    bodies = [each.text for each in read(written).all("pre")]
    before, after = written.split("Godkjent, men ikke brukt")

    assert sorted(body for body in bodies if " på n" in body) == sorted(one.body for one in TEXTS)
    assert "email på nb<" in before
    assert "voice på nb<" in after
    assert "Ansatte, hvis varselet måtte trekkes tilbake, SMS" in after
    _, used = with_texts(tell(night_a(40)).record, *TEXTS[:1])
    assert "men ikke brukt" not in page(used)


def test_a_draft_shows_every_text(tell: Tell) -> None:
    """Nothing was sent, so nothing tells them apart."""
    alert, _ = with_texts(tell(night_a(40)).record, *TEXTS, approved_at=None)

    assert sum(map(len, text_groups.said(alert))) == len(TEXTS)
    assert text_groups.unused(alert) == []
