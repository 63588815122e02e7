"""Twilio's message list as evidence, read with the official package over our own HTTP.

The package's stock client has no timeout, re-POSTs on 5xx, logs the account and keeps the last request with its number
and text (ecosystem.md 2); only its extension point is used.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import structlog
from pyreqwest.exceptions import PyreqwestError
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from dispatcher.channels.twilio_http import TwilioHttp
from dispatcher.ports import Evidence, Gap

_PAGES: Final = 20
_PAGE_SIZE: Final = 1000
_EARLY: Final = timedelta(minutes=1)  # the clocks of two houses
_LATE: Final = timedelta(minutes=15)  # DateSent is when it left Twilio's queue, not when it was accepted
_TIMEOUT: Final = timedelta(seconds=30)  # connecting has the channel's own limit
# What the package trips over when an answer is not the JSON it expects.
_UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError)

_log = structlog.get_logger()


class SdkHttp(AsyncHttpClient):  # type: ignore[misc]  # the package carries no types
    """The package's requests over the channel's own client, to the channel's own host whatever edge is configured."""

    def __init__(self, http: TwilioHttp) -> None:
        super().__init__(logging.getLogger("twilio.silent"), is_async=True, timeout=None)
        self._http = http

    async def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,  # noqa: ARG002  the client signs in by itself
        timeout: float | None = None,  # noqa: ARG002, ASYNC109  ours is hard
        allow_redirects: bool = False,  # noqa: ARG002, FBT001, FBT002  never
    ) -> Response:
        """Keeps nothing of the request and logs nothing."""
        asked = urlsplit(url)
        query = "&".join(part for part in (asked.query, urlencode(params or {})) if part)
        request = self._http.client.request(method, f"{self._http.base}{asked.path}?{query}").timeout(_TIMEOUT)
        if data:
            request = request.body_text(urlencode(data))
        response = await request.headers(headers or {}).build().send()
        return Response(response.status, (await response.bytes()).to_bytes().decode(), response.headers)


async def listed(http: TwilioHttp, gap: Gap) -> list[Evidence]:
    """What the list holds of the gap, newest first, at most 20,000. A list that breaks off proves what it has shown."""
    return await _read(http, gap, _first_page)


async def called(http: TwilioHttp, gap: Gap) -> list[Evidence]:
    """What the list of calls holds of the gap: by number and time alone, for the list does not know what was said."""
    return await _read(http, gap, _first_calls)


async def _read(http: TwilioHttp, gap: Gap, first: Callable[[TwilioHttp, Gap], Awaitable[Any]]) -> list[Evidence]:
    found: list[Evidence] = []
    try:
        page = await first(http, gap)
        for _ in range(_PAGES):
            found.extend(_outgoing(page))
            page = await page.next_page_async()
            if page is None:
                return found
    except (TwilioException, PyreqwestError, OSError, *_UNREADABLE) as error:
        _log.warning("evidence.broken_off", error=type(error).__name__, entries=len(found))
        return found
    _log.warning("evidence.too_long", entries=len(found))
    return found


def _client(http: TwilioHttp) -> Any:
    from twilio.rest import Client  # noqa: PLC0415  90 ms that only a node with unsure attempts needs

    return Client(
        http.account.account_sid,
        http.account.auth_token.get_secret_value(),
        http_client=SdkHttp(http),
        environment={"TWILIO_EDGE": ""},  # an empty mapping would make it read the process's environment
    )


async def _first_calls(http: TwilioHttp, gap: Gap) -> Any:
    return await _client(http).calls.page_async(
        start_time_after=(gap.since - _EARLY).astimezone(UTC),
        start_time_before=(gap.until + _LATE).astimezone(UTC),
        page_size=_PAGE_SIZE,
    )


async def _first_page(http: TwilioHttp, gap: Gap) -> Any:
    return await _client(http).messages.page_async(
        date_sent_after=(gap.since - _EARLY).astimezone(UTC),  # it writes Z without converting
        date_sent_before=(gap.until + _LATE).astimezone(UTC),
        page_size=_PAGE_SIZE,
    )


def _outgoing(page: Any) -> Iterator[Evidence]:
    for record in page:
        if str(record.direction).startswith("outbound") and record.sid and record.to:
            yield Evidence(
                provider_id=record.sid,
                address=record.to,
                body=getattr(record, "body", None) or "",
                at=_moment(getattr(record, "date_sent", None)) or _moment(record.date_created),
                status=str(record.status),
            )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
