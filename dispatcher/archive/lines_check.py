"""Walking the journal of a package: each line against its own hash, the line before, and what was sealed in it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dispatcher.domain.anchor import NOTHING, further

APPROVAL = "alert.approved"
HAND_WRITTEN = "log.line"


@dataclass(slots=True, kw_only=True)
class Lines:
    """What was walked. ``broken`` and ``why``: the first line that does not fit. ``anchors``: line, anchor so far."""

    lines: int = 0
    last: int = 0
    last_hash: str = ""
    anchor: str = NOTHING
    broken: int = 0
    why: str = ""
    sealed: int = 0
    anchors: list[tuple[int, str]] = field(default_factory=list)
    approved: dict[str, str] = field(default_factory=dict)
    seals: dict[int, str] = field(default_factory=dict)

    def fault(self, line: int, why: str) -> None:
        """Keep the first only: what comes after a break says little."""
        if not self.why:
            self.broken, self.why = line, why


def walk(journal: Iterator[bytes], written: Iterator[bytes], incident: int) -> Lines:
    """The whole journal of an incident, then what was written by hand against its seals."""
    found = Lines()
    for line in journal:
        _line(found, _object(line), incident)
    if not found.lines:
        found.fault(1, "loggen er tom")
    _written(found, written)
    return found


def _line(found: Lines, line: dict[str, Any], incident: int) -> None:
    found.lines += 1
    body = _object(str(line.get("body", "")))
    seq = body.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool):
        found.fault(found.last + 1, "den kan ikke leses")
        return
    own, so_far = str(line.get("hash", "")), further(found.anchor, str(line.get("hash", "")))
    if why := _why(found, line, body, seq, incident, so_far):
        found.fault(seq, why)
    found.last, found.last_hash, found.anchor = seq, own, so_far
    found.anchors.append((seq, so_far))
    _noted(found, body, seq)


def _why(found: Lines, line: dict[str, Any], body: dict[str, Any], seq: int, incident: int, so_far: str) -> str:
    """Why this line does not fit; nothing where it does."""
    prev = str(line.get("prev", ""))
    if hashlib.sha256(f"{prev}{line.get('body')}".encode("utf-8", "surrogatepass")).hexdigest() != line.get("hash"):
        return "innholdet er endret"
    if body.get("incident") != incident:
        return "den gjelder en annen hendelse"
    if found.lines > 1 and seq <= found.last:
        return "den står ikke i rekkefølge"
    if found.lines > 1 and seq == found.last + 1 and prev != found.last_hash:
        return "lenken til linjen før passer ikke"
    if line.get("anchor") != so_far:
        return "en linje er fjernet, lagt til eller flyttet foran den"
    return ""


def _noted(found: Lines, body: dict[str, Any], seq: int) -> None:
    """What other files of the package must agree with."""
    data = body.get("data")
    if not isinstance(data, dict):
        return
    if body.get("kind") == APPROVAL:
        found.approved[str(body.get("alert_id"))] = str(data.get("fingerprint"))
    if body.get("kind") == HAND_WRITTEN and "sealed" in data:
        found.seals[seq] = str(data["sealed"])


def _written(found: Lines, written: Iterator[bytes]) -> None:
    """Each sealed line has its words, and each word its seal; what is erased has neither, and says so."""
    seen: set[int] = set()
    for line in written:
        entry = _object(line)
        seq, personal, salt = entry.get("seq"), entry.get("personal"), entry.get("salt")
        if not isinstance(seq, int) or seq not in found.seals or seq in seen:
            found.fault(seq if isinstance(seq, int) else found.last, "det som er skrevet i den, har ikke noe segl")
            continue
        seen.add(seq)
        if personal is None and salt is None:
            continue
        if _seal(str(personal), str(salt)) != found.seals[seq]:
            found.fault(seq, "det som er skrevet i den, er endret")
        found.sealed += 1
    for seq in sorted(set(found.seals) - seen):
        found.fault(seq, "det som er skrevet i den, mangler")


def _seal(personal: str, salt: str) -> str:
    try:
        key = bytes.fromhex(salt)
    except ValueError:
        return ""
    return hmac.new(key, personal.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _object(text: bytes | str) -> dict[str, Any]:
    """What can be read as an object; anything else is an empty one, which no check passes."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
