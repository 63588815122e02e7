"""A provider that does nothing but answer: every POST gets a full Twilio-like 201 with its own sid. Loopback only."""

from __future__ import annotations

import asyncio
import os
import sys

import uvloop

_BODY = (
    '{"account_sid":"ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","api_version":"2010-04-01","body":"tekst","date_created":'
    '"Sun, 22 Nov 2026 02:12:00 +0000","date_sent":null,"date_updated":"Sun, 22 Nov 2026 02:12:00 +0000","direction":'
    '"outbound-api","error_code":null,"error_message":null,"from":"Loten","messaging_service_sid":null,"num_media":"0",'
    '"num_segments":"2","price":null,"price_unit":"NOK","sid":"SM%032x","status":"queued","subresource_uris":{"media":'
    '"/2010-04-01/Accounts/AC/Messages/SM/Media.json"},"to":"+4742000000","uri":"/2010-04-01/Accounts/AC/Messages"}'
)
_HEAD = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(_BODY % 0)}\r\n\r\n"
_count = 0


class Sink(asyncio.Protocol):
    """Counts Content-Length, nothing else."""

    def __init__(self) -> None:
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        global _count  # noqa: PLW0603  one process, one sink
        data, out = self._rest + data, []
        while (end := data.find(b"\r\n\r\n")) >= 0:
            head = data[:end].lower()
            start = head.find(b"content-length:")
            size = int(head[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
            if len(data) < end + 4 + size:
                break
            data = data[end + 4 + size :]
            _count += 1
            out.append((_HEAD + _BODY % _count).encode())
        self._rest = data
        if out:
            self._transport.write(b"".join(out))  # type: ignore[attr-defined]


async def _main() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # ends with its parent


if __name__ == "__main__":
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    uvloop.run(_main())
