"""«Fikk du varselet? Var det klart?»: anybody answers, without a script, a cookie or a word about who they are.

What is written is in no address and no log. A machine that fills the hidden field is thanked, and nothing is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from dispatcher.domain.errors import NotFound, Unavailable
from dispatcher.domain.states import Mode
from dispatcher.ledger import feedback, incidents
from dispatcher.ledger.feedback import LONGEST, Clear, Feedback, FeedbackFull, Got
from dispatcher.web.citizens.frame import language_of, page
from dispatcher.web.citizens.turnstile import TooOften, Turnstile
from dispatcher.web.console.site import asked_from
from dispatcher.web.incidents import MOST_DIGITS
from dispatcher.web.page import when
from dispatcher.web.services import services

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dispatcher.web.services import Services

PATH: Final = "/krise/svar"
TEMPLATE: Final = "svar.html"
TRAP: Final = "nettsted"
MOST_BYTES: Final = 16 * 1024
AT_ONCE, A_SECOND = 10.0, 0.05
"""Of one address: a household, a bus or a school behind it."""
GATE: web.AppKey[Turnstile] = web.AppKey("feedback_gate", Turnstile)


def gate(node: Services) -> Turnstile:
    """How many may answer at once."""
    return Turnstile(node.clock.monotonic, each=(AT_ONCE, A_SECOND))


async def show(request: web.Request) -> web.Response:
    """The form, or thanks."""
    return await _page(request)


async def _page(request: web.Request, fault: str = "", status: int = 200, **typed: str) -> web.Response:
    node, language = services(request), language_of(request)
    about = [] if fault == "feedback_away" else await node.ledger.read(_about, node, language)
    given = {name: typed.get(name, "") for name in ("hendelse", "fikk", "klart", "tekst")}
    return page(
        request,
        TEMPLATE,
        status=status,
        fault=fault,
        about=about,
        thanks="takk" in request.query,
        typed=given,
        got=[str(one) for one in Got],
        clear=[str(one) for one in Clear],
        longest=LONGEST,
        trap=TRAP,
        postmottak=node.plan.archive.postmottak,
    )


def _mode(node: Services) -> Mode:
    return Mode.REAL if node.live else Mode.EXERCISE


def _about(connection: Connection, node: Services, language: str) -> list[dict[str, Any]]:
    """The incidents to answer about, as people know them: what, when, and the number in their texts."""
    found = []
    for number in feedback.open_incidents(connection, _mode(node), node.clock.now()):
        row = incidents.incident(connection, number)
        scenario = node.plan.scenarios.get(row.scenario)
        name = scenario.name if scenario else row.scenario
        found.append({"number": number, "name": name, "at": when(row.opened_at, language)})
    return found


async def answer(request: web.Request) -> web.Response:
    """Keep an answer, and thank for it."""
    node = services(request)
    try:
        request.app[GATE].demand(asked_from(request, node.settings.trusted_proxies))
        form = await _form(request)
    except TooOften:
        return await _page(request, "feedback_often", 429)
    except web.HTTPRequestEntityTooLarge:
        return await _page(request, "feedback_long", 413)
    if form.pop(TRAP):
        return _thanked(request)
    if fault := _fault(form):
        return await _page(request, fault, 422, **form)
    given = Feedback(
        incident=int(form["hendelse"]),
        language=language_of(request),
        got=Got(form["fikk"]),
        clear=Clear(form["klart"]),
        words=form["tekst"],
    )
    try:
        await node.ledger.write(feedback.keep, given, _mode(node), node.clock.now())
    except NotFound:
        return await _page(request, "feedback_gone", 404)
    except FeedbackFull:
        return await _page(request, "feedback_gone", 409)
    except Unavailable:
        return await _page(request, "feedback_away", 503, **form)
    return _thanked(request)


def _thanked(request: web.Request) -> web.Response:
    to = f"{PATH}?sprak={language_of(request)}&takk=ja"
    return web.Response(status=303, headers={"Location": to})


async def _form(request: web.Request) -> dict[str, str]:
    """What was filled in; of a form in an encoding nobody knows, nothing."""
    try:
        posted = await request.clone(client_max_size=MOST_BYTES).post()
    except (LookupError, ValueError):
        posted = {}  # type: ignore[assignment]
    named = {name: posted.get(name, "") for name in ("hendelse", "fikk", "klart", "tekst", TRAP)}
    return {name: value.replace("\0", "") if isinstance(value, str) else "" for name, value in named.items()}


def _fault(form: dict[str, str]) -> str:
    number = form["hendelse"]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return "feedback_missing"
    if form["fikk"] not in set(Got) or form["klart"] not in set(Clear):
        return "feedback_missing"
    # A browser counts a line break as one sign and sends two.
    return "feedback_long" if len(form["tekst"].replace("\r\n", "\n")) > LONGEST else ""
