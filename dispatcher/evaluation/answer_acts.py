"""What people answered, in plain words: on the telephone, by SMS, on the page; and who never did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.answers import Answer, words_of
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

WAYS = {"voice": "på telefon", "sms": "på SMS", "api": "på skjermen", "page": "på siden"}


def _answered(record: Record, data: Mapping[str, Any]) -> str:
    whose = record.plan.person(str(data.get("person", "")))
    way = say(WAYS.get(str(data.get("way")), ""))
    answer = words_of(Answer(data["answer"]), record.plan.language)
    return say("Svar fra {who} {way}: {answer}", who=whose, way=way, answer=answer)


def _unanswered(record: Record, data: Mapping[str, Any]) -> str:
    times = words.plural(int(data.get("rounds") or 0), "gang", "ganger")
    who = record.plan.person(str(data.get("person", "")))
    return say("Ringte {who} {times} uten å få svar. Det ringes ikke mer", who=who, times=times)


MEANINGS = {
    "yes": "ja til å godkjenne",
    "no": "nei til å godkjenne",
    "pause": "pause",
    "answer": "svar på innkalling",
    "wrong-code": "feil kode, ingenting ble bestemt",
    "no-request": "kode som ikke gjelder, ingenting ble bestemt",
    "refused": "ble ikke godtatt",
    "nothing-to-pause": "pause, men ingenting var under utsending",
    "task-done": "en oppgave er gjort",
    "task-cannot": "en oppgave blir ikke gjort",
    "task-refused": "om en oppgave, ble ikke godtatt",
    "task-unclear": "om en oppgave, men svaret var uklart",
}


def _replied(record: Record, data: Mapping[str, Any]) -> str:
    """That there was a reply and what it was taken for; never its words or its number."""
    person = str(data.get("person") or "")
    whose = record.plan.person(person) if person else say("en som fikk varselet")
    meaning = say(MEANINGS.get(str(data.get("meaning")), ""))
    return say("Fikk SMS fra {who}", who=whose) + (f": {meaning}" if meaning else "")


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "answer.given": _answered,
    "calls.unanswered": _unanswered,
    "reply.received": _replied,
}
