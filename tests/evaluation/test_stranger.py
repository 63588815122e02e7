"""A stranger counts the report again, for several nights, and finds any one figure that is wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dispatcher.evaluation import report_json
from dispatcher.ledger.tables import lists, memberships, people
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.stranger import differences, figures_of, files_figures_of, planted
from tests.evaluation.stranger_town import Town
from tests.evaluation.written import PLAN, Story
from tests.nemesis.evidence import Row, read_ledger
from tests.office import OfficeScene
from tests.sending import send_all

Tell = Callable[[Story], Told]
ROOT = Path(__file__).parents[2]


def provider(ledger: dict[str, list[Row]]) -> Iterator[tuple[str, str]]:
    """What a provider's journal has of the night: each attempt it took."""
    channels = {row["id"]: (row["channel"], row["alert_id"]) for row in ledger["deliveries"]}
    for row in ledger["attempts"]:
        channel, alert = channels[row["delivery_id"]]
        if row["state"] == "accepted":
            yield channel, f"{alert}.{row['delivery_id']}" if channel == "email" else f"x-{row['delivery_id']}"


@pytest.mark.requirement("R124")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_stranger_comes_to_the_same_figures(tell: Tell, seed: int) -> None:
    """From the rows and the provider's journal alone, whatever the dice said."""
    told = tell(night_a(120 + 40 * seed, seed))
    ledger = read_ledger(f"sqlite:///{told.ledger.path}")

    assert differences(json.loads(told.json), provider(ledger), ledger) == []


def _filed(told: Told, story: Story, home: Path, seed: int) -> Town:
    """The story's people as a municipality's own files: dice say where they live, and the ledger is told the same."""
    dice = random.Random(seed)  # noqa: S311  a story, not a secret
    keys = ["adalsbruk", "sentrum"]
    areas = {key: {"name": key.title(), "kind": "list", "names": []} for key in keys}
    plan = {"areas": areas, "costs": story.plan["costs"]}
    (home / "contacts").mkdir(parents=True)
    (home / "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
    rows = told.read(lambda c: c.execute(select(people.c.id, people.c.ref, people.c.list_id, lists.c.file).join(lists)))
    lives = {row: [key for key in keys if dice.random() < 0.6] for row in rows}
    for file in {row.file for row in lives}:
        lines = [f"{row.ref};Brukvegen 1;{', '.join(mine).upper()}" for row, mine in lives.items() if row.file == file]
        (home / file).write_text("\n".join(["\ufefffictional: true", "id;adresse;områder", *lines]), encoding="utf-8")
    there = [
        {"list_id": row.list_id, "kind": "area", "key": key, "person_id": row.id}
        for row, mine in lives.items()
        for key in mine
    ]
    told.ledger.write_now(lambda connection: connection.execute(insert(memberships), there))
    return Town(home)


@pytest.mark.requirement("R124")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_areas_and_kroner_are_counted_from_the_files(tell: Tell, tmp_path: Path, seed: int) -> None:
    """The lists' own column and the plan's prices; the parts by the letters of the text. One too many is found."""
    story = night_a(120 + 40 * seed, seed)
    story.plan = PLAN | {"costs": {"sms_part": 0.49, "email": 0.07}}
    story.body = f"{story.body} {'Kok vannet i minst ett minutt. ' * 4}"  # two parts, as the ledger has it
    told = tell(story)
    town = _filed(told, story, tmp_path / "home", seed)
    ledger, report = read_ledger(f"sqlite:///{told.ledger.path}"), json.loads(told.json)
    messages = list(provider(ledger))
    places = files_figures_of(report)

    assert differences(report, messages, ledger, town) == []
    # Two figures of two areas; the whole, SMS and e-mail; not told in each area that has any.
    assert len(places) == 7 + len(report["alerts"][0]["streets"]["places"])
    assert [place for place in places if not differences(planted(report, place), messages, ledger, town)] == []


@pytest.mark.requirement("R124")
def test_the_shipped_lists_are_read_by_a_stranger(plan_and_texts: tuple[LoadedPlan, Rendering], tmp_path: Path) -> None:
    """Streets, borders, whole and zones of an evacuation: the real import against the files, one too many is found."""
    zones = {"evakuer": ("nordbyvegen-myrvegen",), "nabo": ("nordbyvegen-naboer",), "resten": ("hele-kommunen",)}
    fields = {"fare": "leirskred", "moteplass": "loten-ungdomsskole", "retning": "nord"}
    office = OfficeScene(tmp_path, *plan_and_texts, NodeMode.EXERCISE)
    alert = office.trigger(scenario="evakuering", fields=fields, areas=(), zones=zones)
    office.clear(alert)
    office.approve(alert, office.submit(alert))
    send_all(office.ledger, office.now)
    ledger = read_ledger(f"sqlite:///{office.ledger.path}")
    report = json.loads(office.ledger.read_now(report_json, 1001))
    office.ledger.close()
    messages, town = list(provider(ledger)), Town(ROOT)
    places = files_figures_of(report)

    assert differences(report, messages, ledger, town) == []
    assert {each["key"] for each in report["alerts"][0]["cuts"]["zone"]} == {"evakuer", "nabo", "resten"}
    assert len(report["alerts"][0]["streets"]["places"]) > 1
    assert "skulevegen" in {each["key"] for each in report["alerts"][0]["cuts"]["area"]}  # house numbers of a street
    assert [place for place in places if not differences(planted(report, place), messages, ledger, town)] == []


def test_any_wrong_figure_is_found(tell: Tell) -> None:
    """One too many in any of them; and a message that the ledger says was taken and the provider never had."""
    told = tell(night_a(40))
    ledger, report = read_ledger(f"sqlite:///{told.ledger.path}"), json.loads(told.json)
    messages = list(provider(ledger))
    missed = [place for place, _ in figures_of(report) if not differences(planted(report, place), messages, ledger)]

    assert len(figures_of(report)) > 40
    assert missed == []
    assert differences(report, messages[1:], ledger)
