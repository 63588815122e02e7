"""``python -m dispatcher.capture --port-base N [--journal FILE] [--stop-on-eof]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dispatcher import logs
from dispatcher.capture.command import run


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatcher.capture",
        description="Speaks Twilio's API and SMTP on this machine, keeps a journal, and reaches nobody.",
    )
    parser.add_argument("--port-base", type=int, default=0, help="HTTP on this port, SMTP on the next; 0: a free pair")
    parser.add_argument("--journal", type=Path, help="append every accepted message to this file")
    parser.add_argument("--stop-on-eof", action="store_true", help="end when standard input ends")
    given = parser.parse_args()
    logs.configure()
    return run(port_base=given.port_base, journal=given.journal, end_with_stdin=given.stop_on_eof)


if __name__ == "__main__":
    sys.exit(main())
