"""A command at a terminal of 80 columns and 24 lines: what a person sees, and types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from time import monotonic

from tests.cli.town import Town
from tests.forked import LONGEST, SCRIPT

COLUMNS, LINES = 80, 24
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def at_terminal(
    town: Town, *words: str, typed: Sequence[str] = (), by: str = "siri", env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a command with a terminal on all three; returns its exit code and everything that was written, in order."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = town.environment(by) | {"TERM": "xterm-256color"} | dict(env or {})
    process = subprocess.Popen([SCRIPT, *words], stdin=its, stdout=its, stderr=its, env=environment, cwd=town.home)
    os.close(its)
    for line in typed:
        os.write(ours, f"{line}\n".encode())
    screen = _all(ours)
    os.close(ours)
    return process.wait(timeout=LONGEST), screen


def _all(terminal: int) -> str:
    """Everything until the other side is closed."""
    until, pieces = monotonic() + LONGEST, []
    while monotonic() < until:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody holds the other side any more
            break
        if not piece:
            break
        pieces.append(piece)
    return _ESCAPES.sub("", b"".join(pieces).decode(errors="replace")).replace("\r\n", "\n")
