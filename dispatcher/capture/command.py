"""The capture as a process: one line on standard output when it is ready, an exit code, and an end in time."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

from dispatcher.capture.errors import CaptureError
from dispatcher.capture.server import CaptureReady, serve


def run(*, port_base: int, journal: Path | None = None, end_with_stdin: bool = False) -> int:
    """Serve until SIGTERM, SIGINT or, if asked for, the end of standard input; the exit code."""
    try:
        asyncio.run(_serve(port_base=port_base, journal=journal, end_with_stdin=end_with_stdin))
    except CaptureError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


async def _serve(*, port_base: int, journal: Path | None, end_with_stdin: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if end_with_stdin:
        stop_on_eof(stop)
    await serve(port_base=port_base, journal=journal, stop=stop, announce=_announce)


def _announce(ready: CaptureReady) -> None:
    sys.stdout.write(f"{ready.line()}\n")
    sys.stdout.flush()


def stop_on_eof(stop: asyncio.Event) -> None:
    """Set ``stop`` when standard input ends, which it does when the process that holds its other end dies.

    A thread reads it, for it may be a pipe, a terminal or a file, and no loop can wait on all three.
    """
    loop = asyncio.get_running_loop()

    def read_to_the_end() -> None:
        try:
            while os.read(0, 4096):
                pass
        finally:
            if not loop.is_closed():
                loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=read_to_the_end, name="capture stdin", daemon=True).start()
