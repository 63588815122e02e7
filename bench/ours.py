"""What a recorded send costs: the real lane, ledger and Twilio channel, one intent and one outcome committed each."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
import uvloop
from pydantic import SecretStr
from sqlalchemy import Connection, and_, func, insert, select

from dispatcher.channels.sms import TwilioSms
from dispatcher.delivery.engine import Engine, LaneSpec
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import (
    alerts,
    attempts,
    contact_points,
    deliveries,
    incidents,
    lists,
    people,
    plans,
    snapshot,
    variants,
    waves,
)
from dispatcher.ledger.times import ms
from dispatcher.ports import SystemClock
from dispatcher.settings import Twilio

BODY = (
    "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
    "minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste "
    "melding innen 22.11 kl 09. Info: loten.kommune.no/krise BOIL WATER before use. Nr 4821"
)
ALERT = "1001-1"


async def main(port: int, sends: int, in_flight: int) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "bench.db", checkpoints=True)
        ledger.write_now(_approved, sends)
        clock = SystemClock()
        settings = Twilio(
            account_sid="AC" + "0" * 32,
            auth_token=SecretStr("x" * 32),
            sender="Loten",
            base_url=f"http://127.0.0.1:{port}",
            concurrency=in_flight,
        )
        channel = TwilioSms(settings, public_url="http://127.0.0.1:1", clock=clock)
        lane = LaneSpec(channel=channel, concurrency=in_flight)
        engine = Engine(ledger=ledger, clock=clock, lanes=[lane], incarnation=secrets.token_hex(8), settle_after=90.0)
        used, started = getrusage(RUSAGE_SELF), perf_counter()
        running = asyncio.create_task(engine.run())
        while await ledger.read(_state) != "done":  # noqa: ASYNC110  as a person watching would
            await asyncio.sleep(0.25)
        after, wall = getrusage(RUSAGE_SELF), perf_counter() - started
        engine.stop()
        await running
        await channel.close()
        recorded = await ledger.read(_recorded)
        ledger.close()
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    row = {"cpu_us": cpu / sends * 1e6, "rate": sends / wall, "recorded": recorded, "peak_mb": after.ru_maxrss / 1024}
    print(orjson.dumps(row).decode())


def _state(connection: Connection) -> str | None:
    return connection.scalar(select(alerts.c.state))


def _recorded(connection: Connection) -> int:
    """Deliveries accepted under a provider id of their own."""
    chosen = select(func.count(deliveries.c.provider_id.distinct())).join(
        attempts, and_(attempts.c.delivery_id == deliveries.c.id, attempts.c.id == deliveries.c.attempt_id)
    )
    return int(connection.scalar(chosen.where(deliveries.c.state == "accepted", attempts.c.state == "accepted")) or 0)


def _approved(connection: Connection, count: int) -> None:
    """An approved alert of one open wave; its people are in the snapshot, the engine does the rest."""
    now = ms(datetime.now(UTC))
    hour = int(timedelta(hours=1).total_seconds() * 1000)
    connection.execute(insert(plans).values(hash="h", document="{}", first_used_at=now))
    head = {"id": 1, "key": "l", "file": "l", "digest": "d", "language": "nb", "imported_at": now}
    connection.execute(insert(lists).values(**head, fictional=True, in_force=True))
    incident = {"id": 1001, "scenario": "s", "mode": "real", "plan_hash": "h", "opened_by": "b", "opened_at": now}
    connection.execute(insert(incidents).values(**incident))
    row = {"id": ALERT, "incident": 1001, "kind": "first", "state": "approved", "mode": "real", "severity": "severe"}
    row |= {"rank": 1, "urgency": "expected", "unsure_policy": "ask", "fields": "{}", "areas": "[]"}
    row |= {"created_by": "b", "edited_by": "b", "created_at": now, "composed_at": now, "expires_after": hour}
    row |= {"expires_at": now + hour, "fingerprint": "f", "approved_fingerprint": "f", "approved_at": now}
    connection.execute(insert(alerts).values(**row))
    wave = {"id": 1, "alert_id": ALERT, "version": 1, "ix": 0, "name": "w", "public": False, "audiences": "[]"}
    connection.execute(
        insert(waves).values(**wave, channels='["sms"]', opened_at=now, opened_by="approval", wait_from=now)
    )
    text = {"alert_id": ALERT, "version": 1, "cls": "citizen", "channel": "sms", "language": "nb", "headline": ""}
    connection.execute(insert(variants).values(**text, body=BODY, instruction="", html="", parts=2, encoding="GSM-7"))
    numbers = range(1, count + 1)
    points = [{"id": n, "channel": "sms", "fictional": True, "value": f"+4742{n:06d}"} for n in numbers]
    connection.execute(insert(contact_points), points)
    connection.execute(
        insert(people), [{"id": n, "list_id": 1, "ref": f"p{n}", "language": "nb", "sms_point": n} for n in numbers]
    )
    meant = {"alert_id": ALERT, "version": 1, "wave_id": 1, "cls": "citizen", "list_id": 1, "language": "nb"}
    connection.execute(insert(snapshot), [{**meant, "ref": f"p{n}", "person_id": n} for n in numbers])


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, as the bare one; the sink has the other
    uvloop.run(main(*(int(word) for word in sys.argv[1:4])))
