"""Settings of the staff's own chat: which rooms there are, and what their webhooks take."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr, field_validator

from dispatcher.domain.plan.rooms import ROOM
from dispatcher.push_settings import Part
from dispatcher.typed_addresses import url_typed


class ChatForm(StrEnum):
    """``teams``: an Adaptive Card, for Workflows in Teams. ``text``: {"text": …}, as Slack, Mattermost and Google."""

    TEAMS = "teams"
    TEXT = "text"


class Chat(Part):
    """``rooms``: the plan's room → its incoming webhook. Whoever knows the address can write in the room: a secret."""

    rooms: Annotated[dict[str, SecretStr], Field(min_length=1)]
    form: ChatForm = ChatForm.TEAMS

    @field_validator("rooms")
    @classmethod
    def _web_addresses(cls, value: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for room, address in value.items():
            if not re.fullmatch(ROOM, room):
                raise ValueError("Et rom heter som i planen: små bokstaver a–z, tall og bindestrek.")
            url_typed(address.get_secret_value())
        return value
