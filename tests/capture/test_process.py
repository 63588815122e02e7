"""The capture as a process: its ports, its journal file over a kill, and its end."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from dispatcher.capture import CaptureReady, JournalUnusable, serve
from dispatcher.capture.errors import CaptureError
from dispatcher.capture.journal import Journal
from tests.capture.harness import NUMBER, Capture, Ready, command, control, lines_of, running, twilio

ACCOUNT = "AC" + "1" * 32
ENVELOPE = b"EHLO n\r\nMAIL FROM:<v@loten.example>\r\nRCPT TO:<a@example.org>\r\n"
MAIL = ENVELOPE + b"DATA\r\nSubject: En\r\n\r\nHei\r\n.\r\nQUIT\r\n"


def refused(*arguments: str) -> str:
    """What a capture says that does not start."""
    run = subprocess.run(command(*arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    return run.stderr.strip()


@contextmanager
def taken() -> Iterator[int]:
    """A port that is somebody else's; the one before it is free."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port: int = other.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port - 1)).close()
            except OSError:
                continue
            yield port
            return


def kill(ready: Ready) -> None:
    ready.process.send_signal(signal.SIGKILL)
    ready.process.wait()
    ready.stop()


async def mailed(ready: Ready) -> bytes:
    reader, writer = await asyncio.open_connection(ready.smtp_host, ready.smtp_port)
    writer.write(MAIL)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_smtp_is_on_the_next_port() -> None:
    """HTTP on N, SMTP on N+1, also when N is the capture's own choice; a given N is that one."""
    with running() as first:
        base = int(first.http.rpartition(":")[2])
        assert first.smtp_port == base + 1
    with running("--port-base", str(base)) as second:
        assert (second.http, second.smtp_port) == (f"http://127.0.0.1:{base}", base + 1)


@pytest.mark.parametrize("offset", [0, 1])
def test_port_in_use_is_one_sentence_and_exit_2(offset: int) -> None:
    """Either port of the pair being taken is told, with what to do."""
    with taken() as port:
        said = refused("--port-base", str(port - offset))

    assert said.startswith(f"Port {port} on 127.0.0.1 is already in use")
    assert "--port-base" in said


@pytest.mark.parametrize("port", ["65535", "-1", "70000"])
def test_port_that_cannot_be_is_told(port: str) -> None:
    """A number that has no next port is refused with the numbers that can be."""
    assert "1 to 65534" in refused("--port-base", port)


async def test_journal_survives_kill_and_restart(tmp_path: Path) -> None:
    """What was answered for is in the file after kill -9; the next capture lists it and counts on."""
    path = tmp_path / "var" / "capture.ndjson"
    with running("--journal", str(path)) as ready:
        async with twilio(ready.http, ACCOUNT) as sms:
            sent = [await sms.send(body=f"Melding {number}") for number in range(5)]
        await mailed(ready)
        kill(ready)
    with running("--journal", str(path)) as ready:
        async with twilio(ready.http, ACCOUNT) as sms, control(ready) as capture:
            listed = await sms.client.messages.list_async(to=NUMBER)
            fetched = await sms.client.messages(sent[0].sid).fetch_async()
            last = await sms.send()
            journal = await capture.journal(after=0)

    sids = [message.sid for message in sent]
    assert [message.sid for message in listed] == sids[::-1]
    assert (fetched.body, fetched.status) == ("Melding 0", "sent")
    assert [entry["seq"] for entry in journal] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.get("sid") for entry in journal] == [*sids, None, last.sid]
    assert journal[5]["subject"] == "En"
    assert journal == lines_of(path)
    assert path.stat().st_mode & 0o077 == 0


async def test_line_torn_by_a_kill_is_dropped(tmp_path: Path) -> None:
    """Half a line was never answered for: it goes, and the journal goes on without a hole."""
    path = tmp_path / "capture.ndjson"
    with running("--journal", str(path)) as ready:
        async with twilio(ready.http, ACCOUNT) as sms:
            await sms.send()
            await sms.send()
        kill(ready)
    path.write_bytes(path.read_bytes()[:-30])
    with running("--journal", str(path)) as ready:
        async with twilio(ready.http, ACCOUNT) as sms:
            await sms.send(body="Etter")

    assert [(entry["seq"], entry["body"]) for entry in lines_of(path)] == [(1, "Kok vannet."), (2, "Etter")]


@pytest.mark.parametrize("content", ["ikke JSON\n", "[]\n", "{}\n", '{"seq": 2}\n'])
def test_file_that_is_no_journal_is_left_alone(tmp_path: Path, content: str) -> None:
    """A file of something else is named with its line, and not written to."""
    path = tmp_path / "plan.yaml"
    path.write_text(content)

    assert f"{path}:1 is no line of a capture's journal" in refused("--journal", str(path))
    assert path.read_text() == content


