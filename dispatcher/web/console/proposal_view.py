"""A proposal as people read it: word by word against what stands; and whose was taken in."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing.asking import name_of
from dispatcher.ledger import proposals
from dispatcher.ledger.times import at
from dispatcher.web.console.typed import typed_words
from dispatcher.web.console.words import moment, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

SAME, NEW, GONE = "same", "new", "gone"
WORD: Final = re.compile(r"\s+|\S+")


def proposal_facts(
    connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario, texts: list[dict[str, Any]], language: str
) -> dict[str, Any] | None:
    """What is proposed about a returned alert. ``texts``: those that stand, as the page shows them."""
    found = proposals.standing(connection, row)
    if found is None:
        return None
    return {
        "id": found.id,
        "name": name_of(connection, plan, found.by),
        "at": moment(at(found.at), language),
        "why": found.said.why,
        "fields": list(_fields(row, scenario, found.said.fields, language)),
        "texts": [
            one | {"changes": changes(one["own"], found.said.texts[one["key"]])}
            for one in texts
            if one["key"] in found.said.texts
        ],
    }


def _fields(row: Row[Any], scenario: Scenario, said: Any, language: str) -> Iterator[tuple[str, str, str]]:
    """Each field's name, what it would be, and what it is."""
    given = json.loads(row.fields)
    for spec in scenario.fields:
        if spec.key in said:
            label = spec.label.get(language) or next(iter(spec.label.values()))
            pair = (said[spec.key], given.get(spec.key, ""))
            new, was = (typed_words(spec, value, language) or words_of(language)["proposal-empty"] for value in pair)
            yield label, new, was


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The new text in pieces, with what is gone between them."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((SAME, "".join(old[a:b])))
            continue
        found += [(how, said) for how, said in ((GONE, "".join(old[a:b])), (NEW, "".join(new[c:d]))) if said]
    return found


def taken_words(connection: Connection, row: Row[Any], plan: Plan, user: User, language: str) -> str:
    """That what waits has a proposal in it, and whose; empty when it has none."""
    found = proposals.taken_into(connection, row)
    if found is None:
        return ""
    words = words_of(language)
    if found.by == user.name:
        return words["proposal-taken"]
    return words["proposal-taken-of"].format(name=name_of(connection, plan, found.by))
