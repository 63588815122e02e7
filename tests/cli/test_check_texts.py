"""check of texts nobody stands behind: what a person is told in an exercise, and in live."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dispatcher.cli.checking.adoption import check_adoption
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.plan import check_plan
from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import PreApproved
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from tests.adopted_texts import adopt_texts
from tests.office import municipality, shipped

NOW = datetime(2026, 11, 29, 2, 12, tzinfo=UTC)


def _found(home: Path, *, live: bool) -> Findings:
    found = Findings()
    check_plan(home, NOW, found, live=live)
    return found


def test_texts_nobody_stands_behind_are_told(tmp_path: Path) -> None:
    """One warning in an exercise, which is the place to read them; in live a fault for each file, until it is read."""
    home = municipality(tmp_path)
    files = len([path for path in home.glob("templates/*/*.yaml") if path.parent.name != "service"])
    exercise, live = _found(home, live=False), _found(home, live=True)
    adopt_texts(home)
    read = _found(home, live=True)

    (told,) = (fault.what for fault in exercise.warnings if fault.where == "templates")
    assert f"{files} filer med tekster er utkast (frames, kokevarsel, " in told
    assert exercise.faults == []
    assert len(live.faults) == files
    assert live.faults[3].where == "templates/kokevarsel/nb.yaml:1"
    assert live.faults[3].what.startswith("Teksten er et utkast. Les teksten, få den godkjent")
    assert read.faults == []
    (undigested,) = (fault.what for fault in read.warnings if "templates" in fault.where)
    assert f"{files} filer er godkjent uten digest (frames, kokevarsel, " in undigested


def test_a_word_changed_after_adoption_makes_a_draft_of_it_again(tmp_path: Path) -> None:
    """A fault in live with what to write when it is read again; adopted with their digests, nothing is told."""
    home = municipality(tmp_path)
    adopt_texts(home, digests=True)
    plan = load_plan(home).plan
    read, live, exercise = Findings(), Findings(), Findings()
    check_adoption(Rendering.load(home, plan), read, live=True)
    path = home / "templates" / "kokevarsel" / "nb.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Kok vannet", "Kok alt vannet"), encoding="utf-8")
    changed = Rendering.load(home, plan)
    check_adoption(changed, live, live=True)
    check_adoption(changed, exercise, live=False)

    assert (read.faults, read.warnings) == ([], [])
    (fault,) = live.faults
    assert fault.where == "templates/kokevarsel/nb.yaml:1"
    assert "Ordene er endret etter at Anne Prøvestad (ordforer) 21.11.2026 godkjente dem" in fault.what
    assert (exercise.faults, exercise.warnings) == ([], [fault])


def test_words_adopted_beforehand_are_named_by_their_digest() -> None:
    """Without one it is a fault in live, with what to write; so is one of other words."""
    plan, rendering = shipped()
    words = {"roles": ["kommunalsjef-teknisk"], "adopted_by": "Kommunestyret", "case": "2026/1", "date": "2026-06-18"}

    def told(*, live: bool, **more: str) -> list[Fault]:
        scenario = plan.plan.scenarios["kokevarsel"]
        approval = scenario.approval.model_copy(update={"pre_approved": PreApproved.model_validate(words | more)})
        scenarios = {**plan.plan.scenarios, "kokevarsel": scenario.model_copy(update={"approval": approval})}
        found = Findings()
        adapted = plan.plan.model_copy(update={"scenarios": scenarios})
        check_adoption(replace(rendering, plan=adapted), found, live=live)
        return [fault for fault in (found.faults if live else found.warnings) if "pre_approved" in fault.where]

    (missing,) = told(live=True)
    (changed,) = told(live=True, digest="0000-1111-2222-3333")

    assert missing.where == "plan.yaml scenarios.kokevarsel.approval.pre_approved"
    assert changed.where == f"{missing.where}.digest"
    assert "Ordene er endret etter at de ble vedtatt på forhånd" in changed.what
    assert told(live=False) == [missing]
    assert told(live=True, digest=missing.what.rpartition(" ")[2]) == []
