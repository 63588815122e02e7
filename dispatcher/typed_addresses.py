"""Addresses as an operator types them: a web address, a host to listen on."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit


def has_usable_port(parts: SplitResult) -> bool:
    """Whether the port, if there is one, is a number a socket can have."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """True for this machine's own addresses, written out; names other than localhost are never looked up."""
    if host in {"localhost", "ip6-localhost"}:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def url_typed(value: str) -> str:
    """As it was typed, without a slash at its end. Raises ValueError for what is no web address."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_usable_port(parts):
        msg = "Skriv en nettadresse, for eksempel https://varsling.loten.kommune.no"
        raise ValueError(msg)
    return value.rstrip("/")


NO_ADDRESS = "Skriv en adresse på denne maskinen, uten port: 127.0.0.1 for maskinen selv, 0.0.0.0 for alle."
_HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\.?")


def host_typed(value: str) -> str:
    """A name, or an address as machines write it. Raises ValueError for anything else."""
    if _HOST_NAME.fullmatch(value) and not value.replace(".", "").isdecimal():
        return value
    try:
        return str(ip_address(value))
    except ValueError:
        raise ValueError(NO_ADDRESS) from None


def networks_typed(value: str) -> str:
    """Addresses or networks with commas between them, or none. Raises ValueError for anything else."""
    try:
        return ",".join(str(ip_network(one.strip())) for one in value.split(",") if one.strip())
    except ValueError:
        msg = "Skriv adressene til proxyene med komma mellom, for eksempel 10.0.0.5,192.168.1.0/24"
        raise ValueError(msg) from None
