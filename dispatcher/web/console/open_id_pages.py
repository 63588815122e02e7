"""The pages of the municipality's own sign-in, and of the one beside it for when that does not work."""

from __future__ import annotations

from typing import Final

from dispatcher.web.console import open_id_account, open_id_way, sign_in
from dispatcher.web.console.serving import Page
from dispatcher.web.console.visit import EMERGENCY, OPEN_ID

OPEN_ID_PAGES: Final = (
    Page(method="GET", path=EMERGENCY, show=sign_in.show_emergency),
    Page(method="GET", path=OPEN_ID, show=open_id_way.start),
    Page(method="GET", path=f"{OPEN_ID}/bekreft", show=open_id_way.confirm),
    Page(method="GET", path=open_id_way.BACK, show=open_id_way.back),
    Page(method="GET", path=open_id_account.GO, show=open_id_way.tie),
    Page(method="POST", path=open_id_account.TIE, show=open_id_account.tie),
    Page(method="POST", path=open_id_account.UNTIE, show=open_id_account.untie),
)
