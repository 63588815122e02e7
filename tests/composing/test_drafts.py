"""An approver is told when nobody has read the template; the alert keeps who had, whatever is changed later."""

from pathlib import Path

import pytest

from dispatcher.domain.states import Fate
from dispatcher.ledger import incidents
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.adopted_texts import adopt_texts
from tests.deciding import view
from tests.office import OfficeScene, municipality, shipped


def _office(folder: Path, home: Path) -> OfficeScene:
    plan = load_plan(home)
    return OfficeScene(folder, plan, Rendering.load(home, plan.plan), NodeMode.EXERCISE, home=home)


def test_drafts_are_told_by_language(tmp_path: Path) -> None:
    """What is shipped has been read by nobody."""
    office = OfficeScene(tmp_path, *shipped(), NodeMode.EXERCISE)

    assert office.view(office.trigger())["drafts"] == ["nb", "nn", "en"]


def test_who_stands_behind_a_text_is_kept_with_it(tmp_path: Path) -> None:
    """An adopted template leaves its name on the text; words a person wrote instead have none, and are no draft."""
    home = municipality(tmp_path)
    adopt_texts(home)
    office = _office(tmp_path / "ledger", home)
    alert = office.trigger()
    office.edit(alert, own_texts={"citizen.sms.nb": "ØVELSE Kok vannet. ØVELSE"})
    version = office.ledger.read_now(incidents.alert, alert).version
    texts = office.ledger.read_now(incidents.variants_of, alert, version)
    behind = {(text.cls, text.channel, text.language): text.adopted for text in texts if text.fate == Fate.KEPT}

    assert office.view(alert)["drafts"] == []
    assert behind["citizen", "email", "nb"] == "Anne Prøvestad (ordforer) 21.11.2026"
    assert behind["citizen", "sms", "nb"] is None


@pytest.mark.parametrize("changed", ["kokevarsel/nb.yaml", "frames/nb.yaml"])
def test_words_changed_after_adoption_are_a_draft_again(tmp_path: Path, changed: str) -> None:
    """The scenario's own or the frame around them: the alert says which language, and who stood behind it before."""
    home = municipality(tmp_path)
    adopt_texts(home, digests=True)
    path = home / "templates" / changed
    written = path.read_text(encoding="utf-8")
    path.write_text(f"# En merknad endrer ingenting.\n{written}", encoding="utf-8")
    office = _office(tmp_path / "read", home)
    read = view(office, office.trigger())
    path.write_text(written.replace(" fra ", " frå "), encoding="utf-8")
    office = _office(tmp_path / "changed", home)
    found = view(office, office.trigger())

    assert (read["drafts"], read["warnings"]) == ([], [])
    assert found["drafts"] == ["nb"]
    who = "Anne Prøvestad (ordforer) 21.11.2026"
    assert found["warnings"] == [
        f"Ordene i malen på nb er endret etter at {who} godkjente dem, så de er et utkast igjen."
    ]
