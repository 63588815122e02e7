"""A page in a state, and the site's own table of addresses, which the walk's is held against."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatcher.web.citizens.routes import PAGES as PUBLIC
from dispatcher.web.console.open_id_pages import OPEN_ID_PAGES
from dispatcher.web.console.pages import PAGES
from dispatcher.web.console.team_pages import TEAM_PAGES
from dispatcher.web.routes import HTML, ROUTES

Address = tuple[str, str]
"""Method and pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A page in a state. ``by``: who looks, nobody if empty; ``stale``: they showed their factor too long ago.

    ``press``: the form that is sent from ``path``, by its address, with ``write`` in it; ``button``: by its value.
    ``there``: where the browser has come in the end. ``pictured``: no other test makes its picture.
    ``paper``: sheets to print, each with its own heading and as wide as it will be.
    ``language``: of a page that speaks one only. ``token``: the interface's own page, for who has a token.
    """

    name: str
    path: str
    by: str = "kari"
    stale: bool = False
    press: str = ""
    write: tuple[tuple[str, str], ...] = ()
    button: str = ""
    status: int = 200
    language: str = ""
    token: bool = False
    there: str = ""
    pictured: bool = False
    paper: bool = False

    @property
    def shows(self) -> Address:
        """Whose page it is: of the form's address, if one is sent."""
        asked = ("GET", self.there or self.path) if not self.press else ("POST", self.press)
        return pattern_of(asked[0], asked[1].partition("?")[0])


def addresses() -> list[Address]:
    """Every address of the node that a browser may show a page of."""
    console = [(page.method, page.path) for page in (*PAGES, *OPEN_ID_PAGES, *TEAM_PAGES)]
    public = [(method, path) for method, path, _ in PUBLIC]
    return [*console, *public, *((route.method, route.path) for route in ROUTES if HTML in route.answers.values())]


def pattern_of(method: str, path: str) -> Address:
    """The address in the site's own tables that a path is answered by; itself if there is none."""
    for known, pattern in addresses():
        if known == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path):
            return known, pattern
    return method, path
