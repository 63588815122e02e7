"""The report's copies: the files of each, and the form by which somebody judges what whoever asks for access gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.grounds import GROUNDS
from dispatcher.domain.rights import Act
from dispatcher.domain.states import Mode
from dispatcher.evaluation import copies, report_html
from dispatcher.evaluation.disclosure import FIGURES, INSIDE, Judgement, judge, newest, places
from dispatcher.evaluation.gather import gather
from dispatcher.web.console.incident_pages import INCIDENT
from dispatcher.web.console.words import words_of
from dispatcher.web.incidents import number_of
from dispatcher.web.papers import PRESS, page_answer, pdf_answer, table_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.evaluation.record import Record
    from dispatcher.web.console.visit import Visit

PATH: Final = f"{INCIDENT}/kopier"
FILE: Final = f"{PATH}/{{file}}"
TAKEN: Final = "+"
"""What the form says of a place that was read and goes out; every other answer is a ground."""
MADE_OF: Final[dict[str, Callable[[Connection, int], str]]] = {
    "rapport": report_html,
    copies.CASE: copies.case_html,
    copies.PUBLIC: copies.public_html,
    f"{copies.PUBLIC}-logg": copies.public_csv,
}


async def show(visit: Visit) -> web.StreamResponse:
    """What there is, and what is still to be judged."""
    return await _page(visit)


async def judge_it(visit: Visit) -> web.StreamResponse:
    """Writes down what was chosen for each place; whatever nobody has judged is named."""
    user, number = visit.demand(Act.REPORT), number_of(visit.request)

    def work(connection: Connection) -> None:
        said = {place: _said(visit, place) for place in (*places(gather(connection, number)), FIGURES)}
        judgement = Judgement(
            left_out={place: ground for place, ground in said.items() if ground not in {"", TAKEN}},
            included=frozenset(place for place, ground in said.items() if ground == TAKEN and place != FIGURES),
        )
        judge(connection, user, number, judgement, visit.now)

    try:
        await visit.node.ledger.write(work)
    except InvalidInput as refused:
        return await _page(visit, refused)
    return visit.to(f"/hendelse/{number}/kopier")


async def file(visit: Visit) -> web.StreamResponse:
    """One file of a copy, as page, PDF or table."""
    visit.demand(Act.REPORT)
    number = number_of(visit.request)
    name, _, form = visit.request.match_info["file"].rpartition(".")
    if name not in MADE_OF or form not in ({"csv"} if name.endswith("-logg") else {"html", "pdf"}):
        return visit.to(f"/hendelse/{number}/kopier")
    made = await visit.node.ledger.read(MADE_OF[name], number)
    match form:
        case "pdf":
            return pdf_answer(await visit.request.app[PRESS].pdf(made), f"{name}-{number}.pdf")
        case "csv":
            return table_answer(made, f"{name}-{number}.csv")
        case _:
            return page_answer(made)


async def _page(visit: Visit, refused: InvalidInput | None = None) -> web.Response:
    visit.demand(Act.REPORT)
    number = number_of(visit.request)

    def look(connection: Connection) -> dict[str, Any]:
        record = gather(connection, number)
        judgement = _newest(connection, record)
        return {
            "number": number,
            "exercise": record.mode == Mode.EXERCISE,
            "judged": judgement is not None,
            "places": [_place(visit, key, text, judgement, refused) for key, text in _all(record).items()],
        }

    facts = await visit.node.ledger.read(look)
    words = words_of(visit.language)
    chosen = {TAKEN: words["copy-taken"]} | {
        key: words["copy-out"].format(law=one.law, words=one.words(visit.language)) for key, one in GROUNDS.items()
    }
    above = [words["copy-unjudged"]] if refused else []
    return visit.page("copies.html", chosen=chosen, above=above, status=422 if refused else 200, **facts)


def _all(record: Record) -> dict[str, str]:
    return places(record) | {FIGURES: ""}


def _newest(connection: Connection, record: Record) -> Judgement | None:
    try:
        return newest(connection, record)
    except Conflict:
        return None


def _said(visit: Visit, place: str) -> str:
    return visit.form.one(f"sted-{place}")


def _place(
    visit: Visit, key: str, text: str, judgement: Judgement | None, refused: InvalidInput | None
) -> dict[str, Any]:
    words = words_of(visit.language)
    title = {INSIDE: words["copy-inside"], FIGURES: words["copy-figures"]}.get(key, words["copy-line"].format(line=key))
    if key == INSIDE:
        text = words["copy-inside-more"]
    answer = _said(visit, key)
    if judgement and not refused:
        answer = judgement.left_out.get(key, TAKEN)
    faults = [fault.what for fault in refused.faults if fault.where.rpartition(".")[2] == key] if refused else []
    return {"key": key, "title": title, "text": text, "answer": answer, "fault": " ".join(faults)}
