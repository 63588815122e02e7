import pytest

from dispatcher.directory.membership import Membership
from tests.directory.lists import Read, Zone, box

WHOLE = Zone(key="hele", name="Hele kommunen", kind="all", polygon=((box(11, 60, 12, 61),),))
NORTH = Zone(key="nord", name="Nordbygda", kind="polygon", polygon=((box(11, 60.5, 12, 61),),))
STREETS = Zone(key="rasfare", name="Rasområdet", kind="list", names=("Nordbyvegen", "Skulevegen 1-40", "Indre Bru"))
AREAS = (WHOLE, NORTH, STREETS)
HEAD = "fictional: true\nid;adresse;breddegrad;lengdegrad;områder\n"


@pytest.mark.parametrize(
    ("row", "areas"),
    [
        ("1;;60.7;11.5;", ("hele", "nord")),
        ("1;;60.2;11.5;", ("hele",)),
        ("1;;60.2;10.5;", ()),
        ("1;;;;", ("hele",)),
        ("1;Storgata 1;;;nord", ("hele", "nord")),
        ("1;Storgata 1;;;NORDBYGDA", ("hele", "nord")),
        ("1;Nordbyvegen 4;;;", ("hele", "rasfare")),
        ("1;Nordbyvegen 4;60.2;11.5;", ("hele", "rasfare")),
        ("1;Nordbyvegen 4;60.7;11.5;Rasområdet, nord", ("hele", "nord", "rasfare")),
    ],
)
@pytest.mark.requirement("R102", "R103", "R104")
def test_a_person_belongs_by_point_by_column_and_by_street(read: Read, row: str, areas: tuple[str, ...]) -> None:
    """Polygons take points, lists take streets, the list's own column counts, and no point means all the same."""
    (person,) = read(HEAD + row + "\n", areas=AREAS).people

    assert person.areas == areas


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("Nordbyvegen 4, 2345 Ådalsbruk", True),
        ("NORDBYVEIEN 4B", True),
        ("c/o Dal, Nordbyvegen", True),
        ("Nordbyvegenkroken 4", False),
        ("Gamle Nordbyvegen 4", True),
        ("Skulevegen 1", True),
        ("Skuleveien 40 B", True),
        ("Skulevegen 39b", True),
        ("Skulevegen 41", False),
        ("Skulevegen", False),
        ("Skulevegen 410", False),
        ("Indre Bru 7", True),
        ("Bru 7", False),
        ("Ytre Bru", False),
        ("", False),
    ],
)
def test_streets_are_matched_by_whole_words_and_house_numbers(address: str, inside: bool) -> None:
    """Both spellings of a street, part of a street, and no street that only begins alike."""
    found = Membership((STREETS,)).of(point=None, address=address, named=())

    assert found == (("rasfare",) if inside else ())


def test_a_polygons_names_help_only_those_without_a_point() -> None:
    """Whoever has a point is where the point is; for the others the name in the address decides."""
    area = Zone(key="nord", name="Nord", kind="polygon", polygon=NORTH.polygon, names=("Nordbyvegen",))
    membership = Membership((area,))

    assert membership.of(point=(11.5, 60.2), address="Nordbyvegen 4", named=()) == ()
    assert membership.of(point=None, address="Nordbyvegen 4", named=()) == ("nord",)


def test_a_whole_municipality_without_a_border_is_everybody() -> None:
    """An area of kind all that nobody has drawn leaves nobody out."""
    membership = Membership((Zone(key="alle", name="Alle", kind="all"),))

    assert membership.of(point=(5.0, 60.0), address="", named=()) == ("alle",)


def test_an_unknown_area_is_said_once_without_repeating_the_cell(read: Read) -> None:
    """A misspelt area is reported the first time it is met, and what stands in the cell stays there."""
    whole = read(HEAD + "1;;;;Atlantis\n2;;;;Atlantis\n3;;;;nord\n", areas=AREAS)

    assert [fault.line for fault in whole.faults] == [3]
    assert "Atlantis" not in whole.said[0]
