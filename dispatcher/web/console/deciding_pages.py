"""Where an alert is decided: the approver's page, another's screen, alone; and a proposal written and taken in."""

from __future__ import annotations

from typing import Final

from dispatcher.web.console import alone_page, approval_page, beside_page, draft_page, propose_page
from dispatcher.web.console.serving import Page

DECIDING_PAGES: Final = (
    Page(method="GET", path=approval_page.PATH, show=approval_page.show),
    Page(method="GET", path=propose_page.PATH, show=propose_page.show),
    Page(method="POST", path=propose_page.PATH, show=propose_page.propose),
    Page(method="POST", path=f"{approval_page.PATH}/{{act}}", show=approval_page.decide),
    Page(method="POST", path="/varsel/{alert}/ta-inn", show=draft_page.take_in),
    Page(method="GET", path=beside_page.PATH, show=beside_page.show),
    Page(method="POST", path=beside_page.PATH, show=beside_page.approve),
    Page(method="GET", path=alone_page.PATH, show=alone_page.show),
    Page(method="POST", path=alone_page.PATH, show=alone_page.approve),
)
