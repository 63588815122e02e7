"""The desk's page: the queue, its order, and the channels a draft goes without."""

import pytest

from tests.web.console.visitor import Visitor
from tests.web.node import Node

WATER_CUT = {"scenario": "vannavstengning", "areas": ["adalsbruk"]}


@pytest.mark.requirement("R016")
async def test_the_desk_sets_priority_and_channels(node: Node, anne: Visitor) -> None:
    """In one form; a channel without its tick is left out. A grave matter shows no channels to choose."""
    grave = await node.draft()
    alert = await node.draft(**WATER_CUT, by="eli")
    anne.signed_in("kari")
    page = await anne.get("/redaksjon")
    assert page.text.index(f"/redaksjon/{grave}") < page.text.index(f"/redaksjon/{alert}")
    assert "Planen bestemmer kanalene." in page.text
    assert "2 utkast i redaksjonen" in (await anne.get("/")).text

    form = page.hidden(f"/redaksjon/{alert}")
    sent = [
        ("csrf", form["csrf"]),
        ("priority", "high"),
        ("offered", "sms"),
        ("offered", "email"),
        ("channel", "email"),
    ]
    assert (await anne.post(f"/redaksjon/{alert}", sent)).status == 303
    page = await anne.get("/redaksjon")
    assert page.text.index(f"/redaksjon/{alert}") < page.text.index(f"/redaksjon/{grave}")
    view = await node.view(alert)
    assert (view["priority"], view["left_out"], view["version"]) == ("high", ["sms"], 2)
    assert "channels" in {one["key"] for one in view["odd"]}

    again = [one for one in sent if one[0] != "priority"] + [("priority", "low")]
    assert (await anne.post(f"/redaksjon/{alert}", again)).status == 303
    assert ((await node.view(alert))["priority"], (await node.view(alert))["version"]) == ("low", 2)

    none = [("csrf", form["csrf"]), ("priority", "low"), ("offered", "sms"), ("offered", "email")]
    refused = await anne.post(f"/redaksjon/{alert}", none)
    assert refused.status == 422
    assert "ingen kanal igjen" in refused.text
    assert (await anne.post(f"/redaksjon/{alert}", [*sent[:1], ("priority", "urgent")])).status == 422

    anne.signed_in("anne")
    assert f"/redaksjon/{alert}" not in (await anne.get("/redaksjon")).text
    assert (await anne.post(f"/redaksjon/{alert}", sent)).status == 403
