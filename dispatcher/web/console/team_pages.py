"""The crisis team's pages: Start, a new alert, the alert itself, its messages, tasks, log, people and plan, print."""

from __future__ import annotations

from typing import Final

from dispatcher.web.console import (
    alert_page,
    alone_page,
    beside_page,
    desk_page,
    draft_page,
    follow_pages,
    incident_pages,
    live_acts,
    log_check,
    new_alert,
    plan_page,
    print_pages,
    recipient_pages,
    start,
    task_cards,
)
from dispatcher.web.console.serving import Page

ALERT: Final = alert_page.PATH
INCIDENT: Final = incident_pages.INCIDENT
TASK: Final = incident_pages.TASK

TEAM_PAGES: Final = (
    Page(method="GET", path=start.PATH, show=start.show),
    Page(method="GET", path=start.CHANGES, show=start.changes),
    Page(method="GET", path=desk_page.PATH, show=desk_page.show),
    Page(method="POST", path=f"{desk_page.PATH}/{{alert}}", show=desk_page.arrange),
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
    Page(method="GET", path=recipient_pages.CAPTURED_PATH, show=recipient_pages.captured),
    Page(method="POST", path=recipient_pages.CAPTURED_PATH, show=recipient_pages.open_captured),
    Page(method="POST", path=f"{recipient_pages.CAPTURED_PATH}/{{delivery}}", show=recipient_pages.captured_message),
    Page(method="GET", path=recipient_pages.RECIPIENTS_PATH, show=recipient_pages.messages),
    Page(method="POST", path=recipient_pages.RECIPIENTS_PATH, show=recipient_pages.open_messages),
    Page(method="POST", path=f"{recipient_pages.RECIPIENTS_PATH}/{{delivery}}", show=recipient_pages.one_message),
    Page(method="GET", path=plan_page.PATH, show=plan_page.show),
    Page(method="POST", path=plan_page.PATH, show=plan_page.open_),
    Page(method="POST", path=f"{plan_page.PATH}/fravaer", show=plan_page.be_away),
    Page(method="POST", path=f"{plan_page.PATH}/tilbake", show=plan_page.be_back),
    Page(method="POST", path=f"{plan_page.PATH}/ovelse", show=plan_page.send_practice),
    Page(method="GET", path=print_pages.ALERT, show=print_pages.choose),
    Page(method="POST", path=print_pages.ALERT, show=print_pages.sheets_with_lists),
    Page(method="GET", path=f"{print_pages.ALERT}/plakater", show=print_pages.posters),
    Page(method="GET", path=print_pages.PLAN, show=print_pages.about_binder),
    Page(method="POST", path=print_pages.PLAN, show=print_pages.binder_zip),
    Page(method="GET", path=f"{INCIDENT}/oppgaver", show=incident_pages.tasks),
    Page(method="GET", path=f"{TASK}/kort/{{card}}", show=task_cards.show),
    Page(method="POST", path=f"{TASK}/gjort", show=incident_pages.done),
    Page(method="POST", path=f"{TASK}/kan-ikke", show=incident_pages.refuse),
    Page(method="POST", path=f"{INCIDENT}/kommer", show=incident_pages.come),
    Page(method="GET", path=f"{INCIDENT}/logg", show=incident_pages.log),
    Page(method="POST", path=f"{INCIDENT}/logg", show=incident_pages.write_log),
    Page(method="POST", path=f"{INCIDENT}/logg/kontroll", show=log_check.check),
    Page(method="GET", path=f"{INCIDENT}/rapport", show=incident_pages.report),
)
