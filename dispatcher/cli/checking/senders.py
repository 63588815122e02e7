"""The name or number that people see: one that swindlers use too, and one that nobody can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.cli.checking.accounts import twilio_routes
from dispatcher.domain.plan.written import sender_name
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from dispatcher.cli.checking.findings import Findings
    from dispatcher.settings import Settings


def check_senders(settings: Settings, findings: Findings) -> None:
    """The plan's own name is held by the plan; this is what the settings send with."""
    if settings.mode is not NodeMode.LIVE:
        return
    for name, route in twilio_routes(settings).items():
        where = f"DISPATCHER_{name.replace('-', '_').upper()}__"
        named = route.sender is not None and not route.sender.startswith("+")
        if named and route.sender:
            try:
                sender_name(route.sender)
            except ValueError as error:
                findings.warn(f"{where}SENDER", str(error))
        if route.reply_number is None:
            what = "Ikke oppgitt. Svar på SMS, oppmøtesvar og godkjenning på SMS er derfor slått av."
            why = " Et navn som avsender kan ingen svare på: oppgi et nummer som tar imot." if named else ""
            findings.warn(f"{where}REPLY_NUMBER", what + why)
