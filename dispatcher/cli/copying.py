"""The copies of a report: the saksframlegg, and what goes to whoever asks for access."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.cli.acting import Work

COPIES = ("saksframlegg", "offentlig")


def judged(work: Work, number: int, left_out: Sequence[str], included: Sequence[str]) -> None:
    """Write down what is left out and what goes out. Raises InvalidInput, which names what nobody has judged."""
    from dispatcher.evaluation.disclosure import judge, judgement_of

    work.write(judge, work.user, number, judgement_of(left_out, included), work.now())


def written(work: Work, number: int, folder: Path, copy: str) -> list[Path]:
    """The copy's files, in the folder; the first is the page that becomes a PDF."""
    from dispatcher.cli.waiting import told_what_is_done
    from dispatcher.evaluation.copies import FILES

    made = []
    with told_what_is_done() as tell:
        for name, build in FILES[copy].items():
            tell(f"Skriver {name}")
            path = folder / name
            path.write_text(work.read(build, number), encoding="utf-8", newline="")
            made.append(path)
    return made
