"""Every page of the console, on one page: method, address, and what shows or does it."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from dispatcher.web.console import account, approval_page, own_password, propose_page, sign_in
from dispatcher.web.console.files import PATH
from dispatcher.web.console.serving import Page, serving
from dispatcher.web.console.team_pages import TEAM_PAGES
from dispatcher.web.console.visit import ACCOUNT, CONSOLE, SIGN_IN, Console
from dispatcher.web.services import SERVICES

PAGES: Final = (
    Page(method="GET", path=SIGN_IN, show=sign_in.show),
    Page(method="POST", path=SIGN_IN, show=sign_in.by_password),
    Page(method="POST", path=f"{SIGN_IN}/passkey", show=sign_in.by_passkey),
    Page(method="POST", path=f"{SIGN_IN}/kode", show=sign_in.by_code),
    Page(method="POST", path="/logg-ut", show=sign_in.sign_out),
    Page(method="POST", path="/logg-ut/overalt", show=sign_in.sign_out_everywhere),
    Page(method="GET", path=ACCOUNT, show=account.show),
    Page(method="POST", path=f"{ACCOUNT}/passkey", show=account.add_passkey),
    Page(method="POST", path=f"{ACCOUNT}/passkey/fjern", show=account.remove_passkey),
    Page(method="POST", path=f"{ACCOUNT}/app", show=account.start_app),
    Page(method="POST", path=f"{ACCOUNT}/app/lagre", show=account.confirm_app),
    Page(method="POST", path=f"{ACCOUNT}/koder", show=account.new_codes),
    Page(method="POST", path=f"{ACCOUNT}/passord", show=own_password.change),
    Page(method="GET", path=approval_page.PATH, show=approval_page.show),
    Page(method="GET", path=propose_page.PATH, show=propose_page.show),
    Page(method="POST", path=propose_page.PATH, show=propose_page.propose),
    Page(method="POST", path=f"{approval_page.PATH}/{{act}}", show=approval_page.decide),
)


def add_console(app: web.Application) -> None:
    """Put every page on the application, with what they share."""
    console = app[CONSOLE] = Console(app[SERVICES])
    app.router.add_get(PATH, console.files.answer)
    for page in (*PAGES, *TEAM_PAGES):
        if page.method == "GET":
            app.router.add_get(page.path, serving(page))
        else:
            app.router.add_route(page.method, page.path, serving(page))
