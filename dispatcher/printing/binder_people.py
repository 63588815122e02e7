"""Whose names and numbers stand in the binder, read from the lists as the files are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.directory import BrokenList, read_list
from dispatcher.domain.contact import Contact
from dispatcher.domain.states import AudienceClass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dispatcher.domain.errors import Fault
    from dispatcher.domain.plan import Plan


def called_by_hand(plan: Plan) -> list[str]:
    """The lists of those who stand on paper; residents are too many for it."""
    audiences = plan.audiences.values()
    mine = (one.lists for one in audiences if not one.by_area and one.cls is not AudienceClass.CITIZEN)
    return list(dict.fromkeys(key for lists in mine for key in lists))


def people_of(home: Path, plan: Plan, keys: Iterable[str]) -> tuple[dict[str, list[Contact]], list[tuple[str, Fault]]]:
    """Everybody on these lists, and what is wrong with a list that cannot be read and is left out."""
    found: dict[str, list[Contact]] = {}
    wrong: list[tuple[str, Fault]] = []
    for key in keys:
        spec = plan.lists[key]
        try:
            read = read_list(home / spec.file, list_key=key, default_language=spec.language, areas=())
            found[key] = [one for one in read if isinstance(one, Contact)]
        except BrokenList as error:
            wrong += [(key, fault) for fault in error.faults]
    return found, wrong