def test_folder_is_no_journal(tmp_path: Path) -> None:
    """A path that cannot be opened is told with its reason."""
    assert "cannot be opened" in refused("--journal", str(tmp_path))


async def test_journal_file_has_one_capture(tmp_path: Path) -> None:
    """A second capture on the same file ends with exit 2 and says why."""
    path = tmp_path / "capture.ndjson"
    with running("--journal", str(path)):
        assert "in use by another capture" in refused("--journal", str(path))


async def test_full_disk_accepts_nothing(tmp_path: Path) -> None:
    """A journal that cannot be written answers 503 and 452, keeps no half line, and goes on when there is room."""
    path = tmp_path / "capture.ndjson"
    # The limit is one on every file: pytest's, into which its log would go, may be longer than that already.
    with running("--journal", str(path), stderr=subprocess.DEVNULL) as ready:
        async with twilio(ready.http, ACCOUNT) as sms, control(ready) as capture:
            await sms.send()
            size = path.stat().st_size
            resource.prlimit(ready.process.pid, resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
            error = await sms.refusal()
            answer = await mailed(ready)
            kept = path.stat().st_size
            resource.prlimit(ready.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            await sms.send(body="Etter")
            journal = await capture.journal(after=0)

    assert (error.status, error.code) == (503, 20503)
    assert b"452 4.3.1" in answer
    assert kept == size
    assert [entry["body"] for entry in journal] == ["Kok vannet.", "Etter"]
    assert journal == lines_of(path)


@pytest.mark.parametrize("way", ["eof", "SIGTERM", "SIGINT"])
async def test_ends_whatever_is_open(way: str) -> None:
    """End of standard input and either signal end it with exit 0, long before silent and idle connections would."""
    with running() as ready:
        async with twilio(ready.http, ACCOUNT, seconds=60) as sms, ClientSession() as session:
            capture = Capture(ready=ready, session=session)
            await capture.put_faults(
                {"kind": "silence", "journal": True}, {"kind": "smtp_silence", "stage": "message", "journal": True}
            )
            waiting = [asyncio.create_task(sms.send()), asyncio.create_task(mailed(ready))]
            idle, writer = await asyncio.open_connection(ready.smtp_host, ready.smtp_port)
            await idle.readline()
            await both_are_journalled(capture)
            code = await asyncio.to_thread(end, ready, way)
            ended = await asyncio.gather(*waiting, idle.read(), return_exceptions=True)
            writer.close()
            with suppress(ConnectionError):  # the other side is gone
                await writer.wait_closed()

    assert code == 0
    assert isinstance(ended[0], ClientError)


async def both_are_journalled(capture: Capture) -> None:
    async with asyncio.timeout(10):
        while (await capture.health())["messages"] < 2:
            pass


def end(ready: Ready, way: str) -> int:
    if way == "eof":
        return ready.stop()
    ready.process.send_signal(signal.Signals[way])
    return ready.process.wait(10)


async def test_serve_runs_inside_a_loop(tmp_path: Path) -> None:
    """The coroutine announces itself, serves until its event is set, and leaves its ports free."""
    stop = asyncio.Event()
    announced: asyncio.Queue[CaptureReady] = asyncio.Queue()
    path = tmp_path / "capture.ndjson"
    served = asyncio.create_task(serve(port_base=0, journal=path, stop=stop, announce=announced.put_nowait))
    ready = await announced.get()
    async with twilio(ready.http, ACCOUNT) as sms:
        await sms.send()
        stop.set()
        await served

    assert len(Journal(path)) == 1
    with socket.create_server((ready.smtp_host, ready.smtp_port)):
        assert ready.smtp_port == int(ready.http.rpartition(":")[2]) + 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "capture.example"])  # noqa: S104  refused
async def test_only_loopback_is_listened_on(host: str) -> None:
    """Any other address is refused before a socket is made."""
    with pytest.raises(CaptureError, match="only on this machine"):
        await serve(host=host, port_base=0, journal=None, stop=asyncio.Event(), announce=print)


async def test_failed_start_leaves_the_ports_free(tmp_path: Path) -> None:
    """A journal that cannot be used ends the start, and lets go of the pair it had taken."""
    with taken() as port:
        base = port
    with pytest.raises(JournalUnusable):
        await serve(port_base=base, journal=tmp_path, stop=asyncio.Event(), announce=print)

    with socket.create_server(("127.0.0.1", base)):
        pass
