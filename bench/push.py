"""What a Web Push costs: one encryption, and a push through the channel to a sink that only answers. One core each."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time

import orjson
import uvloop
from cryptography.hazmat.primitives.asymmetric import ec

from dispatcher.channels.webpush import WebPush
from dispatcher.channels.webpush_encryption import Receiver, encrypt, in_base64, point_of
from dispatcher.channels.webpush_message import prepare
from dispatcher.domain.outcome import Accepted
from dispatcher.domain.states import AudienceClass, ChannelName, Mode, Severity
from dispatcher.ports import Message, SystemClock, Variant

ROUNDS, ENCRYPTIONS, PUSHES, IN_FLIGHT = 5, 10_000, 10_000, 100
TEXT = Variant(
    id=1,
    cls=AudienceClass.CITIZEN,
    channel=ChannelName.PUSH,
    language="nb",
    headline="Kok vannet i Ådalsbruk",
    body=(
        "Vannet kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. "
        "Dusj og vask er trygt. Neste melding innen 22.11. kl. 09. Løten kommune. Nr 4821"
    ),
    kind="first",
    severity=Severity.SEVERE,
)


def browser() -> dict[str, str]:
    """Keys of a browser that nobody has."""
    return {"p256dh": in_base64(point_of(ec.generate_private_key(ec.SECP256R1()))), "auth": in_base64(os.urandom(16))}


def message(port: int, number: int, keys: dict[str, str]) -> Message:
    return Message(
        attempt=f"a{number}",
        delivery=number,
        reference=f"4821-1.{number}.bench",
        mode=Mode.REAL,
        address=json.dumps({"endpoint": f"http://127.0.0.1:{port}/push/{number:016x}", **keys}),
        fictional=True,
        variant=TEXT,
        expires_at=datetime.now(UTC) + timedelta(hours=2),
    )


def encryption() -> dict[str, float]:
    """CPU of one encryption of a real payload, each for a browser of its own."""
    payload = prepare(message(1, 1, browser())).payload
    receivers = [Receiver.read(**browser()) for _ in range(100)]
    began = process_time()
    for number in range(ENCRYPTIONS):
        encrypt(payload, receivers[number % 100])
    used = (process_time() - began) / ENCRYPTIONS
    return {"cpu_us": used * 1e6, "rate": 1 / used, "bytes": len(payload)}


async def pushes(port: int) -> dict[str, float]:
    """Through the real channel: address read, encrypted, signed for, posted, answer read."""
    channel = WebPush(
        ec.generate_private_key(ec.SECP256R1()),
        subject="mailto:a@b.example",
        allowed=["127.0.0.1"],
        clock=SystemClock(),
        concurrency=IN_FLIGHT,
    )
    some = [browser() for _ in range(100)]
    messages = iter([message(port, number, some[number % 100]) for number in range(PUSHES)])
    accepted = 0

    async def worker() -> None:
        nonlocal accepted
        for one in messages:
            outcome = await channel.send(one)
            accepted += isinstance(outcome, Accepted)

    used, began = getrusage(RUSAGE_SELF), perf_counter()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    after, wall = getrusage(RUSAGE_SELF), perf_counter() - began
    await channel.close()
    assert accepted == PUSHES, accepted
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return {"cpu_us": cpu / PUSHES * 1e6, "rate": PUSHES / wall}


def main() -> None:
    """Rounds, one after another; the median is the figure."""
    command = [sys.executable, "-m", "bench.sink"]
    found: dict[str, list[dict[str, float]]] = {"webpush-encryption": [], "webpush-push": []}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        assert sink.stdin is not None
        port = int(sink.stdout.readline())
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # the sink has taken the other
        for _ in range(ROUNDS):
            found["webpush-encryption"].append(encryption())
            found["webpush-push"].append(uvloop.run(pushes(port)))
        sink.stdin.close()
    rows = [
        {"name": name, **{key: median(one[key] for one in rounds) for key in rounds[0]}, "rounds": ROUNDS}
        for name, rounds in found.items()
    ]
    print("| what | CPU µs each | a second on one core |\n|---|---:|---:|")
    for row in rows:
        print(f"| {row['name']} | {row['cpu_us']:.0f} | {row['rate']:,.0f} |")
    print(orjson.dumps({"rows": rows}).decode())


if __name__ == "__main__":
    main()
