"""Twilio's status callbacks: 204 only after the commit, 403 without the signature of the attempt's own account."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

import structlog
from aiohttp import web
from multidict import MultiDict
from sqlalchemy import Connection

from dispatcher.channels.signature import known_names, parse_form, valid
from dispatcher.domain.states import ReceiptStatus
from dispatcher.ledger import public
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.receipts import Receipt, account_of
from dispatcher.ledger.times import ms
from dispatcher.web.problems import BadSignature
from dispatcher.web.services import Services, services

log = structlog.get_logger()

SIGNATURE: Final = "X-Twilio-Signature"
PROBE: Final = "probe"
"""The attempt that no attempt is named as: asked by ``check`` whether PUBLIC_URL leads to this ledger."""
STATUSES: Final = frozenset(ReceiptStatus)
OF_A_CALL: Final = {
    "queued": ReceiptStatus.QUEUED,
    "initiated": ReceiptStatus.SENDING,
    "ringing": ReceiptStatus.SENT,
    "in-progress": ReceiptStatus.DELIVERED,
    "completed": ReceiptStatus.DELIVERED,
    "no-answer": ReceiptStatus.UNDELIVERED,
    "busy": ReceiptStatus.UNDELIVERED,
    "canceled": ReceiptStatus.UNDELIVERED,
    "failed": ReceiptStatus.FAILED,
}
"""Twilio's words for a call in the order of a message's: a call that somebody answered is *delivered*."""
UNREACHED: Final = frozenset({"no-answer", "busy", "canceled"})
LONGEST_WORD: Final = 64


class Accounts:
    """Whose attempt a callback is about. What is asked while one look is under way is asked together in the next."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._asked: dict[str, asyncio.Future[str | None]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def of(self, attempt: str) -> str | None:
        """The provider's name; None for an attempt that the ledger does not know."""
        answer = self._asked.get(attempt)
        if answer is None:
            answer = self._asked[attempt] = asyncio.get_running_loop().create_future()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="callback-accounts")
        return await asyncio.shield(answer)

    async def _look(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, {}
            try:
                found = await self._ledger.glance(_accounts_of, list(asked))
            except Exception as error:  # noqa: BLE001  whoever asked is told, and answers 503 or 500
                _tell(asked.values(), error)
            else:
                for attempt, answer in asked.items():
                    answer.set_result(found.get(attempt))


def _accounts_of(connection: Connection, attempts: list[str]) -> dict[str, str | None]:
    return {attempt: account_of(connection, attempt) for attempt in attempts}


def _tell(answers: Iterable[asyncio.Future[str | None]], error: Exception) -> None:
    for answer in answers:
        answer.set_exception(error)


ACCOUNTS: web.AppKey[Accounts] = web.AppKey("accounts", Accounts)


async def twilio_status(request: web.Request) -> web.Response:
    """What has become of an attempt; valid and unknown is kept too, invalid never."""
    attempt = request.match_info["attempt"]
    said = await signed_form(request, attempt, attempt)
    if attempt == PROBE:
        await _can_keep(services(request))
    else:
        await _keep(request, attempt, said)
    return web.Response(status=204)


async def signed_form(request: web.Request, attempt: str, path: str) -> dict[str, str]:
    """What was sent to ``/callbacks/twilio/{path}``. Raises BadSignature unless the attempt's own account signed it."""
    node = services(request)
    form = await form_of(request)
    account = await request.app[ACCOUNTS].of(attempt)
    tokens = node.tokens.values() if account is None else [node.tokens.get(account, "")]
    url = f"{node.address}/callbacks/twilio/{path}"
    signature = request.headers.get(SIGNATURE)
    if not any(valid(url, form, signature, token) for token in tokens):
        log.warning("callback.bad_signature", known=account is not None)
        raise BadSignature
    return known_names(form)


async def _can_keep(node: Services) -> None:
    """That a receipt could be kept, without keeping one. Raises Unavailable, as a receipt would."""
    await node.ledger.write(public.heartbeat, node.clock.now())


async def form_of(request: web.Request) -> MultiDict[str]:
    """The form that was sent. What is no form cannot carry a valid signature either."""
    try:
        return parse_form(await request.read())
    except ValueError:
        raise BadSignature from None


async def _keep(request: web.Request, attempt: str, said: Mapping[str, str]) -> None:
    node = services(request)
    word = said.get("MessageStatus") or said.get("CallStatus", "")
    status = _status(said)
    if status is None:
        log.warning("callback.unknown_status", attempt=attempt[:LONGEST_WORD], status=word[:LONGEST_WORD])
        return
    receipt = Receipt(
        attempt=attempt,
        status=status,
        code=(said.get("ErrorCode", "") or (word if word in UNREACHED else ""))[:LONGEST_WORD],
        provider_id=(said.get("MessageSid") or said.get("CallSid", ""))[:LONGEST_WORD],
        at=ms(node.clock.now()),
    )
    await node.engine.receipts.hand_in(receipt)


def _status(said: Mapping[str, str]) -> ReceiptStatus | None:
    status = said.get("MessageStatus", "")
    return ReceiptStatus(status) if status in STATUSES else OF_A_CALL.get(said.get("CallStatus", ""))
