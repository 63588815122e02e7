"""The crisis team's pages: Start, a new alert, the alert itself, tasks and log."""

from __future__ import annotations

from typing import Final

from dispatcher.web.console import (
    alert_page,
    alone_page,
    beside_page,
    draft_page,
    follow_pages,
    incident_pages,
    live_acts,
    new_alert,
    start,
)
from dispatcher.web.console.serving import Page

ALERT: Final = alert_page.PATH
INCIDENT: Final = incident_pages.INCIDENT
TASK: Final = incident_pages.TASK

TEAM_PAGES: Final = (
    Page(method="GET", path=start.PATH, show=start.show),
    Page(method="GET", path=start.CHANGES, show=start.changes),
    Page(method="GET", path=new_alert.PATH, show=new_alert.choose),
    Page(method="GET", path=new_alert.SCENARIO, show=new_alert.ask),
    Page(method="POST", path=new_alert.SCENARIO, show=new_alert.trigger),
    Page(method="GET", path=ALERT, show=alert_page.show),
    Page(method="GET", path=f"{ALERT}/endre", show=draft_page.show_edit),
    Page(method="POST", path=f"{ALERT}/endre", show=draft_page.edit),
    Page(method="POST", path=f"{ALERT}/send-inn", show=draft_page.submit),
    Page(method="POST", path=f"{ALERT}/ta-inn", show=draft_page.take_in),
    Page(method="POST", path=f"{ALERT}/klarering", show=draft_page.clear),
    Page(method="GET", path=beside_page.PATH, show=beside_page.show),
    Page(method="POST", path=beside_page.PATH, show=beside_page.approve),
    Page(method="GET", path=alone_page.PATH, show=alone_page.show),
    Page(method="POST", path=alone_page.PATH, show=alone_page.approve),
    Page(method="GET", path=f"{ALERT}/gjor/{{act}}", show=live_acts.confirm),
    Page(method="POST", path=f"{ALERT}/gjor/{{act}}", show=live_acts.reasoned),
    Page(method="POST", path=f"{ALERT}/gjenoppta", show=live_acts.resume),
    Page(method="POST", path=f"{ALERT}/slipp", show=live_acts.release),
    Page(method="POST", path=f"{ALERT}/send-pa-nytt", show=live_acts.resend),
    Page(method="POST", path=f"{ALERT}/usikre", show=live_acts.unsure),
    Page(method="GET", path=f"{ALERT}/folg/{{kind}}", show=follow_pages.show),
    Page(method="POST", path=f"{ALERT}/folg/{{kind}}", show=follow_pages.draft),
    Page(method="POST", path=f"{ALERT}/ingen-endring", show=follow_pages.nothing_is_new),
    Page(method="GET", path=f"{INCIDENT}/oppgaver", show=incident_pages.tasks),
    Page(method="POST", path=f"{TASK}/gjort", show=incident_pages.done),
    Page(method="POST", path=f"{TASK}/kan-ikke", show=incident_pages.refuse),
    Page(method="POST", path=f"{INCIDENT}/kommer", show=incident_pages.come),
    Page(method="GET", path=f"{INCIDENT}/logg", show=incident_pages.log),
    Page(method="POST", path=f"{INCIDENT}/logg", show=incident_pages.write_log),
    Page(method="GET", path=f"{INCIDENT}/rapport", show=incident_pages.report),
)
