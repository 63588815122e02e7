from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from secrets import token_hex

import pytest

from tests.capture.harness import Capture, Ready, Receiver, Twilio, control, receiving, running, twilio


@pytest.fixture(scope="module")
def process() -> Iterator[Ready]:
    """One capture for the tests of a file; each test counts from where it begins."""
    with running() as ready:
        yield ready


@pytest.fixture
async def capture(process: Ready) -> AsyncIterator[Capture]:
    async with control(process) as capture:
        yield capture


@pytest.fixture
async def sms(capture: Capture) -> AsyncIterator[Twilio]:
    """The official client on an account of its own."""
    async with twilio(capture.ready.http, f"AC{token_hex(16)}") as client:
        yield client


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver
