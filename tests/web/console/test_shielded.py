"""A shielded person is a number only: planted once, and asked for on every address, page, paper and export there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, select

from dispatcher.directory import read_list
from dispatcher.domain.contact import Contact
from dispatcher.domain.states import Role
from dispatcher.ledger.tables import contact_points, deliveries, people
from dispatcher.plan_file import load_plan
from dispatcher.printing.binder import wave_lists
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from dispatcher.web.console import start
from dispatcher.web.console.pages import PAGES
from dispatcher.web.console.team_pages import TEAM_PAGES
from dispatcher.web.routes import ROUTES
from tests.conftest import NewLedger
from tests.office import OfficeScene, municipality
from tests.web.console.visitor import Visitor
from tests.web.node import Node, running

NAME, STREET, NUMBER, OTHER = "Skjoldun", "Gjemmeveg", "+4742009911", "+4742009912"
TOLD = re.compile(r"42\W{0,7}00\W{0,7}99\W{0,7}1[12]|Skjoldun|Gjemmeveg|X990[1-5]", re.IGNORECASE)
ROWS = (
    f"X9901;{NAME} Testvik;+47 42 00 99 11;;nb;{STREET}en 1;2345;Ådalsbruk;60.79405;11.32001;;ja",
    f"X9902;{NAME} Øvvik;;{NAME.lower()}@loten.example;nb;{STREET}en 1;2345;Ådalsbruk;60.79405;11.32001;;fortrolig",
    f"X9903;{NAME} Uten;;;nb;{STREET}en 1;2345;Ådalsbruk;60.79405;11.32001;;strengt fortrolig",
)
PEOPLE = (
    f"X9904;{NAME} Ansatt;+47 42 00 99 12;;nb;Hjemmetjenesten;vakt;ja",
    f"X9905;{NAME} Utenfon;;;nb;Hjemmetjenesten;vakt;ja",
)


def planted(folder: Path) -> Path:
    """A municipality with shielded people among its citizens and its staff."""
    home = municipality(folder)
    for file, rows in (("innbyggere.csv", ROWS), ("ansatte.csv", PEOPLE)):
        path = home / "contacts" / file
        marked, head, *others = path.read_text(encoding="utf-8-sig").splitlines()
        lines = [marked, f"{head};skjermet", *(f"{row};" for row in others), *rows]
        path.write_text("\n".join(lines), encoding="utf-8")
    return home


@pytest.fixture
def town(new_ledger: NewLedger, tmp_path: Path) -> OfficeScene:
    """Its desk."""
    home = planted(tmp_path)
    loaded = load_plan(home)
    return OfficeScene(new_ledger(), loaded, Rendering.load(home, loaded.plan), NodeMode.EXERCISE, home=home)


def addresses(alert: str) -> Iterator[str]:
    """Every address that can be asked for with GET, of the interface and of the console."""
    incident = alert.partition("-")[0]
    for path in [
        *(route.path for route in ROUTES if route.method == "GET" and not route.endless),
        *(page.path for page in (*PAGES, *TEAM_PAGES) if page.method == "GET" and page.path != start.CHANGES),
    ]:
        whose = incident if "/incidents/" in path else alert
        filled = path.replace("{id}", "1" if "/tasks/" in path else whose).replace("{alert}", alert)
        yield re.sub(r"\{[^}]*\}", incident if "/hendelse/" in path else "1", filled)


async def test_nobody_finds_a_shielded_person_anywhere(town: OfficeScene) -> None:
    """Told like everybody else, and counted; no name, number, address or reference of theirs."""
    async with running(town) as node:
        node.hire("alt", list(Role), "informasjonsansvarlig")
        alert = await node.approved()
        await node.until(alert, lambda view: view["state"] in ("sending", "done") and len(told(node)) > 0)
        one = Visitor(node=node, session=node.session)
        one.signed_in("alt")
        found = {path: await asked(node, one, path) for path in dict.fromkeys(addresses(alert))}
        path = f"/varsel/{alert}/mottakere"
        for sought in (None, NAME, NUMBER):
            fields = {} if sought is None else {"sok": sought}
            form = (await one.get(path)).hidden(path) | {"tilstand": "any"} | fields
            shown = (await one.post(path, form)).text
            found[f"POST {path} {bool(sought)}"] = (200, TOLD.findall(shown.replace(f'value="{sought}"', "")))
            assert sought is None or 'class="over"' not in shown
        lists = f"/varsel/{alert}/skriv-ut"
        paper = (await one.post(lists, (await one.get(lists)).hidden(lists))).text
        found["lists"] = (200, TOLD.findall(paper))
        for number in told(node)[:2]:
            where = f"/varsel/{alert}/mottakere/{number}"
            csrf = (await one.get("/konto")).hidden("/logg-ut")
            message = await one.post(where, csrf)
            assert "Skjermet person" in message.text
            found[where] = (message.status, TOLD.findall(message.text))

        assert {path: said for path, said in found.items() if said[1]} == {}
        assert sum(status == 200 for status, _ in found.values()) > 40
        assert "er skjermet og står aldri på papir" in paper


async def asked(node: Node, one: Visitor, path: str) -> tuple[int, list[str]]:
    """What an address says of them: a program's with a token, a page with a session."""
    if not path.startswith("/api/"):
        seen = await one.get(path)
        return seen.status, TOLD.findall(seen.text)
    headers = {"Authorization": f"Bearer {node.token('alt')}"}
    async with node.session.get(node.address + path, headers=headers) as answer:
        return answer.status, TOLD.findall(words_of(await answer.read()))


def words_of(body: bytes) -> str:
    """All that can be read in an answer, an archive's files too. A PDF is laid out of a page that is asked as well."""
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as package:
            return "\n".join(words_of(package.read(name)) for name in package.namelist())
    return "" if body.startswith(b"%PDF") else body.decode()


def told(node: Node) -> list[int]:
    """Messages that went to the shielded: they are told like everybody else."""

    def look(connection: Connection) -> list[int]:
        chosen = select(deliveries.c.id).join(people, people.c.id == deliveries.c.person_id)
        gone = people.c.shielded, deliveries.c.state.in_(("accepted", "delivered"))
        return list(connection.scalars(chosen.where(*gone)))

    return node.scene.ledger.read_now(look)


def test_the_ledger_has_neither_name_nor_address_of_them(town: OfficeScene) -> None:
    """What is not there cannot leak; number, point and reference are, for they must be told."""

    def look(connection: Connection) -> tuple[list[tuple[str, str]], list[str]]:
        rows = connection.execute(select(people).where(people.c.shielded)).all()
        points = connection.scalars(select(contact_points.c.value).where(contact_points.c.value.in_((NUMBER, OTHER))))
        return [(row.name, row.address) for row in rows], sorted(points)

    rows, points = town.ledger.read_now(look)

    assert rows == [("", "")] * 5
    assert points == [NUMBER, OTHER]


def test_no_binder_has_them(tmp_path: Path) -> None:
    """How many there are is said, on the list they would have stood on."""
    home = planted(tmp_path)
    plan = load_plan(home).plan
    reading = read_list(
        home / "contacts" / "ansatte.csv", list_key="ansatte", default_language="nb", areas=(), salt=b"x"
    )
    staff = [row for row in reading if isinstance(row, Contact)]
    waves = list(wave_lists(plan, plan.scenarios["kokevarsel"], {"ansatte": staff}))
    audiences = [audience for wave in waves for audience in wave.audiences]

    assert sum(audience.shielded for audience in audiences) == 2
    assert not [one for audience in audiences for one in audience.people if one.shielded]
