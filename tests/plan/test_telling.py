"""No list, column or audience may say why somebody is vulnerable: refused, with what to call it instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatcher.directory import BrokenList, read_list
from dispatcher.domain.plan.telling import telling_faults
from dispatcher.domain.telling_words import INSTEAD, telling

SAID = "dialyse Dialysepasienter demens psykiatri rus rusavhengige barnevern barnevernsbarn heimesjukepleie-diagnose"
SAID += " hjemmesykepleie_diagnose kreft døve wheelchair-users child-welfare dementia HIV"
SILENT = "innbyggere hjelp-til-flytting maa-ha-strom nautisk russ sykehjem virus presse ansatte lærere Rustad fundament"


@pytest.mark.parametrize("name", SAID.split())
def test_it_is_found_in_compounds_and_three_languages(name: str) -> None:
    """Also where signs stand between the words."""
    assert telling(name)


@pytest.mark.parametrize("name", SILENT.split())
def test_what_only_looks_like_it_is_let_through(name: str) -> None:
    """A place, a school class, a virus."""
    assert telling(name) == ""


def test_a_list_or_audience_of_citizens_is_refused_and_one_of_staff_is_not() -> None:
    """A list that nobody uses yet is asked too."""
    tree = {
        "lists": {"dialyse": {}, "barnevern-ansatte": {}, "demens": {}, "flytte": {"file": "contacts/rullestol.csv"}},
        "audiences": {
            "syke": {"name": "Kronisk syke", "class": "citizen", "lists": ["dialyse", "flytte"]},
            "barnevern": {"name": "Ansatte i barnevernet", "class": "staff", "lists": ["barnevern-ansatte"]},
            "alle": {"name": "Alle", "class": "citizen", "lists": [], "groups": ["rus"]},
        },
    }
    found = dict(telling_faults(tree))

    assert set(found) == {
        *(("lists", key) for key in ("dialyse", "demens", "flytte")),
        ("audiences", "syke"),
        ("audiences", "alle"),
    }
    assert all(INSTEAD in words for words in found.values())


def test_a_column_that_says_it_breaks_the_list(tmp_path: Path) -> None:
    """Before anybody's row is read; the former version stays in force."""
    path = tmp_path / "innbyggere.csv"
    path.write_text("id;navn;mobil;diagnose\n1;Kari Testvik;42000001;x\n", encoding="utf-8")

    with pytest.raises(BrokenList, match="kolonne som sier hvorfor noen er sårbare") as refused:
        read_list(path, list_key="innbyggere", default_language="nb", areas=(), salt=b"x")

    assert "trenger hjelp til å flytte seg" in str(refused.value)
