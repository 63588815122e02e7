"""Rooms of the staff's chat, as a plan may and may not name them."""

from __future__ import annotations

import pytest

from tests.plan.conftest import Broken

TOPICS = "topics:\n"
ROOM = "rooms:\n  - {{room: {room}, audience: {audience}, language: {language}}}\n"
WAVE = "        audiences: [ansatte]\n        channels: [email]"


def rooms(room: str = "ansatte", audience: str = "ansatte", language: str = "nb") -> tuple[str, str]:
    return TOPICS, ROOM.format(room=room, audience=audience, language=language) + TOPICS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (rooms(audience="innbyggere"), "kommunens egne"),
        (rooms(audience="naboer"), "naboer"),
        (rooms(language="se"), "se"),
        (rooms(room="Alle Ansatte"), ""),
        ((WAVE, WAVE.replace("email", "email, chat")), "har et rom"),
    ],
)
def test_what_a_room_cannot_be(broken: Broken, change: tuple[str, str], says: str) -> None:
    """For the municipality's own people, in a language of the plan; and a wave that names chat has a room."""
    (fault,) = broken(change)

    assert says in fault.what


def test_a_room_named_twice(broken: Broken) -> None:
    """Whoever is there would get two."""
    old, new = rooms()
    again = new.replace("rooms:\n", "").replace(TOPICS, "")

    (fault,) = broken((old, new.replace(TOPICS, again + TOPICS)))

    assert "to ganger" in fault.what
