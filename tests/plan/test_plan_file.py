import hashlib
import json
import re
from pathlib import Path

import pytest
import rfc8785

from dispatcher.domain.plan import Plan
from dispatcher.plan_file import PlanFaults, load_plan, plan_from_document
from tests.plan.conftest import REPOSITORY, Broken


@pytest.mark.requirement("R001")
def test_the_frozen_copy_is_the_whole_plan() -> None:
    """An incident keeps the plan as it was: the document gives the same plan back, and its hash is of the document."""
    loaded = load_plan(REPOSITORY)

    assert plan_from_document(loaded.document) == loaded.plan
    assert loaded.hash == hashlib.sha256(loaded.document.encode()).hexdigest()
    assert rfc8785.dumps(json.loads(loaded.document)).decode() == loaded.document


def test_the_hash_is_of_what_the_plan_says_and_not_of_how_it_is_written(home: Path) -> None:
    """Comments and order change nothing; one changed word does."""
    path, before = home / "plan.yaml", load_plan(home).hash
    text = path.read_text(encoding="utf-8")
    path.write_text("# En ny kommentar\n" + text.replace("5m", "300s"), encoding="utf-8")
    commented = load_plan(home).hash
    path.write_text(text.replace("title: ordfører", "title: ordføraren"), encoding="utf-8")

    assert commented == before
    assert load_plan(home).hash != before


def test_the_hash_holds_the_borders(home: Path) -> None:
    """A border moved in the file the plan refers to is another plan."""
    before = load_plan(home).hash
    borders = home / "contacts" / "areas" / "loten.geojson"
    borders.write_text(borders.read_text(encoding="utf-8").replace("11.29,60.7885", "11.291,60.7885"), encoding="utf-8")

    assert load_plan(home).hash != before


@pytest.mark.requirement("R003")
def test_a_folder_without_a_plan_is_told_how_to_get_one(tmp_path: Path) -> None:
    """Nothing runs without a plan; the fault says what to type."""
    with pytest.raises(PlanFaults) as caught:
        load_plan(tmp_path)

    assert [fault.where for fault in caught.value.faults] == ["plan.yaml"]
    assert "dispatcher init" in caught.value.faults[0].what


@pytest.mark.parametrize(
    "content", [b"", b"- a\n- b\n", b"bare tekst", b"plan: {\n", b"\x00", "navn: Løten".encode("latin-1")]
)
def test_a_file_that_is_no_plan_is_one_fault(tmp_path: Path, content: bytes) -> None:
    """An empty file, a list, prose, broken YAML, zeros and Latin-1 are told, and nothing else happens."""
    (tmp_path / "plan.yaml").write_bytes(content)
    with pytest.raises(PlanFaults) as caught:
        load_plan(tmp_path)

    assert len(caught.value.faults) == 1


def test_a_plan_saved_with_a_byte_order_mark_is_the_same_plan(home: Path) -> None:
    """Windows editors put one in front."""
    path, before = home / "plan.yaml", load_plan(home).hash
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_plan(home).hash == before


def test_every_fault_is_told_in_one_go_each_with_its_line(broken: Broken) -> None:
    """Ten faults of every sort, in the order of the file; no second run is needed to find the next."""
    faults = broken(
        ('number: "3412"', "number: 3412"),
        ("sms_sender: Loten", "sms_sender: Varsling"),
        ("deputies: [vannverksleder]", "deputies: [kommunalsjef-teknisk]"),
        ("feature: budor", "feature: budr"),
        ("class: press,", "class: presse,"),
        ("    responsible: kommunalsjef-teknisk", "    responsible: vannsjefen"),
        ("    unsure: ask\n", "    unsur: ask\n"),
        ("audiences: [vakt, sykehjem, servicetorg]", "audiences: [vakten]"),
        ("longest_wait: 2m}", "longest_wait: 20m}"),
        ("    expires_after: 12h\n", ""),
    )
    lines = [int(fault.where.removeprefix("plan.yaml:")) for fault in faults]

    assert len(faults) == 11  # «unsur» is unknown, and «unsure» is missing
    assert lines == sorted(lines)
    assert len(set(lines)) == 11


def test_the_line_is_the_line_of_the_fault(home: Path, broken: Broken) -> None:
    """The number in front of the fault is where the wrong word stands."""
    (fault,) = broken(("audiences: [vakt, sykehjem, servicetorg]", "audiences: [vakt, sykehjemmet]"))
    lines = (home / "plan.yaml").read_text(encoding="utf-8").splitlines()

    assert "sykehjemmet" in lines[int(fault.where.removeprefix("plan.yaml:")) - 1]
    assert fault.what == "Ukjent målgruppe «sykehjemmet». Mente du «sykehjem»?"


def test_no_fault_names_a_number_or_an_address(broken: Broken) -> None:
    """A wrong phone number or e-mail address is told by its line alone."""
    faults = broken(
        ('"+47 42 00 00 01"', '"+47 42 00 00 0199"'), ("email: varaordforer@loten.example", "email: vara@loten")
    )

    assert len(faults) == 2
    assert not re.search(r"0199|vara@", " ".join(map(str, faults)))


def test_numbers_are_kept_in_one_form(shipped: Plan) -> None:
    """However a number is written in the plan, the plan holds E.164, and its repr holds none of it."""
    person = shipped.persons["ordforer"]

    assert person.mobile == "+4742000001"
    assert "42000001" not in repr(person)
