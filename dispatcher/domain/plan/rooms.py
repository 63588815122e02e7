"""Rooms of the staff's own chat: which of them a wave tells, and what is wrong with how the plan names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from dispatcher.domain.plan.people_and_places import Part
from dispatcher.domain.plan.raw import Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.written import Language
from dispatcher.domain.states import INTERNAL, ChannelName

if TYPE_CHECKING:
    from dispatcher.domain.plan.model import Plan, Wave

ROOM = r"^[a-z0-9][a-z0-9-]{0,59}$"


class Room(Part):
    """A room of the staff's own chat (Teams, Slack, Mattermost …). Its address is a secret, and is a setting."""

    room: Annotated[str, StringConstraints(pattern=ROOM)]
    audience: str
    language: Language


def rooms_of(plan: Plan, wave: Wave) -> list[Room]:
    """The rooms that a wave tells."""
    return [one for one in plan.rooms if one.audience in wave.audiences] if ChannelName.CHAT in wave.channels else []


def languages_of(plan: Plan, wave: Wave, cls: str) -> Sequence[str]:
    """The languages in which the wave tells rooms of this class, each once."""
    mine = [one.language for one in rooms_of(plan, wave) if plan.audiences[one.audience].cls == cls]
    return tuple(dict.fromkeys(mine))


def room_faults(tree: object) -> Iterator[Found]:
    """Every fault of the plan's rooms: whom a room is for is one audience of the municipality's own people."""
    audiences = section(tree, "audiences")
    spoken = [language for _, language in texts(mapping(mapping(tree).get("municipality")), "languages")]
    seen: set[str] = set()
    for index, room in parts(mapping(tree), "rooms"):
        place, name = ("rooms", index), text(room, "room")
        audience, language = text(room, "audience"), text(room, "language")
        if name and name in seen:
            yield (*place, "room"), f"Rommet «{name}» står to ganger: de som er der, ville fått to meldinger."
        seen.add(name)
        if audience and audience not in audiences:
            yield (*place, "audience"), unknown("målgruppe", audience, keys(tree, "audiences"))
        elif audience and text(audiences[audience], "class") not in INTERNAL:
            yield (*place, "audience"), f"Et chatterom er for kommunens egne, og «{audience}» er ikke det."
        if language and spoken and language not in spoken:
            yield (*place, "language"), unknown("språk", language, spoken)


def wave_room_faults(tree: object, audiences: set[str]) -> Iterator[str]:
    """What is wrong with a wave that goes to ``chat``: nobody it is for has a room."""
    if not any(text(room, "audience") in audiences for _, room in parts(mapping(tree), "rooms")):
        yield "Bølgen går til chat, men ingen av målgruppene har et rom. Skriv det under rooms, eller fjern chat."
