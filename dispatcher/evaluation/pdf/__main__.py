"""The process that lays out one PDF: HTML on standard input, PDF on standard output. Started by ``as_pdf`` alone."""

from __future__ import annotations

import os
import resource
import sys
from typing import Final

from dispatcher.evaluation.pdf.exits import NO_LIBRARY, TOO_LARGE

MOST_MEMORY: Final = 2 * 1024**3
"""Bytes of address space. A report of a whole city takes a tenth of it."""
AFTER_SENDING: Final = 5
"""How much more patient than the node, which may be sending on the same cores: a third of its share, not a tenth, as a
machine that is busy for long must get it done too."""


def main() -> int:
    """Lay out what comes; the exit code says what went wrong."""
    os.nice(AFTER_SENDING)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        from dispatcher.evaluation.pdf.layout import laid_out  # noqa: PLC0415  finds Pango, or does not
    except OSError:
        return NO_LIBRARY
    try:
        sys.stdout.buffer.write(laid_out(sys.stdin.buffer.read().decode()))
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
