"""``/banner.json`` of a node that is sending, against a bare aiohttp handler that returns the same bytes and headers.

``python -m bench.banner [--people 1500] [--rounds 5] [--seconds 2]``: a live node process with its provider on loopback
sends 50 segments a second all the way; both servers are asked in turn by the same sixteen connections.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.two_nodes import approved
from dispatcher.demo.register import generate
from tests.e2e.test_live import live
from tests.e2e.town import Capture, Town, running_capture, totals
from tests.office import municipality

RATE = 50
CONNECTIONS = 16
LONGEST = 120.0
BANNER, PAGE = "/banner.json", "/krise"
FOLLOWERS = 20_000
"""Of one municipality on Facebook, who may all open the page when its link is posted there (R078)."""
BARE = """
import sys, json, asyncio, uvloop
from aiohttp import web
headers, body = json.loads(sys.stdin.readline()), sys.stdin.readline().rstrip("\\n").encode()
async def banner(request):
    return web.Response(body=body, headers=headers)
async def main():
    app = web.Application()
    app.router.add_get("/banner.json", banner)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
uvloop.run(main())
"""


class Asker(asyncio.Protocol):
    """One connection that asks again as soon as it has its answer; ``length`` is that of a whole answer."""

    answers = 0

    def __init__(self, port: int, length: int, path: str) -> None:
        self._ask = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        self._length = length
        self._got = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.write(self._ask)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._got += len(data)
        if self._got >= self._length:
            self._got -= self._length
            self.answers += 1
            self._transport.write(self._ask)  # type: ignore[attr-defined]


async def length_of(port: int, path: str = BANNER) -> tuple[int, dict[str, str], bytes]:
    """How long one answer is, its headers, its body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if line)
    body = await reader.readexactly(int(told["Content-Length"]))
    writer.close()
    return len(head) + len(body), told, body


async def asked(port: int, seconds: float, path: str = BANNER) -> float:
    """Answers a second."""
    length, _, _ = await length_of(port, path)
    loop = asyncio.get_running_loop()
    pairs = [
        await loop.create_connection(lambda: Asker(port, length, path), "127.0.0.1", port) for _ in range(CONNECTIONS)
    ]
    begun = perf_counter()
    before = sum(asker.answers for _, asker in pairs)
    await asyncio.sleep(seconds)
    rate = (sum(asker.answers for _, asker in pairs) - before) / (perf_counter() - begun)
    for transport, _ in pairs:
        transport.close()
    return rate


async def main(people: int, rounds: int, seconds: float) -> dict[str, Any]:
    """A node that sends, a bare server beside it, and both asked in turn."""
    with TemporaryDirectory() as folder:
        home = municipality(Path(folder))
        generate(home / "contacts", people=people, staff=60, seed=1)
        async with running_capture() as provider, running_capture() as capture:
            town = Town(home, capture, live(provider, DISPATCHER_TWILIO__RATE=str(RATE)))
            try:
                await town.settle_in()
                await town.start()
                return await _measured(town, provider, rounds, seconds)
            finally:
                await town.stop()


async def _measured(town: Town, provider: Capture, rounds: int, seconds: float) -> dict[str, Any]:
    alert = await approved(town)
    async with asyncio.timeout(LONGEST):
        while not (await town.banner())["alerts"] or totals(await town.view(alert))["sending"] == 0:  # noqa: ASYNC110  another process
            await asyncio.sleep(0.1)
    port = int(town.url.rpartition(":")[2])
    _, headers, body = await length_of(port)
    kept = {name: value for name, value in headers.items() if name not in {"Content-Length", "Date"}}
    bare = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BARE), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert bare.stdin is not None
    assert bare.stdout is not None
    try:
        bare.stdin.write(json.dumps(kept).encode() + b"\n" + body + b"\n")
        beside = int(await bare.stdout.readline())
        begun = len(await provider.journal("sms"))
        rates = [(await asked(port, seconds), await asked(beside, seconds)) for _ in range(rounds)]
        page = await asked(port, seconds, PAGE)
        sent = len(await provider.journal("sms")) - begun
        still = totals(await town.view(alert))
    finally:
        bare.stdin.close()
        await bare.wait()
    return {
        "bytes": len(body),
        "node_per_s": [round(ours) for ours, _ in rates],
        "bare_per_s": [round(theirs) for _, theirs in rates],
        "ratio": round(median(ours / theirs for ours, theirs in rates), 2),
        "krise_per_s": round(page),
        "seconds_for_20000_page_views": round(FOLLOWERS / page, 1),
        "messages_sent_meanwhile": sent,
        "still_to_send": still["waiting"] + still["sending"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    given = parser.parse_args()
    sys.stdout.write(json.dumps(asyncio.run(main(given.people, given.rounds, given.seconds))) + "\n")
