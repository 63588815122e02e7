"""The crisis team's pages: Start, a new alert, the alert itself, tasks and log."""

from __future__ import annotations

from typing import Final

from dispatcher.web.console import alert_page, draft_page, new_alert, start
from dispatcher.web.console.serving import Page

ALERT: Final = alert_page.PATH

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
    Page(method="POST", path=f"{ALERT}/klarering", show=draft_page.clear),
)
