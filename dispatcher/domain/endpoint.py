"""Where a push message may be sent: the address a browser gave, read strictly, and the hosts it may name.

The address comes from whoever subscribes and our node calls it, so it is the way in for anybody who would like to
reach what only our node can reach. Two gates: this one reads the words, ``is_public`` looks at the number that a
connection would really be opened to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from dispatcher.domain.errors import DispatcherError

LONGEST: Final = 2000
# No more than a URL of a push service has: a sign that two programs read differently is a way past the gate.
_URL: Final = re.compile(
    r"(https?)://([^/?#\\\s]+)(/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*)?)?"
)
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?")
_PATTERN: Final = re.compile(
    r"(?:\*\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9a-f:.]+\](?::[0-9]{1,5})?)"
)
_NAMES_OF_HERE: Final = frozenset({"localhost", "ip6-localhost"})
_EMBEDDING: Final = (IPv6Network("::/96"), IPv6Network("64:ff9b:1::/48"))
_NAT64: Final = IPv6Network("64:ff9b::/96")

NO_ADDRESS: Final = "Dette er ikke adressen til en push-tjeneste. Send «endpoint» slik nettleseren ga den."
USER: Final = "Adressen kan ikke ha brukernavn eller passord."
HERE: Final = "Adressen peker på maskinen selv. Send «endpoint» slik nettleseren ga den."
PRIVATE: Final = "Adressen er i et privat nett. Send «endpoint» slik nettleseren ga den."
MAPPED: Final = "Adressen er en IPv6-adresse med en IPv4-adresse i seg. Send «endpoint» slik nettleseren ga den."
NUMBER: Final = "Adressen må være navnet på en push-tjeneste, ikke et IP-nummer."
NOT_HTTPS: Final = "Adressen må begynne med https://."
PORT: Final = "Adressen kan ikke ha portnummer."
NOT_ALLOWED: Final = "Push-tjenesten er ikke blant dem kommunen sender til."


class BadEndpoint(DispatcherError):
    """Adressen kan ikke brukes til push."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address that may be called. ``local``: it is this machine itself, and the settings name it."""

    url: str = field(repr=False)
    scheme: str
    host: str
    port: int | None
    local: bool

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a VAPID token is made out to."""
        return f"{self.scheme}://{self.host}{f':{self.port}' if self.port else ''}"


def read_endpoint(url: str, allowed: Sequence[str]) -> Endpoint:
    """The address, if it is one of an allowed host. Raises BadEndpoint with what is wrong, in words for people.

    ``allowed``: ``host``, ``*.host`` (any name under it), or a loopback host with or without its port.
    """
    found = _URL.fullmatch(url) if len(url) <= LONGEST else None
    if found is None:
        raise BadEndpoint(NO_ADDRESS)
    scheme, authority, _ = found.groups()
    if "@" in authority:
        raise BadEndpoint(USER)
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or int(parts[2] or 1) not in range(1, 65536):
        raise BadEndpoint(NO_ADDRESS)
    host, port = parts[1].lower(), int(parts[2]) if parts[2] else None
    local = is_here(host)
    if local and _names(allowed, host, port):
        return Endpoint(url=url, scheme=scheme, host=host, port=port, local=True)
    _refuse(scheme, host, port, allowed)
    return Endpoint(url=url, scheme=scheme, host=host, port=None, local=False)


def _refuse(scheme: str, host: str, port: int | None, allowed: Sequence[str]) -> None:
    number = _number(host)
    if number is not None:
        raise BadEndpoint(_why_not_a_number(number))
    if is_here(host):
        raise BadEndpoint(HERE)
    if scheme != "https":
        raise BadEndpoint(NOT_HTTPS)
    if port is not None:
        raise BadEndpoint(PORT)
    if not _names(allowed, host, None):
        raise BadEndpoint(NOT_ALLOWED)


def _names(allowed: Sequence[str], host: str, port: int | None) -> bool:
    """A pattern with a port means that port, one without any; a star stands for one name or more."""
    return any(
        host.endswith(one[1:]) and len(host) >= len(one) if one.startswith("*.") else one in {host, f"{host}:{port}"}
        for one in allowed
    )


def usable_pattern(pattern: str) -> bool:
    """Whether a setting's word can be a host. Everything (``*``) and a whole top domain cannot."""
    return _PATTERN.fullmatch(pattern) is not None and (":" not in pattern or is_here(_without_port(pattern)))


def _without_port(pattern: str) -> str:
    return pattern if pattern.endswith("]") else re.sub(r":[0-9]+\Z", "", pattern)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_here(host: str) -> bool:
    """Whether a host, as it is written, is this machine itself."""
    number = _number(host)
    return host in _NAMES_OF_HERE if number is None else number.is_loopback and not _embedded(number)


def _why_not_a_number(number: IPv4Address | IPv6Address) -> str:
    if _embedded(number):
        return MAPPED
    if number.is_loopback or number.is_unspecified:
        return HERE
    return NUMBER if is_public(str(number)) else PRIVATE


def _embedded(number: IPv4Address | IPv6Address) -> bool:
    """An IPv6 number that is another way to write an IPv4 number (mapped, compatible, 6to4, Teredo)."""
    if isinstance(number, IPv4Address) or int(number) <= 1:
        return False
    tunnelled = number.ipv4_mapped or number.sixtofour or number.teredo
    return bool(tunnelled) or any(number in network for network in _EMBEDDING)


def is_public(address: str) -> bool:
    """Whether a connection to this number leaves for the open internet; for the socket, whatever the name was."""
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        if number in _NAT64:  # how an IPv6-only network reaches IPv4: as public as the number inside
            return is_public(str(IPv4Address(int(number) & 0xFFFFFFFF)))
        if _embedded(number) or number.is_site_local:
            return False
    return number.is_global and not number.is_multicast


def is_local(address: str) -> bool:
    """Whether a number is this machine itself."""
    number = _number(address)
    return number is not None and number.is_loopback and not _embedded(number)


def mask_endpoint(value: str) -> str:
    """``fcm.googleapis.com/…ab12`` of an address, or of the contact point that holds one."""
    try:
        found = json.loads(value) if value.startswith("{") else {"endpoint": value}
    except ValueError:
        found = {}
    url = str(found.get("endpoint", ""))
    host = re.match(r"https?://(?:[^/@]*@)?([^/?#@:]+|\[[^\]]*\])", url)
    if host is None:
        return "…"
    return f"{host[1]}/…{url[-4:] if len(url) - host.end() >= 24 else ''}"
