"""No list, column, group, unit or audience may say why a person is vulnerable: refused, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatcher.directory import TELLING_VALUE, BrokenList, RowFault, list_digest, read_list
from dispatcher.domain.contact import Contact
from dispatcher.domain.plan import Plan, lists_of_citizens
from dispatcher.domain.plan.telling import telling_faults
from dispatcher.domain.telling_words import INSTEAD, TABLE, telling, telling_unit

SAID = (
    *"dialyse Dialysepasienter demens psykiatri rus rusavhengige barnevern barnevernsbarn kreft døve".split(),
    *"heimesjukepleie-diagnose hjemmesykepleie_diagnose wheelchair-users child-welfare dementia HIV".split(),
    *"sårbar sårbarhet Sårbare sarbar saarbare ekstrasårbare hjertesyk hjertesyke hjartesjuke uføre ufør ufore".split(),
    *"uføretrygdede pleietrengende hjelpetrengende hjelpetrengande insulin insulinbrukere adhd kols KOLS-syke".split(),
    *"trygghetsalarm trygghetsalarmer trygghets_alarm tryggleiksalarm hoerselshemmede høyrselshemma".split(),
    *"hjemmetjenesten heimetenesta hjemmehjelp kreftrammede langtidssyke rullestolbruker medisiner gravide".split(),
    *"sykmeldt allergier epilepsi diabetikere parkinson multippelsklerose synshemma vulnerable disabled".split(),
    *("Sårbare hjemmeboende", "Brukere av hjemmetjenesten", "Barn med særlige behov", "nedsatt funksjonsevne"),
    "sa\N{COMBINING RING ABOVE}rbar",
)
SILENT = (
    *"innbyggere hjelp-til-flytting maa-ha-strom nautisk russ sykehjem virus presse ansatte lærere Rustad".split(),
    *"fundament Legevakt sykehus Sykepleiere Barnehage helsestasjon omsorgsboliger oppfolging Kolsås krefter".split(),
    *"Innsatskrefter flautister uforutsett uformell Rusdalen Dovre Blindern psalmer Lamøya protester tegn".split(),
    *"synkronisert fysiske musikk Krykkjeveien Langstranda Fastmarka terminalen hjertestartere bofellesskap".split(),
    *("Helse og omsorg", "Sykehjem og omsorgsboliger", "Innbyggere som følges opp", "Lag og FAU i området"),
    *("trenger hjelp til å flytte seg", "må ha strøm", "De som kommunen ringer eller går til selv", "Pleie og omsorg"),
    *("id navn mobil e-post språk adresse enhet grupper leder skjermet adressesperre kommunedel husnummer").split(),
)


@pytest.mark.parametrize("name", SAID)
def test_it_is_found_in_compounds_in_three_languages_and_without_our_letters(name: str) -> None:
    """Also where signs stand between the words."""
    assert telling(name)


@pytest.mark.parametrize("name", SILENT)
def test_what_only_looks_like_it_is_let_through(name: str) -> None:
    """A place, a school class, a virus, whoever comes to help."""
    assert telling(name) == ""


@pytest.mark.parametrize("word", [word for words in TABLE.values() for word in words.split()])
def test_every_word_of_the_table_is_found(word: str) -> None:
    """Alone, and as one writes it where there is no å or ø."""
    plain = word.strip("*")
    spelt = plain.replace("å", "aa").replace("ø", "oe")

    assert telling(plain)
    assert telling(spelt)


def test_a_list_or_audience_of_citizens_is_refused_and_one_of_staff_is_not() -> None:
    """A list that nobody uses yet is asked too."""
    tree = {
        "lists": {
            **{key: {} for key in ("dialyse", "barnevern-ansatte", "demens", "saarbare")},
            "flytte": {"file": "contacts/rullestol.csv"},
        },
        "audiences": {
            "syke": {"name": "Kronisk syke", "class": "citizen", "lists": ["dialyse", "flytte"]},
            "utsatte": {"name": "Sårbare hjemmeboende", "class": "citizen", "lists": ["saarbare"]},
            "barnevern": {"name": "Ansatte i barnevernet", "class": "staff", "lists": ["barnevern-ansatte"]},
            "alle": {"name": "Alle", "class": "citizen", "lists": [], "groups": ["rus"]},
        },
    }
    found = dict(telling_faults(tree))

    assert set(found) == {
        *(("lists", key) for key in ("dialyse", "demens", "flytte", "saarbare")),
        *(("audiences", key) for key in ("syke", "alle", "utsatte")),
    }
    assert all(INSTEAD in words for words in found.values())


@pytest.mark.parametrize(
    "column",
    "diagnose sårbar sårbarhet trygghetsalarm hjertesyk uføre pleietrengende hjelpetrengende insulin Saarbar".split(),
)
def test_a_column_that_says_it_breaks_the_list(tmp_path: Path, column: str) -> None:
    """Before anybody's row is read; the former version stays in force."""
    path = tmp_path / "innbyggere.csv"
    path.write_text(f"id;navn;mobil;{column}\n1;Kari Testvik;42000001;x\n", encoding="utf-8")

    with pytest.raises(BrokenList, match="kolonne som sier hvorfor noen er sårbare") as refused:
        read_list(path, list_key="innbyggere", default_language="nb", areas=(), salt=b"x")

    assert "trenger hjelp til å flytte seg" in str(refused.value)


