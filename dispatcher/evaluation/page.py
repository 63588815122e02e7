"""The report as one HTML file: everything inside it, nothing fetched, no script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dispatcher.domain.anchor import anchor
from dispatcher.domain.states import DeliveryState
from dispatcher.evaluation import assessing_acts, evaluator, service, tasks, text_groups, words
from dispatcher.evaluation.acts import actor, gate_words, in_words
from dispatcher.evaluation.area_map import area_maps
from dispatcher.evaluation.breakdown import part_name
from dispatcher.evaluation.capacity import approved_as
from dispatcher.evaluation.chart import charts
from dispatcher.evaluation.decisions import decisions
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.facts import lead_of, main_alert, steps_of, took_over
from dispatcher.evaluation.ladder import ladder, ladder_svg
from dispatcher.evaluation.language import NYNORSK_CODE, each, spoken
from dispatcher.evaluation.reason_words import advice
from dispatcher.evaluation.relayed import relayed
from dispatcher.evaluation.story import lead_words, story, taken_over
from dispatcher.evaluation.street_record import FEWEST
from dispatcher.evaluation.streets import place_name
from dispatcher.evaluation.targets import promises, targets
from dispatcher.evaluation.template_words import Nynorsk
from dispatcher.evaluation.text_changes import changes, shown
from dispatcher.evaluation.timeline import events
from dispatcher.evaluation.who_decided import approvals, called_in, leaders, members, partners, sittings
from dispatcher.evaluation.wrong_text import wrong_texts
from dispatcher.ledger.board import rfc3339

if TYPE_CHECKING:
    from dispatcher.evaluation.record import Record

GROUP_WORDS = {"staff": "Ansatte og ledere", "press": "Presse", "citizens": "Innbyggere"}
NOT_TOLD_WORDS = {
    "pending": "sendingen er ikke ferdig",
    "unsure": "usikkert: sendt, men uten svar",
    "failed": "alle forsøk ble avvist eller kom ikke fram",
    "ended": "sendingen ble avsluttet først (stoppet, avløst eller utløpt), eller telefonen skulle være stille",
    "unreachable": "ingen adresse vi kan bruke",
}
ATTEMPT_WORDS = {
    "accepted": "godtatt, men kom ikke fram",
    "refused": "avvist",
    "not-sent": "ikke sendt",
    "unsure": "uten svar",
    "intent": "avbrutt",
}
TEMPLATES = "templates"
FILTERS = (
    words.number,
    words.clock,
    words.clock_on,
    words.stamp,
    words.day,
    words.duration,
    words.kroner,
    words.ratio,
    words.sentence,
    words.lowered,
)


def page(record: Record) -> str:
    """The whole report. The same record always gives the same bytes."""
    with spoken(record.plan.language):
        return _environment(record.plan.language).get_template("report.html").render(_context(record))


@cache
def style() -> str:
    """The style sheet that stands in the page's one ``style`` element."""
    return files(__package__).joinpath(TEMPLATES, "report.css").read_text(encoding="utf-8")


def style_source() -> str:
    """What a Content-Security-Policy names under ``style-src`` to let the page's style through, and no other."""
    digest = hashlib.sha256(style().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        extensions=[Nynorsk] if language == NYNORSK_CODE else [],
        loader=PackageLoader("dispatcher.evaluation", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {one.__name__: one for one in FILTERS} | {"iso": rfc3339, "date": assessing_acts.day}
    environment.globals |= {
        "share": words.share,
        "of": words.of,
        "people": words.people,
        "plural": words.plural,
        "listed": words.listed,
        "advice": advice,
        "gate_words": gate_words,
        "approved_as": approved_as,
        "lead_words": lead_words,
        "lead_of": lead_of,
        "task_summary": tasks.summary,
        "task_outcome": tasks.outcome,
        "handed_out": tasks.handed_out,
        "tasks_left_out": tasks.left_out,
        "task_writer": tasks.writer,
        "text_groups": text_groups.said,
        "unused_texts": text_groups.unused,
        "shown_changes": shown,
        "ladder": ladder,
        "ladder_svg": ladder_svg,
        "part_name": part_name,
        "place_name": place_name,
        "relayed": relayed,
        "fewest_of_a_street": FEWEST,
        "seven": [str(state) for state in DeliveryState],
    }
    return environment


def _context(record: Record) -> dict[str, Any]:
    alert = main_alert(record)
    chart, each_chart = charts(record)
    return {
        "record": record,
        "plan": record.plan,
        "alert": alert,
        "several": len(record.alerts) > 1,
        "mark": words.MARKS.get(record.mode, record.mode.upper()),
        "style": Markup(style()),  # noqa: S704  our own file
        "chart": Markup(chart),  # noqa: S704  every text in it is escaped where it is drawn
        "chart_of": {key: Markup(drawing) for key, drawing in each_chart.items()},  # noqa: S704  likewise
        "maps": [(caption, Markup(drawing)) for caption, drawing in area_maps(record)],  # noqa: S704  likewise
        "story": story(record),
        "taken_over": taken_over(record, alert) if alert else "",
        "newer": took_over(record, alert) if alert else None,
        "steps": steps_of(record, alert) if alert else (),
        "decisions": decisions(record),
        "deviations": deviations(record),
        "evaluator": evaluator.view(record),
        "events": events(record),
        "journal": [(line, actor(record, line.actor), in_words(record, line)) for line in record.journal],
        "who": partial(actor, record),
        "anchor": anchor(line.hash for line in record.journal),
        "sittings": sittings(record),
        "leaders": leaders(record),
        "members": members(record),
        "called_in": called_in(record),
        "approvals": approvals(record),
        "partners": partners(record),
        "targets": targets(record),
        "promises": promises(record),
        "wrong_texts": wrong_texts(record),
        "changes": changes(record),
        "fates": each(words.FATES),
        "modes": each(words.MODES),
        "kinds": each(words.KINDS),
        "states": each(words.STATES),
        "channels": each(words.CHANNELS),
        "providers": each(words.PROVIDERS),
        "classes": each(words.CLASSES),
        "languages": each(words.LANGUAGES),
        "seven_words": each(words.SEVEN),
        "skipped_words": each(words.SKIPPED),
        "service_words": service.words_of,
        "service_why": service.why,
        "group_words": each(GROUP_WORDS),
        "not_told_words": each(NOT_TOLD_WORDS),
        "attempt_words": each(ATTEMPT_WORDS),
    }
