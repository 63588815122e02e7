"""Templates that may not be, each told with its file, its line and a sentence."""

from pathlib import Path

import pytest

from dispatcher.domain.plan import Plan
from dispatcher.rendering import Rendering, TemplateFaults
from dispatcher.rendering.subset import LONGEST_TEMPLATE, SubsetFault, compile_template
from tests.rendering.conftest import Broken

ATTACKS = {
    "loop": ("{% for x in place %}a{% endfor %}", "en løkke"),
    "attribute": ("{{ place.__class__ }}", "et punktum etter navnet"),
    "index": ("{{ place[0] }}", "en klamme etter navnet"),
    "call": ("{{ place() }}", "et kall"),
    "macro": ("{% macro a() %}x{% endmacro %}", "{% macro %}"),
    "set": ("{% set x = 1 %}", "{% set %}"),
    "set block": ("{% set x %}a{% endset %}", "et uttrykk"),
    "include": ("{% include 'a' %}", "{% include %}"),
    "import": ("{% import 'a' as a %}", "{% import %}"),
    "extends": ("{% extends 'a' %}", "{% extends %}"),
    "block": ("{% block a %}x{% endblock %}", "et uttrykk"),
    "arithmetic": ("{{ 'a' * 100000000 }}", "regning"),
    "power": ("{{ number ** 9 }}", "regning"),
    "constant": ("{{ 'a' }}", "en fast verdi"),
    "format": ("{{ '%99999d'|format(1) }}", "et filter på noe annet enn et navn"),
    "filter with arguments": ("{{ place|date(1) }}", "et filter på noe annet enn et navn"),
    "filter of a filter": ("{{ place|date|upfirst }}", "et filter på noe annet enn et navn"),
    "unknown filter": ("{{ place|safe }}", "Ukjent filter «safe»"),
    "comparison": ("{% if place == 'a' %}x{% endif %}", "et uttrykk"),
    "test": ("{% if place is defined %}x{% endif %}", "et uttrykk"),
    "not": ("{% if not place %}x{% endif %}", "et uttrykk"),
    "condition in print": ("{{ place if sted else number }}", "et uttrykk"),
    "call of a filter": ("{% filter upper %}x{% endfilter %}", "et uttrykk"),
    "left open": ("{% if place %}x", "kan ikke leses som mal"),
    "loose brace": ("{{ place", "kan ikke leses som mal"),
    "with": ("{% with a = 1 %}x{% endwith %}", "et uttrykk"),
    "hidden in an if": ("{% if place %}{% if place %}{{ place.x }}{% endif %}{% endif %}", "et punktum etter navnet"),
    "hidden in an else": ("{% if place %}a{% else %}{{ place() }}{% endif %}", "et kall"),
}


@pytest.mark.parametrize("case", ATTACKS)
def test_a_template_holds_text_names_and_conditions_and_nothing_else(case: str, broken: Broken) -> None:
    """Every other thing Jinja can do is refused when the templates are loaded, with file and line."""
    source, sentence = ATTACKS[case]
    quoted = source.replace("\\", "\\\\").replace('"', '\\"')
    (fault,) = broken("kokevarsel/nb.yaml", ("what: Vannet i {{ place }} kan være forurenset.", f'what: "{quoted}"'))

    assert fault.where == "templates/kokevarsel/nb.yaml:9"
    assert sentence in fault.what


def test_the_line_is_counted_within_a_long_text(broken: Broken) -> None:
    """In a text of many lines the fault names the line it stands on."""
    (fault,) = broken(
        "kokevarsel/nb.yaml", ("  - Heng opp lapp ved kranene.", "  - Heng opp {{ lapp.farge }} ved kranene.")
    )
    path = Path(__file__).resolve().parents[2] / "templates" / "kokevarsel" / "nb.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[int(fault.where.rpartition(":")[2]) - 1] == "  - Heng opp lapp ved kranene."


def test_no_template_can_be_made_endless_or_huge() -> None:
    """A thousand conditions inside each other, or a text without end, is a fault and not a crash."""
    with pytest.raises(SubsetFault):
        compile_template("{% if a %}" * 3000 + "{% endif %}" * 3000)
    with pytest.raises(SubsetFault, match="for lang"):
        compile_template("x" * (LONGEST_TEMPLATE + 1))


