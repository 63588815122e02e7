"""What aiohttp alone costs: one session, keep-alive, the same bytes to the same sink, the answer read. Nothing kept."""

import asyncio
import os
import sys
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import aiohttp
import orjson
import uvloop


async def main(port: int, sends: int, in_flight: int) -> None:
    url = f"http://127.0.0.1:{port}/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
    headers = {"Authorization": "Basic eHh4eDp4eHh4", "Content-Type": "application/x-www-form-urlencoded"}
    body = sys.stdin.buffer.read()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=in_flight)) as session:
        left = iter(range(sends))

        async def worker() -> None:
            for _ in left:
                async with session.post(url, data=body, headers=headers) as answer:
                    await answer.read()

        used, started = getrusage(RUSAGE_SELF), perf_counter()
        await asyncio.gather(*(worker() for _ in range(in_flight)))
        after, wall = getrusage(RUSAGE_SELF), perf_counter() - started
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(orjson.dumps({"cpu_us": cpu / sends * 1e6, "rate": sends / wall, "recorded": 0}).decode())


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, as ours; the sink has the other
    uvloop.run(main(*(int(word) for word in sys.argv[1:4])))
