"""Drawing on a form without a script: a distance from a place, or points; shown, sent, refused by its field."""

import re
from typing import Any

import pytest

from dispatcher.ledger import incidents
from dispatcher.settings import SettingsInvalid, load_settings
from dispatcher.web.headers import CSP
from tests.office import OfficeScene
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node, running
from tests.web.turns import sent as sent_alert

FORM = "/nytt/stromutfall"
TILES = "http://127.0.0.1:9"
NAME = "området rundt rådhuset"
CIRCLE = {"tegnet-1.navn": NAME, "tegnet-1.sted": "loten-radhus", "tegnet-1.meter": "1 500"}
POINTS = "60.80, 11.30\n60.80, 11.40\n60.85, 11.40\n60.85, 11.30"


async def filled_in(one: Visitor, path: str = FORM, **fields: Any) -> Seen:
    hidden = (await one.get(path)).hidden(path)
    return await one.post(path, {**hidden, "hold": "now", **fields})


async def test_a_distance_from_a_place_is_an_area(node: Node, anne: Visitor) -> None:
    """Everybody within it, under the name that people read; no tick is needed beside it."""
    anne.signed_in("kari")
    made = await filled_in(anne, **CIRCLE)
    assert made.status == 303, made.text
    alert = str(made.headers["Location"]).removeprefix("/varsel/")
    view = await node.view(alert)
    page = await anne.get(f"/varsel/{alert}")

    assert [one["name"] for one in view["drawn"]] == [NAME]
    assert view["areas"] == [view["drawn"][0]["key"]]
    assert view["drawn"][0]["words"] in page.text
    assert '<path class="area chosen drawn"' in page.text
    again = await anne.get(f"{FORM}?fra={alert}")
    assert f'value="{NAME}"' in again.text


async def test_it_is_shown_on_the_map_and_nothing_is_made(node: Node, anne: Visitor) -> None:
    """*Vis på kartet* answers with the same form, the drawing on its map, what is ticked coloured."""
    anne.signed_in("kari")
    seen = await filled_in(anne, **CIRCLE, areas="budor", vis="1")

    assert seen.status == 200
    assert '<path class="area chosen drawn"' in seen.text
    assert 'class="area chosen" d=' in seen.text
    assert f'value="{NAME}"' in seen.text
    assert await node.services.ledger.read(incidents.open_numbers) == []


async def test_what_is_wrong_stands_by_its_own_drawing(node: Node, anne: Visitor) -> None:
    """The second drawing's fault beside the second; what was typed is kept."""
    anne.signed_in("kari")
    crossed = "60.80, 11.30\n60.85, 11.40\n60.80, 11.40\n60.85, 11.30"
    wrong: dict[str, str] = {"tegnet-3.navn": "sløyfe", "tegnet-3.punkter": crossed}
    seen = await filled_in(anne, **CIRCLE, **wrong)
    nameless = await filled_in(anne, **{"tegnet-1.punkter": POINTS})
    nowhere = await filled_in(anne, **{"tegnet-1.navn": NAME, "tegnet-1.punkter": "her\nder\nog der"})
    far = await filled_in(anne, **{**CIRCLE, "tegnet-1.meter": "to kilometer"})

    assert seen.status == nameless.status == nowhere.status == far.status == 422
    assert 'id="tegnet-3-flate-feil"' in seen.text
    assert 'id="tegnet-1-flate-feil"' not in seen.text
    assert "60.85, 11.40" in seen.text
    assert 'id="tegnet-1-navn-feil"' in nameless.text
    assert "Linje 1 er ikke et punkt" in nowhere.text
    assert "Skriv avstanden i meter" in far.text
    assert await node.services.ledger.read(incidents.open_numbers) == []


async def test_a_drawing_is_the_zone_that_was_chosen_for_it(node: Node, anne: Visitor) -> None:
    """And of a follow-up, an area that is drawn then."""
    anne.signed_in("kari")
    fields = {"f.fare": "leirskred", "f.moteplass": "Østvang skole", "areas": "hele-kommunen"}
    drawn = {"tegnet-1.navn": "Nordbyvegen", "tegnet-1.punkter": POINTS_NORTH, "tegnet-1.sone": "evakuer"}
    made = await filled_in(anne, "/nytt/evakuering", **fields, **drawn)
    assert made.status == 303, made.text
    view = await node.view(str(made.headers["Location"]).removeprefix("/varsel/"))
    assert view["zones"][0]["areas"] == [view["drawn"][0]["key"]]

    first = await sent_alert(node, scenario="stromutfall", fields={}, zones={}, areas=["adalsbruk"])
    path = f"/varsel/{first}/folg/oppdatering"
    hidden = (await anne.get(path)).hidden(path)
    update = await anne.post(path, {**hidden, "hold": "now", **CIRCLE})
    assert update.status == 303, update.text
    after = await node.view(str(update.headers["Location"]).removeprefix("/varsel/"))
    assert [one["name"] for one in after["drawn"]] == [NAME]


POINTS_NORTH = "60.795, 11.31\n60.795, 11.3268\n60.7975, 11.3268\n60.7975, 11.31"


async def test_tiles_are_asked_of_the_one_service_that_is_set(
    office: OfficeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the form's map, named beneath it, and allowed there alone; unset, no page asks anybody."""
    monkeypatch.setenv("DISPATCHER_MAP__TILES", f"{TILES}/{{z}}/{{y}}/{{x}}.png")
    monkeypatch.setenv("DISPATCHER_MAP__SOURCE", "Kartfirmaet")
    async with running(office) as node:
        kari = Visitor(node=node, session=node.session)
        kari.signed_in("kari")
        seen, start = await kari.get(FORM), await kari.get("/")
    monkeypatch.delenv("DISPATCHER_MAP__TILES")
    async with running(office) as node:
        kari = Visitor(node=node, session=node.session)
        kari.signed_in("kari")
        plain = await kari.get(FORM)
    tiles = [tuple(map(int, one)) for one in re.findall(rf'href="{TILES}/(\d+)/(\d+)/(\d+).png"', seen.text)]

    assert f"img-src 'self' data: {TILES};" in seen.headers["Content-Security-Policy"]
    assert "Bakgrunn: Kartfirmaet" in seen.text
    assert 4 <= len(tiles) <= 40
    assert len({zoom for zoom, _, _ in tiles}) == 1
    assert start.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"] == CSP
    assert "<image" not in plain.text


WRONG = ("https://kart.example/{z}/{x}.png", "http://kart.example/{z}/{x}/{y}", "https://{z}.example/{x}/{y}")


@pytest.mark.parametrize("address", [*WRONG, "https://kart.example/{z}/{x}/{y}; script-src *"])
def test_an_address_of_tiles_that_cannot_be_used_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in a header: nothing but an address may."""
    monkeypatch.setenv("DISPATCHER_MAP__TILES", address)
    with pytest.raises(SettingsInvalid, match="MAP__TILES"):
        load_settings()
