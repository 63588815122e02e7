"""Every address of the node, on one page: who may ask, what is sent, what comes back. OpenAPI is made of this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aiohttp import web
from pydantic import BaseModel

from dispatcher.domain.rights import Act
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.web import (
    alerts,
    answers,
    banner,
    bodies,
    callbacks,
    decisions,
    deliveries,
    events,
    follow_ups,
    health,
    incidents,
    node_answers,
    once,
    openapi,
    page,
    push,
    tasks,
)
from dispatcher.web.identity import ForUser, acting, reading
from dispatcher.web.kept import own_file
from dispatcher.web.problems import Handler, NotDone
from dispatcher.web.route import Content, Parameter, Route

API: Final = "/api/v1"
ALERT: Final = f"{API}/alerts/{{id}}"
INCIDENT: Final = f"{API}/incidents/{{id}}"

KNOWN_ETAG: Final = Parameter(name="If-None-Match", place="header", words="The ETag of what is known already.")


def _anybody(
    path: str,
    handler: Handler,
    given: Content,
    *,
    name: str = "",
    errors: tuple[int, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    more: Mapping[int, Content] | None = None,
) -> Route:
    return Route(
        method="GET",
        path=path,
        name=name or handler.__name__,
        words=handler.__doc__ or "",
        handler=handler,
        user=False,
        answers={200: given, **(more or {})},
        errors=errors,
        parameters=parameters,
    )


def _file(name: str, content_type: str) -> Route:
    handler = own_file(name, f"{content_type}; charset=utf-8")
    own_name = name.replace(".", "_")
    return _anybody(f"/{name}", handler, (content_type,), name=own_name, parameters=(KNOWN_ETAG,), more={304: None})


def _read(
    path: str,
    handler: Handler,
    given: Content,
    *,
    right: Act = Act.READ,
    errors: tuple[int, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    more: Mapping[int, Content] | None = None,
) -> Route:
    return Route(
        method="GET",
        path=path,
        name=f"{handler.__module__.rpartition('.')[2]}_{handler.__name__}",
        words=handler.__doc__ or "",
        handler=reading(handler, right),
        user=True,
        answers={200: given, **(more or {})},
        errors=(*((404,) if "{id}" in path else ()), *errors),
        parameters=parameters,
    )


def _act(
    path: str,
    handler: ForUser,
    body: type[BaseModel],
    *rights: Act,
    method: str = "POST",
    given: type[BaseModel] = answers.Alert,
    status: int = 200,
    errors: tuple[int, ...] = (404, 409),
    parameters: tuple[Parameter, ...] = (),
) -> Route:
    return Route(
        method=method,
        path=path,
        name=handler.__name__.rstrip("_"),
        words=handler.__doc__ or "",
        handler=acting(handler, *rights),
        user=True,
        body=body,
        answers={status: given},
        errors=(*errors, 413, 415, 422),
        parameters=parameters,
    )


def _sign_up(
    method: str, handler: Handler, body: type[BaseModel], given: Mapping[int, Content], *, errors: tuple[int, ...] = ()
) -> Route:
    return Route(
        method=method,
        path="/push/subscriptions",
        name=handler.__name__,
        words=handler.__doc__ or "",
        handler=handler,
        user=False,
        body=body,
        answers=given,
        errors=(*errors, 413, 415, 422, 429),
    )


KEY: Final = Parameter(
    name="Idempotency-Key",
    place="header",
    words="Kept for 24 hours per user: the same body gets the first answer, another body 409.",
    schema={"type": "string", "minLength": 1, "maxLength": once.LONGEST_KEY},
)
KIND: Final = Parameter(
    name="kind",
    place="query",
    words="Only alerts of this kind; service messages are shown only so.",
    schema={"type": "string", "enum": alerts.KINDS},
)
FILTERS: Final = (
    Parameter(
        name="state",
        place="query",
        words="Only deliveries in this state.",
        schema={"type": "string", "enum": [str(state) for state in DeliveryState]},
    ),
    Parameter(
        name="channel",
        place="query",
        words="Only this channel; what people do by hand (``task``) is shown only so.",
        schema={"type": "string", "enum": [str(channel) for channel in ChannelName]},
    ),
    Parameter(name="wave", place="query", words="Only this wave, by its name or its number from 0."),
    Parameter(
        name="format",
        place="query",
        words="Instead of the Accept header.",
        schema={"type": "string", "enum": list(deliveries.FORMS)},
    ),
)
PROBE: Final = Parameter(
    name="probe", place="query", words="``now``: ask every route first (from this machine, or with a token)."
)
SIGNATURE: Final = Parameter(
    name=callbacks.SIGNATURE, place="header", words="Twilio's signature of the public address and the form."
)
HTML: Final = ("text/html",)
LINES: Final = (deliveries.NDJSON, deliveries.CSV)
STREAM: Final = ("text/event-stream",)

ROUTES: Final = (
    _act(f"{API}/alerts", alerts.trigger, bodies.NewAlert, Act.TRIGGER, status=201, errors=(409,), parameters=(KEY,)),
    _read(f"{API}/alerts", alerts.list_alerts, answers.AlertList, errors=(422,), parameters=(KIND,)),
    _read(ALERT, alerts.show, answers.Alert),
    _act(ALERT, alerts.edit, bodies.Edit, Act.EDIT, Act.EDIT_OWN, method="PATCH"),
    _act(f"{ALERT}/submit", alerts.submit, bodies.Submission, Act.SUBMIT),
    _act(
        f"{ALERT}/approve",
        decisions.approve,
        bodies.Approve,
        Act.APPROVE,
        given=answers.Approved,
        errors=(404, 409, 501),
    ),
    _act(f"{ALERT}/return", decisions.return_, bodies.Reasoned, Act.RETURN),
    _act(f"{ALERT}/reject", decisions.reject, bodies.Reasoned, Act.REJECT),
    _act(f"{ALERT}/pause", decisions.pause, bodies.Reasoned, Act.PAUSE),
    _act(f"{ALERT}/resume", decisions.resume, bodies.Nothing, Act.RESUME),
    _act(f"{ALERT}/stop", decisions.stop, bodies.Reasoned, Act.STOP),
    _act(f"{ALERT}/update", follow_ups.update, bodies.FollowUp, Act.FOLLOW, status=201, parameters=(KEY,)),
    _act(f"{ALERT}/correction", follow_ups.correction, bodies.Correction, Act.FOLLOW, status=201, parameters=(KEY,)),
    _act(f"{ALERT}/all-clear", follow_ups.all_clear, bodies.FollowUp, Act.FOLLOW, status=201, parameters=(KEY,)),
    _act(f"{ALERT}/retract", follow_ups.retract, bodies.Reasoned, Act.RETRACT, given=answers.Retracted),
    _act(f"{ALERT}/release", decisions.release, bodies.Nothing, Act.RELEASE),
    _act(f"{ALERT}/external-now", decisions.external_now, bodies.Reasoned, Act.EXTERNAL_NOW),
    _act(f"{ALERT}/unsure", decisions.unsure, bodies.Unsure, Act.UNSURE, given=answers.Decided),
    _act(f"{ALERT}/resend", decisions.resend, bodies.Resend, Act.RESEND, given=answers.Resent),
    _read(f"{ALERT}/deliveries", deliveries.deliveries, LINES, errors=(422,), parameters=FILTERS),
    _read(f"{ALERT}/events", events.alert_events, STREAM),
    _read(f"{API}/events", events.all_events, STREAM),
    _read(INCIDENT, incidents.show, answers.Incident),
    _act(f"{INCIDENT}/close", incidents.close, bodies.Closing, Act.CLOSE, given=answers.Incident),
    _act(f"{INCIDENT}/log", incidents.log_line, bodies.LogLine, Act.LOG, given=answers.Logged, errors=(404,)),
    _read(f"{INCIDENT}/tasks", tasks.list_tasks, tasks.TaskList),
    _act(f"{API}/tasks/{{id}}/done", tasks.task_done, tasks.Ticking, Act.TASK, Act.TASK_OWN, given=tasks.TickedTask),
    _act(
        f"{API}/tasks/{{id}}/refuse", tasks.task_refuse, tasks.Ticking, Act.TASK, Act.TASK_OWN, given=tasks.TickedTask
    ),
    _read(f"{INCIDENT}/report.html", incidents.report_page, HTML, right=Act.REPORT),
    _read(f"{INCIDENT}/report.json", incidents.report_data, ("application/json",), right=Act.REPORT),
    _read(f"{INCIDENT}/report.csv", incidents.report_table, ("text/csv",), right=Act.REPORT),
    _anybody(f"{API}/openapi.json", openapi.openapi, ("application/json",)),
    _anybody("/banner.json", banner.banner, node_answers.Banner, parameters=(KNOWN_ETAG,), more={304: None}),
    _anybody("/krise", page.krise, HTML, parameters=(KNOWN_ETAG,), more={304: None}),
    _read(
        "/exercise/banner.json", banner.exercise_banner, node_answers.Banner, parameters=(KNOWN_ETAG,), more={304: None}
    ),
    _read("/exercise/krise", page.exercise_krise, HTML, parameters=(KNOWN_ETAG,), more={304: None}),
    _file("banner.js", "text/javascript"),
    _file("krise.css", "text/css"),
    _file("krise.js", "text/javascript"),
    _file("sw.js", "text/javascript"),
    _anybody("/push/key", push.push_key, node_answers.PushKey, errors=(404,)),
    _sign_up("POST", push.push_subscribe, bodies.PushSubscription, {201: node_answers.Subscribed}, errors=(404,)),
    _sign_up("DELETE", push.push_unsubscribe, bodies.PushEndpoint, {204: None}),
    _anybody("/healthz", health.alive, node_answers.Alive),
    _anybody(
        "/readyz",
        health.ready,
        node_answers.Ready,
        more={503: node_answers.Ready},
        errors=(401, 403),
        parameters=(PROBE,),
    ),
    _anybody("/metrics", health.metrics, ("text/plain",), errors=(401, 403)),
    Route(
        method="POST",
        path="/callbacks/twilio/{attempt}",
        name="twilio_status",
        words=callbacks.twilio_status.__doc__ or "",
        handler=callbacks.twilio_status,
        user=False,
        answers={204: None},
        errors=(403, 413),
        parameters=(SIGNATURE,),
    ),
)

NOT_DONE: Final = (
    ("POST", f"{ALERT}/clearance"),
    ("POST", f"{ALERT}/recuse"),
    ("GET", f"{INCIDENT}/report.pdf"),
    ("POST", "/callbacks/twilio/inbound"),
)
"""What later parts bring: answered with 501, and in no document."""


async def not_done(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    """Says so, rather than that the address does not exist."""
    raise NotDone


def add_routes(app: web.Application) -> None:
    """Put every address on the application; the unfinished first, so that no pattern takes theirs."""
    for method, path in NOT_DONE:
        app.router.add_route(method, path, not_done)
    for route in ROUTES:
        if route.method == "GET":
            app.router.add_get(route.path, route.handler, allow_head=not route.endless)
        else:
            app.router.add_route(route.method, route.path, route.handler)
