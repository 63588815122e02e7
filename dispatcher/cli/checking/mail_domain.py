"""Whether the sender's domain stands behind its mail: SPF, DMARC, and DKIM when its selector is known."""

from __future__ import annotations

import asyncio
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final

from dispatcher.cli.checking.findings import Findings
from dispatcher.domain.name_server import name_server
from dispatcher.settings import Smtp

if TYPE_CHECKING:
    from dns.asyncresolver import Resolver

    from dispatcher.settings import Settings

LIMIT: Final = 3.0
PUBLIC: Final = frozenset({"kommune.no", "fylkeskommune.no", "herad.no", "co.no", "gs.no"})
"""Endings that belong to no single municipality: a policy there is not the sender's own."""


class NoAnswer(Exception):
    """The name server could not be asked; a name that it says does not exist is an answer."""


def smtp_routes(settings: Settings) -> dict[str, Smtp]:
    """Every server the settings name, by the setting's beginning."""
    named = ((name, getattr(settings, name)) for name in type(settings).model_fields)
    return {f"DISPATCHER_{name.upper()}__": part for name, part in named if isinstance(part, Smtp)}


async def look(settings: Settings) -> Findings:
    """Each domain once, whichever server sends for it."""
    found, seen = Findings(), set[tuple[str, str | None]]()
    for where, route in smtp_routes(settings).items():
        domain = parseaddr(route.sender)[1].rpartition("@")[2].lower()
        if not domain or (domain, route.dkim_selector) in seen:
            continue
        seen.add((domain, route.dkim_selector))
        try:
            resolver = _resolver(settings)
            for one in await asyncio.gather(
                _spf(resolver, domain, where), _dmarc(resolver, domain, where), _dkim(resolver, domain, route, where)
            ):
                found.add(one)
        except NoAnswer:
            what = f"Fikk ikke svar fra navnetjeneren om {domain}, så SPF, DKIM og DMARC er ikke sett på."
            found.warn(f"{where}SENDER", f"{what} Prøv igjen når maskinen har nett.")
    return found


async def _spf(resolver: Resolver, domain: str, where: str) -> Findings:
    found = Findings()
    records = [text for text in await _texts(resolver, domain) if text.lower().split(" ")[0] == "v=spf1"]
    if not records:
        what = f"Domenet {domain} har ingen SPF. Mange vil få e-posten som søppelpost, eller ikke i det hele tatt."
        found.warn(f"{where}SENDER", f"{what} Be den som styrer domenet, legge inn e-posttjeneren deres i SPF.")
    elif len(records) > 1:
        what = f"Domenet {domain} har {len(records)} SPF-linjer. Da gjelder ingen av dem."
        found.warn(f"{where}SENDER", f"{what} Be den som styrer domenet, slå dem sammen til én.")
    return found


async def _dmarc(resolver: Resolver, domain: str, where: str) -> Findings:
    """The domain's own policy, else that of the one above it."""
    found = Findings()
    for name in _upwards(domain):
        records = [text for text in await _texts(resolver, f"_dmarc.{name}") if _is_dmarc(text)]
        if len(records) == 1:
            return found
        if records:
            what = f"Domenet {name} har {len(records)} DMARC-linjer. Da gjelder ingen av dem."
            found.warn(f"{where}SENDER", f"{what} Be den som styrer domenet, beholde én.")
            return found
    what = f"Domenet {domain} har ingen DMARC. Store e-posttjenester kan avvise mange meldinger på en gang."
    found.warn(f"{where}SENDER", f"{what} Be den som styrer domenet, legge inn _dmarc.{domain}.")
    return found


async def _dkim(resolver: Resolver, domain: str, route: Smtp, where: str) -> Findings:
    found = Findings()
    if route.dkim_selector is None:
        what = f"Det er ikke sett etter DKIM for {domain}: vi vet ikke hva nøkkelen heter der."
        found.warn(f"{where}DKIM_SELECTOR", f"{what} Spør den som styrer e-posten, og sett navnet (selector) her.")
        return found
    name = f"{route.dkim_selector}._domainkey.{domain}"
    if not any(_has_key(text) for text in await _texts(resolver, name)):
        what = f"Finner ingen DKIM-nøkkel på {name}. Da kan mottakerne ikke se at e-posten er ekte."
        found.warn(f"{where}DKIM_SELECTOR", f"{what} Rett navnet, eller be den som styrer domenet, legge nøkkelen inn.")
    return found


def _is_dmarc(text: str) -> bool:
    return text.replace(" ", "").lower().split(";")[0] == "v=dmarc1"


def _has_key(text: str) -> bool:
    """An empty p= is a key that was taken back."""
    tags = dict(tag.strip().partition("=")[::2] for tag in text.split(";"))
    return bool(tags.get("p", "").strip())


def _upwards(domain: str) -> list[str]:
    """The domain and those above it that may be the municipality's own."""
    labels = domain.split(".")
    names = [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
    return [name for name in names if name not in PUBLIC]


def _resolver(settings: Settings) -> Resolver:
    from dns.asyncresolver import Resolver
    from dns.exception import DNSException

    try:
        resolver = Resolver(configure=settings.resolver is None)
    except DNSException as error:  # a machine without a name server
        raise NoAnswer from error
    if settings.resolver is not None:
        address, port = name_server(settings.resolver)
        resolver.nameservers, resolver.port = [address], port
    resolver.lifetime = resolver.timeout = LIMIT
    return resolver


async def _texts(resolver: Resolver, name: str) -> list[str]:
    """The TXT records of a name, each in one piece. Raises NoAnswer."""
    from dns.exception import DNSException
    from dns.resolver import NXDOMAIN
    from dns.resolver import NoAnswer as Empty

    try:
        answer = await resolver.resolve(name, "TXT", search=False)
    except (NXDOMAIN, Empty):
        return []
    except (DNSException, OSError) as error:
        raise NoAnswer from error
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
