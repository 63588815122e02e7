"""The capture as a process: its ports, its journal file over a kill, and its end."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from dispatcher.capture import CaptureReady, JournalUnusable, serve
from dispatcher.capture.errors import CaptureError
from dispatcher.capture.journal import Journal
from tests.capture.harness import NUMBER, Capture, Ready, Twilio, command, control, lines_of, running, twilio

ACCOUNT = "AC" + "1" * 32
MAIL = b"EHLO n\r\nMAIL FROM:<v@loten.example>\r\nRCPT TO:<a@example.org>\r\nDATA\r\nSubject: En\r\n\r\nHei\r\n.\r\nQUIT\r\n"


def refused(*arguments: str) -> str:
    """What a capture says that does not start."""
    run = subprocess.run(command(*arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    return run.stderr.strip()


@contextmanager
def taken() -> Iterator[int]:
    """A port that is somebody else's."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


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
    with running("--journal", str(path)) as ready:
        async with twilio(ready.http, ACCOUNT) as sms, control(ready) as capture:
            await sms.send()
            size = path.stat().st_size
            resource.prlimit(ready.process.pid, resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
            error = await sms.refusal()
            answer = await mailed(ready)
            kept = path.stat().st_size
            resource.prlimit(
                ready.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )
            await sms.send(body="Etter")
            journal = await capture.journal(after=0)

    assert (error.status, error.code) == (503, 20503)
    assert b"452 4.3.1" in answer
    assert kept == size
    assert [entry["body"] for entry in journal] == ["Kok vannet.", "Etter"]
    assert journal == lines_of(path)


async def hold_connections_open(capture: Capture, sms: Twilio) -> list[asyncio.Task[object]]:
    """Silent and idle connections of every kind, open when this returns."""
    await capture.put_faults(
        {"kind": "silence", "journal": True}, {"kind": "smtp_silence", "stage": "message", "journal": True}
    )
    waiting = [asyncio.create_task(sms.send()), asyncio.create_task(mailed(capture.ready))]
    await asyncio.open_connection(capture.ready.smtp_host, capture.ready.smtp_port)
    async with asyncio.timeout(10):
        while (await capture.health())["messages"] < 2:
            await asyncio.sleep(0)
    return waiting


@pytest.mark.parametrize("way", ["eof", "SIGTERM", "SIGINT"])
async def test_ends_within_two_seconds_whatever_is_open(way: str) -> None:
    """End of standard input and either signal end it with exit 0, with silent connections open."""
    with running() as ready:
        async with twilio(ready.http, ACCOUNT, timeout=60) as sms, control(ready) as capture:
            waiting = await hold_connections_open(capture, sms)
            begun = monotonic()
            if way == "eof":
                code = await asyncio.to_thread(ready.stop)
            else:
                ready.process.send_signal(signal.Signals[way])
                code = await asyncio.to_thread(ready.process.wait, 10)
            took = monotonic() - begun
            ended = await asyncio.gather(*waiting, return_exceptions=True)
            capture.ready = Ready.start()
        capture.ready.stop()

    assert code == 0
    assert took < 2
    assert isinstance(ended[0], Exception)
