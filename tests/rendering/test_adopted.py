"""A file of texts is a draft until it says who has read it, in what role, and when."""

from pathlib import Path

import pytest

from dispatcher.domain.plan import Plan
from dispatcher.rendering import Rendering
from tests.rendering.conftest import Broken

WHO = "approved: {by: Anne Prøvestad, role: ordforer, date: 2026-11-21}\n"


def _approve(home: Path, *names: str) -> None:
    for name in names:
        path = home / "templates" / name
        path.write_text(WHO + path.read_text(encoding="utf-8"), encoding="utf-8")


def test_what_is_shipped_is_all_drafts(rendering: Rendering, plan: Plan) -> None:
    """Nobody in the municipality has read the examples."""
    folders = {scenario.templates for scenario in plan.scenarios.values()} | {"frames"}

    assert len(rendering.catalogue.drafts()) == 3 * len(folders)
    assert rendering.behind("kokevarsel", "nb") == ""


def test_a_text_is_approved_with_the_frame_around_it(home: Path, plan: Plan) -> None:
    """Half of what people read stands in the frame: both must have been read, each language for itself."""
    _approve(home, "kokevarsel/nb.yaml", "kokevarsel/nn.yaml", "frames/nb.yaml")
    rendering = Rendering.load(home, plan)

    assert rendering.behind("kokevarsel", "nb") == "Anne Prøvestad (ordforer) 21.11.2026"
    assert rendering.behind("kokevarsel", "nn") == ""
    assert rendering.behind("evakuering", "nb") == ""
    assert {"templates/frames/nb.yaml", "templates/kokevarsel/nb.yaml"}.isdisjoint(rendering.catalogue.drafts())


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("approved: ja\n", "Skriv hvem, i hvilken rolle og når"),
        ("approved: {by: Anne, role: ordforer}\n", "approved mangler «date»"),
        ("approved: {by: '', role: ordforer, date: 2026-11-21}\n", "approved mangler «by»"),
        ("approved: {by: Anne, role: ordfører, date: 2026-11-21}\n", "Mente du «ordforer»?"),
        ("approved: {by: Anne, role: ordforer, date: 21.11.2026}\n", "«21.11.2026» er ikke en dato"),
        ("approved: {by: Anne, role: ordforer, date: 2026-11-21, why: x}\n", "Ukjent nøkkel «why»"),
    ],
)
def test_an_approval_that_says_too_little_is_a_fault(written: str, sentence: str, broken: Broken) -> None:
    """With its line, and what to type; half an approval is none."""
    (fault,) = broken("kokevarsel/nb.yaml", ("signal: KOKEVARSEL\n", f"signal: KOKEVARSEL\n{written}"))

    assert fault.where == "templates/kokevarsel/nb.yaml:5"
    assert sentence in fault.what
