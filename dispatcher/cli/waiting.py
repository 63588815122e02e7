"""What is being done, for a person who waits for it: on standard error, at a terminal only, and not before a second."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from dispatcher.cli import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SOON = 1.0
"""Seconds in which nobody needs to be told anything."""


@contextmanager
def told_what_is_done() -> Iterator[Callable[[str], None]]:
    """Gives what is to be called with the words of each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("", total=None)
    timer = Timer(SOON, progress.start)
    timer.start()
    try:
        yield lambda words: progress.update(task, description=words)
    finally:
        timer.cancel()
        timer.join()
        progress.stop()


def pdf_beside(page: Path) -> list[Path]:
    """The PDF of an HTML file of ours, laid out beside it; none, and a note that says why, where it cannot be made."""
    with told_what_is_done() as tell, ThreadPoolExecutor(1) as beside:
        return awaited(pdf_begun(beside, page), tell)


def pdf_begun(beside: ThreadPoolExecutor, page: Path) -> Future[Path]:
    """The same, while something else is done: it is a process of its own."""
    from dispatcher.evaluation import write_pdf

    return beside.submit(write_pdf, page)


def awaited(pdf: Future[Path], tell: Callable[[str], None]) -> list[Path]:
    """As ``pdf_beside``, of what was begun."""
    from dispatcher.evaluation import NoPdf

    tell("Lager PDF")
    try:
        return [pdf.result()]
    except NoPdf as missing:
        telling.note(str(missing))
        return []
