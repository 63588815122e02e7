"""No list and no audience of citizens may be called by what ails those on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dispatcher.domain.plan.raw import Found, keys, section, text, texts
from dispatcher.domain.states import AudienceClass
from dispatcher.domain.telling_words import INSTEAD, telling

if TYPE_CHECKING:
    from dispatcher.domain.plan.model import Plan

_INSIDE = frozenset({AudienceClass.LEADER, AudienceClass.STAFF, AudienceClass.PRESS})


def lists_of_citizens(plan: Plan) -> frozenset[str]:
    """Lists that no audience of staff or press has: there a unit or a group is not where somebody works."""
    inside = {name for audience in plan.audiences.values() if audience.cls in _INSIDE for name in audience.lists}
    return frozenset(plan.lists) - inside


def telling_faults(tree: object) -> Iterator[Found]:
    """Of staff and press it says where they work: only what may be a list of citizens is asked."""
    audiences = section(tree, "audiences")
    outward = {key: entry for key, entry in audiences.items() if text(entry, "class") not in _INSIDE}
    inside = {name for key, entry in audiences.items() if key not in outward for _, name in texts(entry, "lists")}
    used = {name for entry in outward.values() for _, name in texts(entry, "lists")}
    for key in keys(tree, "lists"):
        file = text(section(tree, "lists").get(key, {}), "file")
        if (word := telling(key) or telling(file)) and (key in used or key not in inside):
            yield ("lists", key), _said("Listen", key, word)
    for key, entry in outward.items():
        groups = [name for _, name in texts(entry, "groups")]
        if word := next(filter(None, map(telling, (key, text(entry, "name"), *groups))), ""):
            yield ("audiences", key), _said("Målgruppen", text(entry, "name") or key, word)


def _said(what: str, name: str, word: str) -> str:
    return f"{what} «{name}» sier hvorfor noen er sårbare («{word}»). Det må ingen liste si. {INSTEAD}"
