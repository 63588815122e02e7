import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from dispatcher.domain.errors import Fault
from dispatcher.domain.moments import OSLO
from dispatcher.domain.plan import Plan
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering, TemplateFaults, Text, Values

REPOSITORY = Path(__file__).resolve().parents[2]
NIGHT = datetime(2026, 11, 22, 3, 40, tzinfo=OSLO)

Render = Callable[..., Text]
Broken = Callable[..., tuple[Fault, ...]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The shipped plan."""
    return load_plan(REPOSITORY).plan


@pytest.fixture(scope="session")
def rendering(plan: Plan) -> Rendering:
    """The shipped templates, compiled once."""
    return Rendering.load(REPOSITORY, plan)


@pytest.fixture(scope="session")
def render(rendering: Rendering) -> Render:
    """One text, a citizen's SMS if not told: ``render("kokevarsel", {"sted": "Budor", …})``."""

    def one(
        scenario: str,
        fields: Mapping[str, str] | None = None,
        *,
        kind: AlertKind = AlertKind.FIRST,
        cls: AudienceClass = AudienceClass.CITIZEN,
        channel: ChannelName = ChannelName.SMS,
        language: str = "nb",
        mode: Mode = Mode.REAL,
        at: datetime = NIGHT,
        number: str = "4821",
        areas: tuple[str, ...] = (),
        previous_at: datetime | None = None,
        first_at: datetime | None = None,
        fate: Fate = Fate.KEPT,
        zone: str = "",
        zone_areas: Mapping[str, tuple[str, ...]] | None = None,
        false_alarm: bool = False,
        using: Rendering = rendering,
    ) -> Text:
        values = Values(
            fields=fields or {},
            areas=areas,
            number=number,
            composed_at=at,
            previous_at=previous_at,
            first_at=first_at,
            zone_areas=zone_areas or {},
            false_alarm=false_alarm,
        )
        return using.render(
            scenario=scenario,
            kind=kind,
            cls=cls,
            channel=channel,
            language=language,
            mode=mode,
            values=values,
            fate=fate,
            zone=zone,
        )

    return one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A municipality's own folder with the shipped templates, to be changed."""
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def broken(home: Path, plan: Plan) -> Broken:
    """The faults after changes in a template file: ``broken(file, (old, new), …)``."""

    def faults(name: str, *changes: tuple[str, str]) -> tuple[Fault, ...]:
        path = home / "templates" / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{name} has no «{old}»"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TemplateFaults) as caught:
            Rendering.load(home, plan)
        return caught.value.faults

    return faults
