"""Forms about measures, read as the interface's own requests; days as people write them, too."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dispatcher.domain.errors import Fault, InvalidInput, NotFound
from dispatcher.domain.measures import MeasureKind
from dispatcher.ledger.measure_acts import MeasureChange, NewMeasure
from dispatcher.web.incidents import MOST_DIGITS

if TYPE_CHECKING:
    from dispatcher.web.console.forms import Form

_DAY: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)


def day_of(written: str) -> str:
    """An ISO date, of «24.12.2026» too; what is neither stays as it is, for the act to refuse."""
    match = _DAY.fullmatch(written.strip())
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else written.strip()


def typed_in(form: Form) -> defaultdict[str, str]:
    """What was filled in, by name; nothing where nothing was."""
    return defaultdict(str, form.items())


def number_in(written: str) -> int:
    """The number of a part. Raises NotFound for what is none: a form of ours never sends that."""
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound
    return int(written)


def kind_of(written: str) -> MeasureKind:
    """Raises InvalidInput."""
    if written not in set(MeasureKind):
        raise InvalidInput(Fault("kind", "Velg hva slags tiltak det er."))
    return MeasureKind(written)


def new_measure_of(form: Form, incident: int | None) -> NewMeasure:
    """A new measure, of an incident or of none."""
    return NewMeasure(
        kind=kind_of(form.one("kind")),
        what=form.one("what"),
        why=form.one("why"),
        owner=form.one("owner"),
        due=day_of(form.one("due")),
        incident=incident,
    )


def change_of(form: Form) -> MeasureChange:
    """What the form says of a measure that stands."""
    return MeasureChange(
        kind=kind_of(form.one("kind")),
        what=form.one("what"),
        why=form.one("why"),
        owner=form.one("owner"),
        due=day_of(form.one("due")),
        begun=bool(form.one("begun")),
    )
