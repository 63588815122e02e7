"""Accounts at Twilio that let us in, and may still ruin the night: the sender is not theirs, or the money is gone."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dispatcher.channels import twilio_account
from dispatcher.channels.twilio_account import Balance
from dispatcher.channels.twilio_http import Account, TwilioHttp
from dispatcher.cli.checking.findings import Findings
from dispatcher.evaluation.reason_words import advice
from dispatcher.ports import SystemClock
from dispatcher.settings import Twilio

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable
    from typing import Any

    from dispatcher.cli.checking.known import Need
    from dispatcher.domain.outcome import Outcome
    from dispatcher.settings import Settings

PATIENCE: Final = 5.0
KRONER: Final = {
    "NOK": Decimal(1),
    "SEK": Decimal("0.9"),
    "DKK": Decimal("1.4"),
    "USD": Decimal(9),
    "EUR": Decimal(11),
    "GBP": Decimal(12),
}
"""Kroner for one, on the low side, so that what seems enough is. Told beside what is made of it."""


def twilio_routes(settings: Settings) -> dict[str, Twilio]:
    """Every account the settings name, by the provider's name: twilio, and any backup."""
    named = ((name, getattr(settings, name)) for name in type(settings).model_fields)
    return {name.replace("_", "-"): part for name, part in named if isinstance(part, Twilio)}


def looks(settings: Settings, need: Need, working: frozenset[str]) -> Iterable[Coroutine[Any, Any, Findings]]:
    """One look for each account that let us in."""
    return [_look(name, route, need) for name, route in twilio_routes(settings).items() if name in working]


async def _look(name: str, route: Twilio, need: Need) -> Findings:
    where, found = f"DISPATCHER_{name.replace('-', '_').upper()}__", Findings()
    account = Account(
        base_url=route.base_url,
        account_sid=route.account_sid,
        auth_token=route.auth_token,
        concurrency=4,
        timeout=min(route.timeout, PATIENCE),
    )
    http = TwilioHttp(account, SystemClock())
    try:
        await asyncio.gather(
            _sender(http, where, route, found), _reply(http, where, route, found), _money(http, where, need, found)
        )
    finally:
        await http.close()
    return found


async def _sender(http: TwilioHttp, where: str, route: Twilio, found: Findings) -> None:
    if route.messaging_service_sid:
        there = await twilio_account.has_service(http, route.messaging_service_sid)
        what = "Meldingstjenesten finnes ikke på kontoen. Da går ingen SMS ut. Rett den, eller sett SENDER i stedet."
        _judge(there, f"{where}MESSAGING_SERVICE_SID", what, "meldingstjenesten", found)
    elif route.sender and route.sender.startswith("+"):
        there = await twilio_account.owns_number(http, route.sender)
        what = "Kontoen har ikke dette nummeret, eller nummeret kan ikke sende SMS. Da går ingen SMS ut. Rett nummeret."
        _judge(there, f"{where}SENDER", what, "nummeret", found)


async def _reply(http: TwilioHttp, where: str, route: Twilio, found: Findings) -> None:
    if route.reply_number:
        there = await twilio_account.owns_number(http, route.reply_number)
        what = "Kontoen har ikke dette nummeret. Da kommer svar fra folk ikke fram. Rett nummeret."
        if there is False:
            found.warn(f"{where}REPLY_NUMBER", what)
        else:
            _judge(there, f"{where}REPLY_NUMBER", what, "nummeret", found)


def _judge(there: bool | Outcome, where: str, what: str, thing: str, found: Findings) -> None:  # noqa: FBT001
    if there is False:
        found.fault(where, what)
    elif there is not True:
        found.warn(where, f"Fikk ikke sett etter {thing} hos Twilio ({_why(there)}). Prøv igjen.")


async def _money(http: TwilioHttp, where: str, need: Need, found: Findings) -> None:
    where += "ACCOUNT_SID"
    left = await twilio_account.balance(http)
    if not isinstance(left, Balance):
        found.warn(where, f"Fikk ikke sett saldoen hos Twilio ({_why(left)}). Prøv igjen.")
    elif left.amount is None:
        found.warn(where, "Kontoen viser ingen saldo. En underkonto bruker av hovedkontoen. Se etter der.")
    elif left.amount <= 0:
        what = f"Saldoen hos Twilio er {_amount(left.amount)} {left.currency}. Da går ingen SMS ut. Fyll på nå."
        found.fault(where, what)
    elif need.plan is not None:
        _enough(left.amount, left.currency, need, Decimal(str(need.plan.costs.sms_part)), where, found)


def _enough(amount: Decimal, currency: str, need: Need, price: Decimal, where: str, found: Findings) -> None:
    cost, rate = need.mobiles * need.parts * price, KRONER.get(currency)
    if rate is not None and amount * rate >= cost:
        return
    parts = f"{need.parts} del{'er' if need.parts > 1 else ''}"
    told = f"Saldoen hos Twilio er {_amount(amount)} {currency}"
    if rate is not None and currency != "NOK":
        told += f", om lag {_amount(round(amount * rate))} kroner (regnet med {_amount(rate)} for 1 {currency})"
    asked = f"Ett varsel på {parts} til alle {_count(need.mobiles)} mobilene på listene koster om lag"
    asked += f" {_amount(round(cost))} kroner etter prisen i planen."
    found.warn(where, f"{told}. {asked} Fyll på, eller slå på automatisk påfyll.")


def _why(outcome: object) -> str:
    reason = getattr(outcome, "reason", "")
    return advice(reason).what.lower()


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _amount(amount: Decimal | int) -> str:
    whole = amount == int(amount)
    return f"{amount:,.{0 if whole else 2}f}".replace(",", " ").replace(".", ",")
