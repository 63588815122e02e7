"""The page of the archive package: made, mailed, confirmed by form, in a real Chromium (R122)."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatcher.channels.package_mail import captured_mail
from dispatcher.domain.states import Mode, Role
from dispatcher.ports import SystemClock
from tests.channels.smtp_server import SmtpServer, smtp_server
from tests.office import OfficeScene
from tests.web.browser import Tab, chromium
from tests.web.console.phone import DESK, PHONE, faults, open_, prefer, resize, shoot, sideways, tap
from tests.web.console.test_team_phone import sign_in
from tests.web.console.visitor import Visitor
from tests.web.node import Node, running

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

PAGE = "/hendelse/1001/arkiv"


@pytest.fixture
async def post() -> AsyncIterator[SmtpServer]:
    async with smtp_server() as server:
        yield server


@pytest.fixture
async def node(office: OfficeScene, post: SmtpServer) -> AsyncIterator[Node]:
    lane = captured_mail("127.0.0.1", post.port, sender="krisevarsel@loten.example", clock=SystemClock())
    async with running(office, postmottak={Mode.EXERCISE: lane}) as one:
        yield one
    await lane.close()


@pytest.mark.requirement("R122")
async def test_a_package_is_mailed_and_confirmed_on_the_page(node: Node, post: SmtpServer, tmp_path: Path) -> None:
    """Sent by one button, confirmed with the archive's reference, and readable for everybody at every size."""
    await node.draft()
    async with chromium(tmp_path / "chromium") as tab:
        await sign_in(tab, node, "kari")
        await prefer(tab)
        await open_(tab, f"{node.address}{PAGE}", PHONE)
        await tap(tab, f"form[action='{PAGE}/send'] button")
        assert [mail.recipient for mail in post.mails] == ["postmottak@loten.example"]
        await looked_at(tab, "arkiv")
        await tab.tell("document.querySelector('[name=reference]').value = '2026/1234-5'; true")
        await tap(tab, f"form[action='{PAGE}/bekreft'] button")
        assert "2026/1234-5" in str(await tab.tell("document.querySelector('main').textContent"))
        await looked_at(tab, "arkiv-bekreftet")
        await in_other_languages(tab, node)


async def looked_at(tab: Tab, name: str) -> None:
    """Nothing wrong by axe, nothing cut off; and a picture at both sizes."""
    for size in (DESK, PHONE):
        await resize(tab, *size)
        assert await faults(tab) == [], name
        assert await sideways(tab) <= 0, name
        await shoot(tab, name, size)


async def in_other_languages(tab: Tab, node: Node) -> None:
    """Nynorsk in the dark, English in the light, at 320 px."""
    node.hire("eve", [Role.EVALUATOR])
    await sign_in(tab, node, "eve")
    await tab.ask("Network.enable")
    for language, scheme in (("nn", "dark"), ("en", "light")):
        await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        await prefer(tab, prefers_color_scheme=scheme)
        await open_(tab, f"{node.address}{PAGE}", (320, 640))
        assert await tab.tell("document.documentElement.lang") == language
        assert await faults(tab) == []
        assert await sideways(tab) <= 0
        await shoot(tab, f"arkiv-{language}", PHONE)


async def test_the_button_gives_the_zip_and_others_are_refused(node: Node) -> None:
    """Whoever may read reports takes it out; who may not archive sees no button and is refused the act."""
    await node.draft()
    await node.draft()
    anne, eli = (Visitor(node=node, session=node.session) for _ in range(2))
    anne.signed_in("anne")
    eli.signed_in("eli")
    page = await anne.get(PAGE)
    taken = await anne.post(PAGE, page.hidden(PAGE))

    assert taken.status == 200
    assert taken.headers["Content-Type"] == "application/zip"
    assert "/arkiv/send" not in page.text
    refused = await anne.post(f"{PAGE}/bekreft", {**page.hidden(PAGE), "reference": "1"})
    assert refused.status == 403
    assert (await eli.get(PAGE)).status == 403
