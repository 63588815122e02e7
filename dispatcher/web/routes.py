"""Every address of the node, on one page: who may ask, what is sent, what comes back. OpenAPI is made of this table."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from dispatcher.domain.geojson import MEDIA_TYPE
from dispatcher.domain.rights import Act
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.web import (
    alerts,
    answers,
    approval_parts,
    archive,
    aside,
    banner,
    bodies,
    callbacks,
    clearances,
    decisions,
    deliveries,
    desk_queue,
    events,
    follow_ups,
    health,
    inbound,
    incidents,
    log_answers,
    logbook,
    node_answers,
    once,
    openapi,
    own_push,
    page,
    papers,
    privacy,
    proposing,
    push,
    tasks,
    telephone,
    years,
)
from dispatcher.web.declaring import KNOWN_ETAG, act, anybody, own, read, sign_up
from dispatcher.web.evaluation_routes import EVALUATION_ROUTES
from dispatcher.web.route import Parameter, Route

API: Final = "/api/v1"
ALERT: Final = f"{API}/alerts/{{id}}"
INCIDENT: Final = f"{API}/incidents/{{id}}"
YEAR: Final = f"{API}/years/{{year}}"

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
    act(f"{API}/alerts", alerts.trigger, bodies.NewAlert, Act.TRIGGER, status=201, errors=(409,), parameters=(KEY,)),
    read(f"{API}/alerts", alerts.list_alerts, answers.AlertList, errors=(422,), parameters=(KIND,)),
    read(ALERT, alerts.show, answers.Alert),
    act(ALERT, alerts.edit, bodies.Edit, Act.EDIT, Act.EDIT_OWN, method="PATCH"),
    read(f"{API}/desk", desk_queue.queue, answers.Queue),
    act(f"{ALERT}/arrange", desk_queue.arrange, bodies.Arranging, Act.ARRANGE),
    act(f"{ALERT}/submit", alerts.submit, bodies.Submission, Act.SUBMIT),
    act(
        f"{ALERT}/approve",
        decisions.approve,
        bodies.Approve,
        Act.APPROVE,
        Act.ORAL,
        given=answers.Approved,
    ),
    act(f"{ALERT}/alone", aside.approve_alone, bodies.Alone, Act.ALONE, given=answers.Approved),
    act(f"{ALERT}/confirm", aside.confirm, bodies.Nothing, Act.CONFIRM),
    act(f"{ALERT}/recuse", aside.recuse, bodies.Nothing, Act.RECUSE),
    act(f"{ALERT}/unavailable", aside.unavailable, bodies.Unavailable, Act.UNAVAILABLE),
    act(f"{ALERT}/available", aside.available, bodies.Available, Act.UNAVAILABLE),
    read(f"{API}/absences", aside.list_absences, approval_parts.Absences),
    act(f"{API}/absences", aside.absence, bodies.Absence, Act.ABSENCE, given=approval_parts.Absences, errors=()),
    act(
        f"{API}/absences/end",
        aside.absence_end,
        bodies.Nothing,
        Act.ABSENCE,
        given=approval_parts.Absences,
        errors=(409,),
    ),
    act(f"{ALERT}/return", decisions.return_, bodies.Reasoned, Act.RETURN),
    act(f"{ALERT}/propose", proposing.propose, bodies.Propose, Act.PROPOSE),
    act(f"{ALERT}/take-in", proposing.take_in, bodies.TakeIn, Act.SUBMIT),
    act(f"{ALERT}/reject", decisions.reject, bodies.Reasoned, Act.REJECT),
    act(f"{ALERT}/pause", decisions.pause, bodies.Reasoned, Act.PAUSE),
    act(f"{ALERT}/resume", decisions.resume, bodies.Nothing, Act.RESUME),
    act(f"{ALERT}/stop", decisions.stop, bodies.Reasoned, Act.STOP),
    act(f"{ALERT}/update", follow_ups.update, bodies.FollowUp, Act.FOLLOW, status=201, parameters=(KEY,)),
    act(f"{ALERT}/correction", follow_ups.correction, bodies.Correction, Act.FOLLOW, status=201, parameters=(KEY,)),
    act(f"{ALERT}/all-clear", follow_ups.all_clear, bodies.FollowUp, Act.FOLLOW, status=201, parameters=(KEY,)),
    act(f"{ALERT}/retract", follow_ups.retract, bodies.Reasoned, Act.RETRACT, given=answers.Retracted),
    act(f"{ALERT}/clearance", clearances.clear, bodies.Clearance, Act.CLEAR),
    act(f"{ALERT}/release", decisions.release, bodies.Nothing, Act.RELEASE),
    act(f"{ALERT}/external-now", decisions.external_now, bodies.Reasoned, Act.EXTERNAL_NOW),
    act(f"{ALERT}/unsure", decisions.unsure, bodies.Unsure, Act.UNSURE, given=answers.Decided),
    act(f"{ALERT}/resend", decisions.resend, bodies.Resend, Act.RESEND, given=answers.Resent),
    read(f"{ALERT}/deliveries", deliveries.deliveries, LINES, right=Act.READ_ROWS, errors=(422,), parameters=FILTERS),
    read(f"{ALERT}/events", events.alert_events, STREAM),
    read(f"{API}/events", events.all_events, STREAM),
    read(INCIDENT, incidents.show, answers.Incident),
    act(f"{INCIDENT}/close", incidents.close, bodies.Closing, Act.CLOSE, given=answers.Incident),
    act(f"{INCIDENT}/hold", privacy.hold, bodies.Reasoned, Act.HOLD, given=privacy.RetentionView),
    act(f"{INCIDENT}/lift-hold", privacy.lift_hold, bodies.Reasoned, Act.HOLD, given=privacy.RetentionView),
    read(f"{INCIDENT}/retention", privacy.retention, privacy.RetentionView, right=Act.HOLD),
    read(f"{INCIDENT}/replies", incidents.replies, answers.Replies, right=Act.READ_REPLIES),
    act(f"{INCIDENT}/answer", incidents.answer, bodies.Coming, Act.ANSWER, given=answers.Incident, errors=(404,)),
    act(f"{INCIDENT}/log", logbook.log_line, bodies.LogLine, Act.LOG, given=log_answers.Logged, errors=(404,)),
    read(f"{INCIDENT}/shift-change.html", logbook.shift_page, HTML, right=Act.REPORT),
    read(f"{INCIDENT}/shift-change.json", logbook.shift_data, ("application/json",), right=Act.REPORT),
    read(f"{INCIDENT}/log", logbook.log_lines_, log_answers.LogBook, right=Act.REPORT),
    read(f"{INCIDENT}/log.csv", logbook.log_table, ("text/csv",), right=Act.REPORT),
    read(f"{INCIDENT}/tasks", tasks.list_tasks, tasks.TaskList),
    read(f"{API}/tasks/{{id}}", tasks.show_task, tasks.TaskToDo),
    read(f"{API}/tasks/{{id}}/area.geojson", tasks.task_area, (MEDIA_TYPE,), errors=(409,)),
    read(f"{INCIDENT}/tasks.csv", incidents.task_table, ("text/csv",), right=Act.REPORT),
    act(f"{API}/tasks/{{id}}/done", tasks.task_done, tasks.Ticking, Act.TASK, Act.TASK_OWN, given=tasks.TickedTask),
    act(f"{API}/tasks/{{id}}/refuse", tasks.task_refuse, tasks.Ticking, Act.TASK, Act.TASK_OWN, given=tasks.TickedTask),
    read(f"{INCIDENT}/report.html", incidents.report_page, HTML, right=Act.REPORT),
    read(f"{INCIDENT}/report.json", incidents.report_data, ("application/json",), right=Act.REPORT),
    read(f"{INCIDENT}/report.csv", incidents.report_table, ("text/csv",), right=Act.REPORT),
    read(f"{INCIDENT}/curve.csv", incidents.curve_table, ("text/csv",), right=Act.REPORT),
    *EVALUATION_ROUTES,
    read(f"{INCIDENT}/saksframlegg.html", papers.case_page, HTML, right=Act.REPORT),
    read(f"{INCIDENT}/saksframlegg.pdf", papers.case_pdf, (papers.PDF,), right=Act.REPORT, errors=(503,)),
    act(
        f"{INCIDENT}/public-copy",
        papers.public_judge,
        papers.Disclosure,
        Act.REPORT,
        given=papers.Judged,
        errors=(404,),
    ),
    read(f"{INCIDENT}/public-copy.html", papers.public_page, HTML, right=Act.REPORT, errors=(409,)),
    read(f"{INCIDENT}/public-copy.pdf", papers.public_pdf, (papers.PDF,), right=Act.REPORT, errors=(409, 503)),
    read(f"{INCIDENT}/public-copy.csv", papers.public_table, ("text/csv",), right=Act.REPORT, errors=(409,)),
    read(f"{INCIDENT}/report.pdf", papers.report_pdf, (papers.PDF,), right=Act.REPORT, errors=(503,)),
    read(f"{YEAR}/report.html", years.year_report_page, HTML, right=Act.REPORT, errors=(404, 422)),
    read(f"{YEAR}/report.pdf", years.year_report_pdf, (papers.PDF,), right=Act.REPORT, errors=(404, 422, 503)),
    read(f"{YEAR}/report.json", years.year_report_data, ("application/json",), right=Act.REPORT, errors=(404, 422)),
    read(f"{YEAR}/report.csv", years.year_report_table, ("text/csv",), right=Act.REPORT, errors=(404, 422)),
    read(f"{YEAR}/incidents.csv", years.year_incidents_table, ("text/csv",), right=Act.REPORT, errors=(404, 422)),
    read(f"{INCIDENT}/archive", archive.package, ("application/zip",), right=Act.REPORT),
    read(f"{INCIDENT}/archives", archive.packages, archive.Packages, right=Act.REPORT),
    act(f"{INCIDENT}/archive/mail", archive.mail_package, bodies.Nothing, Act.ARCHIVE, given=archive.Packages),
    act(
        f"{INCIDENT}/archive/confirm",
        archive.confirm_package,
        archive.Confirmation,
        Act.ARCHIVE,
        given=archive.Packages,
    ),
    anybody(f"{API}/openapi.json", openapi.openapi, ("application/json",)),
    anybody("/banner.json", banner.banner, node_answers.Banner, parameters=(KNOWN_ETAG,), more={304: None}),
    anybody("/krise", page.krise, HTML, parameters=(KNOWN_ETAG,), more={304: None}),
    read(
        "/exercise/banner.json", banner.exercise_banner, node_answers.Banner, parameters=(KNOWN_ETAG,), more={304: None}
    ),
    read("/exercise/krise", page.exercise_krise, HTML, parameters=(KNOWN_ETAG,), more={304: None}),
    own("banner.js", "text/javascript"),
    own("krise.css", "text/css"),
    own("krise.js", "text/javascript"),
    own("sw.js", "text/javascript"),
    own("push.js", "text/javascript"),
    anybody("/push/key", push.push_key, node_answers.PushKey, errors=(404,)),
    sign_up("POST", push.push_subscribe, bodies.PushSubscription, {201: node_answers.Subscribed}, errors=(404,)),
    sign_up("DELETE", push.push_unsubscribe, bodies.PushEndpoint, {204: None}),
    act(
        f"{API}/me/push",
        own_push.tie_push,
        bodies.OwnPush,
        Act.APPROVE,
        given=node_answers.OwnBrowsers,
        status=201,
        errors=(404,),
    ),
    act(
        f"{API}/me/push",
        own_push.untie_push,
        bodies.PushEndpoint,
        Act.APPROVE,
        method="DELETE",
        given=node_answers.OwnBrowsers,
        errors=(),
    ),
    anybody("/healthz", health.alive, node_answers.Alive),
    anybody(
        "/readyz",
        health.ready,
        node_answers.Ready,
        more={503: node_answers.Ready},
        errors=(401, 403),
        parameters=(PROBE,),
    ),
    anybody("/metrics", health.metrics, ("text/plain",), errors=(401, 403)),
    Route(
        method="POST",
        path=inbound.PATH,
        name="twilio_inbound",
        words=inbound.twilio_inbound.__doc__ or "",
        handler=inbound.twilio_inbound,
        user=False,
        answers={204: None},
        errors=(403, 413),
        parameters=(SIGNATURE,),
    ),
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
    Route(
        method="POST",
        path="/callbacks/twilio/{attempt}/voice",
        name="twilio_voice",
        words=telephone.twilio_voice.__doc__ or "",
        handler=telephone.twilio_voice,
        user=False,
        answers={200: ("text/xml",)},
        errors=(403, 413),
        parameters=(SIGNATURE,),
    ),
)


def add_routes(app: web.Application) -> None:
    """Put every address on the application."""
    for route in ROUTES:
        if route.method == "GET":
            app.router.add_get(route.path, route.handler, allow_head=not route.endless)
        else:
            app.router.add_route(route.method, route.path, route.handler)
