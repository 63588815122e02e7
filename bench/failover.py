"""How long until a second account carries when the first goes dead, and what a long outage costs in doubts.

``python -m bench.failover [--minutes 1] [--trouble silence|401|500|nonsense]``: two real providers on loopback, the
real engine, ledger and Twilio channels. The first is in trouble for so many minutes; the alert outlasts the outage.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
from pydantic import SecretStr
from sqlalchemy import Connection, func, select

from bench.ours import _approved
from dispatcher.channels.sms import TwilioSms
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import alerts, attempts, deliveries, journal
from dispatcher.ports import SystemClock
from dispatcher.settings import Twilio

RATE, CONCURRENCY, TIMEOUT, SETTLE_AFTER = 50.0, 100, 10.0, 90.0
"""Segments a second and the rest as the settings' defaults; a message has two segments."""
EACH = RATE / 2
WELL_BEFORE, WELL_AFTER = 10.0, 180.0
"""Seconds before the outage, and after it: enough for the primary to prove itself and carry alone again."""
LATENCY = 0.1


@dataclass(slots=True)
class Provider:
    """Answers as it is told to, and keeps the time of each message it took."""

    trouble: str = ""
    took: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0"
                )
                await reader.readexactly(int(length.split(b":")[1]))
                await asyncio.sleep(LATENCY)
                status, body = self._answer(head)
                if self.trouble == "silence" and not head.startswith(b"GET"):
                    await self.over.wait()  # an event nobody holds would be collected with all who wait for it
                    return
                writer.write(b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\n" % status)
                writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, head: bytes) -> tuple[int, bytes]:
        if head.startswith(b"GET"):
            return 200, b'{"messages":[],"next_page_uri":null,"page":0,"page_size":1000,"uri":"/x"}'
        if self.trouble == "401":
            return 401, b'{"code":20003,"status":401}'
        if self.trouble == "500":
            return 500, b'{"code":20500,"status":500}'
        if self.trouble == "nonsense":
            return 201, b"<html>welcome</html>"
        if not self.trouble:
            self.took.append(perf_counter())
        return 201, orjson.dumps({"sid": f"SM{secrets.token_hex(16)}", "status": "queued"})


async def main(minutes: float, trouble: str) -> None:
    first, second = Provider(), Provider()
    outage = minutes * 60
    people = int((WELL_BEFORE + outage + WELL_AFTER) * EACH)
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "bench.db", checkpoints=True)
        ledger.write_now(_approved, people)
        ledger.write_now(_resend)
        servers = [await asyncio.start_server(one.meet, "127.0.0.1", 0) for one in (first, second)]
        lanes = [
            _lane(server.sockets[0].getsockname()[1], name)
            for server, name in zip(servers, ("twilio", "twilio-backup"), strict=True)
        ]
        engine = Engine(
            ledger=ledger,
            clock=SystemClock(),
            lanes=lanes,
            incarnation=secrets.token_hex(8),
            settle_after=SETTLE_AFTER,
        )
        running = asyncio.create_task(engine.run())
        while not first.took:  # noqa: ASYNC110  as a person watching would
            await asyncio.sleep(0.05)
        await asyncio.sleep(WELL_BEFORE)
        died, first.trouble = perf_counter(), trouble
        await asyncio.sleep(outage)
        mended, first.trouble = perf_counter(), ""
        while await ledger.read(_state) != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        print(
            orjson.dumps(_told(ledger, first, second, died, mended, people) | {"trouble": trouble}).decode(), flush=True
        )
        engine.stop()
        await running
        for one in (first, second):
            one.over.set()
        for lane in lanes:
            await lane.channel.close()
        for server in servers:
            server.close()
        ledger.close()


def _lane(port: int, provider: str) -> LaneSpec:
    settings = Twilio(
        account_sid="AC" + "0" * 32,
        auth_token=SecretStr("x" * 32),
        sender="Loten",
        base_url=f"http://127.0.0.1:{port}",
        concurrency=CONCURRENCY,
        timeout=TIMEOUT,
    )
    channel = TwilioSms(settings, public_url="http://127.0.0.1:1", clock=SystemClock(), provider=provider)
    return LaneSpec(channel=channel, concurrency=CONCURRENCY, rate=RATE)


def _resend(connection: Connection) -> None:
    connection.execute(alerts.update().values(unsure_policy="resend", expires_at=alerts.c.expires_at + 3_600_000))


def _state(connection: Connection) -> str | None:
    return connection.scalar(select(alerts.c.state))


def _told(
    ledger: Ledger, first: Provider, second: Provider, died: float, mended: float, people: int
) -> dict[str, object]:
    """What is measured from the providers' own journals, and what the ledger says of it."""
    everything = sorted([*first.took, *second.took])
    after = [at for at in everything if at > died]
    full = next((at for at in after if sum(1 for each in after if at <= each < at + 1) >= EACH * 0.9), None)
    back = next((at for at in first.took if at > mended), None)
    last = max((at for at in second.took), default=0.0)
    kinds = ledger.read_now(lambda connection: Counter(connection.scalars(select(journal.c.kind))))
    states = ledger.read_now(
        lambda connection: dict(
            connection.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state)).all()
        )
    )
    doubts = ledger.read_now(
        lambda connection: connection.scalar(
            select(func.count()).select_from(attempts).where(attempts.c.state == "unsure")
        )
    )
    return {
        "outage_s": round(mended - died),
        "first_through_backup_s": round(min(at for at in second.took if at > died) - died, 2),
        "rate_back_s": None if full is None else round(full - died, 2),
        "first_through_primary_again_s": None if back is None else round(back - mended, 2),
        "last_through_backup_s": round(last - mended, 2),
        "switches": kinds["route.switched"],
        "broken": kinds["route.broken"],
        "unsure": doubts,
        "people": people,
        "reached": len(everything),
        "states": states,
        "by_primary": len(first.took),
        "by_backup": len(second.took),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--trouble", choices=("silence", "401", "500", "nonsense"), default="silence")
    options = parser.parse_args()
    asyncio.run(main(options.minutes, options.trouble))
