from __future__ import annotations

from dataclasses import dataclass

from dispatcher.domain.phone import mask, mask_email


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person of a list, as it was read.

    ``ref`` is stable over all lists: the column *id*, else a hash of what the row has; never a number in clear.
    ``mobile`` takes SMS or is None. ``areas`` are keys of the plan's areas. ``fault`` says what is wrong in the row
    or why the person cannot be reached, with no personal data in it; a person with a fault is kept, never dropped.
    ``leader`` is the ``ref`` of whoever leads them, on the same list. Of a ``shielded`` person there is no name or
    address here: they are told like everybody else, and shown as a number only.
    """

    ref: str
    name: str
    mobile: str | None
    email: str | None
    language: str | None
    address: str
    lat: float | None
    lon: float | None
    unit: str
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    fault: str
    leader: str = ""
    shielded: bool = False

    def __repr__(self) -> str:
        mobile, email = mask(self.mobile or ""), mask_email(self.email or "")
        return f"Contact(ref={self.ref!r}, mobile={mobile!r}, email={email!r}, fault={self.fault!r})"

    @property
    def reachable(self) -> bool:
        """Whether any channel has an address for this person."""
        return self.mobile is not None or self.email is not None
