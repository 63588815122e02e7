"""``python -m tests.nemesis --kills N``: exits 0 only if every statement held; the last line is one JSON object."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.nemesis.ground import DATABASES
from tests.nemesis.provider import CallbackMode
from tests.nemesis.run import SHIPPED, Plan, run


def main() -> int:
    """Read the arguments, run, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.nemesis", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--kills", type=int, default=60, help="nodes to kill (60)")
    parser.add_argument("--people", type=int, default=SHIPPED, help=f"citizens on the lists ({SHIPPED})")
    parser.add_argument("--seed", type=int, default=1, help="what the dice start from (1)")
    parser.add_argument("--callbacks", type=CallbackMode, choices=list(CallbackMode), default=CallbackMode.RETRIED)
    parser.add_argument("--keep", type=Path, help="leave files and evidence.json (what was judged) in this new folder")
    given = parser.parse_args()
    plan = Plan(
        database=given.database, kills=given.kills, people=given.people, seed=given.seed, callbacks=given.callbacks
    )
    if given.keep:
        given.keep.mkdir(parents=True)
        return _told(plan, given.keep)
    with TemporaryDirectory(prefix="nemesis-") as folder:
        return _told(plan, Path(folder))


def _told(plan: Plan, folder: Path) -> int:
    begun = monotonic()

    def tell(words: str) -> None:
        sys.stdout.write(f"{monotonic() - begun:6.1f} s  {words}\n")
        sys.stdout.flush()

    outcome = asyncio.run(run(plan, folder, tell))
    for found in outcome.verdict.violations[:50]:
        tell(str(found))
    tell("judged")
    sys.stdout.write(json.dumps(outcome.summary(), ensure_ascii=False) + "\n")
    return 1 if outcome.verdict.violations or outcome.miscounted else 0


if __name__ == "__main__":
    sys.exit(main())
