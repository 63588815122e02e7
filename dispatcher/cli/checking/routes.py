"""The ways out: the capture in exercise, the providers in live, and the name people will see."""

from __future__ import annotations

import asyncio
from email.utils import parseaddr
from typing import TYPE_CHECKING

from dispatcher.capture import CaptureError, CaptureReady, serve
from dispatcher.domain.states import ChannelName
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.settings import Settings, Smtp, Twilio

CAPTURE_TIME = 10.0


def check_capture(settings: Settings, findings: Findings) -> None:
    """Exercises need the capture, in every mode: the shared one answers, or one of our own can start."""
    try:
        if settings.capture.url:
            asyncio.run(_answers(settings.capture.url))
        else:
            asyncio.run(_starts())
    except (CaptureError, OSError) as error:  # TimeoutError is an OSError with nothing to say
        where = "DISPATCHER_CAPTURE__URL" if settings.capture.url else "fangst"
        findings.fault(where, f"Øvelser kan ikke sendes: fangsten svarer ikke ({str(error) or 'tiden gikk ut'}).")


async def _starts() -> None:
    stop = asyncio.Event()

    def ready(_: CaptureReady) -> None:
        stop.set()

    async with asyncio.timeout(CAPTURE_TIME):
        await serve(port_base=0, journal=None, stop=stop, announce=ready)


async def _answers(url: str) -> None:
    """Raises OSError when nothing listens there, or what listens is no capture."""
    import aiohttp

    try:
        async with (
            asyncio.timeout(CAPTURE_TIME),
            aiohttp.ClientSession(raise_for_status=True) as session,
            session.get(f"{url}/healthz") as answer,
        ):
            await answer.read()
    except aiohttp.ClientError as error:
        raise OSError(type(error).__name__) from error


def check_routes(settings: Settings, plan: Plan | None, findings: Findings) -> None:
    """In live: a provider for each channel of the plan, and its sender, pace and reply number."""
    if settings.mode is not NodeMode.LIVE:
        _check_idle_rates(settings, findings)
    elif plan is None:  # what is set up can be seen, not what is needed
        if settings.twilio is not None:
            _check_pace(settings.twilio, findings)
    else:
        _check_used(settings, plan, findings)


def _check_idle_rates(settings: Settings, findings: Findings) -> None:
    routes = (
        ("TWILIO", settings.twilio),
        ("TWILIO_BACKUP", settings.twilio_backup),
        ("SMTP", settings.smtp),
        ("SMTP_BACKUP", settings.smtp_backup),
    )
    for name, route in routes:
        if route is not None and route.rate is not None:
            what = "Farten brukes ikke: noden kjører bare øvelser, og de går til fangsten så fort de kan."
            findings.warn(f"DISPATCHER_{name}__RATE", f"{what} Den gjelder når DISPATCHER_MODE=live.")


def _check_used(settings: Settings, plan: Plan, findings: Findings) -> None:
    used = {channel for scenario in plan.scenarios.values() for wave in scenario.waves for channel in wave.channels}
    if ChannelName.SMS in used:
        _check_twilio(settings.twilio, plan, findings)
        _check_backup("TWILIO", "SMS", settings.twilio, settings.twilio_backup, findings)
    if ChannelName.EMAIL in used:
        _check_smtp(settings.smtp, plan, findings)
        _check_backup("SMTP", "e-post", settings.smtp, settings.smtp_backup, findings)
    if ChannelName.CHAT in used:
        _check_rooms(settings, plan, findings)


def _check_rooms(settings: Settings, plan: Plan, findings: Findings) -> None:
    known = settings.chat.rooms if settings.chat else {}
    for room in (one.room for one in plan.rooms if one.room not in known):
        findings.fault("DISPATCHER_CHAT__ROOMS", f"Planens rom «{room}» har ingen adresse. Ingenting kommer dit.")


def _check_backup(
    name: str, channel: str, primary: Twilio | Smtp | None, backup: Twilio | Smtp | None, findings: Findings
) -> None:
    if primary is not None and backup is None:
        what = f"Ingen reserve for {channel}. Faller leverandøren ut i natt, venter meldingene til den er tilbake."
        findings.warn(f"DISPATCHER_{name}_BACKUP", what)


def _check_twilio(twilio: Twilio | None, plan: Plan, findings: Findings) -> None:
    name = "DISPATCHER_TWILIO__"
    if twilio is None:
        what = "Planen sender SMS, men Twilio er ikke satt opp. Sett ACCOUNT_SID, AUTH_TOKEN og SENDER."
        findings.fault(f"{name}ACCOUNT_SID", what)
        return
    _check_sender(twilio, plan.municipality.sms_sender, findings)
    _check_pace(twilio, findings)


def _check_pace(twilio: Twilio, findings: Findings) -> None:
    name = "DISPATCHER_TWILIO__"
    if twilio.rate is None:
        from dispatcher.lanes import ALPHA_RATE, NUMBER_RATE

        pace = NUMBER_RATE if (twilio.sender or "").startswith("+") else ALPHA_RATE
        what = f"Farten er ikke oppgitt. Da sendes {pace:g} SMS-del{'er' if pace > 1 else ''} i sekundet."
        findings.warn(f"{name}RATE", f"{what} Spør leverandøren hva dere har, og sett den.")


def _check_sender(twilio: Twilio, planned: str, findings: Findings) -> None:
    if twilio.sender is None:
        what = f"Avsenderen bestemmes av meldingstjenesten hos Twilio. Se etter at den sender som «{planned}»."
        findings.warn("DISPATCHER_TWILIO__MESSAGING_SERVICE_SID", what)
    elif twilio.sender != planned:
        what = f"Avsenderen er en annen enn i planen (sms_sender: {planned}). Folk kjenner igjen navnet i planen."
        findings.warn("DISPATCHER_TWILIO__SENDER", what)


def _check_smtp(smtp: Smtp | None, plan: Plan, findings: Findings) -> None:
    if smtp is None:
        what = "Planen sender e-post, men ingen e-posttjener er satt opp. Sett HOST og SENDER."
        findings.fault("DISPATCHER_SMTP__HOST", what)
    elif parseaddr(smtp.sender)[1] != plan.municipality.email_sender:
        what = "Avsenderen er en annen enn i planen (email_sender). Folk kjenner igjen adressen i planen."
        findings.warn("DISPATCHER_SMTP__SENDER", what)
