"""Accounts as Twilio tells of them: open or closed, their balance, numbers and services. The board says what they are.

Any account exists and has any token, until the board says otherwise: a capture is told nothing before it is used.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from dispatcher.capture.answers import Answer, of_json
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import AccountFault
from dispatcher.capture.outbox import VERSION
from dispatcher.capture.twilio_rules import ApiError

Answering = Callable[[web.Request, Callable[[str], Answer]], Awaitable[web.StreamResponse]]
_USUAL: Final = AccountFault(kind="account")
_MADE: Final = "Sat, 21 Nov 2026 00:00:00 +0000"


class Accounts:
    """What is asked of an account beside its messages."""

    def __init__(self, faults: FaultBoard) -> None:
        self._faults = faults

    def routes(self, account: str, answer: Answering) -> list[web.RouteDef]:
        """``account``: the path of one; ``answer``: who signs the caller in and lets faults hit."""

        async def told(request: web.Request) -> web.StreamResponse:
            return await answer(request, lambda account: of_json(self._resource(account)))

        async def balance(request: web.Request) -> web.StreamResponse:
            return await answer(request, lambda account: of_json(self._balance(account)))

        async def numbers(request: web.Request) -> web.StreamResponse:
            wanted = request.query.get("PhoneNumber", "")
            return await answer(request, lambda account: of_json(self._numbers(account, wanted)))

        async def service(request: web.Request) -> web.StreamResponse:
            return await answer(request, lambda account: of_json(self._service(account, request.match_info["sid"])))

        return [
            web.get("/v1/Services/{sid}", service),  # Twilio has it on a host of its own
            web.get(f"{account}.json", told),
            web.get(f"{account}/Balance.json", balance),
            web.get(f"{account}/IncomingPhoneNumbers.json", numbers),
        ]

    def demand(self, account: str, token: str, *, sends: bool) -> None:
        """Raises ApiError for a token that the board says is not the account's, and when a closed account sends."""
        of = self._of(account)
        if of.token is not None and token != of.token:
            raise ApiError(20003, "Authenticate", 401)
        if sends and of.status != "active":
            raise ApiError(10001, "Account is not active", 403)

    def _of(self, account: str) -> AccountFault:
        return self._faults.pick(AccountFault, account=account) or _USUAL

    def _resource(self, account: str) -> dict[str, Any]:
        of, uri = self._of(account), f"/{VERSION}/Accounts/{account}"
        names = {"messages": "Messages", "balance": "Balance", "incoming_phone_numbers": "IncomingPhoneNumbers"}
        return {
            "date_created": _MADE,
            "date_updated": _MADE,
            "friendly_name": "Dispatcher capture",
            "owner_account_sid": account,
            "sid": account,
            "status": of.status,
            "subresource_uris": {name: f"{uri}/{file}.json" for name, file in names.items()},
            "type": of.type,
            "uri": f"{uri}.json",
        }

    def _balance(self, account: str) -> dict[str, Any]:
        of = self._of(account)
        return {"account_sid": account, "balance": of.balance, "currency": of.currency}

    def _service(self, account: str, sid: str) -> dict[str, Any]:
        if sid not in self._of(account).services:
            raise ApiError(20404, f"The requested resource /Services/{sid} was not found", 404)
        url = f"https://messaging.twilio.com/v1/Services/{sid}"
        return {"account_sid": account, "date_created": "2026-11-21T00:00:00Z", "sid": sid, "url": url}

    def _numbers(self, account: str, wanted: str) -> dict[str, Any]:
        uri = f"/{VERSION}/Accounts/{account}/IncomingPhoneNumbers"
        found = [number for number in self._of(account).numbers if wanted in number]
        return {
            "end": max(len(found) - 1, 0),
            "first_page_uri": f"{uri}.json?PageSize=50&Page=0",
            "incoming_phone_numbers": [
                {
                    "account_sid": account,
                    "capabilities": {"fax": False, "mms": False, "sms": True, "voice": True},
                    "friendly_name": number,
                    "phone_number": number,
                    "status": "in-use",
                }
                for number in found
            ],
            "next_page_uri": None,
            "page": 0,
            "page_size": 50,
            "previous_page_uri": None,
            "start": 0,
            "uri": f"{uri}.json",
        }
