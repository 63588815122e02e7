"""How incidents are filed, as the plan says it: faults in words, with the place."""

import pytest

from dispatcher.domain.plan import Plan
from tests.plan.conftest import Broken


@pytest.mark.requirement("R122")
def test_the_example_says_where_the_package_goes_and_under_which_class(shipped: Plan) -> None:
    """Unit, class in its system, access with its ground, and postmottak."""
    filed = shipped.archive

    assert (filed.class_system, bool(filed.class_id), filed.postmottak) == ("K-koder", True, "postmottak@loten.example")
    assert filed.access_of["it-angrep"].ground.startswith("Offl. §")


def test_every_fault_in_it_is_told_with_its_place(broken: Broken) -> None:
    """A class without its system, a scenario that is not there, no address, a key nobody knows: all in one go."""
    faults = broken(
        ("  class_system: K-koder", "  # class_system:"),
        ("    it-angrep: {code", "    it-angrepet: {code"),
        ("postmottak: postmottak@loten.example", "postmottak: postmottaket"),
        ("  unit: Beredskap og kommunikasjon", "  enhet: Beredskap og kommunikasjon"),
    )
    told = "\n".join(fault.what for fault in faults)

    assert len(faults) == 4
    assert "En klasse må ha et klassifikasjonssystem" in told
    assert "Ukjent scenario «it-angrepet». Mente du «it-angrep»?" in told
