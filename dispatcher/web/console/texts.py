"""An alert's texts as their recipients will see them: the citizens' SMS first, then every variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing.asking import grouped
from dispatcher.domain.states import Fate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatcher.domain.plan import Scenario

    View = Mapping[str, Any]

FATES: Final = {str(Fate.ADDED): "for-added", str(Fate.RELEASED): "for-released"}


def people_words(count: int, words: Mapping[str, str]) -> str:
    """«5 212 personer», «1 person»."""
    return words["one-person"] if count == 1 else words["people"].format(people=grouped(count))


def every_text(view: View, scenario: Scenario, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """All but those that would take the alert back."""
    return [_text(text, scenario, words) for text in view["variants"] if text["fate"] != Fate.RETRACTED]


def first_texts(view: View, scenario: Scenario, language: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The citizens' SMS, each zone's, in the reader's language; of an alert to others, what most of them get."""
    out = [text for text in view["variants"] if text["fate"] != Fate.RETRACTED]
    sms = [text for text in out if (text["class"], text["channel"]) == ("citizen", "sms")]
    pool = sms or sorted(out, key=lambda text: -text["recipients"])[:1]
    return [_text(text, scenario, words) for text in pool if text["language"] == _spoken(pool, language)]


def _spoken(pool: Sequence[View], language: str) -> str:
    spoken = [text["language"] for text in pool]
    return language if language in spoken or not spoken else spoken[0]


def _text(text: View, scenario: Scenario, words: Mapping[str, str]) -> dict[str, Any]:
    zone = next((one.name for one in scenario.zones if one.key == text["zone"]), "")
    fate = words[FATES[text["fate"]]] if text["fate"] in FATES else ""
    parts = words["one-part"] if text["parts"] == 1 else words["parts"].format(parts=text["parts"])
    titles = (words[f"class-{text['class']}"], zone, fate, words[f"channel-{text['channel']}"])
    return {
        "key": text["key"],
        "title": ", ".join(filter(None, titles)),
        "place": ", ".join(filter(None, (zone, fate))),
        "language": text["language"],
        "spoken": words.get(f"language-{text['language']}", text["language"]),
        "headline": text["headline"],
        "own": text["body"],
        "body": "\n\n".join(filter(None, (text["body"], text["instruction"]))),
        "parts": parts if text["channel"] == "sms" else "",
        "people": people_words(text["recipients"], words) if text["recipients"] else "",
    }
