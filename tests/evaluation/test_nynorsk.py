"""A municipality that writes nynorsk gets its report in nynorsk: all of it, and nothing of what people wrote."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

import dispatcher.evaluation
from dispatcher.evaluation import report_html, report_json, words
from dispatcher.evaluation.answer_acts import MEANINGS, WAYS
from dispatcher.evaluation.language import language_of, say, spoken
from dispatcher.evaluation.nynorsk import NYNORSK
from dispatcher.evaluation.page import ATTEMPT_WORDS, GROUP_WORDS, NOT_TOLD_WORDS
from dispatcher.evaluation.reading_acts import WHAT
from dispatcher.evaluation.reason_words import ADVICE
from dispatcher.evaluation.sending_acts import UNSURE_TO
from dispatcher.evaluation.service import WORDS as SERVICE
from dispatcher.evaluation.story import ENDED, NOT_REACHED, PARTS
from dispatcher.evaluation.targets import RESULTS
from dispatcher.evaluation.template_words import Nynorsk, Splitter
from dispatcher.evaluation.who_decided import WAYS as GIVEN
from tests.evaluation.golden import write_golden
from tests.evaluation.reading import read
from tests.evaluation.written import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOME = Path(dispatcher.evaluation.__file__).parent
NORWEGIAN = re.compile(r"[a-zæøå]{2}")
BOKMAAL = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvorfor|hver|noen|noe|flere|ble|fikk|gikk|fra|de ansatte|innbyggerne|meldinger|"
    r"personer|varslet var|hendelsen|bølgen|nettsiden|åpnet|sendte|godkjente|begrunnelse|skrevet|utgave|oppgaver|"
    r"linjen|tallene|rapporten er skrevet|høyre|sammen|siden steget|dem|da rapporten)\b",
    re.IGNORECASE,
)
TABLES: tuple[Mapping[str, str], ...] = (
    *(words.MODES, words.KINDS, words.STATES, words.CHANNELS, words.SENT, words.PROVIDERS, words.CLASSES),
    *(words.LANGUAGES, words.SEVEN, words.OPENED_BY, words.ALARMS, words.FATES, words.SKIPPED),
    *(GROUP_WORDS, NOT_TOLD_WORDS, ATTEMPT_WORDS, {str(key): said for key, said in ENDED.items()}, PARTS, NOT_REACHED),
    *(WAYS, MEANINGS, WHAT, UNSURE_TO, GIVEN, RESULTS, SERVICE),
)


def test_every_piece_of_a_template_has_nynorsk() -> None:
    """What stands between the tags, and what is quoted and is plainly Norwegian."""
    missing: list[str] = []
    templates = _with_included("report.html")
    for path in templates:
        missing += [f"{path.name}: {piece}" for piece in _pieces(path) if piece not in NYNORSK]

    assert len(templates) > 15
    assert missing == []


def _with_included(name: str) -> list[Path]:
    """A template and every one it is put together of."""
    path = HOME / "templates" / name
    inside = re.findall(r'{% (?:include|from) "([^"]+)"', path.read_text(encoding="utf-8"))
    return [path, *(found for each in dict.fromkeys(inside) for found in _with_included(each))]


def _pieces(path: Path) -> Iterator[str]:
    splitter = Splitter()
    lexer = Environment(trim_blocks=True, lstrip_blocks=True).lexer  # noqa: S701  it renders nothing
    for _, kind, value in lexer.tokeniter(path.read_text(encoding="utf-8"), path.name):
        if kind == "data":
            found = (part.strip() for is_piece, part in splitter.split(value) if is_piece)
        elif kind == "string":
            found = (part for part in [value[1:-1].strip()] if re.search("[ æøåA-ZÆØÅ]", part))
        else:
            continue
        yield from (piece for piece in found if NORWEGIAN.search(piece))


def test_everything_that_is_said_has_nynorsk() -> None:
    """Each sentence that is given to ``say`` and ``plural``, and each table of words."""
    said = {key for path in HOME.glob("*.py") if path.name != "shift.py" for key in _said(path)}
    said |= {word for table in TABLES for word in table.values()}
    said |= {word for advice in ADVICE.values() for word in advice}

    assert sorted(key for key in said if NORWEGIAN.search(key) and key.strip() not in NYNORSK) == []


def _said(path: Path) -> Iterator[str]:
    """The constants that a call of ``say`` or ``plural`` chooses between; a table's keys are none."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            chosen = call.args[:1] if name == "say" else call.args[1:] if name == "plural" else []
            for argument in chosen:
                parts = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                yield from (str(one.value) for one in parts if isinstance(one, ast.Constant))


def test_a_translation_keeps_the_parts() -> None:
    """The same names in braces, and none is empty."""
    braces = re.compile(r"\{\w+\}")

    assert [key for key, own in NYNORSK.items() if sorted(braces.findall(key)) != sorted(braces.findall(own))] == []
    assert all(NYNORSK.values())


@pytest.mark.requirement("R124")
def test_the_whole_report_is_in_nynorsk(tmp_path: Path) -> None:
    """Its language is said, no bokmål is left outside what people wrote, and the JSON has the same words."""
    ledger = write_golden(tmp_path, "nn")
    html, facts = ledger.read_now(report_html, NUMBER), json.loads(ledger.read_now(report_json, NUMBER))
    ledger.close()
    tree = read(re.sub("«[^»]*»", "", html))
    for each in tree.all("pre", "style", "del", "ins"):
        each.children = []
    own = "Ring oss|er etablert. Anne|Kriseledelsen|Statsforvalteren er varslet|Innbyggere|Ansatte"
    text = re.sub(own, "", tree.text)

    assert tree.one("html").attributes["lang"] == "nn"
    assert BOKMAAL.findall(text) == []
    assert "Frå kommunen visste til dei første innbyggjarane vart varsla" in text
    assert facts["incident"]["language"] == "nn"
    assert "godkjende det som stedfortredar for ordfører" in text
    assert "av Ola Øvingsrud som stedfortredar for ordfører" in text
    assert "og stod uimotsagd i 38" in text
    assert "Dei tilsette fekk vite det 40\u00a0s før dei første utanfor huset." in facts["summary"]["story"][3]


def test_a_report_is_in_the_plans_first_language_where_it_can_be() -> None:
    """Bokmål for any other; and what is said outside a report is bokmål."""
    assert [language_of(named) for named in (["nn", "nb"], ["nb", "nn"], ["en"], [], None)] == ["nn", *["nb"] * 4]
    assert say("Ingen") == "Ingen"
    with spoken("nn"):
        assert say(" til {people}", people="3 personar") == " til 3 personar"
        assert say("Åpnet") == "Opna"
    assert say("Åpnet") == "Åpnet"


def test_a_template_is_translated_where_it_is_text() -> None:
    """Between tags, in what a screen reader says, and in quotes; never in an address or a class."""
    source = '<p class="{{ "Hvem" if x }} Hvem" id="Hvem" aria-label="Hvem">Hvem {{ "Hva" }}</p>'
    environment = Environment(autoescape=True, extensions=[Nynorsk])

    assert environment.from_string(source).render(x=False) == (
        '<p class=" Hvem" id="Hvem" aria-label="Kven">Kven Kva</p>'
    )
