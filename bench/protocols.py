"""What a crash costs under each protocol: the sender is killed -9 again and again, and the provider's journal counted.

The provider journals the acceptance and then answers after 0-20 ms; a kill comes 0.12-0.5 s after the sender is up.
python -m bench.protocols [--kills 24] [--numbers 400]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.rivals import open_ledger
from tests.e2e.town import Capture, running_capture
from tests.nemesis.case import Case
from tests.nemesis.provider import ANSWERS_SOON, CallbackMode
from tests.nemesis.run import Outcome, Plan, run
from tests.nemesis.storm import RHYTHM

OUT = Path(__file__).parent / "out" / "protocols.json"
WORDS = {
    "naive": "naive: send, then record",
    "redo": "redo: lease, send again when it has run out",
    CallbackMode.RETRIED: "ours; the provider's retried callbacks and its list arrive",
    CallbackMode.WITHHELD: "ours; callbacks and list are withheld",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; ``decided``: how many of the doubled stand in the ledger as a decision."""

    protocol: str
    numbers: int
    kills: int
    doubled: int
    decided: int
    never_reached: int
    unsure: int


async def rival(name: str, numbers: int, folder: Path, capture: Capture) -> Line:
    """One that records nothing of its doubts, killed on the rhythm until it says that all is sent."""
    file, dice, kills = str(folder / f"{name}.db"), Random(name), 0  # noqa: S311
    ledger = open_ledger(file)
    every = [f"+4742{number:06d}" for number in range(numbers)]
    ledger.executemany("INSERT INTO sms VALUES (?, 'pending', 0)", [(number,) for number in every])
    before = len(await capture.journal("sms"))
    while True:
        words = (sys.executable, "-m", "bench.rivals", name, file, capture.url)
        sender = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
        assert sender.stdout is not None
        await sender.stdout.readline()
        try:
            async with asyncio.timeout(dice.uniform(*RHYTHM)):
                assert await sender.wait() == 0
                break
        except TimeoutError:
            sender.kill()
            await sender.wait()
            kills += 1
    got = Counter(entry["to"] for entry in (await capture.journal("sms"))[before:])
    (pending,) = ledger.execute("SELECT count(*) FROM sms WHERE state <> 'sent'").fetchone()
    ledger.close()
    return Line(
        protocol=WORDS[name],
        numbers=numbers,
        kills=kills,
        doubled=got.total() - len(got),
        decided=0,
        never_reached=len(set(every) - set(got)),
        unsure=pending,
    )


def ours(outcome: Outcome) -> Line:
    """The real node, judged by the nemesis; everyone with a number, and what the ledger says of them."""
    case = Case(outcome.evidence)
    rows = [row for row in case.deliveries.values() if row["channel"] == "sms" and row["state"] != "skipped"]
    twice = sum(max(len(case.sent.get(row["id"], [])) - 1, 0) for row in rows)
    undecided = sum(found.statement == 5 for found in outcome.verdict.violations)
    return Line(
        protocol=WORDS[outcome.plan.callbacks],
        numbers=len(rows),
        kills=outcome.kills,
        doubled=twice,
        decided=twice - undecided,
        never_reached=sum(not case.sent.get(row["id"]) for row in rows),
        unsure=sum(row["state"] == "unsure" for row in rows),
    )


async def main() -> None:
    """Every protocol, one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=24, help="of our node; the others are killed until they are done")
    parser.add_argument("--numbers", type=int, default=400, help="that the others send to")
    given = parser.parse_args()
    lines: list[Line] = []
    with TemporaryDirectory(prefix="protocols-") as folder:
        async with running_capture() as capture:
            await capture.faults(*ANSWERS_SOON)
            for name in ("naive", "redo"):
                lines.append(await rival(name, given.numbers, Path(folder), capture))
                print(lines[-1], flush=True)
        for mode in CallbackMode:
            home = Path(folder) / mode
            home.mkdir()
            outcome = await run(Plan(kills=given.kills, callbacks=mode, only_kills=True), home)
            lines.append(ours(outcome))
            print(lines[-1], *outcome.verdict.violations, flush=True)
    _write(lines)


def _write(lines: list[Line]) -> None:
    OUT.parent.mkdir(exist_ok=True)
    rows = [{name: getattr(line, name) for name in Line.__slots__} for line in lines]
    OUT.write_text(json.dumps({"rows": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
    print("\n| protocol | SMS | kills | doubled | of these decided | never reached | honest unsure |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for line in lines:
        print("| " + " | ".join(str(getattr(line, name)) for name in Line.__slots__) + " |")


if __name__ == "__main__":
    asyncio.run(main())
