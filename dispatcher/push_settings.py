"""The settings of push: browsers (Web Push) and the municipality's own app (FCM). Only settings.py reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_settings import NoDecode

from dispatcher.domain.endpoint import usable_pattern
from dispatcher.domain.errors import DispatcherError, Fault

PUSH_SERVICES: Final = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
"""Where Chrome and Edge, Firefox, Safari, and Edge on Windows have their messages sent."""


class Part(BaseModel):
    """A group of settings, nested under its name."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


def _hosts(written: object) -> object:
    """``a.example, *.b.example``, or the same as a JSON list."""
    if not isinstance(written, str):
        return written
    if written.strip().startswith("["):
        try:
            return json.loads(written)
        except ValueError:
            return [written]
    return [one.strip().lower() for one in written.split(",") if one.strip()]


class WebPush(Part):
    """Push to browsers. A file's path is relative to HOME."""

    private_key_file: Path
    subject: str
    allowed_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_hosts), Field(min_length=1)] = PUSH_SERVICES

    @field_validator("subject")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://[^\s/]+\S*", value):
            raise ValueError("Skriv hvem push-tjenestene kan kontakte: mailto:navn@kommune.no, eller en https-adresse.")
        return value

    @field_validator("allowed_hosts")
    @classmethod
    def _hosts_only(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(usable_pattern(one) for one in value):
            raise ValueError("Skriv vertsnavn med komma mellom, for eksempel fcm.googleapis.com,*.push.apple.com")
        return value


class Fcm(Part):
    """Push to the municipality's own app. Without PROJECT_ID, the project of the credentials."""

    credentials_file: Path
    project_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9:.-]*$")] | None = None
    base_url: str = "https://fcm.googleapis.com"
    topic: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~%-]{1,900}$")] = "krisevarsel"

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("Skriv en nettadresse, for eksempel https://fcm.googleapis.com")
        return value.rstrip("/")


def push_faults(home: Path, webpush: WebPush | None, fcm: Fcm | None) -> Iterator[Fault]:
    """Key files that cannot be used: found before anything opens, not at the first message of a night."""
    if webpush is None and fcm is None:
        return
    from dispatcher.push_keys import read_account, read_key  # noqa: PLC0415  60 ms, for those who have set up push

    if webpush is not None:
        try:
            read_key(home / webpush.private_key_file)
        except DispatcherError as error:
            yield Fault("DISPATCHER_WEBPUSH__PRIVATE_KEY_FILE", str(error))
    if fcm is not None:
        try:
            account = read_account(home / fcm.credentials_file)
        except DispatcherError as error:
            yield Fault("DISPATCHER_FCM__CREDENTIALS_FILE", str(error))
        else:
            if not (fcm.project_id or account.project):
                yield Fault("DISPATCHER_FCM__PROJECT_ID", "mangler, og filen sier den ikke. Sett den.")
