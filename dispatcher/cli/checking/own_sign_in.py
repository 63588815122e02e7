"""The municipality's own sign-in: whether it answers as it must, and whether somebody comes in when it does not."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from dispatcher.cli.checking.findings import Findings, RouteFound
from dispatcher.ledger import emergency
from dispatcher.ports import SystemClock
from dispatcher.settings import NodeMode
from dispatcher.signing_in.open_id.provider import Provider, ProviderAway

if TYPE_CHECKING:
    from dispatcher.ledger.engine import Ledger
    from dispatcher.settings import Settings

WHERE: Final = "DISPATCHER_OIDC__ISSUER"
AWAY: Final = "Innloggingen svarer ikke ({why}). Folk kommer inn med passkey, eller nødinnlogging. Se etter adressen."
WRONG: Final = "Innloggingen sier ikke det den skal ({why}). Ingen kan logge inn med den. Se etter at adressen er rett."
NOBODY: Final = (
    "Ingen bruker har passord og app. Svarer ikke innloggingen, kommer bare de med passkey inn. "
    "Gi en bruker passord (dispatcher user password), og la den legge til app under /konto."
)


async def look(settings: Settings) -> Findings:
    """Its word of itself, and its keys."""
    found = Findings()
    if settings.oidc is None:
        return found
    provider, began = Provider(settings.oidc, settings.home, SystemClock()), monotonic()
    try:
        await provider.doors()
        usable = bool(await provider.keys())
        why = "" if usable else "jwks"
    except ProviderAway as error:
        usable, why = True, error.why
    finally:
        await provider.close()
    took = round((monotonic() - began) * 1000)
    words = f"virker ikke: {why}" if why else f"virker, svarte på {took} ms"
    found.routes.append(RouteFound(name="innlogging (oidc)", ok=not why, words=words, reason=why, took_ms=took))
    if why in {"discovery", "jwks"} and usable:
        found.warn(WHERE, AWAY.format(why=why))
    elif why:
        found.fault(WHERE, WRONG.format(why=why))
    return found


def check_emergency(ledger: Ledger, settings: Settings, findings: Findings) -> None:
    """Somebody who comes in when the provider is away and their passkey is at home."""
    if settings.oidc is not None and not ledger.read_now(emergency.able):
        told = findings.fault if settings.mode is NodeMode.LIVE else findings.warn
        told("nødinnlogging", NOBODY)
