"""Who decided, targets, promises, wrong and changed texts, under stable keys; see ``export``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.decisions import decisions
from dispatcher.evaluation.export_figures import seconds
from dispatcher.evaluation.targets import promises, targets
from dispatcher.evaluation.text_changes import changes
from dispatcher.evaluation.who_decided import approvals, called_in, leaders, members, partners, sittings
from dispatcher.evaluation.wrong_text import wrong_texts
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatcher.evaluation.record import Record
    from dispatcher.evaluation.text_changes import Change
    from dispatcher.evaluation.who_decided import Approval, Named
    from dispatcher.evaluation.wrong_text import WrongText


def people_facts(record: Record) -> dict[str, Any]:
    """Who decided, who sat, who was told by name."""
    return {
        "approvals": [_approval(each) for each in approvals(record)],
        "crisis_team": {
            "sittings": [
                {"since": rfc3339(each.since), "until": rfc3339(each.until), "by": each.by, "words": each.words}
                for each in sittings(record)
            ],
            "leaders": _named(leaders(record)),
            "members": _named(members(record)),
            "called_in": [
                {"person": each.person, "answer": each.answer, "words": each.words, "at": rfc3339(each.at)}
                for each in called_in(record)
            ],
        },
        "partners": [
            {"words": each.what, "at": rfc3339(each.at), "written_at": rfc3339(each.written_at), "by": each.by}
            for each in partners(record)
        ],
    }


def _named(found: Iterable[Named]) -> list[dict[str, Any]]:
    return [{"since": rfc3339(each.since), "by": each.by, "words": each.words} for each in found]


def course_facts(record: Record) -> dict[str, Any]:
    """The plan's targets and the promises beside what happened, and the texts that were wrong or changed."""
    return {
        "targets": [
            {
                "kind": each.kind,
                "alert": each.alert,
                "what": each.what,
                "planned": each.planned,
                "happened": each.happened,
                "result": each.result,
                "why": each.why or None,
                "late_seconds": seconds(each.late_by),
            }
            for each in targets(record)
        ],
        "promises": [
            {
                "alert": each.alert,
                "at": rfc3339(each.at),
                "followed_at": rfc3339(each.followed_at),
                "by": each.by or None,
                "result": each.result,
                "late_seconds": seconds(each.late_by),
            }
            for each in promises(record)
        ],
        "decisions": [
            {"at": rfc3339(each.at), "alert": each.alert, "who": each.who, "words": each.words}
            for each in decisions(record)
        ],
        "wrong_texts": [_wrong(each) for each in wrong_texts(record)],
        "text_changes": [_change(each) for each in changes(record)],
    }


def _approval(each: Approval) -> dict[str, Any]:
    return {
        "alert": each.alert,
        "at": rfc3339(each.at),
        "person": each.person,
        "role": each.role,
        "way": each.way or None,
        "deputy": each.deputy,
        "authority": each.authority,
        "witness": each.witness or None,
        "written_by": each.by or None,
        "why": each.why,
        "confirmed_by": each.confirmed_by or None,
        "confirmed_at": rfc3339(each.confirmed_at),
    }


def _wrong(each: WrongText) -> dict[str, Any]:
    return {
        "alert": each.alert,
        "mended_by": each.by,
        "kind": each.kind,
        "first_told_at": rfc3339(each.first),
        "last_told_at": rfc3339(each.last),
        "ended_at": rfc3339(each.ended),
        "ran_seconds": seconds(each.ran),
        "people": each.people,
        "delivered": each.delivered,
        "on_page_from": rfc3339(each.on_page_from),
        "on_page_until": rfc3339(each.on_page_until),
        "right_first_at": rfc3339(each.right_first),
        "right_half_at": rfc3339(each.right_half),
        "right_most_at": rfc3339(each.right_most),
        "stood_alone_seconds": seconds(each.stood_alone),
    }


def _change(each: Change) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "alert": each.alert,
        "before": each.before,
        "who": each.who,
        "why": each.why,
        "texts": [
            {
                "keys": list(text.keys),
                "language": text.language,
                "before": text.before,
                "after": text.after,
            }
            for text in each.texts
        ],
    }
