"""What of the settings would be unsafe when messages reach people, and a backup that backs nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dispatcher.debug import debug_faults
from dispatcher.domain.errors import Fault
from dispatcher.settings import Security
from dispatcher.typed_addresses import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.settings import Settings


def backup_faults(settings: Settings) -> Iterator[Fault]:
    """A second route without a first: whoever set it most likely meant the first."""
    pairs = (
        ("TWILIO", "ACCOUNT_SID", settings.twilio, settings.twilio_backup),
        ("SMTP", "HOST", settings.smtp, settings.smtp_backup),
    )
    for name, first, primary, backup in pairs:
        if backup is not None and primary is None:
            what = "er satt, men ikke det den er reserve for."
            yield Fault(
                f"DISPATCHER_{name}_BACKUP", f"{what} Sett DISPATCHER_{name}__{first} og resten, uten «_BACKUP»."
            )


def live_faults(settings: Settings) -> Iterator[Fault]:
    """What would be unsafe when messages reach people; every fault, not the first."""
    if settings.secret_key is None or len(settings.secret_key.get_secret_value().strip()) < 16:
        what = "DISPATCHER_MODE=live krever en nøkkel på minst 16 tegn. Lag en slik: openssl rand -hex 32"
        yield Fault("DISPATCHER_SECRET_KEY", what)
    yield from debug_faults(settings.debug)
    addresses = [("PUBLIC_URL", settings.base_address)]
    routes = {"TWILIO": settings.twilio, "TWILIO_BACKUP": settings.twilio_backup, "FCM": settings.fcm}
    addresses += [(f"{name}__BASE_URL", route.base_url) for name, route in routes.items() if route]
    rooms = settings.chat.rooms.values() if settings.chat else ()
    addresses += [("CHAT__ROOMS", address.get_secret_value()) for address in rooms]
    if settings.heartbeat_url:
        addresses.append(("HEARTBEAT_URL", settings.heartbeat_url.get_secret_value()))
    for name, address in addresses:
        parts = urlsplit(address)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            what = "DISPATCHER_MODE=live krever https (http bare til denne maskinen selv)."
            yield Fault(f"DISPATCHER_{name}", what)
    for name, server in (("SMTP", settings.smtp), ("SMTP_BACKUP", settings.smtp_backup)):
        if server and server.security is Security.NONE and not is_loopback(server.host):
            what = "none er bare for denne maskinen selv. Skriv starttls eller tls."
            yield Fault(f"DISPATCHER_{name}__SECURITY", what)
