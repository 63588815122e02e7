"""The form of FCM's send call, from Google's discovery document (fcm v1): nothing unknown, everything of its type.

Names are taken as Google's parser takes them: ``collapseKey`` as in the document, or ``collapse_key``.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic.alias_generators import to_camel

MOST_BYTES: Final = 4096
MOST_TOPIC_BYTES: Final = 2048
_RESERVED: Final = ("google", "gcm")

Seconds = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}(\.[0-9]{1,9})?s$")]
Words = dict[str, str]


class Form(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
    )


class FcmOptions(Form):
    """FcmOptions of the discovery document."""

    analytics_label: str | None = None


class ImageOptions(FcmOptions):
    """ImageOptions of the discovery document."""

    image: str | None = None


class LinkOptions(FcmOptions):
    """LinkOptions of the discovery document."""

    link: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None


class Notification(Form):
    """Notification of the discovery document."""

    title: str | None = None
    body: str | None = None
    image: str | None = None


class AndroidNotification(Form):
    """AndroidNotification of the discovery document."""

    title: str | None = None
    body: str | None = None
    icon: str | None = None
    color: str | None = None
    sound: str | None = None
    tag: str | None = None
    click_action: str | None = None
    body_loc_key: str | None = None
    body_loc_args: list[str] | None = None
    title_loc_key: str | None = None
    title_loc_args: list[str] | None = None
    channel_id: str | None = None
    ticker: str | None = None
    sticky: bool | None = None
    event_time: str | None = None
    local_only: bool | None = None
    notification_priority: (
        Literal["PRIORITY_MIN", "PRIORITY_LOW", "PRIORITY_DEFAULT", "PRIORITY_HIGH", "PRIORITY_MAX"] | None
    ) = None
    default_sound: bool | None = None
    default_vibrate_timings: bool | None = None
    default_light_settings: bool | None = None
    vibrate_timings: list[Seconds] | None = None
    visibility: Literal["PRIVATE", "PUBLIC", "SECRET"] | None = None
    notification_count: int | None = None
    light_settings: dict[str, Any] | None = None
    image: str | None = None
    bypass_proxy_notification: bool | None = None
    proxy: Literal["ALLOW", "DENY", "IF_PRIORITY_LOWERED"] | None = None


class AndroidConfig(Form):
    """AndroidConfig of the discovery document."""

    collapse_key: str | None = None
    priority: Literal["NORMAL", "HIGH"] | None = None
    ttl: Seconds | None = None
    restricted_package_name: str | None = None
    data: Words | None = None
    notification: AndroidNotification | None = None
    fcm_options: FcmOptions | None = None
    direct_boot_ok: bool | None = None


class ApnsConfig(Form):
    """ApnsConfig of the discovery document."""

    headers: Words | None = None
    payload: dict[str, Any] | None = None
    fcm_options: ImageOptions | None = None

    @field_validator("headers")
    @classmethod
    def _as_apple_takes_them(cls, headers: Words | None) -> Words | None:
        given = headers or {}
        if given.get("apns-priority", "10") not in {"1", "5", "10"}:
            raise ValueError("apns-priority is 1, 5 or 10")
        if len(given.get("apns-collapse-id", "").encode()) > 64:
            raise ValueError("apns-collapse-id is at most 64 bytes")
        if not given.get("apns-expiration", "0").isdigit():
            raise ValueError("apns-expiration is a moment in seconds")
        return headers


class WebpushConfig(Form):
    """WebpushConfig of the discovery document."""

    headers: Words | None = None
    data: Words | None = None
    notification: dict[str, Any] | None = None
    fcm_options: LinkOptions | None = None


class Message(Form):
    """Message of the discovery document."""

    name: str | None = None
    data: Words | None = None
    notification: Notification | None = None
    android: AndroidConfig | None = None
    webpush: WebpushConfig | None = None
    apns: ApnsConfig | None = None
    fcm_options: FcmOptions | None = None
    token: str | None = None
    topic: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9\-_.~%]{1,900}$")] | None = None
    condition: str | None = None

    @field_validator("data")
    @classmethod
    def _own_words(cls, data: Words | None) -> Words | None:
        for name in data or {}:
            if name in {"from", "message_type"} or name.startswith(_RESERVED):
                raise ValueError(f"{name} is a reserved word")
        return data

    @model_validator(mode="after")
    def _one_target_and_not_too_big(self) -> Self:
        if [self.token, self.topic, self.condition].count(None) != 2:
            raise ValueError("exactly one of token, topic or condition is wanted")
        shown = self.notification.model_dump(exclude_none=True) if self.notification else {}
        if len(orjson.dumps([shown, self.data or {}])) > (MOST_TOPIC_BYTES if self.topic else MOST_BYTES):
            raise ValueError("the message is too big")
        return self


class SendMessageRequest(Form):
    """The whole request."""

    message: Annotated[Message, Field()]
    validate_only: bool | None = None


def read_request(document: bytes) -> SendMessageRequest | dict[str, str]:
    """The request, or what is wrong with it by field."""
    try:
        return SendMessageRequest.model_validate_json(document)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return {".".join(map(str, one["loc"])) or "body": one["msg"] for one in found}
