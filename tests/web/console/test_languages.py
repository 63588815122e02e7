"""Every page of the crisis team in every language: whole, and with nothing left to fill in."""

import re

from dispatcher.domain.states import Role
from dispatcher.ledger import accounts
from dispatcher.web.console.words import WORDS
from tests.web.console.visitor import Visitor
from tests.web.node import Node

BLANK = re.compile(r"\{\w*\}")


def test_the_three_say_the_same_things() -> None:
    """What is filled in is filled in in every language."""
    unlike = [
        key
        for part in WORDS
        for key, said in part.items()
        if len({tuple(sorted(BLANK.findall(one))) for one in said}) > 1
    ]

    assert unlike == []


async def test_every_page_in_every_language(node: Node, anne: Visitor) -> None:
    """In the words of whoever looks; the words of messages stay in their own."""
    lars = node.scene.ledger.write_now(accounts.add_user, "lars", [Role.CRISIS_TEAM], None, node.scene.now)
    node.scene.users["lars"] = lars
    draft, sent = await node.draft(), await node.approved()
    await node.until(sent, lambda view: view["waves"][0]["told"] > 0)
    number = sent.partition("-")[0]
    pages = [
        "/",
        "/redaksjon",
        "/nytt",
        "/nytt/kokevarsel",
        "/nytt/evakuering",
        f"/varsel/{draft}",
        f"/varsel/{draft}/endre",
    ]
    pages += [f"/varsel/{sent}{more}" for more in ("", "/gjor/stopp", "/gjor/trekk-tilbake", "/folg/oppdatering")]
    pages += [f"/varsel/{sent}/folg/faren-over", f"/hendelse/{number}/oppgaver", f"/hendelse/{number}/logg"]
    anne.signed_in("lars")
    for language in ("nb", "nn", "en"):
        for path in pages:
            page = await anne.get(path, **{"Accept-Language": language})

            assert page.status == 200, path
            assert f'<html lang="{language}"' in page.text
            assert not BLANK.search(page.text.partition("<main")[2]), (path, language)