def rows_of(path: Path, *, of_citizens: bool) -> tuple[list[Contact], list[RowFault]]:
    reading = read_list(path, list_key="x", default_language="nb", areas=(), of_citizens=of_citizens)
    rows = list(reading)
    return [one for one in rows if isinstance(one, Contact)], [one for one in rows if isinstance(one, RowFault)]


def test_a_citizens_unit_or_group_that_says_it_is_told_and_never_kept(tmp_path: Path) -> None:
    """Once for each value, without the value; the person is kept and reached."""
    path = tmp_path / "innbyggere.csv"
    people = "1;A;42000001;Psykiatri;vel\n2;B;42000002;;dialyse, vel\n3;C;42000003;Psykiatri;dialyse\n"
    path.write_text(f"fictional: true\nid;navn;mobil;enhet;grupper\n{people}", encoding="utf-8")
    kept, told = rows_of(path, of_citizens=True)

    assert [(one.ref, one.unit, one.groups) for one in kept] == [
        ("1", "", ("vel",)),
        ("2", "", ("vel",)),
        ("3", "", ()),
    ]
    assert all(one.mobile for one in kept)
    assert [(one.line, one.column, one.what) for one in told] == [
        (3, "enhet", TELLING_VALUE),
        (4, "grupper", TELLING_VALUE),
    ]
    assert "dialyse" not in f"{told}{kept}".casefold()


def test_of_staff_it_is_where_they_work(tmp_path: Path) -> None:
    """And of a firm or a society its name."""
    path = tmp_path / "ansatte.csv"
    path.write_text("id;navn;mobil;enhet;grupper\n1;A;42000001;Psykiatri;dialyse\n", encoding="utf-8")
    kept, _ = rows_of(path, of_citizens=False)

    assert [(one.unit, one.groups) for one in kept] == [("Psykiatri", ("dialyse",))]
    assert [telling_unit(name) for name in ("Løten Dialyse AS", "Kreftforeningen", "Diabetesforbundet Løten lag")] == [
        ""
    ] * 3
    assert telling_unit("Psykiatri") == "psykiatri"


def test_lists_of_citizens_are_those_that_no_staff_and_no_press_are_on(shipped: Plan, tmp_path: Path) -> None:
    """And a list that becomes one is read again."""
    path = tmp_path / "x.csv"
    path.write_text("id\n1\n", encoding="utf-8")

    assert lists_of_citizens(shipped) == {"naeringsliv", "innbyggere", "oppfolging", "lokale", "varslingsproeve"}
    assert list_digest(path, ()) != list_digest(path, (), of_citizens=True)
