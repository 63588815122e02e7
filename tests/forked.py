"""Commands without the second that Python takes to begin: one process has loaded the libraries, and forks for each.

What runs is what the installed script runs, in a process of its own with its own environment, folder and output. None
of our own modules is loaded before the fork: each command loads what it needs of the house, in its own order, and
finds a broken import. What goes on (``serve``, ``watch``), what stands at a terminal, and what sets Python's own
environment is started as the installed script.
"""

from __future__ import annotations

import array
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

SCRIPT = Path(sys.executable).with_name("dispatcher")
"""What `pip install` made of ``[project.scripts]``."""
LONGEST = 110
LIBRARIES = (
    "aiohttp.web aiosmtplib alembic babel.dates click cryptography.hazmat.primitives.asymmetric.ec email_validator "
    "jinja2.sandbox jwt orjson phonenumbers prometheus_client psycopg py_vapid.jwt pydantic pydantic_settings "
    "pyreqwest.client rfc8785 rich.console rich.table ruamel.yaml sqlalchemy sqlalchemy.dialects.postgresql.psycopg "
    "sqlalchemy.dialects.sqlite.pysqlite structlog twilio.http twilio.request_validator uvloop"
).split()


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be JSON and nothing else."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """All of what a person sees."""
        return self.out + self.err


def run(words: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Done:
    """Run a command to its end."""
    return _stem().run([str(word) for word in words], folder, environment)


class Stem:
    """The process they are forked from: one command at a time."""

    def __init__(self) -> None:
        self._one = Lock()
        self._asks, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asks.settimeout(LONGEST)
        self._process = subprocess.Popen(
            [sys.executable, "-P", Path(__file__).with_name("stem.py"), SCRIPT, str(its.fileno()), *LIBRARIES],
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            pass_fds=[its.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # no terminal, as a command finds it; each gets its own
        )
        its.close()

    def run(self, words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
        """Ask for a command, wait for its end, and read what it said."""
        asked = json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)}).encode()
        with self._one, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            files = array.array("i", [out.fileno(), err.fileno()])
            self._asks.sendmsg([asked], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
            code = self._ended(int(self._asks.recv(32)))
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode())
        return Done(code=code, out=said[0], err=said[1])

    def _ended(self, child: int) -> int:
        try:
            return int(self._asks.recv(32))
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            return int(self._asks.recv(32))

    def close(self) -> None:
        """It ends when nobody can ask any more."""
        self._asks.close()
        self._process.wait()


@cache
def _stem() -> Stem:
    """One for each test worker, begun by the first command."""
    stem = Stem()
    atexit.register(stem.close)
    return stem
