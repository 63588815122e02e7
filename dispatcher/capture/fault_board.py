"""Which of the asked-for faults hits this request: the limits, counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from time import monotonic
from typing import Any, TypeVar

from dispatcher.capture.faults import Fault, LatencyFault, PushLatencyFault, SmtpLatencyFault, TwilioFault

F = TypeVar("F", bound=Fault)


@dataclass(slots=True, kw_only=True)
class _Armed:
    """A fault with what is left of it."""

    fault: Fault
    left: int | None
    until: float | None


def _always(_: object) -> bool:
    return True


class FaultBoard:
    """The faults in force. Picking one uses up its count; shares come from a fixed seed, so a run can be repeated."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._armed: list[_Armed] = []
        self._random = Random(0)  # noqa: S311  which request is hit is no secret

    def put(self, faults: Sequence[Fault]) -> None:
        """These and no others from now on."""
        now = self._clock()
        self._random.seed(0)
        self._armed = [
            _Armed(fault=fault, left=fault.count, until=None if fault.seconds is None else now + fault.seconds)
            for fault in faults
        ]

    def active(self) -> list[dict[str, Any]]:
        """What is in force, with what is left of it."""
        return [
            armed.fault.model_dump(exclude_none=True) | ({} if armed.left is None else {"left": armed.left})
            for armed in self._armed
            if not self._over(armed)
        ]

    def pick(self, kind: type[F], *, to: str = "", account: str = "", fits: Callable[[F], bool] = _always) -> F | None:
        """The first fault of a kind that hits this, or None; one use of its count is taken."""
        for armed in self._armed:
            fault = armed.fault
            if not isinstance(fault, kind) or self._over(armed) or not _aimed_at(fault, to, account) or not fits(fault):
                continue
            if fault.share is not None and self._random.random() >= fault.share:
                continue
            if armed.left is not None:
                armed.left -= 1
            return fault
        return None

    def seconds(self, latency: LatencyFault | SmtpLatencyFault | PushLatencyFault | None) -> float:
        """How long a latency fault holds something up; 0 without one."""
        return 0.0 if latency is None else (latency.ms + self._random.uniform(0, latency.jitter_ms)) / 1000

    def _over(self, armed: _Armed) -> bool:
        return armed.left == 0 or (armed.until is not None and self._clock() >= armed.until)


def _aimed_at(fault: Fault, to: str, account: str) -> bool:
    if isinstance(fault, TwilioFault) and fault.account not in {None, account}:
        return False
    if fault.to is None:
        return True
    wanted, given = fault.to.casefold(), to.casefold()
    return fnmatchcase(given, wanted) if set(wanted) & set("*?") else given.startswith(wanted)
