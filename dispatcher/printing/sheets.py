"""An alert on paper: posters, a notice to staff, for those who act call lists; one HTML file that stands alone."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dispatcher.domain.states import Mode
from dispatcher.ledger import drawn, incidents
from dispatcher.plan_file import plan_from_document
from dispatcher.plan_file.brand import brand_on_paper
from dispatcher.printing.call_lists import call_lists
from dispatcher.printing.notices import notices
from dispatcher.printing.posters import page_code, posters
from dispatcher.printing.words import NB, moment

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

TEMPLATES = "templates"
NORWAY = "+47"


def sheets(connection: Connection, alert_id: str, now: datetime, *, lists: bool, home: Path) -> str:
    """The page. ``lists``: also the call lists, with names and numbers. ``home`` has the logo. Raises NotFound."""
    row = incidents.alert(connection, alert_id)
    opened = incidents.incident(connection, row.incident)
    plan = plan_from_document(drawn.plan_document(connection, opened))
    exercise = row.mode != Mode.REAL
    mark = "ØVELSE – " if exercise else ""
    return (
        environment()
        .get_template("sheets.html")
        .render(
            title=f"{mark}{plan.scenarios[opened.scenario].name} – {plan.municipality.name} – varsel {row.id}",
            style=style(),
            municipality=plan.municipality,
            brand=brand_on_paper(plan.municipality, home),
            posters=posters(connection, alert_id, plan),
            notices=notices(connection, alert_id, plan),
            code=page_code(plan.municipality),
            lists=call_lists(connection, alert_id) if lists else [],
            scenario=plan.scenarios[opened.scenario].name,
            alert=row.id,
            exercise=exercise,
            printed=moment(now, NB),
        )
    )


@cache
def environment() -> Environment:
    """Autoescaping, and a name nobody gave is a fault."""
    made = Environment(
        loader=PackageLoader("dispatcher.printing", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["phone"] = phone
    return made


def phone(number: str | None) -> str:
    """As people read it aloud: «+47 42 00 00 01»."""
    if not number or not number.startswith(NORWAY) or len(number) != len(NORWAY) + 8:
        return number or ""
    own = number.removeprefix(NORWAY)
    return "\N{NO-BREAK SPACE}".join([NORWAY, *(own[start : start + 2] for start in range(0, 8, 2))])


def style_source() -> str:
    """What a Content-Security-Policy names under ``style-src`` to let the sheets' style through, and no other."""
    digest = hashlib.sha256(style().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def style() -> Markup:
    """The style sheet of everything that is printed."""
    return Markup(files(__package__).joinpath(TEMPLATES, "print.css").read_text(encoding="utf-8"))  # noqa: S704  our own
