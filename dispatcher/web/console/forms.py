"""What a form must show before anything is done: that it came from a page of ours, and from this very session."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Final

from dispatcher.domain.errors import DispatcherError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from dispatcher.ledger.sessions import Session
    from dispatcher.web.console.site import Place

CSRF: Final = "csrf"
PURPOSE: Final = "form"
OWN: Final = frozenset({"same-origin"})


class ForeignForm(DispatcherError):
    """Skjemaet kom ikke fra denne siden, eller siden er for gammel. Ingenting er gjort. Last siden på nytt."""


class Form:
    """What was filled in: text only, never a file."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        """The field, or nothing."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Of boxes that were ticked."""
        return tuple(self._fields.get(name, ()))

    def items(self) -> list[tuple[str, str]]:
        """Everything, as it would be sent again."""
        return [(name, value) for name, values in self._fields.items() for value in values]


async def form_of(request: web.Request, place: Place, session: Session | None) -> Form:
    """Raises ForeignForm for a form of another site, one without an origin, or one of another session."""
    _demand_own(request, place)
    try:
        posted = await request.post()
    except (LookupError, ValueError) as error:  # an encoding nobody knows, or bytes that are not of it
        raise ForeignForm from error
    form = Form({name: [_text(value) for value in posted.getall(name) if isinstance(value, str)] for name in posted})
    if session is not None and not _matches(form.one(CSRF), place, session):
        raise ForeignForm
    return form


def _text(value: str) -> str:
    """Without the sign that PostgreSQL keeps in no text."""
    return value.replace("\0", "")


def _demand_own(request: web.Request, place: Place) -> None:
    """Browsers say where a POST comes from, also without a script; what says nothing is no browser of ours."""
    if request.headers.get("Origin") not in place.site.origins:
        raise ForeignForm
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN:
        raise ForeignForm


def csrf_of(place: Place, session: Session) -> str:
    """The session's token for forms, masked anew on each page: what is compressed beside it gives nothing away."""
    token = _token(place, session)
    pad = secrets.token_bytes(len(token))
    return base64.urlsafe_b64encode(pad + _xor(pad, token)).decode()


def _matches(sent: str, place: Place, session: Session) -> bool:
    try:
        raw = base64.urlsafe_b64decode(sent)
    except ValueError:
        return False
    half = len(raw) // 2
    return secrets.compare_digest(_xor(raw[:half], raw[half:]), _token(place, session))


def _token(place: Place, session: Session) -> bytes:
    return place.keys.mark(PURPOSE, session.digest).encode()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))
