"""The SMS side of the journal as Twilio shows it: accounts, messages with their states, lists in pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from itertools import islice
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.list_query import ListQuery
from dispatcher.capture.sms_parts import sms_parts
from dispatcher.capture.twilio_rules import ApiError, Submission

VERSION = "2010-04-01"


@dataclass(slots=True, kw_only=True)
class Sms:
    """A message as Twilio has it. Only the callbacks move ``status`` on; after a restart it says ``sent``."""

    entry: Entry
    status: str
    error_code: int | None = None

    def resource(self) -> dict[str, Any]:
        """The Message resource, as JSON."""
        entry = self.entry
        made, waiting = twilio_time(entry.at), self.status in {"queued", "accepted"}
        uri = f"/{VERSION}/Accounts/{entry.account}/Messages/{entry.id}"
        return {
            "account_sid": entry.account,
            "api_version": VERSION,
            "body": entry.body,
            "date_created": made,
            "date_sent": None if waiting else made,
            "date_updated": made,
            "direction": "outbound-api",
            "error_code": self.error_code,
            "error_message": None if self.error_code is None else "The message was not delivered.",
            "from": entry.sender or None,
            "messaging_service_sid": entry.messaging_service or None,
            "num_media": "0",
            "num_segments": "0" if self.status == "accepted" else str(sms_parts(entry.body)),
            "price": None,
            "price_unit": "USD",
            "sid": entry.id,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": entry.to,
            "uri": f"{uri}.json",
        }


class Outbox:
    """Every SMS by its SID and, newest last, by account; and the token each account presented last."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_sid: dict[str, Sms] = {}
        self._by_account: dict[str, list[Sms]] = {}
        self.tokens: dict[str, str] = {}
        for entry in journal.after(0, "sms"):
            self._add(Sms(entry=entry, status="sent"))

    def accept(self, account: str, submission: Submission, *, mode: str = "") -> Sms:
        """Take a message: it is in the journal when this returns. Raises JournalUnusable, and then it is not."""
        seq, at = self._journal.stamp()
        entry = Entry(
            seq=seq,
            at=at,
            channel="sms",
            to=submission.to,
            sender=self._journal.shared(submission.sender),
            subject="",
            body=self._journal.shared(submission.body),
            id=f"SM{token_hex(16)}",
            account=self._journal.shared(account),
            messaging_service=self._journal.shared(submission.messaging_service),
            status_callback=submission.status_callback,
            validity_period=submission.validity_period,
            mode=self._journal.shared(mode),
        )
        self._journal.append(entry)
        sms = Sms(entry=entry, status="accepted" if submission.messaging_service else "queued")
        self._add(sms)
        return sms

    def find(self, account: str, sid: str) -> Sms:
        """One message of an account. Raises ApiError 20404."""
        sms = self._by_sid.get(sid)
        if sms is None or sms.entry.account != account:
            path = f"/{VERSION}/Accounts/{account}/Messages/{sid}.json"
            raise ApiError(20404, f"The requested resource {path} was not found", 404)
        return sms

    def page(self, account: str, query: ListQuery, *, lag: float = 0) -> dict[str, Any]:
        """One page of a list, newest first, with the way to the next; messages younger than ``lag`` do not show."""
        shown: list[Sms] = []
        visible_until = datetime.now(UTC) - timedelta(seconds=lag) if lag else None
        skipped = 0 if query.token else query.page * query.size
        matches = islice(self._newest_first(account, query, visible_until), skipped, None)
        for sms in matches:
            shown.append(sms)
            if len(shown) == query.size:
                break
        more = bool(shown) and next(matches, None) is not None
        path = f"/{VERSION}/Accounts/{account}/Messages.json"
        size = ("PageSize", str(query.size))
        start = query.page * query.size
        following = [*query.filters, size, ("Page", str(query.page + 1))]
        if more:
            following.append(("PageToken", f"PA{shown[-1].entry.id}"))
        return {
            "end": max(start + len(shown) - 1, 0),
            "first_page_uri": f"{path}?{urlencode([*query.filters, size, ('Page', '0')])}",
            "messages": [sms.resource() for sms in shown],
            "next_page_uri": f"{path}?{urlencode(following)}" if more else None,
            "page": query.page,
            "page_size": query.size,
            "previous_page_uri": None,
            "start": start,
            "uri": f"{path}?{urlencode([*query.filters, size, ('Page', str(query.page))])}",
        }

    def _newest_first(self, account: str, query: ListQuery, visible_until: datetime | None) -> Iterator[Sms]:
        messages = self._by_account.get(account, [])
        for index in range(self._start(account, messages, query) - 1, -1, -1):
            entry = messages[index].entry
            second = entry.at.replace(microsecond=0)
            if query.since and second < query.since:
                return
            if (visible_until and entry.at > visible_until) or (query.until and second > query.until):
                continue
            if query.takes(entry):
                yield messages[index]

    def _start(self, account: str, messages: list[Sms], query: ListQuery) -> int:
        if not query.token:
            return len(messages)
        last = self._by_sid.get(query.token.removeprefix("PA"))
        if last is None or last.entry.account != account:
            raise ApiError(20001, "Invalid PageToken")
        return bisect_left(messages, last.entry.seq, key=lambda sms: sms.entry.seq)

    def _add(self, sms: Sms) -> None:
        self._by_sid[sms.entry.id] = sms
        self._by_account.setdefault(sms.entry.account, []).append(sms)


def twilio_time(moment: datetime) -> str:
    """A time as Twilio writes it."""
    return _rfc2822(moment.replace(microsecond=0))


@lru_cache(maxsize=1024)
def _rfc2822(moment: datetime) -> str:
    return format_datetime(moment)
