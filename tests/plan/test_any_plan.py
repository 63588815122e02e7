"""Whatever stands in plan.yaml, the answer is a plan or faults with lines; never a traceback."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatcher.domain.yaml_lines import read_yaml
from dispatcher.plan_file import PlanFaults, load_plan
from tests.plan.conftest import REPOSITORY

WHOLE: Any = read_yaml((REPOSITORY / "plan.yaml").read_text(encoding="utf-8")).data
SOME = ("kokevarsel", "evakuering", "stromutfall", "vannavstengning")
SHIPPED = WHOLE | {"scenarios": {key: WHOLE["scenarios"][key] for key in SOME}}
"""A few scenarios have every sort of value: more of the same only take time."""
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 100_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ", "x", "5m", "0s", "no", "ordforer", "banner", "+4742000001", "2026-11-01", "æøå", "a\nb"]),
    st.lists(st.sampled_from([1, "x", None, [], {}]), max_size=2),
    st.dictionaries(st.sampled_from(["key", "x", "name"]), st.sampled_from([1, "x", None, [], {}]), max_size=2),
)


def _replaced(tree: Any, data: st.DataObject) -> Any:
    """The tree with something odd in one random place."""
    if not isinstance(tree, dict | list) or not tree or data.draw(st.integers(0, 9)) == 0:
        return data.draw(ODD)
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    key = data.draw(st.sampled_from(keys))
    changed: Any = tree.copy()
    if isinstance(key, str) and data.draw(st.integers(0, 9)) == 0:
        del changed[key]
    else:
        changed[key] = _replaced(tree[key], data)
    return changed


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_odd_thing_anywhere_is_a_plan_or_a_fault(data: st.DataObject, home: Path) -> None:
    """A plan with any value put in any place is used or told of, with a sentence and a line."""
    odd = _replaced(_replaced(SHIPPED, data), data)
    (home / "plan.yaml").write_text(json.dumps(odd, ensure_ascii=False), encoding="utf-8")
    try:
        faults = [str(load_plan(home).hash)]
    except PlanFaults as error:
        faults = [fault.what for fault in error.faults]

    assert all(faults)
    assert faults
