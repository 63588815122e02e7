"""The map in a real browser: an area drawn by pointer and by keyboard, read, submitted, approved; axe; pictures."""

from typing import Any

from tests.web.browser import Tab
from tests.web.console.phone import DESK, PHONE, faults, heading, open_, prefer, resize, shoot, sideways, tap
from tests.web.console.visitor import Visitor
from tests.web.node import Node

NAME = "området rundt Ådalsbruk skole"
CORNERS = ((-0.2, -0.2), (1.2, -0.2), (1.2, 1.2), (-0.2, 1.2))
"""Round an area of the plan, in shares of its own extent."""
SMALLEST = (320, 640)
KEYS: dict[str, dict[str, Any]] = {
    "Enter": {"windowsVirtualKeyCode": 13, "code": "Enter", "text": "\r"},
    "Escape": {"windowsVirtualKeyCode": 27},
    "Tab": {"windowsVirtualKeyCode": 9},
}


async def sign_in(tab: Tab, node: Node, name: str) -> None:
    """As if they had done it before."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name)
    await tab.ask("Network.enable")
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "nb"})
    await tab.ask("Network.setCookie", name="dispatcher", value=one.cookie, url=node.address)


async def looked_at(tab: Tab, name: str) -> None:
    """Nothing wrong by axe, nothing cut off, light and dark; and a picture of each."""
    for scheme, end in (("light", ""), ("dark", "-dark")):
        await prefer(tab, prefers_color_scheme=scheme)
        await resize(tab, *DESK)
        assert await faults(tab) == [], (name, scheme)
        for size in (DESK, PHONE):
            if size == PHONE or not end:
                await shoot(tab, f"{name}{end}", size)
    await resize(tab, *SMALLEST)
    assert await sideways(tab) <= 0, name
    await prefer(tab)
    await resize(tab, *PHONE)


async def touch(tab: Tab, selector: str) -> None:
    """A button that does something on the page itself."""
    await tab.tell(f"document.querySelector({selector!r}).click()")


async def press(tab: Tab, key: str) -> None:
    more: dict[str, Any] = KEYS.get(key, {"text": key} if len(key) == 1 else {})
    for kind in ("keyDown", "keyUp"):
        await tab.ask("Input.dispatchKeyEvent", type=kind, key=key, **(more if kind == "keyDown" else {}))


async def tap_map(tab: Tab, across: float, down: float) -> None:
    """A tap on the map, measured from an area of the plan."""
    box = await tab.tell(
        "(() => { const box = document.querySelector('[data-key=ostvang]').getBoundingClientRect();"
        " return [box.x, box.y, box.width, box.height]; })()"
    )
    x, y = box[0] + across * box[2], box[1] + down * box[3]
    for kind in ("mousePressed", "mouseReleased"):
        await tab.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


async def points(tab: Tab, slot: str = "tegnet-1") -> list[str]:
    return str(await tab.tell(f"document.getElementById('{slot}-punkter').value")).splitlines()


async def test_an_area_is_drawn_with_a_pointer_and_goes_all_the_way(node: Node, tab: Tab) -> None:
    """Four taps on the map are four corners; the map, the review and the approver see the same area and its people."""
    await sign_in(tab, node, "kari")
    await open_(tab, f"{node.address}/nytt/stromutfall", PHONE)
    await touch(tab, "[data-slot=tegnet-1] summary")
    await tab.tell(
        f"document.getElementById('tegnet-1-navn').value = '{NAME}';"
        "for (const box of document.querySelectorAll('[name=areas]:checked')) box.click();"
        "const now = document.querySelector('[name=hold][value=now]'); now && now.click()"
    )
    await touch(tab, "[data-pointer=tegnet-1] [data-act=draw]")
    for across, down in (*CORNERS, (0.5, 0.5)):
        await tap_map(tab, across, down)
    await touch(tab, "[data-pointer=tegnet-1] [data-act=undo]")
    assert len(await points(tab)) == len(CORNERS)
    assert await tab.tell("document.querySelectorAll('[data-drawn] .corner').length") == len(CORNERS)
    await touch(tab, "[data-pointer=tegnet-1] [data-act=draw]")
    await looked_at(tab, "new-map")

    await tap(tab, "main form button.wide")
    assert await heading(tab) != ""
    alert = str(await tab.tell("location.pathname")).removeprefix("/varsel/")
    view = await node.view(alert)
    assert [one["name"] for one in view["drawn"]] == [NAME]
    assert view["drawn"][0]["people"] > 0
    assert view["drawn"][0]["words"] in str(await tab.tell("document.body.innerText"))
    await looked_at(tab, "new-map-review")

    submitted = (await node.act(alert, "submit", "kari")).json
    await sign_in(tab, node, "anne")
    await open_(tab, f"{node.address}/a/{alert}", PHONE)
    assert await tab.tell("document.querySelector('.map .drawn') !== null")
    await looked_at(tab, "approval-map")
    seen = [one["key"] for one in submitted["odd"]]
    assert (await node.act(alert, "approve", "anne", fingerprint=submitted["fingerprint"], seen=seen)).status == 200
    await open_(tab, f"{node.address}/varsel/{alert}", PHONE)
    assert await tab.tell("document.querySelector('.map .drawn') !== null")
    assert tab.complaints == []


async def test_the_map_and_the_drawing_by_keyboard_alone(node: Node, tab: Tab) -> None:
    """Arrows move, Enter sets a corner, Escape ends; the boxes colour the map; axe finds nothing."""
    await sign_in(tab, node, "kari")
    await open_(tab, f"{node.address}/nytt/evakuering", DESK)
    await touch(tab, "[data-slot=tegnet-1] summary")
    focused = await tab.tell(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {"
        " const button = document.querySelector('[data-pointer=tegnet-1] [data-act=draw]');"
        " button.focus(); done(document.activeElement === button); })))"
    )  # two frames later: what has not been painted takes no focus
    assert focused
    await press(tab, "Enter")
    where = await tab.tell("document.activeElement.outerHTML.slice(0, 60)")
    assert where.startswith("<svg"), where
    for key in ("+", "Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        await press(tab, key)
    assert len(await points(tab)) == 3
    await press(tab, "Backspace")
    assert len(await points(tab)) == 2
    await press(tab, "ArrowDown")
    await press(tab, "Enter")
    await press(tab, "Escape")
    assert await tab.tell("document.activeElement.dataset.act") == "draw"
    assert await tab.tell("document.querySelector('[data-drawn] .danger') !== null")
    await touch(tab, "[name='z.nabo'][value=nordbyvegen-naboer]")
    assert await tab.tell("document.querySelector('[data-key=nordbyvegen-naboer]').classList.contains('chosen')")
    assert "Naboer til Nordbyvegen" in str(await tab.tell("document.querySelector('svg[data-map] desc').textContent"))
    await looked_at(tab, "new-map-zones")
    assert tab.complaints == []
