"""What the web floor needs of the rest, as one value in the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from dispatcher.channels.package_mail import PackageMail
from dispatcher.composing.desk import Desk
from dispatcher.delivery.engine import Engine
from dispatcher.domain.plan import Plan
from dispatcher.domain.states import Mode
from dispatcher.ledger.engine import Ledger
from dispatcher.ports import Clock
from dispatcher.settings import NodeMode, Settings


@dataclass(frozen=True, kw_only=True)
class Services:
    """A node, seen from the web. ``address`` is the one others use; ``tokens``: a provider's name → its auth token.

    ``numbers``: where replies come, by mode; ``postmottak``: how an archive package is mailed, by mode; ``pdf``: what
    makes a PDF of the report's page for it.
    """

    settings: Settings
    clock: Clock
    ledger: Ledger
    plan: Plan
    desk: Desk
    engine: Engine
    address: str
    capture_url: str | None
    tokens: Mapping[str, str] = field(repr=False)
    numbers: Mapping[Mode, str] = field(default_factory=dict)
    postmottak: Mapping[Mode, PackageMail] = field(default_factory=dict)
    pdf: Callable[[str], bytes] | None = None

    @property
    def live(self) -> bool:
        """Whether this node may reach people."""
        return self.settings.mode is NodeMode.LIVE


SERVICES: web.AppKey[Services] = web.AppKey("services", Services)


def services(request: web.Request) -> Services:
    """The node that answers this request."""
    return request.app[SERVICES]
