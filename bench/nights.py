"""The four nights, played as the tests play them: a report of each, and how long people waited for what matters most.

``python -m bench.nights --out DIR``: leaves night-a.html to night-d.html and prints one JSON object, in seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from tests.nights import night_a, night_b, night_c, night_d

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Told(Protocol):
    """What a night leaves, of which this needs two things: what was measured, and the report."""

    night: dict[str, float]
    page: str


NIGHTS: dict[str, Callable[[Path], Awaitable[Told]]] = {
    "a": night_a.play,
    "b": night_b.play,
    "c": night_c.play,
    "d": night_d.play,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the reports are left")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    measured: dict[str, dict[str, float]] = {}
    for name, play in NIGHTS.items():
        began = perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            told = asyncio.run(_whole(play, Path(folder)))
        (out / f"night-{name}.html").write_text(told.page, encoding="utf-8")
        measured[f"night-{name}"] = {**told.night, "played_in": round(perf_counter() - began, 1)}
    print(json.dumps(measured))


async def _whole(play: Callable[[Path], Awaitable[Told]], folder: Path) -> Told:
    return await play(folder)


if __name__ == "__main__":
    main()
