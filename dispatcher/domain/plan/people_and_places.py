"""Who and where, as the plan writes it: the municipality, its people and lists, its areas and places, its audiences."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dispatcher.domain.plan.written import (
    Accent,
    Duration,
    EmailAddress,
    Hours,
    Language,
    Mobile,
    Page,
    Sender,
    Shape,
    Text,
)
from dispatcher.domain.states import AudienceClass

Words = dict[Language, Text]
"""One text per language."""


class Part(BaseModel):
    """A part of the plan: frozen, and a key nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class About(Part):
    """What plan this is and who stands behind it. A draft may be used, and says so."""

    name: Text
    version: Text
    status: Literal["draft", "adopted"]
    adopted_by: str = ""
    case: str = ""
    date: dt.date | None = None
    last_revised: dt.date
    next_revision: dt.date


class Point(Part):
    """A place on the map."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Contact(Part):
    """Where citizens reach the municipality with questions: stands on the public pages."""

    phone: str = ""
    email: EmailAddress | None = None


class Branding(Part):
    """What the public pages look like: a name beside the logo (a PNG in HOME), and a colour that can be read."""

    name: str = ""
    logo: str = ""
    accent: Accent | None = None


class Municipality(Part):
    """Who sends. ``page`` is the one canonical crisis page, written bare as it stands in an SMS."""

    name: Text
    short: Text
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    page: Page
    sms_sender: Sender
    email_sender: EmailAddress
    press_phone: Text
    press_contact: Words = {}
    contact: Contact | None = None
    branding: Branding | None = None
    declaration: Annotated[str, StringConstraints(pattern=r"^https://uustatus\.no/\S+$")] | None = None
    center: Point

    @property
    def language(self) -> str:
        """The plan's own language: the first it names."""
        return self.languages[0]


class PlanPerson(Part):
    """Somebody who holds a role."""

    key: str
    name: Text
    mobile: Mobile = Field(repr=False)
    email: EmailAddress = Field(repr=False)
    language: Language


class Role(Part):
    """A function, its holder and who steps in, in order. ``authority`` says by what right.

    ``level``: whether the municipality's politicians or its administration speak, when the role approves.
    """

    key: str
    title: Text
    holder: str
    deputies: tuple[str, ...] = ()
    authority: str = ""
    level: Literal["political", "administrative"] = "administrative"

    @property
    def chain(self) -> tuple[str, ...]:
        """The persons of the role, in the order they are asked."""
        return tuple(dict.fromkeys((self.holder, *self.deputies)))


class ContactList(Part):
    """A CSV file in ``contacts/``; older than ``max_age`` it counts as stale."""

    key: str
    file: Annotated[str, StringConstraints(pattern=r"^contacts/[A-Za-z0-9_./-]+\.csv$")]
    language: Language
    max_age: Duration
    consent: bool = False
    """Everyone on it has agreed to get tests (*varslingsprøve*)."""
    opt_in: bool = False
    """Everyone on it has chosen to be: whoever asks is taken off (``person remove``). Never of danger."""


class Area(Part):
    """Where: polygons (lon, lat) from a GeoJSON file or written here, or a list of streets.

    ``in_text`` is what people call the place, per language; without it the name stands in the texts.
    """

    key: str
    name: Text
    kind: Literal["all", "polygon", "list"]
    file: str = ""
    feature: str = ""
    polygon: Shape = ()
    names: tuple[Text, ...] = ()
    in_text: Words = {}

    def words(self, language: str) -> str:
        """What the place is called in a text of this language."""
        return self.in_text.get(language, self.name)


class Audience(Part):
    """Whom: lists, narrowed to groups, and with ``by_area`` to those who belong to the alert's areas."""

    key: str
    name: Text
    cls: Literal[AudienceClass.LEADER, AudienceClass.STAFF, AudienceClass.PRESS, AudienceClass.CITIZEN] = Field(
        alias="class"
    )
    lists: Annotated[tuple[str, ...], Field(min_length=1)]
    groups: tuple[str, ...] = ()
    by_area: bool = False
    owner: str = ""
    """The service that keeps its lists right."""
    night: Literal["send", "hold_until", "ask"] = "send"
    hours: Hours = "22:00-07:00"
    """The night: what ``night`` says holds between these, in the municipality's own time."""


class Place(Part):
    """A point of the plan that people are sent to, or work from; never inside or near a danger zone."""

    key: str
    name: Text
    kind: Literal["meeting", "operation"]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Topic(Part):
    """A topic of the municipality's own app (FCM). Left empty, audience and area are all."""

    topic: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.~%-]{1,900}$")]
    audience: str = ""
    area: str = ""
    language: Language
