import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import Plan
from dispatcher.plan_file import PlanFaults, load_plan

REPOSITORY = Path(__file__).resolve().parents[2]

Broken = Callable[..., tuple[Fault, ...]]


@pytest.fixture(scope="session")
def shipped() -> Plan:
    """The default plan as it is shipped."""
    return load_plan(REPOSITORY).plan


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A municipality's own folder: the shipped plan and its borders, to be changed."""
    shutil.copy(REPOSITORY / "plan.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "contacts" / "areas", tmp_path / "contacts" / "areas")
    return tmp_path


@pytest.fixture
def broken(home: Path) -> Broken:
    """The faults after changes in the plan: ``broken((old, new), …)``; each old text stands in the plan."""

    def faults(*changes: tuple[str, str]) -> tuple[Fault, ...]:
        path = home / "plan.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"the plan has no «{old}»"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PlanFaults) as caught:
            load_plan(home)
        return caught.value.faults

    return faults
