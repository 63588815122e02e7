"""The evaluation, the measures, the citizens' form and privacy in a real browser: axe, dark too, and pictures."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatcher.domain.states import Role
from tests.web.browser import Tab, chromium
from tests.web.console.phone import PHONE, heading, looked_at, open_, prefer
from tests.web.console.test_team_phone import sign_in
from tests.web.node import Node
from tests.web.test_feedback import told

if shutil.which("chromium") is None and "CI" not in os.environ:
    pytest.skip("no chromium here: scripts/system-packages.sh", allow_module_level=True)

EVALUATION = "/api/v1/incidents/1001/evaluation"
WRITTEN = (
    (
        "impression",
        "kari",
        {
            "good": "Vakta ringte etter to minutter. Alle visste hva de skulle gjøre.",
            "bad": "Lista over sykehjemmet var gammel.",
            "now": "Skaffe reservebatteri til vakttelefonen.",
        },
    ),
    ("goals", "siri", {"goal": "Den første som kan godkjenne, er ringt innen ti minutter.", "outcome": "reached"}),
    ("goals", "siri", {"goal": "Nabosonen får egen tekst.", "outcome": "partly", "why": "Én av to soner fikk den."}),
    (
        "assessment",
        "siri",
        {
            "good": "Samarbeidet med vannverket, og teksten til dem som bor i sonen.",
            "bad": "Det tok for lang tid før sykehjemmet fikk beskjed.",
            "effect": "Ja. Nesten alle i sonen ble nådd før de sto opp.",
            "changes": "Ringelista i krisekommunikasjonsplanen, og kapittelet om vann i ROS-analysen.",
        },
    ),
    (
        "outside",
        "siri",
        {
            "title": "«Godt at de varslet med en gang»",
            "source": "Lokalavisa, leserinnlegg",
            "date": "2026-11-24",
            "link": "https://avis.example/leserinnlegg",
        },
    ),
    ("hearing", "siri", {"until": "2026-12-10"}),
    ("comment", "jon", {"text": "Nettsiden burde vært nevnt i SMS-en."}),
)
MEASURES = (
    {"kind": "plan", "what": "Ny ringeliste for sykehjemmet", "why": "Den var fra 2023.", "due": "2026-11-20"},
    {"kind": "technical", "what": "Reservebatteri til vakttelefonen", "why": "Den gikk tom.", "due": "2027-02-01"},
)


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    async with chromium(tmp_path / "chromium") as one:
        yield one


async def test_an_evaluation_is_read_on_a_phone(node: Node, tab: Tab) -> None:
    """Half written, with overdue measures: nothing wrong by axe, nothing cut off, in light and dark."""
    await told(node)
    for path, by, body in WRITTEN:
        answer = await node.call("POST", f"{EVALUATION}/{path}", by, json=body)
        assert answer.status == 200, answer
    for one in MEASURES:
        await node.call("POST", "/api/v1/measures", "siri", json={**one, "owner": "Teknisk", "incident": 1001})
    await tab.ask("Network.enable")
    await tab.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "nb"})
    await sign_in(tab, node, "siri")
    await open_(tab, f"{node.address}/hendelse/1001/evaluering", PHONE)
    assert await heading(tab) == "Evaluering av hendelse 1001"
    await looked_at(tab, "evaluation")
    await open_(tab, f"{node.address}/tiltak", PHONE)
    await looked_at(tab, "measures")
    await prefer(tab, prefers_color_scheme="dark")
    await open_(tab, f"{node.address}/hendelse/1001/evaluering", PHONE)
    await looked_at(tab, "evaluation-dark")
    await prefer(tab)
    await open_(tab, f"{node.address}/krise/svar?sprak=nb", PHONE)
    await looked_at(tab, "feedback")
    node.hire("drift", [Role.ADMIN])
    await node.draft()
    hold = await node.call("POST", "/api/v1/incidents/1001/hold", "drift", json={"why": "Tilsyn fra Statsforvalteren"})
    assert hold.status == 200
    await sign_in(tab, node, "drift")
    await open_(tab, f"{node.address}/personvern", PHONE)
    await looked_at(tab, "privacy")
    assert tab.complaints == []