def test_a_name_nobody_knows_is_told(broken: Broken) -> None:
    """A misspelt name would be a hole in a text at night, so it is found by day."""
    (fault,) = broken("kokevarsel/nb.yaml", ("what: Vannet i {{ place }}", "what: Vannet i {{ plase }}"))

    assert "Malen ber om «plase», som ikke finnes. Mente du «place»?" in fault.what


def test_a_scenario_without_an_all_clear_is_told(broken: Broken) -> None:
    """What starts must be able to end: each missing text is named, and so is what it means."""
    faults = broken(
        "kokevarsel/nn.yaml",
        (
            "over: Kokevarselet i {{ place }}{% if started %} frå {{ started|date }}{% endif %} er oppheva {{ at }}.\n",
            "",
        ),
        ("over_signal: FAREN ER OVER\n", ""),
    )
    said = [fault.what for fault in faults]

    assert all(fault.where.startswith("templates/kokevarsel/nn.yaml:") for fault in faults)
    assert "Scenarioet «kokevarsel» har ingen melding for når faren er over." in said
    assert any("«over_signal» mangler" in what for what in said)
    assert any("«over» mangler" in what for what in said)


def test_a_language_without_its_files_is_told(home: Path, plan: Plan) -> None:
    """Each missing file, and what to do about it: write it, or take the language out of the plan."""
    for path in (home / "templates").glob("*/nn.yaml"):
        path.unlink()
    with pytest.raises(TemplateFaults) as caught:
        Rendering.load(home, plan)

    folders = {scenario.templates for scenario in plan.scenarios.values()} | {"frames", "service"}
    assert sorted(fault.where for fault in caught.value.faults) == sorted(
        f"templates/{name}/nn.yaml" for name in folders
    )
    told = {fault.where: fault.what for fault in caught.value.faults}
    assert "dispatcher init" in told.pop("templates/service/nn.yaml")
    assert all("ta nn ut av languages i plan.yaml" in what for what in told.values())


def test_faults_in_many_files_are_told_in_one_go(home: Path, plan: Plan) -> None:
    """Nobody loads ten times to find ten faults."""
    for path in (home / "templates").glob("*/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "\nukjent_tekst: {{ a.b }}\n", encoding="utf-8")
    (home / "templates" / "frames" / "email.html").write_text("<p>{{ headline.x }}</p>", encoding="utf-8")
    with pytest.raises(TemplateFaults) as caught:
        Rendering.load(home, plan)

    assert len({fault.where.partition(":")[0] for fault in caught.value.faults}) == 3 * (len(plan.scenarios) + 2) + 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mangler"),
        (b"- en liste\n", "mangler"),
        (b"signal: [en, liste]\n", "skal være en tekst"),
        (b"signal: KOKE: VARSEL\n", "Tekst med kolon skal ha anførselstegn"),
        ("signal: VÆR KLAR\n".encode("latin-1"), "UTF-8"),
        (b"x" * 300_000, "for stor"),
    ],
    ids=["empty", "a list", "not a text", "a colon", "Latin-1", "huge"],
)
def test_a_file_that_is_no_template_file_is_told(content: bytes, sentence: str, home: Path, plan: Plan) -> None:
    """Whatever is in the file, there is a sentence about it."""
    (home / "templates" / "kokevarsel" / "nb.yaml").write_bytes(content)
    with pytest.raises(TemplateFaults) as caught:
        Rendering.load(home, plan)

    assert any(sentence in fault.what for fault in caught.value.faults)
    assert all(fault.where.startswith("templates/kokevarsel/nb.yaml") for fault in caught.value.faults)


def test_the_words_of_an_exercise_cannot_be_edited_away(broken: Broken) -> None:
    """A municipality may write what it likes round the word, and not without it."""
    faults = broken(
        "frames/nb.yaml",
        ("exercise_first: ØVELSE. ", "exercise_first: Test. "),
        ("exercise_last: ØVELSE ", "exercise_last: ØVELSE slutt "),
    )

    assert [fault.what for fault in faults] == ["Teksten skal begynne med ØVELSE.", "Teksten skal slutte med ØVELSE."]
