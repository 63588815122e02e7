"""The kinds of address there are, each a way to write a line of the table of routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from dispatcher.domain.rights import Act
from dispatcher.web import answers
from dispatcher.web.identity import ForUser, acting, reading
from dispatcher.web.kept import own_file
from dispatcher.web.problems import Handler
from dispatcher.web.route import Content, Parameter, Route

KNOWN_ETAG: Final = Parameter(name="If-None-Match", place="header", words="The ETag of what is known already.")


def anybody(
    path: str,
    handler: Handler,
    given: Content,
    *,
    name: str = "",
    errors: tuple[int, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    more: Mapping[int, Content] | None = None,
) -> Route:
    """A page for everybody."""
    return Route(
        method="GET",
        path=path,
        name=name or handler.__name__,
        words=handler.__doc__ or "",
        handler=handler,
        user=False,
        answers={200: given, **(more or {})},
        errors=errors,
        parameters=parameters,
    )


def own(name: str, content_type: str) -> Route:
    """A file of ours, as it is."""
    handler = own_file(name, f"{content_type}; charset=utf-8")
    own_name = name.replace(".", "_")
    return anybody(f"/{name}", handler, (content_type,), name=own_name, parameters=(KNOWN_ETAG,), more={304: None})


def read(
    path: str,
    handler: Handler,
    given: Content,
    *,
    right: Act = Act.READ,
    errors: tuple[int, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    more: Mapping[int, Content] | None = None,
) -> Route:
    """What a user with the right may look at."""
    return Route(
        method="GET",
        path=path,
        name=f"{handler.__module__.rpartition('.')[2]}_{handler.__name__}",
        words=handler.__doc__ or "",
        handler=reading(handler, right),
        user=True,
        answers={200: given, **(more or {})},
        errors=(*((404,) if "{id}" in path else ()), *errors),
        parameters=parameters,
    )


def act(
    path: str,
    handler: ForUser,
    body: type[BaseModel],
    *rights: Act,
    method: str = "POST",
    given: type[BaseModel] = answers.Alert,
    status: int = 200,
    errors: tuple[int, ...] = (404, 409),
    parameters: tuple[Parameter, ...] = (),
) -> Route:
    """What a user with one of the rights may do."""
    return Route(
        method=method,
        path=path,
        name=handler.__name__.rstrip("_"),
        words=handler.__doc__ or "",
        handler=acting(handler, *rights),
        user=True,
        body=body,
        answers={status: given},
        errors=(*errors, 413, 415, 422),
        parameters=parameters,
    )


def sign_up(
    method: str, handler: Handler, body: type[BaseModel], given: Mapping[int, Content], *, errors: tuple[int, ...] = ()
) -> Route:
    """What a browser does for whoever sits before it."""
    return Route(
        method=method,
        path="/push/subscriptions",
        name=handler.__name__,
        words=handler.__doc__ or "",
        handler=handler,
        user=False,
        body=body,
        answers=given,
        errors=(*errors, 413, 415, 422, 429),
    )
