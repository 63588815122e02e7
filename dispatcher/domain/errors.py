"""Every error Dispatcher raises on purpose.

    DispatcherError
    ├── InvalidInput      what was asked cannot be understood; nothing was created        (HTTP 422)
    ├── NotFound          no such incident, alert or list                                 (404)
    ├── Unauthorised      no valid token                                                  (401)
    ├── Forbidden         the user may not do this; the rule is named                     (403)
    ├── Conflict          right request, wrong moment: state, fingerprint, mode, people   (409)
    ├── Unavailable       the ledger cannot be written just now; nothing is lost          (503)
    │   └── DiskFull      because its disk is full
    ├── WrongLane         a channel was handed a message that is not its own              (a fault of ours)
    └── IllegalTransition a pair of states that no table names                            (a fault of ours)

The text of an error is shown to people: Norwegian for a municipality, never a number, an address or a secret in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where it is (``plan.yaml:12``, ``fields.sted``) and what to do about it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class DispatcherError(Exception):
    """Noe gikk galt."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").split("\n")[0])


class InvalidInput(DispatcherError):
    """Det som ble bedt om, kan ikke brukes."""

    def __init__(self, *faults: Fault, title: str | None = None) -> None:
        super().__init__(title or (f"{faults[0].where}: {faults[0].what}" if faults else None))
        self.faults = faults


class NotFound(DispatcherError):
    """Finnes ikke."""


class Unauthorised(DispatcherError):
    """Du er ikke logget inn, eller nøkkelen gjelder ikke lenger."""


class Forbidden(DispatcherError):
    """Du har ikke rett til dette. ``rule`` names the rule for programs."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class Conflict(DispatcherError):
    """Det går ikke nå. ``reason`` is one of state, fingerprint, people, mode, expired, idempotency."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Unavailable(DispatcherError):
    """Kan ikke skrive til databasen nå. Ingenting er tapt. Prøv igjen om litt."""

    retry_after = 5


class DiskFull(Unavailable):
    """Disken er full. Ingenting er tapt. Frigjør plass der databasen ligger, så går alt videre av seg selv."""


class WrongLane(DispatcherError):
    """A channel refused a message of another mode before any socket was opened."""


class IllegalTransition(DispatcherError):
    """A move between two states that the tables do not name."""
