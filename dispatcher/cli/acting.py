"""Acting on the ledger beside the node: whose token it is, which file, and when."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from dispatcher.cli.failures import WrongUse

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.app import Office
    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.engine import Ledger
    from dispatcher.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

WHO_ARE_YOU = "Si hvem du er: sett DISPATCHER_TOKEN, eller gi --token-file FIL. Ny nøkkel: dispatcher token create NAVN"


NOT_OURS = (
    "Nøkkelen gjelder ikke. Se etter i DISPATCHER_TOKEN eller --token-file. Ny nøkkel: dispatcher token create NAVN"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A ledger that is open, and the account whose token was given."""

    settings: Settings
    ledger: Ledger
    user: User

    @staticmethod
    def now() -> datetime:
        """Aware, UTC."""
        from dispatcher.ports import SystemClock

        return SystemClock().now()

    def node_runs(self) -> bool:
        """Whether anything is sent at all just now."""
        return self.ledger.database.node_running()

    def read(self, look: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the ledger says, on a connection that cannot write."""
        return self.ledger.read_now(lambda connection: look(connection, *args, **kwargs))

    def write(self, act: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One act in one transaction."""
        return self.ledger.write_now(lambda connection: act(connection, *args, **kwargs))


@contextmanager
def at_work(token_file: Path | None, *, looks: bool = False) -> Iterator[Work]:
    """For acts that need no plan: they work also when plan.yaml is being mended. ``looks``: it decides nothing."""
    settings, token = _who(token_file)
    with opened_ledger(settings, moves_up=not looks) as ledger:
        user = _user(ledger, token)
        with _incident_for_alert(ledger):
            yield Work(settings=settings, ledger=ledger, user=user)


@contextmanager
def at_the_desk(token_file: Path | None) -> Iterator[tuple[Work, Office]]:
    """For acts that compose: the plan, its templates and its lists as they are now."""
    settings, token = _who(token_file)
    with opened_ledger(settings) as ledger:
        _user(ledger, token)  # before the lists are read, which may take a while
    from dispatcher.app import open_office

    with open_office(settings) as office:
        user = _user(office.ledger, token)
        with _incident_for_alert(office.ledger):
            yield Work(settings=settings, ledger=office.ledger, user=user), office


@contextmanager
def _incident_for_alert(ledger: Ledger) -> Iterator[None]:
    """Whoever types an incident's number where an alert's is needed is told which they may have meant."""
    from dispatcher.domain.errors import NotFound
    from dispatcher.ledger import incidents

    try:
        yield
    except NotFound:
        written = str(click.get_current_context().params.get("alert") or "")
        if not (written.isascii() and written.isdecimal() and len(written) < 16):
            raise
        series = ledger.read_now(incidents.alerts_of, int(written))
        if not series:
            raise
        meant = " eller ".join(row.id for row in series)
        raise NotFound(f"{written} er en hendelse. Mente du {meant}?") from None


def incident_number(work: Work, written: str) -> int:
    """The number of an incident, also when one of its alerts is named. Raises NotFound."""
    from dispatcher.domain.errors import NotFound
    from dispatcher.ledger import incidents

    if written.isascii() and written.isdecimal() and len(written) < 16:
        return int(work.read(incidents.incident, int(written)).id)
    try:
        return int(work.read(incidents.alert, written).incident)
    except NotFound:
        raise NotFound(f"Det finnes ingen hendelse og ikke noe varsel {written}.") from None


def _who(token_file: Path | None) -> tuple[Settings, str]:
    settings = read_settings()
    token = _from_file(token_file) if token_file else _from_settings(settings)
    if not token:
        raise WrongUse(WHO_ARE_YOU)
    if settings.no_ledger_yet:
        raise no_database(settings)
    return settings, token


def no_database(settings: Settings) -> WrongUse:
    """For commands that have nothing to do where nothing has been done yet."""
    return WrongUse(f"Finner ingen database i {settings.database_path}. Sett DISPATCHER_HOME til kommunens mappe.")


def _from_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "ikke tekst"
        raise WrongUse(f"Nøkkelfilen {path} kan ikke leses ({why}).") from None


def _from_settings(settings: Settings) -> str:
    return settings.token.get_secret_value().strip() if settings.token else ""


def _user(ledger: Ledger, token: str) -> User:
    from dispatcher.domain.errors import Unauthorised
    from dispatcher.ledger.accounts import user_of

    try:
        return ledger.read_now(user_of, token)
    except Unauthorised:
        raise Unauthorised(NOT_OURS) from None


def read_settings(*, listens: bool = False) -> Settings:
    """The settings of this process, and logs that keep to stderr. Raises SettingsInvalid."""
    from dispatcher.logs import configure
    from dispatcher.settings import load_settings

    # What a command has to say, it says itself; the node's log events are not for the one who types.
    configure(level="critical")
    return load_settings(listens=listens)


@contextmanager
def opened_ledger(settings: Settings, *, moves_up: bool = True) -> Iterator[Ledger]:
    """The ledger of these settings, made if there is none. Raises Unavailable, and OlderSchema to one who looks."""
    from dispatcher.ledger.engine import Ledger

    with place_for(settings.database_path):
        ledger = Ledger(settings.ledger_at, moves_up=moves_up)
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def place_for(database: Path | None) -> Iterator[None]:
    """A sentence, not a traceback, for a folder or a file that the machine will not let us use."""
    from dispatcher.domain.errors import Unavailable
    from dispatcher.ledger.foreign_wal import set_aside

    if database is None:  # a server makes its own place
        yield
        return
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        database.touch(mode=0o600)
        set_aside(database)
        yield
    except OSError as error:
        raise Unavailable(f"Kan ikke bruke databasen {database} ({error.strerror}). Ingenting er tapt.") from error


def operator() -> str:
    """Who acts where no token is asked for: the machine's own account, as it stands in the journal."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    return f"kommandolinje:{name}"


def journalled(ledger: Ledger, kind: str, data: dict[str, Any]) -> None:
    """A line in the journal for a command that needs no token."""
    from dispatcher.ledger.journal import Entry, append
    from dispatcher.ports import SystemClock

    ledger.write_now(append, Entry(kind=kind, actor=operator(), data=data), SystemClock().now())
