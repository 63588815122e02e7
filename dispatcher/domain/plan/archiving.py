"""How an incident is filed: what the municipality's archive plan says of case, class, access and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from dispatcher.domain.plan.people_and_places import Part
from dispatcher.domain.plan.raw import Found, keys, mapping, unknown
from dispatcher.domain.plan.written import EmailAddress, Text

_Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]


class Access(Part):
    """Who may see it: the archive's code for the restriction, and the section of the law that is its ground."""

    code: _Code
    ground: Text


class Archiving(Part):
    """What stands in ``arkivmelding.xml``. What is not said is left to the archive, which then files it by hand.

    ``access`` is for every incident, ``access_of`` for those of a scenario, in its place.
    """

    unit: str = ""
    class_system: str = ""
    class_id: str = ""
    class_title: str = ""
    access: Access | None = None
    access_of: dict[str, Access] = Field(default_factory=dict)
    postmottak: EmailAddress | None = None


def archiving_faults(tree: object) -> Iterator[Found]:
    """A class without its system, and access for scenarios that are not there."""
    given = mapping(mapping(tree).get("archive"))
    if bool(given.get("class_id")) != bool(given.get("class_system")):
        yield (
            ("archive",),
            "En klasse må ha et klassifikasjonssystem, og omvendt. Skriv både class_system og class_id.",
        )
    scenarios = keys(tree, "scenarios")
    for key in keys(given, "access_of"):
        if key not in scenarios:
            yield ("archive", "access_of", key), unknown("scenario", key, scenarios)
