"""Messages of an alert as a page shows them: whom, on which channel, how it went; masked until somebody opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing.asking import grouped
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.errors import Conflict
from dispatcher.domain.states import SERVICE, ChannelName, DeliveryState, Mode
from dispatcher.evaluation.reason_words import advice
from dispatcher.ledger import incidents, recipients, snapshot
from dispatcher.ledger.board import rfc3339, shown_body
from dispatcher.ledger.delivery_pages import masked
from dispatcher.printing.sheets import phone
from dispatcher.web.console.clocks import clock
from dispatcher.web.console.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.recipients import Chosen

_D = DeliveryState
TAKEN: Final = (_D.ACCEPTED, _D.DELIVERED)
"""What a channel took: in an exercise, the capture has it."""
TROUBLE: Final = (_D.FAILED, _D.UNSURE)
WITH_REASON: Final = (_D.FAILED, _D.UNSURE, _D.SKIPPED)
STATES: Final[Mapping[str, tuple[DeliveryState, ...]]] = {
    "": TROUBLE,
    **{str(state): (state,) for state in _D},
    "any": (),
}
"""A page's choice → the states; what is asked for first is what somebody must do something about."""
SNIPPET: Final = 110
MOST_SERVICES: Final = 40


def demand_kind(connection: Connection, alert: str, captured: bool) -> None:  # noqa: FBT001  of a page, not a switch
    """Raises NotFound; Conflict where what is captured is asked of an alert that is no exercise."""
    if incidents.alert(connection, alert).mode != Mode.EXERCISE and captured:
        raise Conflict("mode", "Varselet er ikke en øvelse. Bare en øvelse blir fanget.")


def head(connection: Connection, alert: str, language: str, now: datetime) -> dict[str, Any]:
    """The alert, and what its messages can be chosen by. A service message has such a page too, and no other."""
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    words, waves = words_of(language), snapshot.waves_of(connection, row.id, row.version)
    channels = dict.fromkeys(channel for wave in waves for channel, _ in snapshot.channels_of(wave))
    service = row.kind == SERVICE
    told = words["service-message"].format(id=row.id) if service else ""
    return {
        "id": row.id,
        "kind": row.kind,
        "number": row.incident,
        "mode": row.mode,
        "exercise": row.mode == Mode.EXERCISE,
        "sender": plan.municipality.name,
        "of": told or words["of-alert"].format(name=scenario.name, id=row.id),
        "service": service,
        "channels": [(key, _channel(key, words)) for key in channels if key != ChannelName.TASK],
        "waves": [(wave.ix + 1, wave.name) for wave in waves],
        "services": _services(connection, row, language, now) if row.mode == Mode.EXERCISE and not service else [],
    }


def _channel(key: str, words: Mapping[str, str]) -> str:
    said = words[f"channel-{key}"]
    return said[0].upper() + said[1:]


def _services(connection: Connection, row: Row[Any], language: str, now: datetime) -> list[dict[str, str]]:
    """What went to those who decide and act, the newest first."""
    found = [one for one in incidents.all_alerts(connection, SERVICE) if one.incident == row.incident]
    return [
        {"id": one.id, "said": _first_words(connection, one), "at": clock(rfc3339(one.created_at), now, language)}
        for one in found[:MOST_SERVICES]
    ]


def _first_words(connection: Connection, row: Row[Any]) -> str:
    texts = incidents.variants_of(connection, row.id, row.version)
    titled = next((text for text in texts if text.headline), texts[0])
    return _short(titled.headline or shown_body(row.kind, titled.body))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= SNIPPET else f"{one_line[:SNIPPET].rsplit(' ', 1)[0]} …"


def lines(
    connection: Connection, alert: str, chosen: Chosen, language: str, now: datetime, *, opened: bool
) -> tuple[list[dict[str, Any]], int]:
    """A page of messages and the last of them, if there are more after it."""
    kind = incidents.alert(connection, alert).kind
    rows = recipients.page(connection, alert, chosen)
    shown = rows[: recipients.PAGE]
    said = [line(row, kind, language, now, opened=opened) for row in shown]
    return said, shown[-1].id if len(rows) > len(shown) else 0


def line(row: Row[Any], kind: str, language: str, now: datetime, *, opened: bool) -> dict[str, Any]:
    """One message. ``opened``: with name and address."""
    words = words_of(language)
    return {
        "id": row.id,
        "who": (row.name or "") if opened and not row.shielded else "",
        "to": address(row, words, opened=opened),
        "channel": _channel(row.channel, words),
        "wave": f"{row.ix + 1}: {row.wave_name}",
        "language": row.language,
        "state": words[f"state-{row.state}"],
        "trouble": row.state in TROUBLE,
        "why": reason(row.reason, words) if row.state in WITH_REASON else "",
        "at": clock(rfc3339(row.accepted_at or row.first_attempt_at), now, language),
        "snippet": _short(". ".join(filter(None, (row.headline.rstrip("."), shown_body(kind, row.body))))),
    }


def address(row: Row[Any], words: Mapping[str, str], *, opened: bool) -> str:
    """Where it goes: masked, or as people read it; of somebody shielded never."""
    if row.shielded:
        return words["shielded"]
    if row.channel == ChannelName.BANNER:
        return words["everybody"]
    if not row.value:
        return words["no-address"]
    # What is after a push service's host lets anybody send to that browser: nobody has a use for it.
    hidden = not opened or row.channel == ChannelName.PUSH
    return (masked(row.channel, row.value) or "") if hidden else phone(row.value)


def reason(key: str, words: Mapping[str, str]) -> str:
    """Why, in words."""
    said = words.get(f"reason-{key}") or (advice(key).what if key else "")
    return said[:1].lower() + said[1:]


def message(row: Row[Any], kind: str, language: str, now: datetime) -> dict[str, Any]:
    """One message as its recipient sees it, and what is known of it."""
    words = words_of(language)
    said = line(row, kind, language, now, opened=True)
    facts = [
        (words["message-to"], ", ".join(filter(None, (said["who"], said["to"])))),
        (words["message-unit"], "" if row.shielded else row.unit or ""),
        (words["message-home"], "" if row.shielded else row.home or ""),
        (words["message-on"], said["channel"]),
        (words["message-wave"], said["wave"]),
        (words["message-state"], f"{said['state']}: {said['why']}" if said["why"] else said["state"]),
        (words["message-sent"], said["at"]),
        (words["message-delivered"], clock(rfc3339(row.delivered_at), now, language)),
        (words["message-by"], words["message-number"].format(id=row.covered_by) if row.covered_by else ""),
    ]
    return said | {
        "facts": [(name, value) for name, value in facts if value],
        "kind": row.channel,
        "headline": row.headline,
        "body": "\n\n".join(filter(None, (shown_body(kind, row.body), row.instruction))),
    }


def whys(connection: Connection, alert: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Why messages did not arrive, or may not have: how many of each."""
    return [
        {
            "state": row.state,
            "reason": row.reason,
            "said": ": ".join(filter(None, (words[f"state-{row.state}"], reason(row.reason, words)))),
            "count": grouped(row.messages),
        }
        for row in recipients.reasons(connection, alert, WITH_REASON)
    ]
