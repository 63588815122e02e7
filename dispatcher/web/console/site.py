"""Where the console is: its origins, its cookie, whom passkeys are for, and from where somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from dispatcher.signing_in.keys import Keys
from dispatcher.signing_in.passkeys import Site
from dispatcher.typed_addresses import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from dispatcher.web.services import Services

HTTPS_COOKIE: Final = "__Host-dispatcher"
LOCAL_COOKIE: Final = "dispatcher"
LOCALHOST: Final = "localhost"
"""A passkey is for a name, so on this machine the console is at http://localhost: browsers refuse 127.0.0.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Of a node, seen by a browser. ``cookie``: its session's name; ``secure``: only over https."""

    site: Site
    keys: Keys
    cookie: str
    secure: bool


def place_of(node: Services) -> Place:
    """From the address that others use."""
    parts = urlsplit(node.address)
    origins = [f"{parts.scheme}://{parts.netloc}"]
    host = parts.hostname or LOCALHOST
    if is_loopback(host):
        port = f":{parts.port}" if parts.port else ""
        origins.append(f"{parts.scheme}://{LOCALHOST}{port}")
        host = LOCALHOST
    secure = parts.scheme == "https"
    return Place(
        site=Site(rp=host, name=node.plan.municipality.name, origins=origins),
        keys=Keys(_secret(node)),
        cookie=HTTPS_COOKIE if secure else LOCAL_COOKIE,
        secure=secure,
    )


def _secret(node: Services) -> str:
    """A live node has one of its own; without it an exercise takes the ledger's, which every node of it knows."""
    own = node.settings.secret_key
    return own.get_secret_value() if own else node.ledger.capture_token


def asked_from(request: web.Request, trusted: str) -> str:
    """The address of who asks. A proxy that is trusted says it of others; what anybody else claims is not read."""
    here = request.remote or ""
    networks = [ip_network(one) for one in trusted.split(",") if one]
    hops = [hop.strip() for hop in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",") if hop.strip()]
    while hops and _within(here, networks):
        here = hops.pop()
    return here


def _within(address: str, networks: Sequence[object]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)  # type: ignore[operator]
