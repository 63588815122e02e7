"""The faults as values, and the board that counts them: no process needed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import Fault, RequestFault, SmtpFault, read_faults
from dispatcher.domain.errors import InvalidInput


@dataclass
class FakeClock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def faults(*wanted: dict[str, Any]) -> tuple[Fault, ...]:
    return read_faults(json.dumps({"faults": wanted}).encode())


def refused(*wanted: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        faults(*wanted)
    return [(finding.where, finding.what) for finding in caught.value.faults]


def board(*wanted: dict[str, Any], clock: FakeClock | None = None) -> FaultBoard:
    made = FaultBoard(clock=clock or FakeClock())
    made.put(faults(*wanted))
    return made


@pytest.mark.parametrize(
    ("wanted", "where", "what"),
    [
        ({"kind": "fire"}, "faults.0", "'drop_answer'"),
        ({"kind": "http"}, "faults.0.http.status", "Field required"),
        ({"kind": "http", "status": 201}, "faults.0.http.status", "greater than or equal to 400"),
        ({"kind": "http", "status": 500, "speed": 1}, "faults.0.http.speed", "not permitted"),
        ({"kind": "silence", "count": 0}, "faults.0.silence.count", "greater than or equal to 1"),
        ({"kind": "silence", "share": 1.5}, "faults.0.silence.share", "less than or equal to 1"),
        ({"kind": "callbacks", "mode": "late"}, "faults.0.callbacks", "needs a delay"),
        ({"kind": "callbacks", "mode": "twice", "delay": 1}, "faults.0.callbacks", "only that mode takes one"),
        ({"kind": "smtp_reply", "stage": "mail", "reply": 250}, "faults.0.smtp_reply.reply", "400"),
        ({"kind": "smtp_reply", "stage": "mail", "reply": 451, "to": "a@"}, "faults.0.smtp_reply", "stage rcpt"),
        ({"kind": "smtp_reply", "stage": "mail", "reply": 451, "text": "a\r\nb"}, "faults.0.smtp_reply.text", "match"),
        ({"kind": "smtp_drop", "stage": "late"}, "faults.0.smtp_drop.stage", "'greeting'"),
    ],
)
def test_wrong_faults_are_named(wanted: dict[str, Any], where: str, what: str) -> None:
    """Each thing that is wrong has its place and a sentence that says what is wanted."""
    findings = refused(wanted)

    assert [found for found, _ in findings] == [where]
    assert what in findings[0][1]


@pytest.mark.parametrize("document", [b"", b"[]", b"{}", b'{"faults": 1}', b"\xff"])
def test_documents_that_are_no_list_of_faults_are_refused(document: bytes) -> None:
    """Whatever is put, it is understood or refused with a finding."""
    with pytest.raises(InvalidInput) as caught:
        read_faults(document)

    assert caught.value.faults


@given(st.binary())
def test_no_document_breaks_the_reader(document: bytes) -> None:
    """Any bytes are faults or InvalidInput, nothing else."""
    with contextlib.suppress(InvalidInput):
        read_faults(document)


def test_count_is_used_up() -> None:
    """A count of two hits twice, and does not count what it does not fit."""
    made = board({"kind": "silence", "count": 2, "to": "+4742"})

    hits = [made.pick(RequestFault, to=to) is not None for to in ("+4743", "+4742", "+4742", "+4742")]

    assert hits == [False, True, True, False]
    assert made.active() == []


def test_seconds_run_out() -> None:
    """A fault with seconds ends with them."""
    clock = FakeClock(100.0)
    made = board({"kind": "silence", "seconds": 60}, clock=clock)

    clock.now = 159.9
    during = made.pick(RequestFault)
    clock.now = 160.0

    assert during is not None
    assert made.pick(RequestFault) is None
    assert made.active() == []


def test_share_hits_its_share_and_can_be_repeated() -> None:
    """A share of a quarter hits about a quarter, the same ones each time it is put."""
    fault = {"kind": "silence", "share": 0.25}
    first, second = board(fault), board(fault)

    hits = [first.pick(RequestFault) is not None for _ in range(1000)]

    assert 200 <= sum(hits) <= 300
    assert hits == [second.pick(RequestFault) is not None for _ in range(1000)]


def test_first_fault_that_fits_is_used() -> None:
    """The order of the list decides; a fault of another kind is passed over."""
    made = board(
        {"kind": "smtp_silence", "stage": "rcpt"},
        {"kind": "http", "status": 500, "count": 1},
        {"kind": "http", "status": 401},
    )

    statuses = [getattr(made.pick(RequestFault), "status", None) for _ in range(2)]

    assert statuses == [500, 401]
    assert isinstance(made.pick(SmtpFault), SmtpFault)


@pytest.mark.parametrize(
    ("pattern", "to", "hit"),
    [
        ("+4742", "+4742000001", True),
        ("+4742", "+4743000001", False),
        ("*@example.org", "Kari@Example.org", True),
        ("*@example.org", "kari@example.org.test", False),
        ("kari", "kari@example.org", True),
        ("p?@*", "p1@example.org", True),
        ("p?@*", "p12@example.org", False),
        ("+47", "", False),
    ],
)
def test_to_is_a_beginning_or_a_pattern(pattern: str, to: str, *, hit: bool) -> None:
    """``to`` is a beginning unless it has * or ?; the case of letters does not matter."""
    assert (board({"kind": "silence", "to": pattern}).pick(RequestFault, to=to) is not None) is hit
