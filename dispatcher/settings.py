"""The settings: the only place that reads the environment. Invalid or missing: one line per fault, nothing opens."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from dispatcher.chat_settings import Chat
from dispatcher.debug import Debug
from dispatcher.domain.errors import DispatcherError, Fault
from dispatcher.domain.name_server import written_name_server
from dispatcher.map_settings import Map
from dispatcher.open_id_settings import OpenId, open_id_faults
from dispatcher.push_settings import Fcm, Part, WebPush, push_faults
from dispatcher.retention_settings import Retention
from dispatcher.typed_addresses import NO_ADDRESS, host_typed, is_loopback, networks_typed, url_typed


class NodeMode(StrEnum):
    """``exercise``: only capture lanes exist. ``live``: real lanes too."""

    EXERCISE = "exercise"
    LIVE = "live"


class Security(StrEnum):
    """How an SMTP connection is protected; ``starttls`` is required, never opportunistic."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


SQLITE, POSTGRESQL = "sqlite:///", "postgresql://"


class Twilio(Part):
    """SMS through Twilio's Messages API. ``rate`` in segments a second, ``timeout`` in seconds."""

    account_sid: Annotated[str, Field(pattern=r"^[A-Za-z0-9]+$")]
    auth_token: Annotated[SecretStr, Field(min_length=1)]
    sender: str | None = None
    messaging_service_sid: str | None = None
    reply_number: Annotated[str, Field(pattern=r"^\+[0-9]{5,15}$")] | None = None
    base_url: str = "https://api.twilio.com"
    concurrency: Annotated[int, Field(ge=1, le=1000)] = 100
    rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    timeout: Annotated[float, Field(gt=0, le=60)] = 10.0

    _check_url = field_validator("base_url")(url_typed)

    @model_validator(mode="after")
    def _one_sender(self) -> Self:
        if self.sender and not re.fullmatch(r"\+[0-9]{5,15}|[A-Za-z0-9 ]{1,11}", self.sender):
            msg = "SENDER er et nummer som +4790000000, eller et navn på høyst 11 tegn: A–Z, a–z og 0–9."
            raise ValueError(msg)
        if not self.sender and not self.messaging_service_sid:
            msg = "Sett SENDER (et nummer, eller et navn på høyst 11 bokstaver og tall) eller MESSAGING_SERVICE_SID."
            raise ValueError(msg)
        return self


class Smtp(Part):
    """E-mail through one server. ``rate`` in messages a second."""

    host: str = Field(min_length=1)
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    username: str | None = None
    password: SecretStr | None = None
    security: Security = Security.STARTTLS
    sender: Annotated[str, Field(pattern=r"^[^\r\n]*[^@\s]+@[^@\s]+$")]
    dkim_selector: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")] | None = None
    connections: Annotated[int, Field(ge=1, le=100)] = 8
    rate: Annotated[float, Field(gt=0)] | None = None
    timeout: Annotated[float, Field(gt=0, le=120)] = 30.0


class Capture(Part):
    """A shared capture process; without it the node starts its own when it is needed."""

    url: str | None = None

    @field_validator("url")
    @classmethod
    def _loopback(cls, value: str | None) -> str | None:
        parts = urlsplit(url_typed(value)) if value is not None else None
        if parts and (not is_loopback(parts.hostname or "") or parts.port is None or parts.path.strip("/")):
            msg = "Skriv en adresse på denne maskinen, for eksempel http://127.0.0.1:9100"
            raise ValueError(msg)
        return value


class Settings(BaseSettings):
    """Everything that can be set, from the environment or ``.env``; prefix ``DISPATCHER_``, nested with ``__``."""

    model_config = SettingsConfigDict(
        env_prefix="DISPATCHER_",
        env_nested_delimiter="__",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    home: Path = Path()
    database_url: SecretStr = SecretStr("sqlite:///var/dispatcher.db")  # a server's may hold a password
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: Annotated[str, AfterValidator(url_typed)] | None = None
    mode: NodeMode = NodeMode.EXERCISE
    secret_key: SecretStr | None = None
    token: SecretStr | None = None  # whose acts the command line's are; the node itself has no use for it
    twilio: Twilio | None = None
    twilio_backup: Twilio | None = None
    smtp: Smtp | None = None
    smtp_backup: Smtp | None = None
    webpush: WebPush | None = None
    fcm: Fcm | None = None
    chat: Chat | None = None
    capture: Capture = Capture()
    lease: Annotated[float, Field(ge=2, le=600)] = 60.0
    heartbeat_url: SecretStr | None = None  # whoever knows it can say that the node lives
    resolver: Annotated[str, AfterValidator(written_name_server)] | None = None
    map: Map = Map()
    retention: Retention = Retention()
    debug: Debug = Debug()
    settle_after: Annotated[float, Field(ge=0, le=3600)] = 90.0
    trusted_proxies: Annotated[str, AfterValidator(networks_typed)] = ""
    oidc: OpenId | None = None
    static_folder: Path | None = None  # where the public state is also written as files, for a second host

    _check_host = field_validator("host")(host_typed)

    @model_validator(mode="before")
    @classmethod
    def _without_unknown(cls, data: dict[str, object]) -> dict[str, object]:
        """A name nobody knows is told by serve and check and stops nothing: a part of only such was not set."""
        kept = {name: _known_of(name, value) for name, value in data.items()}
        return {name: value for name, value in kept.items() if value != {} or data[name] == {}}

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url.startswith(SQLITE) and url != SQLITE:
            return value
        if url.startswith(POSTGRESQL) and urlsplit(url).path.strip("/"):
            return value
        msg = "Skriv sqlite:///sti/til/fil.db eller postgresql://bruker:passord@vert/database."
        raise ValueError(msg)

    @field_validator("heartbeat_url")
    @classmethod
    def _heartbeat_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            url_typed(value.get_secret_value())
        return value

    @property
    def base_address(self) -> str:
        """The address others use for this node."""
        if self.public_url:
            return self.public_url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def database_path(self) -> Path | None:
        """The SQLite file, if it is one; a relative path is relative to HOME."""
        url = self.database_url.get_secret_value()
        # Resolved: the locks lie beside the file, and two names of one file must meet at the same lock.
        return (self.home / url.removeprefix(SQLITE)).resolve() if url.startswith(SQLITE) else None

    @property
    def ledger_at(self) -> Path | str:
        """Where the ledger is: a file, or a server's URL."""
        return self.database_path or self.database_url.get_secret_value()

    @property
    def no_ledger_yet(self) -> bool:
        """Whether there is no file so far; of a server that is seen by asking it."""
        return self.database_path is not None and not self.database_path.exists()

    @property
    def marker_path(self) -> Path:
        """What a restore is known by: which ledger this place last had (``ledger.marker``)."""
        return self.state_folder / f"{self.database_path.name if self.database_path else 'dispatcher'}.marker"

    @property
    def state_folder(self) -> Path:
        """Where a node keeps what is its own and not the ledger's: beside the file, or in HOME's ``var``."""
        return self.database_path.parent if self.database_path else (self.home / "var").resolve()


class SettingsInvalid(DispatcherError):
    """The settings cannot be used; ``faults`` has one line each."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def load_settings(*, listens: bool = False) -> Settings:
    """The settings of this process. Raises SettingsInvalid with a line per fault that says what to type.

    ``listens``: HOST is also looked up; a command that opens no port must not wait for a name server that is away.
    """
    try:
        found = Settings()
    except ValidationError as error:
        raise SettingsInvalid(tuple(_fault(item) for item in error.errors())) from None
    from dispatcher.live_settings import backup_faults, live_faults  # noqa: PLC0415  it knows the settings themselves

    faults = (
        *_folder_faults(found),
        *backup_faults(found),
        *push_faults(found.home, found.webpush, found.fcm),
        *open_id_faults(found.home, found.oidc),
        *(live_faults(found) if found.mode is NodeMode.LIVE else ()),
        *(_host_faults(found.host) if listens else ()),
    )
    if faults:
        raise SettingsInvalid(faults)
    return found


def names_given() -> frozenset[str]:
    """Every name of the environment and ``.env`` with our prefix, whether it is a setting or not."""
    sources = (EnvSettingsSource(Settings), DotEnvSettingsSource(Settings))
    return frozenset(name.upper() for source in sources for name in source.env_vars if name.startswith("dispatcher_"))


def environment() -> dict[str, str]:
    """What a program that we start may see: all of it; whoever passes it on chooses."""
    return dict(os.environ)


def parts_of(kind: object) -> list[type[BaseModel]]:
    """The part that a setting's type names, if it is one: its own settings are nested in it."""
    return [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, Part)]


def _known_of(name: str, value: object) -> object:
    """A part as it was given, less the keys it does not know; anything else as it is."""
    field = Settings.model_fields.get(name)
    parts = parts_of(field.annotation) if field else []
    if not parts or not isinstance(value, Mapping):
        return value
    return {key: inner for key, inner in value.items() if str(key).lower() in parts[0].model_fields}


def _host_faults(host: str) -> Iterator[Fault]:
    try:
        socket.getaddrinfo(host, None, socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        yield Fault("DISPATCHER_HOST", f"Maskinen finner ingen adresse for «{host}». {NO_ADDRESS}")


def _folder_faults(settings: Settings) -> Iterator[Fault]:
    if settings.home != Path() and not settings.home.is_dir():
        yield Fault("DISPATCHER_HOME", "Mappen finnes ikke. Lag den med: dispatcher init MAPPE")
    if settings.database_path and settings.database_path.is_dir():
        yield Fault(
            "DISPATCHER_DATABASE_URL", "Dette er en mappe. Skriv navnet på en fil, som sqlite:///var/dispatcher.db"
        )


_WORDS = {
    "missing": "mangler. Sett den.",
    "int_parsing": "Skriv et helt tall.",
    "float_parsing": "Skriv et tall.",
    "greater_than_equal": "Tallet kan ikke være lavere enn {ge}.",
    "less_than_equal": "Tallet kan ikke være høyere enn {le}.",
    "greater_than": "Tallet må være høyere enn {gt}.",
    "enum": "Skriv en av disse: {expected}.",
    "string_too_short": "Verdien er for kort.",
    "too_short": "Verdien er for kort.",
    "string_pattern_mismatch": "Verdien har ikke riktig form.",
    "finite_number": "Skriv et tall.",
}


def _fault(item: ErrorDetails) -> Fault:
    name = "DISPATCHER_" + "__".join(str(part).upper() for part in item["loc"]) if item["loc"] else "DISPATCHER_MODE"
    facts = {key: str(value).replace(" or ", " eller ") for key, value in item.get("ctx", {}).items()}
    words = _WORDS.get(item["type"])
    return Fault(name, words.format(**facts) if words else item["msg"].removeprefix("Value error, "))
